"""Work was handed to one of the office who then had another role of the house, or whose account was closed: it stood
in nobody's list. And whoever found it there again was told that it was theirs alone."""

import pytest
from flask import Flask

from tests.factories import received
from tests.integration.actions.test_handing_on import TEXTS, listed, second_office
from tests.signing_in import PersonClient, sign_in
from workflow.actions.account import end_role, grant_role
from workflow.actions.hand_on import hand_on
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import TransitionRefused
from workflow.domain.inputs.handing import HandOn
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.states import Role
from workflow.models import Document, User, db
from workflow.queries.accounts import by_username, memberships_of

ALONE = "Giao riêng cho đồng chí"


def handed(world: World) -> tuple[Document, User]:
    """A paper in appraisal, handed to the second person of the office."""
    document, other = received.in_appraisal(world, TEXTS), second_office(world)
    hand_on(document.id, HandOn(document.version, other.user_id or 0), actor=world.actor("vanphong.so"))
    person = by_username("vanphong2.so")
    assert person is not None
    return document, person


def test_whoever_changed_their_role_does_not_keep_the_work(app: Flask, world: World) -> None:
    document, person = handed(world)
    (held,) = memberships_of(person.id)
    grant_role(GrantRole(person.username, world.organisations["so"].id, Role.CLERK), actor=SYSTEM)
    end_role(held.id, actor=world.actor("quantri"))
    assert document.id in listed(world.actor("vanphong.so"))


def test_a_closed_account_neither_keeps_nor_gets_work(app: Flask, world: World) -> None:
    document, person = handed(world)
    person.active = False
    db.session.commit()
    assert document.id in listed(world.actor("vanphong.so"))
    document.assignee_id = None
    db.session.commit()
    with pytest.raises(TransitionRefused, match="chỉ có đồng chí"):
        hand_on(document.id, HandOn(document.version, person.id), actor=world.actor("bithu.so"))


def test_only_whoever_it_was_handed_to_is_told_that_it_is_theirs(app: Flask, world: World) -> None:
    _, person = handed(world)
    clients = {name: PersonClient(app) for name in ("vanphong.so", person.username)}
    for name, client in clients.items():
        sign_in(client, name)
    assert ALONE in clients[person.username].get("/").text
    person.active = False
    db.session.commit()
    assert ALONE not in clients["vanphong.so"].get("/").text

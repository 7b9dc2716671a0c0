"""Substitutes: who takes another's place does what the absent one may do, under both names, and not a day longer."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from tests.factories import stages
from tests.statements import statements
from workflow.actions.account import end_role
from workflow.actions.appraise import appraise_document
from workflow.actions.approve import approve_document
from workflow.actions.delegation import delegate, end_delegation
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import World
from workflow.domain.errors import InvalidInput, NotPermitted, WorkflowError
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.delegations import Delegate
from workflow.domain.states import DocumentState, Role
from workflow.models import AuditEntry, Delegation, User, db
from workflow.models.clock import now, today
from workflow.notify.recipients import recipients
from workflow.queries.accounts import actor_of, memberships_of
from workflow.queries.audit import entries_of

DAY = dt.timedelta(days=1)


@pytest.fixture
def instead(world: World) -> Callable[..., Delegation]:
    """Let one person of the department take another's place, from today for some days."""

    def give(absent: str, substitute: str, days: int = 3, by: str = "vanphong.so", begin: int = 0) -> Delegation:
        first = today() + begin * DAY
        given = Delegate(world.people[absent].id, world.people[substitute].id, first, first + days * DAY, "Đi công tác")
        return delegate(world.organisations["so"].id, given, actor=world.actor(by))

    return give


def test_a_substitute_acts_under_both_names_until_it_ends(
    app: Flask, world: World, instead: Callable[..., Delegation]
) -> None:
    document = stages.woven(app, world)
    with pytest.raises(NotPermitted):
        submit_document(document.id, Act(document.version), actor=world.actor("vanthu.so"))
    given = instead("vanphong.so", "vanthu.so")
    submit_document(document.id, Act(document.version), actor=world.actor("vanthu.so"))
    (entry,) = [one for one in entries_of(document.id) if one.fact is Fact.DOCUMENT_SUBMITTED]
    absent = world.people["vanphong.so"]
    assert (entry.actor, entry.role) == ("Vũ Thị G", Role.OFFICE)
    assert entry.details["in_place_of"] == {"id": absent.id, "name": absent.name}
    end_delegation(given.id, actor=world.actor("vanphong.so"))
    with pytest.raises(NotPermitted):
        appraise_document(document.id, Act(document.version), actor=world.actor("vanthu.so"))
    assert stages.reloaded(document).state is DocumentState.IN_APPRAISAL


def test_the_days_are_those_of_vietnam_and_both_count(world: World, instead: Callable[..., Delegation]) -> None:
    row = instead("vanphong.so", "vanthu.so", days=2, begin=1)
    so, midnight = world.organisations["so"].id, dt.timedelta(hours=-7)
    for day, holds in (
        (row.from_day - DAY, False),
        (row.from_day, True),
        (row.to_day, True),
        (row.to_day + DAY, False),
    ):
        begins = dt.datetime.combine(day, dt.time(), dt.UTC) + midnight
        for moment in (begins, begins + dt.timedelta(hours=23, minutes=59)):
            with time_machine.travel(moment, tick=False):
                assert world.actor("vanthu.so").holds(so, Role.OFFICE) is holds, moment


def test_a_substitutes_substitute_takes_both_places(world: World, instead: Callable[..., Delegation]) -> None:
    instead("bithu.so", "uyvien.so")
    instead("uyvien.so", "vanthu.so")
    person = db.session.get_one(User, world.people["vanthu.so"].id)
    with statements() as sent:
        actor = actor_of(person)
    assert len(sent) == 1
    assert {one.absent_name for one in actor.stand_ins} == {"Nguyễn Văn A", "Lê Văn C"}
    assert {one.grant.role for one in actor.stand_ins} == {Role.MEMBER}


def test_neither_signing_nor_administration_nor_inspection_is_passed_on(
    world: World, instead: Callable[..., Delegation]
) -> None:
    instead("bithu.so", "vanthu.so")
    so = world.organisations["so"].id
    assert not world.actor("vanthu.so").holds(so, Role.SIGNER)
    assert world.actor("vanthu.so").holds(so, Role.MEMBER)
    with pytest.raises(InvalidInput, match="không giao cho người thay"):
        instead("kiemtra.so", "vanthu.so")


def test_it_counts_in_that_organisation_alone(world: World, instead: Callable[..., Delegation]) -> None:
    instead("vanphong.so", "vanthu.so")
    assert world.actor("vanthu.so").organisation_ids == {world.organisations["so"].id}


def test_an_ended_role_is_lent_to_nobody(world: World, instead: Callable[..., Delegation]) -> None:
    instead("vanphong.so", "vanthu.so")
    for held in memberships_of(world.people["vanphong.so"].id):
        end_role(held.id, actor=world.actor("quantri"))
    assert not world.actor("vanthu.so").holds(world.organisations["so"].id, Role.OFFICE)


def test_nobody_approves_in_the_place_of_the_author(
    app: Flask, world: World, instead: Callable[..., Delegation]
) -> None:
    document = stages.in_approval(app, world)
    document.author_ids = [world.people["uyvien.so"].id]
    db.session.commit()
    instead("uyvien.so", "vanthu.so")
    with pytest.raises(WorkflowError, match="thay đồng chí Lê Văn C là người soạn"):
        approve_document(document.id, Approve(document.version), actor=world.actor("vanthu.so"))
    approved = approve_document(document.id, Approve(document.version), actor=world.actor("bithu.so"))
    assert approved.state is DocumentState.APPROVED


@pytest.mark.parametrize(
    ("absent", "substitute", "by"),
    [("uyvien.so", "vanthu.so", "vanthu.so"), ("vanphong.so", "bithu.so", "bithu.so")],
)
def test_others_do_not_send_a_person_away(
    world: World, instead: Callable[..., Delegation], absent: str, substitute: str, by: str
) -> None:
    with pytest.raises(NotPermitted, match="chính người vắng giao người thay"):
        instead(absent, substitute, by=by)


def test_everybody_names_their_own_substitute(world: World, instead: Callable[..., Delegation]) -> None:
    assert instead("uyvien.so", "vanthu.so", by="uyvien.so").given_by == "Lê Văn C"


@pytest.mark.parametrize(
    ("absent", "substitute", "begin", "said"),
    [
        ("vanphong.so", "soan.thuvien", 0, "Người này không phụ trách việc gì"),
        ("soan.thuvien", "vanphong.so", 0, "Người này không phụ trách việc gì"),
        ("bithu.so", "vanthu.so", -1, "Ngày đầu phải từ hôm nay"),
        ("bithu.so", "bithu.so", 0, "Người thay phải là người khác"),
        ("uyvien.so", "vanphong.so", 0, "chính người này lại vắng"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_kept(
    instead: Callable[..., Delegation], absent: str, substitute: str, begin: int, said: str
) -> None:
    instead("vanphong.so", "uyvien.so", begin=2)
    before = db.session.query(Delegation).count()
    with pytest.raises(InvalidInput, match=said):
        instead(absent, substitute, begin=begin)
    assert db.session.query(Delegation).count() == before


def test_whoever_stands_in_is_told_what_the_absent_one_is_told(
    app: Flask, world: World, instead: Callable[..., Delegation]
) -> None:
    document = stages.in_approval(app, world)
    entry = AuditEntry(fact=Fact.DOCUMENT_RETURNED, actor_id=None, at=now(), details={})
    instead("vanphong.so", "vanthu.so")
    told = recipients(document, entry)
    assert {world.people[one].id for one in ("vanphong.so", "vanthu.so")} <= set(told)
    entry.fact = Fact.DOCUMENT_PREPARED
    instead("bithu.so", "uyvien.so")
    assert world.people["uyvien.so"].id not in recipients(document, entry)

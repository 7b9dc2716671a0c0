"""Whoever may read a comment and not speak of it was told what their reply lacked (422) instead of who may reply."""

from flask import Flask

from tests.factories.rewritten import handed_in
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.actions.account import grant_role
from workflow.actions.comment import make_comment
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import NotPermitted
from workflow.domain.inputs.commenting import MakeComment
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.states import Role
from workflow.queries.comments import blocks_in


def test_an_empty_reply_without_the_right_is_refused_for_the_right(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    block = next(iter(blocks_in(document.revision)))
    comment = make_comment(document.id, MakeComment(block, "Rõ hơn."), actor=world.actor("bithu.thuvien"))
    unit = world.organisations["thuvien"].id
    grant_role(GrantRole("kiemtra.so", unit, Role.INSPECTOR, None), actor=SYSTEM)
    client = PersonClient(app)
    sign_in(client, "kiemtra.so")
    typed = {"csrf_token": csrf_token(client), "text": ""}
    answer = client.post(f"/van-ban/{document.id}/gop-y/{comment.id}", data=typed)
    assert answer.status_code == NotPermitted.status

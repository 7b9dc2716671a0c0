"""One chi bộ received a plan, and the boxes that the others had ticked to receive it were refused as old."""

import pytest
from flask import Flask

from tests.factories import stages
from tests.integration.web.test_many import client_of, part, press
from tests.past_mistakes.test_sending_said_or_did_too_much import sent_plan
from workflow.actions.send import receive_document, send_document
from workflow.actions.submit import recall_document
from workflow.cli.demo.world import World
from workflow.domain.errors import ChangedMeanwhile
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.many import Picked

pytestmark = pytest.mark.usefixtures("short_prints")


def test_only_the_row_that_was_taken_is_refused_and_says_by_whom(app: Flask, world: World) -> None:
    plan = sent_plan(app, world)
    key = Picked(plan.id, plan.version).key
    receive_document(plan.id, Act(plan.version), actor=world.actor("soan.vanhoa"))
    taken = press(client_of(app, "bithu.vanhoa"), "van-ban-den", [key])
    assert f"Đồng chí {world.actor('soan.vanhoa').name} đã tiếp nhận văn bản này lúc" in part(taken.text, "chua")
    drafter = client_of(app, "soan.thuvien")
    for _ in range(2):
        assert "Đã tiếp nhận" in part(press(drafter, "van-ban-den", [key]).text, "xong")
    received = sorted(one.received_by for one in stages.reloaded(plan).deliveries if one.received_by)
    assert received == sorted(world.actor(f"soan.{cell}").name for cell in ("thuvien", "vanhoa"))


def test_whatever_else_happened_makes_it_old(app: Flask, world: World) -> None:
    plan, clerk = sent_plan(app, world), world.actor("vanthu.so")
    seen = plan.version
    recall_document(plan.id, Act(seen, "Gửi nhầm."), actor=clerk)
    send_document(plan.id, Act(stages.reloaded(plan).version), actor=clerk)
    with pytest.raises(ChangedMeanwhile):
        receive_document(plan.id, Act(seen), actor=world.actor("soan.thuvien"))

"""A plan was recalled, or sent back, after an addressee had received it, and the receipts were lost; and a sending job
that ran once more sent a paper that its clerk had recalled."""

import pytest
from flask import Flask

from tests.factories import stages
from tests.past_mistakes.test_sending_said_or_did_too_much import sent_plan
from workflow.actions.send import receive_document, send_back
from workflow.actions.submit import recall_document
from workflow.cli.demo.world import World
from workflow.domain.errors import TransitionRefused
from workflow.domain.inputs.deciding import Act, ReturnDocument
from workflow.domain.states import DocumentState
from workflow.jobs.deliver import send

pytestmark = pytest.mark.usefixtures("short_prints")


def test_a_plan_that_one_addressee_received_is_not_recalled(app: Flask, world: World) -> None:
    plan = sent_plan(app, world)
    receive_document(plan.id, Act(plan.version), actor=world.actor("soan.thuvien"))
    with pytest.raises(TransitionRefused, match="nơi nhận"):
        recall_document(plan.id, Act(plan.version), actor=world.actor("vanthu.so"))
    assert sum(1 for one in stages.reloaded(plan).deliveries if one.received_at) == 1


def test_a_plan_that_the_superior_received_is_not_sent_back(app: Flask, world: World) -> None:
    plan, office = sent_plan(app, world), world.actor("vanphong.khoi")
    receive_document(plan.id, Act(plan.version), actor=office)
    with pytest.raises(TransitionRefused, match="nơi nhận"):
        send_back(plan.id, ReturnDocument(plan.version, {}, "Sai thể thức"), actor=office)


def test_a_plan_that_nobody_received_is_recalled(app: Flask, world: World) -> None:
    plan = sent_plan(app, world)
    assert (
        recall_document(plan.id, Act(plan.version, "Gửi nhầm."), actor=world.actor("vanthu.so")).state
        is DocumentState.ISSUED
    )


def test_a_sending_job_that_runs_again_does_not_send_what_was_recalled(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    recall_document(document.id, Act(document.version, "Gửi nhầm."), actor=world.actor("bithu.thuvien"))
    send(document.id)
    assert stages.reloaded(document).state is DocumentState.ISSUED

"""The record of a sending named its first addressee twice; and a second person of one chi bộ who received a plan moved
the plan itself, though each addressee only gives a receipt."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import stages
from tests.jobs import do_jobs
from workflow.actions.plan import register_paper
from workflow.actions.send import receive_document, send_document
from workflow.cli.demo.world import World
from workflow.domain.errors import TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.writing import RegisterPaper
from workflow.domain.states import DocumentState
from workflow.models import AuditEntry, Document, db
from workflow.models.clock import today

pytestmark = pytest.mark.usefixtures("short_prints")

PLAN = "KẾ HOẠCH\nthực hiện Nghị quyết số 43-NQ/TW\n-----\nI. MỤC ĐÍCH\n- Quán triệt Nghị quyết.\n"


def sent_plan(app: Flask, world: World) -> Document:
    """A plan of the department, sent down to its chi bộ."""
    clerk = world.actor("vanthu.so")
    plan = register_paper(world.organisations["so"].id, RegisterPaper(PLAN, number=32, issued_on=today()), actor=clerk)
    do_jobs(app)
    plan = stages.reloaded(plan)
    return send_document(plan.id, Act(plan.version), actor=clerk)


def test_each_addressee_is_named_once(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    query = select(AuditEntry).where(AuditEntry.subject_id == document.id, AuditEntry.fact == Fact.DOCUMENT_SENT)
    assert db.session.scalars(query).one().details["to"] == [
        "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch (b/c)",
        "Lưu Chi bộ",
    ]


def test_a_plan_received_by_two_people_of_one_unit_stays_sent(app: Flask, world: World) -> None:
    plan = sent_plan(app, world)
    receive_document(plan.id, Act(plan.version), actor=world.actor("soan.thuvien"))
    with pytest.raises(TransitionRefused, match=f"Đồng chí {world.actor('soan.thuvien').name} đã tiếp nhận"):
        receive_document(plan.id, Act(plan.version), actor=world.actor("bithu.thuvien"))
    assert stages.reloaded(plan).state is DocumentState.SENT

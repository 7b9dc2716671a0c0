"""A paper that had been sent vanished from its addressees' work when it was recalled, and nobody told them why."""

import datetime as dt

import pytest
from flask import Flask

from tests.factories import stages
from tests.integration.actions.test_back import told
from tests.jobs import do_jobs
from tests.past_mistakes.test_sending_said_or_did_too_much import sent_plan
from workflow.actions.submit import recall_document
from workflow.cli.demo.world import World
from workflow.domain.dates import clock_and_day
from workflow.domain.digest import Line
from workflow.domain.errors import TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.states import DocumentState, Role
from workflow.models import Document, Membership, db
from workflow.models.clock import now, today
from workflow.notify.digest import lines_for
from workflow.queries.audit import entries_of
from workflow.queries.openable import is_still_told

pytestmark = pytest.mark.usefixtures("short_prints")
WHY = "Gửi nhầm bản chưa có phụ lục."


def recalled(app: Flask, world: World) -> Document:
    plan = sent_plan(app, world)
    recall_document(plan.id, Act(plan.version, WHY), actor=world.actor("vanthu.so"))
    do_jobs(app)
    return stages.reloaded(plan)


def lines_of(world: World, username: str, plan: Document) -> list[Line]:
    lines = lines_for(world.actor(username), now() - dt.timedelta(hours=1), today(), today())
    return [line for line in lines if plan.symbol and plan.symbol in line.title]


def test_addressees_read_who_took_which_paper_back_when_and_why(app: Flask, world: World) -> None:
    plan = recalled(app, world)
    assert {"soan.thuvien", "soan.vanhoa", "vanphong.khoi"} <= set(told(plan, Fact.DOCUMENT_RECALLED))
    (line,) = lines_of(world, "soan.thuvien", plan)
    assert line.title.startswith("Thu hồi: ")
    assert not line.path, "nothing is there to be opened"
    at = clock_and_day(entries_of(plan.id)[-1].at)
    said = f"Văn bản đã gửi được lấy lại lúc {at}; nơi nhận không tiếp nhận văn bản này nữa."
    assert line.text.splitlines() == [f"{world.actor('vanthu.so').name}.", said, f"“{WHY}”"]
    assert Line.from_json(line.to_json()) == line


def test_whoever_left_the_house_meanwhile_is_not_told(app: Flask, world: World) -> None:
    plan = recalled(app, world)
    (line,) = lines_of(world, "soan.thuvien", plan)
    assert is_still_told(line, world.actor("soan.thuvien"))
    of_drafter = {"user_id": world.people["soan.thuvien"].id, "role": Role.DRAFTER}
    for one in db.session.query(Membership).filter_by(**of_drafter):
        one.to_day = today() - dt.timedelta(days=1)
    db.session.commit()
    assert not is_still_told(line, world.actor("soan.thuvien"))
    assert not lines_of(world, "soan.thuvien", plan)


def test_what_was_sent_is_not_taken_back_without_a_word(app: Flask, world: World) -> None:
    plan = sent_plan(app, world)
    with pytest.raises(TransitionRefused, match="Hãy ghi lý do"):
        recall_document(plan.id, Act(plan.version), actor=world.actor("vanthu.so"))
    assert stages.reloaded(plan).state is DocumentState.SENT

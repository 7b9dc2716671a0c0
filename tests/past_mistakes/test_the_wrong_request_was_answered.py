"""With two requests from above open at once, a consolidation answered the one due first, whatever it was about; and a
source replaced while the consolidation was before the committee went out in its old words. The report of a month took
the request of the year for its own, so that nobody could answer that any more."""

import datetime as dt

import pytest
from flask import Flask

from tests.factories import stages
from tests.factories.duties import ask
from tests.jobs import do_jobs
from workflow.actions.appraise import return_document
from workflow.actions.approve import approve_document
from workflow.actions.campaign import open_campaign
from workflow.actions.withdraw import begin_replacement
from workflow.cli.demo.rounds import register_plans, send_down
from workflow.cli.demo.seed import read_seed
from workflow.cli.demo.world import World
from workflow.domain.errors import TransitionRefused
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.inputs.deciding import Act, Approve, ReturnDocument
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.domain.periods import Period, PeriodKind
from workflow.models import Document, Notification, db
from workflow.models.clock import today
from workflow.queries.campaigns import request_above
from workflow.queries.consolidation import sources_of

pytestmark = pytest.mark.usefixtures("short_prints")


def test_the_request_on_the_same_matter_is_answered_though_another_is_due_first(app: Flask, world: World) -> None:
    asked = {}
    for title, days in (("công tác dân vận tháng 11", 3), (stages.TITLE, 20)):
        due, below = today() + dt.timedelta(days=days), (world.organisations["so"].id,)
        given = OpenCampaign(None, title, due, below, RESOLUTION_REPORT)
        asked[title] = open_campaign(world.organisations["khoi"].id, given, actor=world.actor("vanphong.khoi"))
    answered = request_above(stages.campaign_of(world))
    assert answered is not None
    assert answered.campaign_id == asked[stages.TITLE].id


def test_the_report_of_a_month_leaves_the_request_of_the_year_open(world: World) -> None:
    above, house, cells = (world.organisations[key].id for key in ("khoi", "so", "thuvien"))
    month, year = Period(PeriodKind.MONTH, 2026, 10), Period(PeriodKind.YEAR, 2026)
    for period in (year, None):
        ask(above, [house], period)
    own = ask(house, [cells], month)
    own.title = "tháng 10"
    assert request_above(own) is None
    asked = ask(above, [house], month, days=30)
    assert request_above(own) == asked.targets[0]


def test_a_source_replaced_before_the_decision_stops_it_and_the_paper_can_go_back(app: Flask, world: World) -> None:
    document, member = stages.in_approval(app, world), world.actor("uyvien.so")
    source = db.session.get_one(Document, sources_of(document.id)[0].source_id)
    cell = next(key for key, unit in world.organisations.items() if unit.id == source.organisation_id)
    new = begin_replacement(source.id, Act(source.version, "Sai số liệu"), actor=world.actor(f"soan.{cell}"))
    stages.finish(app, world, new, cell)
    document = stages.reloaded(document)
    with pytest.raises(TransitionRefused, match="Nguồn đã thay đổi"):
        approve_document(document.id, Approve(document.version), actor=member)
    given = ReturnDocument(document.version, {}, "Nguồn đã thay đổi")
    assert return_document(document.id, given, actor=member).state == "returned"


def test_those_who_carry_a_plan_out_are_told_of_it(app: Flask, world: World) -> None:
    plans = register_plans(world, read_seed())
    do_jobs(app)
    send_down(world, plans)
    do_jobs(app)
    told = db.session.query(Notification.user_id).filter(Notification.document_id == plans["so"].id).all()
    people = {user_id for (user_id,) in told}
    assert {world.people["soan.thuvien"].id, world.people["vanphong.khoi"].id} <= people

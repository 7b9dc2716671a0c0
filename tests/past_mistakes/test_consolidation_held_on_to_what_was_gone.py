"""A cancelled consolidation still took its sources with it and its campaign could not begin another; a dropped source
stayed in the sums; the second report upward found no request; a replacement begun hid the report that had arrived."""

import pytest
from flask import Flask

from tests.factories import received, stages
from tests.jobs import do_jobs
from workflow.actions.consolidate import drop_source, start_consolidation, take_in
from workflow.actions.issue import sign_document
from workflow.actions.withdraw import begin_replacement, cancel_document
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.issuing import Sign
from workflow.jobs.issue import sign
from workflow.models import Document, db
from workflow.models.clock import today
from workflow.queries.campaigns import matrix
from workflow.queries.consolidation import sources_of

pytestmark = pytest.mark.usefixtures("short_prints")

WORDS = {"ket-qua": "- Đã xong việc."}


def source_states(document: Document) -> set[str]:
    db.session.expire_all()
    return {source.source.state for source in sources_of(document.id)}


def test_a_consolidation_cancelled_before_its_job_came_leaves_its_sources_received(app: Flask, world: World) -> None:
    document, secretary = stages.prepared(app, world), world.actor("bithu.so")
    sign_document(document.id, Sign(document.version, document.prepared_digest or ""), actor=secretary)
    sign(document.id)
    document = stages.reloaded(document)
    cancel_document(document.id, Act(document.version, "Sai số liệu"), actor=secretary)
    do_jobs(app)
    assert source_states(document) == {"received"}


def test_a_campaign_whose_issued_report_was_cancelled_begins_another(app: Flask, world: World) -> None:
    document = stages.issued(app, world)
    assert source_states(document) == {"consolidated"}
    cancel_document(document.id, Act(document.version, "Sai số liệu"), actor=world.actor("bithu.so"))
    again = start_consolidation(document.campaign_id or 0, actor=world.actor("vanphong.so"))
    assert [one.source_id for one in sources_of(again.id)] == [one.source_id for one in sources_of(document.id)]


def test_a_dropped_source_is_taken_off_the_sums(world: World) -> None:
    campaign, office = stages.campaign_of(world), world.actor("vanphong.so")
    target = received.target_of(world, campaign, "thuvien")
    old = received.received(target, WORDS, (5, 5, None))
    received.received(received.target_of(world, campaign, "baotang"), WORDS, (1, None, None))
    document = start_consolidation(campaign.id, actor=office)
    received.withdraw(old)
    received.received(target, WORDS, (6, 6, None))
    drop_source(document.id, old.id, actor=office)
    assert [figure.value for figure in stages.reloaded(document).figures] == [1, None, None]
    take_in(document.id, actor=office)
    assert [figure.value for figure in stages.reloaded(document).figures] == [7, 6, None]


def test_each_report_upward_answers_a_request_of_its_own(world: World) -> None:
    asked = [stages.campaign_of(world, "khoi", ("so",), days) for days in (5, 9)]
    answered = []
    for days in (3, 4):
        campaign = stages.campaign_of(world, days=days)
        received.received(received.target_of(world, campaign, "thuvien"), WORDS)
        answered.append(start_consolidation(campaign.id, actor=world.actor("vanphong.so")).target_id)
    assert answered == [campaign.targets[0].id for campaign in asked]


def test_a_report_that_arrived_counts_while_its_replacement_is_written(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world)
    document = stages.received(app, world, campaign)
    begin_replacement(document.id, Act(document.version, "Sai số liệu"), actor=world.actor("soan.thuvien"))
    db.session.expire_all()
    assert [row.document.id for row in matrix(campaign, today()) if row.document] == [document.id]

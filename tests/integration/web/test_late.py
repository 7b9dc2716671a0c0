"""Deadlines cannot be walked around: late is said, a locked round waits for more time, the first sending is kept."""

import datetime as dt

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.factories.stages import campaign_of, draft_of, filled, sent
from tests.signing_in import csrf_token, sign_in
from workflow.actions.extension import answer_extension, ask_extension, extend_target
from workflow.actions.send import send_back
from workflow.cli.demo.world import World
from workflow.domain.deadlines import days_late
from workflow.domain.errors import InvalidInput, NotPermitted, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.calendar import AnswerExtension, AskExtension
from workflow.domain.inputs.campaigns import Extend
from workflow.domain.inputs.deciding import ReturnDocument
from workflow.models import AuditEntry, Campaign, Document, Extension, Target, db
from workflow.models.clock import now, today
from workflow.queries import campaigns, reporting
from workflow.queries.case import DocumentCase

pytestmark = pytest.mark.usefixtures("short_prints")


def person(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


def post(client: FlaskClient, path: str, **typed: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf_token(client), **typed})


def target_of(campaign: Campaign, world: World, cell: str = "thuvien") -> Target:
    unit = world.organisations[cell].id
    return (
        db.session.scalars(select(Target).where(Target.campaign_id == campaign.id, Target.organisation_id == unit))
        .unique()
        .one()
    )


def overdue(campaign: Campaign, days: int, *, locks: bool = False, grace: int = 0) -> None:
    """As if the round had been due so many days ago."""
    due = today() - dt.timedelta(days=days)
    for table, condition in ((Campaign, Campaign.id), (Target, Target.campaign_id)):
        db.session.execute(update(table).where(condition == campaign.id).values(due_on=due))
    db.session.execute(update(Campaign).values(locks=locks, grace_days=grace))
    targets = select(Target.id).where(Target.campaign_id == campaign.id)
    db.session.execute(update(Document).where(Document.target_id.in_(targets)).values(due_on=due))
    db.session.commit()


def facts(document: Document, fact: Fact) -> list[dict[str, object]]:
    query = select(AuditEntry.details).where(AuditEntry.subject_id == document.id, AuditEntry.fact == fact)
    return list(db.session.scalars(query.order_by(AuditEntry.ordinal)))


def test_a_draft_begun_in_time_does_not_slip_past_the_day_unnoticed(app: Flask, world: World) -> None:
    campaign = campaign_of(world)
    document = filled(world, campaign)
    overdue(campaign, 3)
    writer = person(app, "soan.thuvien")
    for page in ("soan/ket-qua", "kiem-tra"):
        assert "Đã quá hạn gửi 3 ngày" in writer.get(f"/van-ban/{document.id}/{page}").text
    sent(app, world, campaign, "thuvien")
    assert [one["days_late"] for one in facts(document, Fact.DOCUMENT_SUBMITTED)] == [3]
    assert [one["days_late"] for one in facts(document, Fact.DOCUMENT_SENT)] == [3]
    office = person(app, "vanphong.so")
    assert "Gửi trễ 3 ngày" in office.get("/").text
    assert "Trễ 3 ngày" in office.get(f"/van-ban/{document.id}").text
    assert "Trễ 3 ngày" in office.get(f"/van-ban/{document.id}/tiep-nhan").text


def test_a_locked_round_takes_nothing_after_its_grace_until_more_time_is_given(app: Flask, world: World) -> None:
    campaign = campaign_of(world)
    filled(world, campaign)
    overdue(campaign, 3, locks=True, grace=2)
    document = sent(app, world, campaign, "thuvien")
    assert document.state == "issued"
    assert "Đợt báo cáo này khoá sau ngày" in (document.step_error or "")
    clerk = person(app, "bithu.thuvien")
    page = clerk.get(f"/van-ban/{document.id}").text
    assert "Đợt báo cáo này khoá sau ngày" in page
    refused = post(clerk, f"/van-ban/{document.id}/gui", version=str(document.version))
    assert refused.status_code == 409
    given = Extend(world.organisations["thuvien"].id, today() + dt.timedelta(days=1), "Mưa bão")
    extend_target(campaign.id, given, campaigns.for_change(campaign.id).version, actor=world.actor("vanphong.so"))
    db.session.refresh(document)
    assert post(clerk, f"/van-ban/{document.id}/gui", version=str(document.version)).status_code == 303
    db.session.refresh(document)
    assert document.state == "sent"
    assert "days_late" not in facts(document, Fact.DOCUMENT_SENT)[0]


@pytest.mark.parametrize(("days", "locked"), [(2, False), (3, True)])
def test_within_its_grace_a_locked_round_still_takes_what_is_late(world: World, days: int, locked: bool) -> None:
    campaign = campaign_of(world)
    document = draft_of(world, campaign)
    overdue(campaign, days, locks=True, grace=2)
    assert (DocumentCase(document).locked_since is not None) is locked


def test_sent_again_after_a_return_counts_the_last_day_and_shows_the_first(app: Flask, world: World) -> None:
    campaign = campaign_of(world)
    document = sent(app, world, campaign, "thuvien")
    target = target_of(campaign, world)
    first = target.first_sent_at
    given = ReturnDocument(document.version, {}, "Thiếu số liệu")
    send_back(document.id, given, actor=world.actor("vanphong.so"))
    db.session.refresh(target)
    assert (target.sent_at, target.first_sent_at, target.returns) == (None, first, 1)
    rows = campaigns.matrix(campaign, today())
    assert campaigns.rates(rows).arrived == 0
    assert campaigns.rates(rows).returned == 1


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        ("2024-12-25T16:59:59Z", 0),
        ("2024-12-25T17:00:00Z", 1),
        ("2024-12-24T17:00:00Z", 0),
    ],
)
def test_on_time_goes_by_the_clock_of_vietnam(world: World, moment: str, late: int) -> None:
    campaign, due = campaign_of(world), dt.date(2024, 12, 25)
    sent_at = dt.datetime.fromisoformat(moment)
    db.session.execute(update(Target).values(due_on=due, sent_at=sent_at, first_sent_at=sent_at))
    db.session.execute(update(Campaign).values(due_on=due))
    db.session.commit()
    house = campaign.organisation_id
    ((_, counted),) = reporting.campaign_rates(house, today())
    assert counted.arrived == 4
    assert counted.on_time == (0 if late else 4)
    with time_machine.travel(moment, tick=False):
        assert days_late(due, today()) == late


def test_a_unit_asks_and_the_office_grants(app: Flask, world: World) -> None:
    campaign = campaign_of(world)
    document = draft_of(world, campaign)
    target, unit = target_of(campaign, world), person(app, "soan.thuvien")
    wanted = target.due_on + dt.timedelta(days=5)
    path = f"/dot-bao-cao/yeu-cau/{target.id}/xin-gia-han"
    answer = post(unit, path, due_on=wanted.strftime("%d/%m/%Y"), reason="Đoàn công tác ở xa")
    assert answer.status_code == 303
    assert "Đang chờ Văn phòng" in unit.get(f"/dot-bao-cao/{campaign.id}").text
    office = person(app, "vanphong.so")
    assert "Đoàn công tác ở xa" in office.get("/dot-bao-cao").text
    (row,) = db.session.scalars(select(Extension)).unique()
    assert post(office, f"/dot-bao-cao/xin-gia-han/{row.id}", verdict="gia-han", due_on="").status_code == 303
    for one in (target, document, row):
        db.session.refresh(one)
    assert target.due_on == document.due_on == wanted
    assert row.granted is True
    again = post(office, f"/dot-bao-cao/xin-gia-han/{row.id}", verdict="gia-han")
    assert again.status_code == 409
    record = person(app, "bithu.thuvien").get(f"/dot-bao-cao/ho-so/{target.organisation_id}").text
    assert "Đoàn công tác ở xa" in record


def test_a_refusal_says_why_and_moves_no_day(world: World) -> None:
    campaign = campaign_of(world)
    target = target_of(campaign, world)
    due = target.due_on
    asked = AskExtension(due + dt.timedelta(days=2), "Bận việc")
    row = ask_extension(target.id, asked, actor=world.actor("soan.thuvien"))
    office = world.actor("vanphong.so")
    with pytest.raises(InvalidInput):
        answer_extension(row.id, AnswerExtension(False, None, " "), actor=office)
    answer_extension(row.id, AnswerExtension(False, None, "Tỉnh uỷ cần số liệu đúng hạn"), actor=office)
    db.session.refresh(target)
    assert (target.due_on, row.granted) == (due, False)
    ask_extension(target.id, asked, actor=world.actor("soan.thuvien"))
    with pytest.raises(TransitionRefused, match="đang chờ"):
        ask_extension(target.id, asked, actor=world.actor("soan.thuvien"))


def test_nobody_asks_for_another_unit(world: World) -> None:
    target = target_of(campaign_of(world), world)
    asked = AskExtension(target.due_on + dt.timedelta(days=2), "Bận việc")
    with pytest.raises(NotPermitted):
        ask_extension(target.id, asked, actor=world.actor("soan.baotang"))


def test_the_rates_of_a_round_and_the_record_of_a_unit(app: Flask, world: World) -> None:
    target = target_of(campaign_of(world), world)
    target.sent_at = target.first_sent_at = now()
    db.session.commit()
    office = person(app, "vanphong.so")
    page = office.get("/dot-bao-cao/ty-le").text
    unit = world.organisations["thuvien"].id
    assert f"/bang-theo-doi/{world.organisations['so'].id}" in page
    assert "25%" in page
    assert "Đúng hạn" in office.get(f"/dot-bao-cao/ho-so/{unit}").text
    assert person(app, "soan.baotang").get(f"/dot-bao-cao/ho-so/{unit}").status_code == 404

"""A new period's report opens from the last one; what was left unchanged is shown to those who decide."""

from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from tests.factories.stages import campaign_of, draft_of, fill, submitted
from tests.signing_in import csrf_token, sign_in
from workflow.actions.draft import save_section
from workflow.actions.roll_forward import take_from_previous
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import World
from workflow.domain.errors import NotPermitted, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.writing import SaveSection
from workflow.models import AuditEntry, Campaign, Document, db
from workflow.queries.previous import previous_report

TAKEN, TYPED = "ket-qua", "han-che"
OWN = "Chi bộ mới gõ câu này trong kỳ này."


@pytest.fixture
def last(world: World) -> Document:
    """The cell's report of the period before, as if sent."""
    document = submitted(world, campaign_of(world))
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE document SET state = 'sent' WHERE id = :id"), {"id": document.id})
    db.session.expire_all()
    return document


@pytest.fixture
def begun(world: World, last: Document) -> Document:
    """The report of the new period, one section of which was typed already."""
    document = draft_of(world, campaign_of(world))
    write(world, document, TYPED, OWN)
    return document


def write(world: World, document: Document, key: str, words: str) -> None:
    section = next(one for one in document.sections if one.key == key)
    save_section(document.id, SaveSection(key, words, section.version, done=True), actor=world.actor("soan.thuvien"))


def texts(document: Document) -> dict[str, str]:
    db.session.expire_all()
    return {section.key: section.text for section in document.sections}


def person(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


def take(client: FlaskClient, document: Document, **typed: str) -> TestResponse:
    path = f"/van-ban/{document.id}/lay-tu-ky-truoc"
    return client.post(path, data={"csrf_token": csrf_token(client), **typed})


def test_empty_sections_take_the_words_and_typed_ones_stay(
    app: Flask, world: World, last: Document, begun: Document
) -> None:
    writer = person(app, "soan.thuvien")
    assert "Lấy mục này từ kỳ trước" in writer.get(f"/van-ban/{begun.id}/soan/{TAKEN}").text
    assert "Lấy mục này từ kỳ trước" not in writer.get(f"/van-ban/{begun.id}/soan/{TYPED}").text
    assert take(writer, begun, key=TAKEN).status_code == 303
    before, now = texts(last), texts(begun)
    assert now[TAKEN] == before[TAKEN]
    assert now["quan-triet"] == ""
    assert take(writer, begun).status_code == 303
    now = texts(begun)
    assert now["quan-triet"] == before["quan-triet"]
    assert now[TYPED] == OWN
    assert now["kho-khan"] == ""  # difficulties have their own way into the next report
    assert take(writer, begun).status_code == 409
    taken = db.session.scalars(select(AuditEntry.details).where(AuditEntry.fact == Fact.DOCUMENT_ROLLED_FORWARD)).all()
    assert taken[0]["sections"] == [TAKEN]


def test_whoever_decides_sees_what_was_left_unchanged_and_the_figures_before(
    app: Flask, world: World, begun: Document, last: Document
) -> None:
    writer = world.actor("soan.thuvien")
    last.figures[0].value = Decimal(4321)
    fill(world, begun, "thuvien")
    write(world, begun, TYPED, OWN)
    submit_document(begun.id, Act(begun.version), actor=writer)
    secretary = person(app, "bithu.thuvien")
    for page in ("", "/thong-qua", "/tra-lai"):
        shown = secretary.get(f"/van-ban/{begun.id}{page}").text
        assert '<mark class="kept">' in shown
        assert f'<mark class="kept">{OWN}' not in shown
    shown = secretary.get(f"/van-ban/{begun.id}/thong-qua").text
    assert "10/11 câu giữ nguyên từ kỳ trước" in shown
    beside = shown[shown.index("Số liệu so với báo cáo trước") :]
    assert f'href="/van-ban/{last.id}"' in beside
    assert "báo cáo trước 4.321<" in beside


def test_the_report_of_the_same_schedule_or_plan_comes_before_a_newer_one(world: World, last: Document) -> None:
    other = submitted(world, campaign_of(world), "thuvien")
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE document SET state = 'sent' WHERE id = :id"), {"id": other.id})
    campaign = campaign_of(world)
    document = draft_of(world, campaign)
    assert (previous_report(document) or last).id == other.id
    plan = document_of_plan(world)
    for one in (campaign.id, campaign_before(last)):
        db.session.get_one(Campaign, one).plan_id = plan
    db.session.commit()
    assert (previous_report(document) or other).id == last.id


def campaign_before(document: Document) -> int:
    assert document.target is not None
    return document.target.campaign_id


def document_of_plan(world: World) -> int:
    """Any paper stands for the plan here: only which one it is counts."""
    return db.session.scalars(select(Document.id).order_by(Document.id)).first() or 0


def test_without_a_report_before_it_there_is_nothing_to_take(world: World) -> None:
    document = draft_of(world, campaign_of(world))
    with pytest.raises(TransitionRefused, match="kỳ trước"):
        take_from_previous(document.id, actor=world.actor("soan.thuvien"))


def test_nobody_else_takes(world: World, begun: Document) -> None:
    with pytest.raises(NotPermitted):
        take_from_previous(begun.id, actor=world.actor("soan.baotang"))

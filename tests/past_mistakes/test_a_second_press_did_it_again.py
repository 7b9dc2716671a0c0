"""Acts whose answer was lost and that were pressed or tried again were done twice: a second organisation of the same
name, a second entry and notice of one failure, a second entry of an unchanged choice, a second empty annex, an annex
lifted by two places. Found by `make faults`."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import stages
from tests.signing_in import csrf_token, sign_in
from workflow.actions.annex import add_annex
from workflow.actions.digest import choose_notices
from workflow.actions.export import ask_for_book, note_failed_book
from workflow.actions.issue import note_failure, take_number
from workflow.cli.demo.world import World
from workflow.domain.facts import Fact
from workflow.domain.inputs.issuing import TakeNumber
from workflow.domain.inputs.notices import ChooseNotices
from workflow.domain.states import Book, ExportForm, JobStep
from workflow.models import AuditEntry, Organisation, db
from workflow.queries.annexes import annexes_of

FOUNDED = {
    "name": "Chi bộ Nhà hát tỉnh",
    "short_name": "Nhà hát tỉnh",
    "level": "chi_bo",
    "symbol": "CB",
    "authority": "T/M CHI BỘ",
    "place": "Sông Lam",
    "term_from": "01/07/2025",
}


def entries(fact: Fact) -> int:
    return db.session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.fact == fact)) or 0


def test_an_organisation_is_founded_once(app: Flask, world: World) -> None:
    admin, above = app.test_client(), world.organisations["so"].id
    sign_in(admin, "quantri")
    path = f"/don-vi/{above}/lap-don-vi"
    typed = FOUNDED | {"csrf_token": csrf_token(admin, path), "token": "một-lần-bấm"}
    assert [admin.post(path, data=typed).status_code for _ in range(2)] == [303, 303]
    query = select(func.count()).select_from(Organisation).where(Organisation.name == FOUNDED["name"])
    assert db.session.scalar(query) == 1


@pytest.mark.usefixtures("short_prints")
def test_a_failure_is_noted_once(app: Flask, world: World) -> None:
    document = stages.approved(app, world)
    take_number(document.id, TakeNumber(document.version), actor=world.actor("vanthu.so"))
    for _ in range(2):
        note_failure(document.id, JobStep.RENDERING, "Thiếu phông chữ.")
    assert entries(Fact.DOCUMENT_STEP_FAILED) == 1


def test_an_unchanged_choice_is_no_change(app: Flask, world: World) -> None:
    given, actor = ChooseNotices("a@don-vi.vn", by_mail=True), world.actor("vanthu.so")
    before = db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    for _ in range(2):
        choose_notices(given, actor=actor)
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == before + 1


def test_a_book_that_failed_is_told_of_once(world: World) -> None:
    clerk, house = world.actor("vanthu.so"), world.organisations["so"].id
    export = ask_for_book(house, Book.OUTGOING, ExportForm.XLSX, {}, actor=clerk)
    for _ in range(2):
        note_failed_book(export.id, "Máy chủ hết chỗ lưu.")
    assert entries(Fact.BOOK_EXPORT_FAILED) == 1


def test_an_annex_is_added_and_lifted_once(app: Flask, world: World) -> None:
    document, writer = stages.filled(world, stages.campaign_of(world)), app.test_client()
    sign_in(writer, "soan.thuvien")
    path = f"/van-ban/{document.id}/phu-luc"
    for _ in range(2):
        add_annex(document.id, actor=world.actor("soan.thuvien"))
    pressed = {"csrf_token": csrf_token(writer), "token": "một-lần-bấm"}
    added = [writer.post(path, data=pressed).location for _ in range(2)]
    assert added == [f"{path}/phu-luc-3"] * 2
    for _ in range(2):
        assert writer.post(f"{path}/phu-luc-3/len", data=pressed | {"token": "lần-bấm-khác"}).location == path
    db.session.expire_all()
    assert [one.key for one in annexes_of(document.id)] == ["phu-luc-1", "phu-luc-3", "phu-luc-2"]

"""The registers by their pages: ten columns, filter, keyset pages, rows kept by hand, papers entered by hand."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import stages
from tests.factories.numbered import approved, noon, number
from tests.signing_in import csrf_token, sign_in
from tests.statements import statements
from workflow.actions.send import receive_document
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act
from workflow.domain.states import Book, DocumentKind, EntryState
from workflow.models import AuditEntry, IncomingEntry, OutgoingEntry, db
from workflow.models.clock import today
from workflow.queries import books
from workflow.queries.books import Wanted

pytestmark = pytest.mark.usefixtures("short_prints")

TITLES = ("công tác Đảng quý III ở cơ sở", "sơ kết phong trào thi đua Hoà Bình", "kết quả đại đoàn kết toàn dân tộc")


@pytest.fixture
def so(world: World) -> int:
    """The department's committee."""
    return world.organisations["so"].id


@pytest.fixture
def clerk(app: Flask, world: World) -> FlaskClient:
    """Its văn thư, signed in."""
    return person(app, "vanthu.so")


def person(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


def papers(world: World, unit: int, count: int) -> list[str]:
    """So many numbered papers, a day apart, the last of today."""
    first, clerk = today() - dt.timedelta(days=count - 1), world.actor("vanthu.so")
    kinds = (DocumentKind.REPORT, DocumentKind.PLAN)
    return [
        number(approved(unit, kinds[i % 2], TITLES[i % 3]), clerk, noon(first + dt.timedelta(days=i))).symbol or ""
        for i in range(count)
    ]


def symbols(page: str) -> list[str]:
    return re.findall(r'href="/so-van-ban/di/\d+"><span class="nowrap">([^<]+)</span>', page)


def test_the_outgoing_book_has_ten_columns_newest_first_on_pages(clerk: FlaskClient, world: World, so: int) -> None:
    given = papers(world, so, 35)
    page = clerk.get(f"/so-van-ban/{so}/di").text
    assert page.count('role="columnheader"') == 10
    assert symbols(page) == given[:4:-1]
    further = re.search(r'href="([^"]+sau=[^"]+)"', page)
    assert further
    assert symbols(clerk.get(further[1].replace("&amp;", "&")).text) == given[4::-1]
    assert clerk.get(f"/so-van-ban/{so}/di?sau=bịa").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("chu=hoa+binh", {1, 4}),
        ("chu=HÒA+BÌNH", {1, 4}),
        ("chu=doan+ket+dai", {2, 5}),
        ("chu=04-KH", set()),
        ("chu=03-KH/ĐU", {5}),
        ("loai=KH", {1, 3, 5}),
        ("so=2", {2, 3}),
        ("noi=van+phong", {0, 1, 2, 3, 4, 5}),
        ("nguoi=nguyen+van+a", {0, 1, 2, 3, 4, 5}),
        ("nguoi=tran", set()),
        ("trang_thai=cancelled", set()),
        ("loai=BC&chu=to%C3%A0n", {2}),
    ],
)
def test_the_filter_folds_accents_and_tone_styles(
    clerk: FlaskClient, world: World, so: int, asked: str, found: set[int]
) -> None:
    given = papers(world, so, 6)
    assert set(symbols(clerk.get(f"/so-van-ban/{so}/di?{asked}").text)) == {given[i] for i in found}


def test_days_are_asked_for_and_a_wrong_one_is_said(clerk: FlaskClient, world: World, so: int) -> None:
    given = papers(world, so, 4)
    days = f"tu={today() - dt.timedelta(days=2):%d/%m/%Y}&den={today() - dt.timedelta(days=1):%d/%m/%Y}"
    assert symbols(clerk.get(f"/so-van-ban/{so}/di?{days}").text) == [given[2], given[1]]
    wrong = clerk.get(f"/so-van-ban/{so}/di?tu=31/02/2026&chu=hoa")
    assert wrong.status_code == 422
    assert "ngày này không có trong lịch" in wrong.text
    assert 'value="31/02/2026"' in wrong.text


def test_a_row_links_to_its_paper_and_the_paper_to_its_row(app: Flask, world: World, so: int) -> None:
    sent = stages.sent_alone(app, world)
    secretary = person(app, "bithu.thuvien")
    row = db.session.scalars(select(OutgoingEntry)).one()
    assert f'href="/van-ban/{sent.id}"' in secretary.get(f"/so-van-ban/{row.organisation_id}/di").text
    assert f'href="/so-van-ban/di/{row.id}"' in secretary.get(f"/van-ban/{sent.id}").text
    assert f'href="/so-van-ban/di/{row.id}"' not in person(app, "vanphong.so").get(f"/van-ban/{sent.id}").text


def test_a_receipt_gives_a_number_of_the_year_and_says_so_in_both_books(app: Flask, world: World, so: int) -> None:
    campaign = stages.campaign_of(world)
    first, second = (stages.sent(app, world, campaign, cell) for cell in ("thuvien", "vanhoa"))
    for document in (first, second):
        receive_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))
    rows = db.session.scalars(select(IncomingEntry).order_by(IncomingEntry.number)).all()
    assert [(one.number, one.document_id, one.day, one.organisation_id) for one in rows] == [
        (1, first.id, today(), so),
        (2, second.id, today(), so),
    ]
    assert (rows[0].author, rows[0].symbol, rows[0].kind) == ("Chi bộ Thư viện tỉnh", "01-BC/CB", "BC")
    out = db.session.scalars(select(OutgoingEntry).where(OutgoingEntry.document_id == first.id)).one()
    assert (out.state, out.sent_on) == (EntryState.ISSUED, today())
    assert out.receipt.startswith("Đảng uỷ Sở: Trần Thị B, ")
    said = select(AuditEntry.details).where(AuditEntry.fact == "document:received").order_by(AuditEntry.id)
    assert [one["book_number"] for one in db.session.scalars(said)] == [1, 2]
    page = person(app, "vanthu.so").get(f"/so-van-ban/{so}/den").text
    assert page.index("Chi bộ Quản lý Văn hoá") < page.index("Chi bộ Thư viện tỉnh")


def test_a_paper_on_paper_is_entered_by_hand_and_only_its_way_is_noted_later(clerk: FlaskClient, so: int) -> None:
    typed = {
        "csrf_token": csrf_token(clerk),
        "token": "mot",
        "day": f"{today():%d/%m/%Y}",
        "author": "Ban Tổ chức Tỉnh uỷ",
        "kind": "CV",
        "symbol": "484-CV/BTCTU",
        "dated_on": f"{today() - dt.timedelta(days=3):%d/%m/%Y}",
        "title": "về báo cáo quý III",
    }
    path = f"/so-van-ban/{so}/den/moi"
    assert [clerk.post(path, data=typed).status_code for _ in range(2)] == [303, 303]
    late = typed | {"token": "hai", "dated_on": f"{today() + dt.timedelta(days=1):%d/%m/%Y}"}
    refused = clerk.post(path, data=late)
    assert (refused.status_code, "không thể sau ngày đến" in refused.text) == (422, True)
    assert "về báo cáo quý III" in refused.text
    row = db.session.scalars(select(IncomingEntry)).one()
    assert (row.number, row.symbol, row.state) == (1, "484-CV/BTCTU", EntryState.RECEIVED)
    noted = {"csrf_token": typed["csrf_token"], "version": "1", "handler": "Đồng chí Trần Thị B", "note": "khẩn"}
    assert clerk.post(f"/so-van-ban/den/{row.id}", data=noted | {"title": "đổi trích yếu"}).status_code == 303
    db.session.expire_all()
    assert (row.handler, row.note, row.title) == ("Đồng chí Trần Thị B", "khẩn", "về báo cáo quý III")
    stale = clerk.post(f"/so-van-ban/den/{row.id}", data=noted | {"note": "chữ đã gõ"})
    assert (stale.status_code, "chữ đã gõ" in stale.text) == (409, True)
    facts = db.session.scalars(select(AuditEntry.fact).where(AuditEntry.subject_kind == "incoming_entry")).all()
    assert [fact.value for fact in facts] == ["book:entered", "book:noted"]
    struck = clerk.post(f"/so-van-ban/den/{row.id}/bo-so", data={**noted, "version": "2", "reason": "vào nhầm sổ"})
    assert struck.status_code == 303
    assert "vào nhầm sổ" in clerk.get(f"/so-van-ban/{so}/den").text


def test_a_number_is_reserved_and_given_up_on_pages(clerk: FlaskClient, so: int) -> None:
    token = csrf_token(clerk)
    path = f"/so-van-ban/{so}/di/giu-so"
    assert clerk.post(path, data={"csrf_token": token, "kind": "KH", "reason": " "}).status_code == 422
    answer = clerk.post(path, data={"csrf_token": token, "kind": "KH", "reason": "kế hoạch kiểm tra 2027"})
    row = db.session.scalars(select(OutgoingEntry)).one()
    assert (answer.status_code, answer.location) == (303, f"/so-van-ban/di/{row.id}")
    empty = clerk.post(f"/so-van-ban/di/{row.id}/bo-so", data={"csrf_token": token, "version": "1", "reason": ""})
    assert empty.status_code == 422
    typed = {"csrf_token": token, "version": "1", "reason": "không ban hành"}
    assert clerk.post(f"/so-van-ban/di/{row.id}/bo-so", data=typed).status_code == 303
    assert "không ban hành" in clerk.get(f"/so-van-ban/{so}/di?trang_thai=given_up").text


def test_nobody_of_another_house_reads_a_book(app: Flask, world: World, so: int) -> None:
    papers(world, so, 1)
    row = db.session.scalars(select(OutgoingEntry.id)).one()
    paths = [f"/so-van-ban/{so}/di", f"/so-van-ban/{so}/den", f"/so-van-ban/di/{row}"]
    for reader in ("vanthu.so", "vanphong.so", "bithu.so", "kiemtra.so"):
        assert [person(app, reader).get(path).status_code for path in paths] == [200, 200, 200], reader
    for stranger in ("uyvien.so", "vanphong.khoi", "vanthu.tinh", "quantri", "bithu.thuvien"):
        answers = [person(app, stranger).get(path) for path in paths]
        assert [answer.status_code for answer in answers] == [404, 404, 404], stranger
        assert not any(TITLES[0] in answer.text for answer in answers)


def test_a_page_asks_as_often_for_many_rows_as_for_few(world: World, so: int) -> None:
    asked = []
    for count in (2, 20):
        for _ in range(count):
            number(approved(so, abstract=TITLES[1]), world.actor("vanthu.so"), noon(today()))
        db.session.rollback()
        with statements() as sent:
            books.page(so, Book.OUTGOING, Wanted(words="hoà"))
        asked.append(len(sent))
    assert asked == [1, 1]

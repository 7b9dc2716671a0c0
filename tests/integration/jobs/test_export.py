"""A register as a file: asked for on its page, made by the job, taken by those who may read the book, for a week."""

import datetime as dt
import io
import re
from collections.abc import Iterator

import openpyxl
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.numbered import approved, noon, number
from tests.jobs import do_jobs
from tests.signing_in import csrf_token, sign_in
from workflow.actions.export import ask_for_book
from workflow.actions.organisation import set_file_code
from workflow.actions.register import reserve
from workflow.cli.demo.world import World
from workflow.domain.errors import NotPermitted
from workflow.domain.inputs.registers import ReserveNumber
from workflow.domain.states import Book, ExportForm
from workflow.jobs import export as job
from workflow.models import AuditEntry, Export, db
from workflow.models.clock import now, today
from workflow.queries.books import Wanted

TITLE = "=HYPERLINK(công tác Đảng)"


@pytest.fixture
def so(world: World) -> int:
    """The department's committee, with three papers and a reserved number in its book."""
    unit, clerk = world.organisations["so"].id, world.actor("vanthu.so")
    for days in (2, 1, 0):
        number(approved(unit, abstract=TITLE), clerk, noon(today() - dt.timedelta(days=days)))
    reserve(unit, ReserveNumber("KH", "chờ số liệu"), actor=clerk)
    return unit


@pytest.fixture
def clerk(app: Flask, so: int) -> Iterator[FlaskClient]:
    """Its văn thư, signed in."""
    yield person(app, "vanthu.so")


def person(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


def ask(client: FlaskClient, unit: int, form: str, query: str = "") -> str:
    typed = {"csrf_token": csrf_token(client), "dang": form, "token": f"{form}{query}"}
    answers = [client.post(f"/so-van-ban/{unit}/di/tep{query}", data=typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    return answers[0].location


def test_a_filtered_book_is_made_by_the_job_and_read_back_cell_by_cell(
    app: Flask, world: World, clerk: FlaskClient, so: int
) -> None:
    set_file_code(so, "A32.65", actor=world.actor("quantri"))
    page = ask(clerk, so, "xlsx", "?loai=BC&chu=dang")
    waiting = clerk.get(page).text
    assert "Đang lập sổ…" in waiting
    assert '<meta http-equiv="refresh"' in waiting
    do_jobs(app)
    ready = clerk.get(page).text
    assert "Đang lập sổ…" not in ready
    assert "Báo cáo, có “dang”" in ready
    (address,) = re.findall(r'href="(/so-van-ban/tep/\d+)"', ready)
    answer = clerk.get(address)
    name = f"A32.65-ĐU-so-van-ban-di-{today().isoformat()}.xlsx"
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{name.replace("Đ", "D")}"')
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(min_row=5, values_only=True))
    assert [row[0] for row in rows] == ["01-BC/ĐU", "02-BC/ĐU", "03-BC/ĐU"]
    assert {row[2] for row in rows} == {f"Báo cáo: {TITLE}"}
    assert [row[1].date() for row in rows] == [today() - dt.timedelta(days=days) for days in (2, 1, 0)]
    assert {row[9] for row in rows} == {"Đã lấy số"}
    facts = db.session.scalars(
        select(AuditEntry.fact).where(AuditEntry.subject_kind == "export").order_by(AuditEntry.id)
    ).all()
    assert [fact.value for fact in facts] == ["book:exported", "book:export_made"]


def test_the_printed_book_comes_from_the_job_too(app: Flask, clerk: FlaskClient, so: int) -> None:
    ask(clerk, so, "pdf")
    do_jobs(app)
    export = db.session.scalars(select(Export)).one()
    answer = clerk.get(f"/so-van-ban/tep/{export.id}")
    assert (answer.status_code, answer.data[:5], export.rows) == (200, b"%PDF-", 4)


def test_only_readers_of_the_book_take_the_file_and_only_for_a_week(app: Flask, clerk: FlaskClient, so: int) -> None:
    page = ask(clerk, so, "xlsx")
    export = db.session.scalars(select(Export)).one()
    path = f"/so-van-ban/tep/{export.id}"
    early = clerk.get(path)
    assert (early.status_code, "Đang lập sổ" in early.text) == (409, True)
    do_jobs(app)
    assert person(app, "kiemtra.so").get(path).status_code == 200
    for stranger in ("uyvien.so", "vanphong.khoi", "quantri", "soan.thuvien"):
        answers = [person(app, stranger).get(one) for one in (path, page)]
        assert [answer.status_code for answer in answers] == [404, 404], stranger
    with time_machine.travel(now() + dt.timedelta(days=8), tick=False):
        late = person(app, "vanthu.so")
        assert late.get(path).status_code == 410
        assert path not in late.get(page).text


def test_too_many_rows_are_refused_with_a_way_out(
    app: Flask, clerk: FlaskClient, so: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(job._MOST, ExportForm.PDF, 2)
    page = ask(clerk, so, "pdf")
    do_jobs(app)
    told = clerk.get(page).text
    assert "hơn 2 dòng" in told
    assert "thu hẹp điều kiện lọc" in told
    assert "Đang lập sổ…" not in told


def test_a_job_that_runs_twice_makes_one_file(app: Flask, world: World, so: int) -> None:
    clerk = world.actor("vanthu.so")
    export_id = ask_for_book(so, Book.OUTGOING, ExportForm.XLSX, Wanted().to_json(), actor=clerk).id
    for _ in range(2):
        job.make_book(export_id)
    made = select(AuditEntry).where(AuditEntry.fact == "book:export_made")
    assert len(db.session.scalars(made).all()) == 1


def test_nobody_else_asks_for_a_book(world: World, so: int) -> None:
    for username in ("uyvien.so", "vanphong.khoi", "quantri"):
        with pytest.raises(NotPermitted):
            ask_for_book(so, Book.OUTGOING, ExportForm.PDF, Wanted().to_json(), actor=world.actor(username))

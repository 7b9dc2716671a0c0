"""Organisations, people and roles from a workbook, as the administrator brings it."""

import io
import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import ColumnElement, func, select

from tests.jobs import do_jobs
from tests.signing_in import csrf_token, sign_in
from workflow.actions.tree_import import note_progress
from workflow.cli.demo.world import World
from workflow.domain.states import TreeImportState
from workflow.domain.tree_sheet import PEOPLE, PEOPLE_HEADS, UNIT_HEADS, UNITS
from workflow.models import AuditEntry, Base, Organisation, TreeImport, User, db
from workflow.paper.sheets import write_sheets

COMMITTEE = ("X1", "", "Đảng uỷ Xã Hoà Bình", "Xã", "Đảng uỷ cơ sở", "ĐU", "T/M ĐẢNG UỶ", "", "Sông Lam", "01/07/2025")
ZED = ("X1.1", "Lê Thị Z", "lethiz", "Người soạn thảo", "")


def cell(number: int, level: str = "chi bộ") -> tuple[str, ...]:
    name = f"Chi bộ Thôn {number}"
    return (f"X1.{number}", "X1", name, f"Thôn {number}", level, "CB", "T/M CHI BỘ", "", "Sông Lam", "01/07/2025")


def workbook(units: list[tuple[str, ...]], people: list[tuple[str, ...]]) -> bytes:
    return write_sheets({UNITS: (UNIT_HEADS, units), PEOPLE: (PEOPLE_HEADS, people)})


@pytest.fixture
def admin(app: Flask, world: World) -> FlaskClient:
    """The province's administrator, signed in."""
    client = app.test_client()
    sign_in(client, "quantri")
    return client


def counted(model: type[Base], *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def bring(app: Flask, admin: FlaskClient, world: World, data: bytes, name: str = "xa.xlsx") -> str:
    """The address of the page of the workbook, read."""
    path = f"/don-vi/{world.organisations['khoi'].id}/nhap-tep"
    given = {"file": (io.BytesIO(data), name), "csrf_token": csrf_token(admin, path)}
    answer = admin.post(path, data=given, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    do_jobs(app)
    db.session.expire_all()
    return answer.location


def press(app: Flask, admin: FlaskClient, page: str, act: str = "lam") -> int:
    version = db.session.scalars(select(TreeImport.version).order_by(TreeImport.id.desc())).first()
    typed = {"csrf_token": csrf_token(admin), "version": version, "act": act}
    status = admin.post(page, data=typed).status_code
    do_jobs(app)
    db.session.expire_all()
    return status


def test_a_workbook_is_looked_over_and_carried_out_once(app: Flask, world: World, admin: FlaskClient) -> None:
    data = workbook([cell(1), COMMITTEE, cell(2)], [ZED, (*ZED[:3], "Văn thư", ""), ("X1.2", *ZED[1:])])
    page = bring(app, admin, world, data)
    shown = admin.get(page).get_data(as_text=True)
    assert "Sẽ lập 3 đơn vị" in shown
    assert "Sẽ mở 1 tài khoản, giao 3 vai trò" in shown
    assert press(app, admin, page) == 303
    unit = db.session.scalars(select(Organisation).where(Organisation.code == "X1.1")).one()
    khoi = world.organisations["khoi"]
    assert unit.ancestor_ids == [unit.superior_id, khoi.id, world.organisations["tinh"].id]
    assert "Đã thực hiện" in admin.get(page).get_data(as_text=True)
    token = csrf_token(admin)
    sheet = admin.post(f"{page}/mat-khau", data={"csrf_token": token})
    rows = list(load_workbook(io.BytesIO(sheet.data)).active.iter_rows(values_only=True))
    assert rows[1][:3] == ("X1.1", "Lê Thị Z", "lethiz")
    sign_in(app.test_client(), "lethiz", rows[1][3])
    assert admin.post(f"{page}/mat-khau", data={"csrf_token": token}).status_code == 404
    again = bring(app, admin, world, data)
    assert "Mọi dòng của tệp đã có trong hệ thống" in admin.get(again).get_data(as_text=True)
    assert press(app, admin, again) == 409
    assert counted(Organisation, Organisation.code == "X1.1") == 1


def test_whoever_waits_reads_how_many_accounts_are_ready(
    app: Flask, world: World, admin: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, seen = bring(app, admin, world, workbook([COMMITTEE, cell(1)], [ZED])), []

    def looked_at(import_id: int, done: int) -> None:
        note_progress(import_id, done)
        seen.append("Đã chuẩn bị 1 trên 1 tài khoản mới" in admin.get(page).get_data(as_text=True))

    monkeypatch.setattr("workflow.jobs.tree.EACH", 1)
    monkeypatch.setattr("workflow.jobs.tree.note_progress", looked_at)
    assert press(app, admin, page) == 303
    assert seen == [True]


def test_one_wrong_cell_and_nothing_is_done(app: Flask, world: World, admin: FlaskClient) -> None:
    page = bring(app, admin, world, workbook([COMMITTEE, cell(1, "thôn")], [ZED]))
    shown = admin.get(page).get_data(as_text=True)
    assert "Trang Đơn vị, dòng 3" in shown
    assert "Ghi một trong: chi bộ" in shown
    assert "Thực hiện tất cả" not in shown
    assert press(app, admin, page) == 409
    assert counted(Organisation, Organisation.code == "X1") == 0
    assert press(app, admin, page, "bo") == 303
    assert db.session.scalars(select(TreeImport.state)).all() == [TreeImportState.DROPPED]


def test_what_changed_while_it_waited_leaves_nothing_half_done(app: Flask, world: World, admin: FlaskClient) -> None:
    page = bring(app, admin, world, workbook([COMMITTEE, cell(1)], [ZED]))
    version = db.session.scalars(select(TreeImport.version)).one()
    admin.post(page, data={"csrf_token": csrf_token(admin), "version": version, "act": "lam"})
    db.session.add(User(username="lethiz", name="Người Khác", password="", fs_uniquifier="x"))
    db.session.commit()
    do_jobs(app)
    db.session.expire_all()
    assert db.session.scalars(select(TreeImport.state)).one() is TreeImportState.READY
    assert "Lần trước chưa thực hiện được" in admin.get(page).get_data(as_text=True)
    assert counted(Organisation, Organisation.code == "X1") == 0


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"PK\x03\x04 hong", "a.xlsx", "hỏng"),
        (b"%PDF-1.7", "a.pdf", "xlsx"),
        (b"", "a.xlsx", "rỗng"),
    ],
)
def test_another_file_is_refused_before_it_is_kept(
    world: World, admin: FlaskClient, data: bytes, name: str, said: str
) -> None:
    path = f"/don-vi/{world.organisations['khoi'].id}/nhap-tep"
    given = {"file": (io.BytesIO(data), name), "csrf_token": csrf_token(admin, path)}
    answer = admin.post(path, data=given, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert counted(TreeImport) == 0


def test_a_workbook_of_another_shape_says_which_head_is_wrong(app: Flask, world: World, admin: FlaskClient) -> None:
    data = write_sheets({UNITS: (("Mã", "Tên"), []), PEOPLE: (PEOPLE_HEADS, [])})
    shown = admin.get(bring(app, admin, world, data)).get_data(as_text=True)
    assert "phải là “Mã cấp trên”" in shown


def test_the_template_goes_round(app: Flask, world: World, admin: FlaskClient) -> None:
    blank = admin.get(f"/don-vi/{world.organisations['khoi'].id}/nhap-tep/tep-mau.xlsx")
    assert blank.status_code == 200
    shown = admin.get(bring(app, admin, world, blank.data)).get_data(as_text=True)
    assert "Không có gì để làm" in shown


def test_hundreds_of_rows_are_looked_over_and_founded_in_bounded_time(
    app: Flask, world: World, admin: FlaskClient
) -> None:
    data = workbook([COMMITTEE, *(cell(number) for number in range(1, 300))], [ZED])
    page = bring(app, admin, world, data)
    begun = time.monotonic()
    assert admin.get(page).status_code == 200
    seen = time.monotonic()
    assert press(app, admin, page) == 303
    done = time.monotonic()
    assert counted(Organisation, Organisation.code.like("X1%")) == 300
    assert counted(AuditEntry) > 300
    assert (seen - begun < 15, done - seen < 60) == (True, True)

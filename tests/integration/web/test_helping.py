"""Help at the door: the office's one-time code, who may make one for whom, and what becomes of it."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.signing_in import csrf_token, sign_in
from workflow.actions.account import grant_role
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.actor import SYSTEM
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.states import Role
from workflow.models import AuditEntry, EntryCode, db
from workflow.models.clock import now
from workflow.queries.accounts import memberships_of

DOOR, NEW = "/dang-nhap", "mật khẩu mới 9"


@pytest.fixture
def office(app: Flask, world: World) -> FlaskClient:
    """The department's office, signed in."""
    client = app.test_client()
    sign_in(client, "vanphong.so")
    return client


def page_of(world: World, username: str) -> str:
    """The page where a person is helped."""
    held = memberships_of(world.people[username].id)
    return f"/don-vi/thanh-vien/{held[0].id}/dang-nhap"


def code_for(client: FlaskClient, page: str) -> str:
    """A one-time code, from the answer that shows it."""
    answer = client.post(f"{page}/ma", data={"csrf_token": csrf_token(client)})
    assert answer.status_code == 201
    return re.findall(r'<dd class="code">([^<]+)</dd>', answer.get_data(as_text=True))[1]


def knock(client: FlaskClient, username: str, password: str) -> TestResponse:
    """Name and what is typed as the password."""
    typed = {"username": username, "password": password, "csrf_token": csrf_token(client, DOOR)}
    return client.post(DOOR, data=typed)


def set_new(client: FlaskClient, password: str = NEW) -> TestResponse:
    """The password that must follow."""
    typed = {"password": password, "repeated": password, "csrf_token": csrf_token(client, DOOR)}
    return client.post(f"{DOOR}/mat-khau-moi", data=typed)


def test_the_code_opens_once_and_a_new_password_must_follow(app: Flask, world: World, office: FlaskClient) -> None:
    before = app.test_client()
    sign_in(before, "soan.thuvien")
    code = code_for(office, page_of(world, "soan.thuvien"))
    browser = app.test_client()
    asked = knock(browser, "soan.thuvien", f" {code.upper().replace('-', '')} ")
    assert "Đặt mật khẩu mới" in asked.get_data(as_text=True)
    assert browser.get("/tai-khoan").status_code == 303, "nothing is open yet"
    assert set_new(browser, "ngắn").status_code == 422
    assert set_new(browser).location == "/"
    assert browser.get("/tai-khoan").status_code == 200
    assert before.get("/tai-khoan").status_code == 303, "what was open with the old password is shut"
    assert knock(app.test_client(), "soan.thuvien", code).status_code == 401
    assert knock(app.test_client(), "soan.thuvien", PASSWORD).status_code == 401
    sign_in(app.test_client(), "soan.thuvien", NEW)


def test_making_and_using_are_written_down_and_the_code_is_not(app: Flask, world: World, office: FlaskClient) -> None:
    code = code_for(office, page_of(world, "soan.thuvien"))
    kept = db.session.scalars(select(EntryCode)).one()
    assert kept.hashed.startswith("$argon2id$")
    assert code not in office.get(page_of(world, "soan.thuvien")).get_data(as_text=True)
    knock(app.test_client(), "soan.thuvien", code)
    db.session.rollback()
    last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(2)).all()
    assert [(one.fact, one.actor_name) for one in last] == [
        ("account:entry_code_used", "Phạm Thị D"),
        ("account:entry_code_made", "Trần Thị B"),
    ]


def test_a_code_that_ran_out_or_was_followed_by_another_opens_nothing(
    app: Flask, world: World, office: FlaskClient
) -> None:
    page = page_of(world, "soan.thuvien")
    first, second = code_for(office, page), code_for(office, page)
    assert knock(app.test_client(), "soan.thuvien", first).status_code == 401
    db.session.execute(update(EntryCode).values(ends_at=now() - dt.timedelta(seconds=1)))
    db.session.commit()
    assert knock(app.test_client(), "soan.thuvien", second).status_code == 401


@pytest.mark.parametrize(
    ("helper", "helped", "status"),
    [
        ("vanphong.so", "vanthu.so", 200),  # the office in its own house
        ("vanphong.so", "soan.thuvien", 200),  # and in those right below, which may have no office
        ("vanphong.so", "vanphong.so", 403),  # never oneself
        ("vanphong.so", "vanphong.khoi", 403),  # nor higher up
        ("vanphong.khoi", "soan.thuvien", 403),  # nor past the next level
        ("soan.thuvien", "bithu.thuvien", 403),  # a drafter nobody
        ("vanphong.so", "quantri", 404),
        ("quantri", "soan.thuvien", 200),
        ("quantri", "quantri", 403),
    ],
)
def test_who_may_help_whom(app: Flask, world: World, helper: str, helped: str, status: int) -> None:
    client = app.test_client()
    sign_in(client, helper)
    page = page_of(world, helped)
    assert client.get(page).status_code == status
    made = client.post(f"{page}/ma", data={"csrf_token": csrf_token(client)}).status_code
    assert made == (201 if status == 200 else status)
    assert (db.session.scalar(select(EntryCode.user_id)) is not None) == (status == 200)


@pytest.mark.parametrize(("unit", "role"), [("so", Role.ADMIN), ("khoi", Role.DRAFTER)])
def test_nobody_comes_by_rights_they_do_not_give(
    app: Flask, world: World, office: FlaskClient, unit: str, role: Role
) -> None:
    page = page_of(world, "soan.thuvien")
    assert office.get(page).status_code == 200
    grant_role(GrantRole("soan.thuvien", world.organisations[unit].id, role), actor=SYSTEM)
    assert office.get(page).status_code == 403


def test_ends_every_sign_in_of_a_person(app: Flask, world: World, office: FlaskClient) -> None:
    person = app.test_client()
    sign_in(person, "soan.thuvien")
    page = page_of(world, "soan.thuvien")
    assert "Đang đăng nhập ở 1 máy" in office.get(page).get_data(as_text=True)
    assert office.post(f"{page}/cham-dut", data={"csrf_token": csrf_token(office)}).status_code == 303
    assert person.get("/tai-khoan").status_code == 303


def test_the_way_there_is_shown_to_whoever_may_help(app: Flask, world: World, office: FlaskClient) -> None:
    house = f"/don-vi/{world.organisations['so'].id}"
    assert "Giúp đăng nhập" in office.get(house).get_data(as_text=True)
    drafter = app.test_client()
    sign_in(drafter, "soan.thuvien")
    assert "Giúp đăng nhập" not in drafter.get(house).get_data(as_text=True)

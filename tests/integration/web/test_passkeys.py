"""Passkeys at the door, and before something weighty: what opens, and every answer that opens nothing."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from tests.factories.authenticator import PRESENT, Authenticator
from tests.other_settings import other_settings
from tests.signing_in import csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.models import AuditEntry, BrowserSession, Passkey, db
from workflow.queries.accounts import memberships_of

PAGE, DOOR = "/tai-khoan/khoa-truy-cap", "/dang-nhap"
SITE = "http://localhost:8043"


@pytest.fixture(autouse=True)
def _with_a_name(app: Flask) -> Iterator[None]:
    """The application at an address for which browsers make passkeys."""
    with other_settings(app, base_url=SITE):
        yield


@pytest.fixture
def client(app: Flask, world: World) -> FlaskClient:
    """A chi bộ's drafter, signed in with the password."""
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    return client


@pytest.fixture
def device(client: FlaskClient) -> Authenticator:
    """The drafter's device, its passkey added."""
    device = Authenticator(SITE, "localhost")
    assert add(client, device).status_code == 303
    device.count += 1
    return device


def add(client: FlaskClient, device: Authenticator) -> TestResponse:
    """Make a passkey and hand it in."""
    asked = client.post(f"{PAGE}/hoi", data={"csrf_token": csrf_token(client)}).get_json()
    typed = {"name": "Máy ở cơ quan", "answer": device.made(asked), "csrf_token": csrf_token(client)}
    return client.post(PAGE, data=typed)


def question(client: FlaskClient, page: str = DOOR) -> dict[str, Any]:
    """What the door asks of any passkey."""
    asked: dict[str, Any] = client.post(f"{DOOR}/khoa/hoi", data={"csrf_token": csrf_token(client, page)}).get_json()
    return asked


def knock(client: FlaskClient, answer: str) -> TestResponse:
    """Come in with an answer."""
    return client.post(f"{DOOR}/khoa", data={"answer": answer, "csrf_token": csrf_token(client, DOOR)})


def test_opens_without_password_or_code_and_says_when_it_was_used(app: Flask, device: Authenticator) -> None:
    browser = app.test_client()
    assert knock(browser, device.proved(question(browser))).location == "/"
    assert browser.get("/tai-khoan").status_code == 200
    db.session.rollback()
    row = db.session.scalars(select(Passkey)).one()
    assert row.used_at is not None
    assert row.sign_count == 2


def another_site(device: Authenticator) -> None:
    device.origin = "http://localhost.example"


def another_name(device: Authenticator) -> None:
    device.host = "example"


def another_key(device: Authenticator) -> None:
    device.key = ec.generate_private_key(ec.SECP256R1())


def unknown(device: Authenticator) -> None:
    device.credential = b"x" * 32


def nobody_verified(device: Authenticator) -> None:
    device.flags = PRESENT


def copied(device: Authenticator) -> None:
    device.count = 1


@pytest.mark.parametrize("spoilt", [another_site, another_name, another_key, unknown, nobody_verified, copied])
def test_a_wrong_answer_opens_nothing(
    app: Flask, device: Authenticator, spoilt: Callable[[Authenticator], None], caplog: pytest.LogCaptureFixture
) -> None:
    browser = app.test_client()
    spoilt(device)
    refused = knock(browser, device.proved(question(browser)))
    assert refused.status_code == 401
    assert "Chưa nhận được khoá truy cập này" in refused.get_data(as_text=True)
    assert browser.get("/tai-khoan").status_code == 303
    assert "Khoá truy cập sai" in caplog.text


@pytest.mark.parametrize("answer", ["{}", "[]", "không phải", '{"id": "a", "rawId": "a", "type": "public-key"}'])
def test_something_else_than_an_answer_opens_nothing(app: Flask, device: Authenticator, answer: str) -> None:
    browser = app.test_client()
    question(browser)
    assert knock(browser, answer).status_code == 401


def test_the_answer_to_another_question_opens_nothing(app: Flask, device: Authenticator) -> None:
    browser = app.test_client()
    earlier = device.proved(question(browser))
    question(browser)
    assert knock(browser, earlier).status_code == 401


def test_an_answer_opens_once_even_with_the_cookie_of_before(app: Flask, device: Authenticator) -> None:
    browser = app.test_client()
    device.count = 0  # a device that does not count is held by the question alone
    db.session.execute(update(Passkey).values(sign_count=0))
    db.session.commit()
    answer = device.proved(question(browser))
    kept = browser.get_cookie("trinhky")
    assert kept is not None
    assert knock(browser, answer).status_code == 303
    again = app.test_client()
    again.set_cookie("trinhky", kept.value)
    assert knock(again, answer).status_code == 401


def test_an_answer_after_ten_minutes_opens_nothing(app: Flask, device: Authenticator) -> None:
    browser = app.test_client()
    answer = device.proved(question(browser))
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=601)):
        assert knock(browser, answer).status_code == 401


def test_the_passkey_of_a_closed_account_opens_nothing(app: Flask, world: World, device: Authenticator) -> None:
    world.people["soan.thuvien"].active = False
    db.session.commit()
    browser = app.test_client()
    assert knock(browser, device.proved(question(browser))).status_code == 401


def test_a_passkey_is_added_once(client: FlaskClient, device: Authenticator) -> None:
    refused = add(client, device)
    assert refused.status_code == 422
    assert "Khoá này đã được thêm từ trước." in refused.get_data(as_text=True)


def test_a_passkey_is_never_added_from_another_site(client: FlaskClient) -> None:
    assert add(client, Authenticator("https://example.org", "localhost")).status_code == 403
    assert db.session.scalar(select(func.count()).select_from(Passkey)) == 0


def test_it_stands_for_the_password_before_something_weighty(client: FlaskClient, device: Authenticator) -> None:
    grown_old()
    path = f"{PAGE}/{db.session.scalars(select(Passkey.id)).one()}/bo"
    asked = client.post(path, data={"csrf_token": csrf_token(client)})
    assert asked.status_code == 403
    assert 'name="confirm_passkey"' in asked.get_data(as_text=True)
    proved = {"confirm_passkey": device.proved(question(client, "/tai-khoan")), "csrf_token": csrf_token(client)}
    assert client.post(path, data=proved).status_code == 303
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Passkey)) == 0


def test_somebody_elses_does_not(app: Flask, client: FlaskClient, device: Authenticator) -> None:
    other = app.test_client()
    sign_in(other, "bithu.thuvien")
    grown_old()
    typed = {"confirm_passkey": device.proved(question(other, "/tai-khoan")), "csrf_token": csrf_token(other)}
    assert other.post("/tai-khoan/ma-xac-thuc/bat", data=typed).status_code == 403


def test_the_office_forgets_the_devices_of_somebody(app: Flask, world: World, device: Authenticator) -> None:
    office = app.test_client()
    sign_in(office, "vanphong.so")
    page = f"/don-vi/thanh-vien/{memberships_of(world.people['soan.thuvien'].id)[0].id}/dang-nhap"
    assert "Mất điện thoại hoặc máy có khoá" in office.get(page).get_data(as_text=True)
    assert office.post(f"{page}/tat-ma-xac-thuc", data={"csrf_token": csrf_token(office)}).status_code == 303
    browser = app.test_client()
    assert knock(browser, device.proved(question(browser))).status_code == 401
    db.session.rollback()
    assert db.session.scalars(select(AuditEntry.fact).order_by(AuditEntry.id.desc())).first() == (
        "account:passkey_removed"
    )


def grown_old() -> None:
    """Let the last proof lie two days back."""
    db.session.execute(update(BrowserSession).values(confirmed_at=func.now() - dt.timedelta(days=2)))
    db.session.commit()

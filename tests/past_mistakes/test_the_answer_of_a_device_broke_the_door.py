"""A stranger's answer that was no base64, or a key without its parts, broke the page instead of opening nothing; a key
was not added when another one had proved the person on the way; and an expired page of the door showed the answer of
the device, to be sent again."""

import base64
import datetime as dt
import json
from collections.abc import Iterator

import cbor2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests.factories.authenticator import Authenticator
from tests.other_settings import other_settings
from tests.signing_in import csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.models import BrowserSession, Passkey, db

PAGE, DOOR, SITE = "/tai-khoan/khoa-truy-cap", "/dang-nhap", "http://localhost:8043"


@pytest.fixture(autouse=True)
def _with_a_name(app: Flask) -> Iterator[None]:
    with other_settings(app, base_url=SITE):
        yield


@pytest.fixture
def client(app: Flask, world: World) -> FlaskClient:
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    return client


class Lame(Authenticator):
    """A device whose key lacks a part."""

    def _public(self) -> dict[int, object]:
        return {name: value for name, value in super()._public().items() if name != -3}


def question(client: FlaskClient, path: str, page: str) -> dict[str, object]:
    asked: dict[str, object] = client.post(path, data={"csrf_token": csrf_token(client, page)}).get_json()
    return asked


@pytest.mark.parametrize("part", ["A", "é", "====A"])
@pytest.mark.parametrize("name", ["rawId", "clientDataJSON", "authenticatorData", "signature"])
def test_what_is_no_base64_opens_nothing(app: Flask, world: World, name: str, part: str) -> None:
    browser = app.test_client()
    given = json.loads(Authenticator(SITE, "localhost").proved(question(browser, f"{DOOR}/khoa/hoi", DOOR)))
    (given if name in given else given["response"])[name] = part
    typed = {"answer": json.dumps(given), "csrf_token": csrf_token(browser, DOOR)}
    assert browser.post(f"{DOOR}/khoa", data=typed).status_code == 401


def test_a_key_that_lacks_a_part_is_not_added(client: FlaskClient) -> None:
    answer = Lame(SITE, "localhost").made(question(client, f"{PAGE}/hoi", "/tai-khoan"))
    given = json.loads(answer)["response"]["attestationObject"]
    assert "authData" in cbor2.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    typed = {"name": "Máy", "answer": answer, "csrf_token": csrf_token(client)}
    assert client.post(PAGE, data=typed).status_code == 403


def test_another_key_proves_the_person_on_the_way_to_a_new_one(client: FlaskClient) -> None:
    held, new = Authenticator(SITE, "localhost"), Authenticator(SITE, "localhost")
    typed = {"name": "Máy cũ", "answer": held.made(question(client, f"{PAGE}/hoi", "/tai-khoan"))}
    assert client.post(PAGE, data=typed | {"csrf_token": csrf_token(client)}).status_code == 303
    held.count += 1
    db.session.execute(update(BrowserSession).values(confirmed_at=func.now() - dt.timedelta(days=2)))
    db.session.commit()
    typed = {"name": "Máy mới", "answer": new.made(question(client, f"{PAGE}/hoi", "/tai-khoan"))}
    assert client.post(PAGE, data=typed | {"csrf_token": csrf_token(client)}).status_code == 403
    typed["confirm_passkey"] = held.proved(question(client, f"{DOOR}/khoa/hoi", "/tai-khoan"))
    assert client.post(PAGE, data=typed | {"csrf_token": csrf_token(client)}).status_code == 303
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Passkey)) == 2


@pytest.mark.parametrize("again", [False, True])
def test_an_expired_page_of_the_door_carries_no_answer(app: Flask, client: FlaskClient, again: bool) -> None:
    browser = client if again else app.test_client()
    shown = browser.post(f"{DOOR}/khoa", data={"answer": "lời-đáp-của-máy", "username": "soan.thuvien"})
    page = shown.get_data(as_text=True)
    assert shown.status_code == 401
    assert "lời-đáp-của-máy" not in page
    assert "Đăng nhập lại" in page

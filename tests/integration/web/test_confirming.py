"""Before something weighty the password is asked for once more, with all that was typed kept."""

import datetime as dt
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests.signing_in import csrf_token, sign_in
from workflow.cli.demo.world import PASSWORD, World
from workflow.models import AuditEntry, BrowserSession, db
from workflow.queries.accounts import by_username
from workflow.web.confirming import WEIGHTY


@pytest.fixture
def admin(app: Flask, world: World) -> FlaskClient:
    """The province's administrator, who signed in two days ago and was busy since."""
    client = app.test_client()
    sign_in(client, "quantri")
    grown_old()
    return client


@pytest.fixture
def opening(world: World) -> str:
    """Where an account is opened."""
    return f"/don-vi/{world.organisations['thuvien'].id}/thanh-vien/tai-khoan"


def grown_old() -> None:
    """Let the last proof lie two days back."""
    db.session.execute(update(BrowserSession).values(confirmed_at=func.now() - dt.timedelta(days=2)))
    db.session.commit()


def entries() -> int:
    """How much was ever done."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def hidden(page: str) -> dict[str, str]:
    """The hidden inputs of the page's main form."""
    main = page[page.index("<main") : page.index("</main>")]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', main)
    return {name: unescape(value) for name, value in found}


def test_every_weighty_address_asks_and_does_nothing(app: Flask, admin: FlaskClient) -> None:
    token, before = csrf_token(admin), entries()
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in WEIGHTY:
            continue
        _, path = rule.build(dict.fromkeys(rule.arguments, 1)) or ("", "")
        answer = admin.post(path, data={"csrf_token": token, "reason": "vì sao"})
        assert answer.status_code == 403, path
        assert 'name="confirm_password"' in answer.get_data(as_text=True), path
    assert entries() == before
    assert set(app.view_functions) >= WEIGHTY


def test_what_was_typed_goes_along_and_the_act_is_done_in_one_step(admin: FlaskClient, opening: str) -> None:
    person = {"name": "Lê Thị Z", "username": "lethiz", "role": "drafter", "csrf_token": csrf_token(admin)}
    asked = admin.post(opening, data=person)
    assert asked.status_code == 403
    assert by_username("lethiz") is None
    carried = hidden(asked.get_data(as_text=True))
    assert carried["name"] == "Lê Thị Z"
    wrong = admin.post(opening, data=carried | {"confirm_password": "khong dung"})
    assert wrong.status_code == 422
    page = wrong.get_data(as_text=True)
    assert "Mật khẩu đăng nhập chưa đúng." in page
    assert "khong dung" not in page
    done = admin.post(opening, data=hidden(page) | {"confirm_password": PASSWORD})
    assert done.status_code == 201
    more = person | {"username": "lethix", "name": "Lê Thị X", "csrf_token": csrf_token(admin)}
    assert admin.post(opening, data=more).status_code == 201, "not asked again for a while"


def test_guessing_the_password_there_is_closed_too(admin: FlaskClient, opening: str) -> None:
    token = csrf_token(admin)
    tries = [{"csrf_token": token, "confirm_password": "khong dung"}] * 5
    assert [admin.post(opening, data=one).status_code for one in tries] == [422] * 5
    assert admin.post(opening, data={"csrf_token": token, "confirm_password": PASSWORD}).status_code == 429


def test_a_field_of_the_form_itself_is_checked_and_not_merely_there(admin: FlaskClient, opening: str) -> None:
    person = {"name": "Lê Thị Z", "username": "lethiz", "role": "drafter", "csrf_token": csrf_token(admin)}
    assert admin.post(opening, data=person | {"password": "x"}).status_code == 422
    assert by_username("lethiz") is None


def test_scripts_and_fragments_get_a_line(admin: FlaskClient, opening: str) -> None:
    token = {"csrf_token": csrf_token(admin)}
    assert (
        admin.post(opening, data=token, headers={"Accept": "application/json"}).get_json()["code"] == "confirm_needed"
    )
    assert "<html" not in admin.post(opening, data=token, headers={"HX-Request": "true"}).get_data(as_text=True)


def test_a_form_with_a_file_asks_on_its_own_page(app: Flask, world: World) -> None:
    signer = app.test_client()
    sign_in(signer, "bithu.so")
    assert 'name="confirm_password"' not in signer.get("/chu-ky-cua-toi").get_data(as_text=True)
    grown_old()
    assert 'name="confirm_password"' in signer.get("/chu-ky-cua-toi").get_data(as_text=True)


def test_looking_and_light_acts_are_never_asked_about(admin: FlaskClient, world: World) -> None:
    assert admin.get(f"/don-vi/{world.organisations['thuvien'].id}/thanh-vien").status_code == 200
    assert admin.post("/thong-bao/da-doc", data={"csrf_token": csrf_token(admin)}).status_code != 403

"""The second factor: set up with the telephone, asked for after the password, each code once, a way in without it."""

import datetime as dt
import re
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.other_settings import settings_of
from tests.signing_in import csrf_token, sign_in
from workflow.actions.reseal import reseal
from workflow.auth import second_factor as factor
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.errors import SetupIncomplete
from workflow.models import AuditEntry, RecoveryCode, SecondFactor, User, db
from workflow.queries.accounts import by_username
from workflow.signing.vault import Vault

PAGE, DOOR = "/tai-khoan/ma-xac-thuc", "/dang-nhap"
NAME = "soan.thuvien"


class Telephone:
    """The application that shows codes of a key."""

    def __init__(self, key: str) -> None:
        self._totp = TOTP(key=key)

    def code(self, steps: int = 0) -> str:
        """What it shows now, or so many steps later."""
        return str(self._totp.generate(time.time() + 30 * steps).token)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """A code holds for half a minute, which a busy machine may need for one request."""
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def client(app: Flask, world: World) -> FlaskClient:
    """A chi bộ's drafter, signed in."""
    client = app.test_client()
    sign_in(client, NAME)
    return client


@pytest.fixture
def telephone(client: FlaskClient) -> Telephone:
    """The key as the page shows it, typed into the telephone."""
    assert client.post(f"{PAGE}/bat", data={"csrf_token": csrf_token(client)}).status_code == 303
    shown = re.search(r'class="code[^"]*">([A-Z2-7-]+)<', client.get(PAGE).get_data(as_text=True))
    assert shown
    return Telephone(shown.group(1))


@pytest.fixture
def recovery(client: FlaskClient, telephone: Telephone, clock: time_machine.Traveller) -> list[str]:
    """Switched on half a minute ago; the recovery codes."""
    return switched_on(client, telephone.code(), clock)


def switched_on(client: FlaskClient, code: str, clock: time_machine.Traveller) -> list[str]:
    """The recovery codes; the next code has come meanwhile."""
    answer = client.post(PAGE, data={"csrf_token": csrf_token(client), "code": code})
    assert answer.status_code == 201
    clock.shift(30)
    return re.findall(r'<li class="code">([^<]+)</li>', answer.get_data(as_text=True))


def person() -> User:
    """The drafter's account."""
    db.session.rollback()
    user = by_username(NAME)
    assert user is not None
    return user


def knock(client: FlaskClient, password: str = PASSWORD, **carried: str) -> TestResponse:
    """Name and password."""
    typed = {"username": NAME, "password": password, "csrf_token": csrf_token(client, DOOR)}
    return client.post(DOOR, data=typed | carried)


def give(client: FlaskClient, code: str, **carried: str) -> TestResponse:
    """The second step."""
    return client.post(f"{DOOR}/ma", data={"code": code, "csrf_token": csrf_token(client, DOOR)} | carried)


def facts() -> list[str]:
    """What was written down of accounts."""
    db.session.rollback()
    query = select(AuditEntry.fact).where(AuditEntry.subject_kind == "account").order_by(AuditEntry.id)
    return [str(fact) for fact in db.session.scalars(query)]


def test_the_page_shows_the_key_as_squares_and_letters(client: FlaskClient, telephone: Telephone) -> None:
    page = client.get(PAGE).get_data(as_text=True)
    assert "<svg" in page
    assert "style=" not in page
    row = db.session.get(SecondFactor, person().id)
    assert row is not None
    assert factor.shown_key(row).replace("-", "") not in row.sealed, "the key is sealed in the database"
    assert "issuer=Tr%C3%ACnh%20K%C3%BD" in factor.key_address(row, NAME)


def test_counts_only_once_its_first_code_is_typed(client: FlaskClient, telephone: Telephone, app: Flask) -> None:
    wrong = client.post(PAGE, data={"csrf_token": csrf_token(client), "code": "000000"})
    assert wrong.status_code == 422
    assert "Mã chưa đúng" in wrong.get_data(as_text=True)
    other = app.test_client()
    assert knock(other).status_code == 303, "not asked for yet"


def test_is_asked_for_after_the_password_and_opens(app: Flask, recovery: list[str], telephone: Telephone) -> None:
    assert len(recovery) == 10
    browser = app.test_client()
    asked = knock(browser, tiep="/tai-khoan?x=1")
    assert asked.status_code == 200
    assert "Mã xác thực" in asked.get_data(as_text=True)
    assert browser.get("/tai-khoan").status_code == 303, "the password alone opens nothing"
    assert give(browser, telephone.code(), tiep="/tai-khoan?x=1").location == "/tai-khoan?x=1"
    assert browser.get("/tai-khoan").status_code == 200


def test_what_was_typed_goes_through_both_steps(app: Flask, recovery: list[str], telephone: Telephone) -> None:
    carried = {"resume_path": "/van-ban/7/soan", "resume_name": "text", "resume_value": "chữ đã gõ"}
    browser = app.test_client()
    assert 'value="chữ đã gõ"' in unescape(knock(browser, **carried).get_data(as_text=True))
    page = unescape(give(browser, telephone.code(), **carried).get_data(as_text=True))
    assert 'action="/van-ban/7/soan"' in page
    assert 'value="chữ đã gõ"' in page


def test_a_code_opens_once_and_100_tries_again_are_refused(recovery: list[str], telephone: Telephone) -> None:
    user, code = person(), telephone.code()
    assert factor.opens(user, code)
    assert [factor.opens(user, code) for _ in range(100)] == [False] * 100
    assert not factor.opens(user, telephone.code(-1)), "nor an older one"


def test_a_code_opens_only_while_it_is_shown(recovery: list[str], telephone: Telephone) -> None:
    assert not factor.opens(person(), telephone.code(1))
    assert not factor.opens(person(), telephone.code(-1))


@pytest.mark.parametrize("ahead", [-8, 8])
def test_a_telephone_whose_clock_is_wrong_is_known_by_its_first_code(
    client: FlaskClient, telephone: Telephone, clock: time_machine.Traveller, ahead: int
) -> None:
    switched_on(client, telephone.code(ahead), clock)
    assert factor.opens(person(), telephone.code(ahead))
    clock.shift(30)
    assert not factor.opens(person(), telephone.code(ahead + 1))


def test_a_clock_set_right_is_known_by_two_codes_one_after_the_other(
    recovery: list[str], telephone: Telephone, clock: time_machine.Traveller
) -> None:
    assert [factor.opens(person(), telephone.code(3)) for _ in range(2)] == [False, False], "one code twice is one"
    clock.shift(30)
    assert not factor.opens(person(), telephone.code(5)), "nor two that are wrong by different times"
    clock.shift(120)
    assert not factor.opens(person(), telephone.code(3))
    clock.shift(30)
    assert factor.opens(person(), telephone.code(3))


def test_a_new_secret_of_the_installation_takes_over_what_the_old_one_sealed(
    app: Flask, recovery: list[str], telephone: Telephone, clock: time_machine.Traveller
) -> None:
    before, row = settings_of(app), db.session.get_one(SecondFactor, person().id)
    key = factor.plain_key(row)
    row.sealed = TOTP.using(secrets={"1": before.secret_key})(key=key).to_json(encrypt=True)  # as at first
    db.session.commit()
    app.extensions["trinhky-settings"] = after = replace(before, secret_key="n" * 40)
    try:
        app.extensions["trinhky-settings"] = both = replace(after, old_secret_keys=(before.secret_key,))
        assert reseal(Vault(*both.secrets), factor.resealed) == 1
        app.extensions["trinhky-settings"] = after
        assert factor.opens(person(), telephone.code())
        clock.shift(30)
        app.extensions["trinhky-settings"] = before
        with pytest.raises(SetupIncomplete):
            factor.opens(person(), telephone.code())
    finally:
        app.extensions["trinhky-settings"] = before


def test_a_sealed_key_that_was_changed_opens_nothing(recovery: list[str], telephone: Telephone) -> None:
    row = db.session.get_one(SecondFactor, person().id)
    sealed = bytearray(b64decode(row.sealed))
    sealed[20] ^= 1
    row.sealed = b64encode(sealed).decode()
    db.session.commit()
    with pytest.raises(SetupIncomplete):
        factor.opens(person(), telephone.code())


def test_one_code_given_eight_times_at_once_opens_once(app: Flask, recovery: list[str], telephone: Telephone) -> None:
    name, code = NAME, telephone.code()

    def attempt(_: int) -> bool:
        with app.app_context():
            user = by_username(name)
            assert user is not None
            return factor.opens(user, code)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1


def test_wrong_codes_close_the_door_and_the_password_does_not_open_it(app: Flask, recovery: list[str]) -> None:
    browser = app.test_client()
    for _ in range(5):
        assert knock(browser).status_code == 200, "the password was right each time"
        assert give(browser, "000000").status_code == 401
    assert knock(browser).status_code == 429


def test_each_recovery_code_opens_once(app: Flask, recovery: list[str]) -> None:
    browser = app.test_client()
    knock(browser)
    assert give(browser, f" {recovery[3].upper().replace('-', ' ')} ").status_code == 303
    again = app.test_client()
    knock(again)
    assert give(again, recovery[3]).status_code == 401
    assert give(again, recovery[4]).status_code == 303
    assert len(db.session.scalars(select(RecoveryCode)).all()) == 8
    assert facts().count("account:recovery_used") == 2


def test_switching_on_and_off_ends_the_other_sign_ins(
    app: Flask, client: FlaskClient, telephone: Telephone, recovery: list[str]
) -> None:
    other = app.test_client()
    knock(other)
    give(other, telephone.code())
    assert other.get("/tai-khoan").status_code == 200
    assert "9 mã" not in client.get(PAGE).get_data(as_text=True)
    assert client.post(f"{PAGE}/tat", data={"csrf_token": csrf_token(client)}).status_code == 303
    assert (client.get("/tai-khoan").status_code, other.get("/tai-khoan").status_code) == (200, 303)
    assert knock(other).status_code == 303, "the password alone opens again"
    assert facts()[-2:] == ["account:second_factor_on", "account:second_factor_off"]


def test_new_recovery_codes_void_the_old(client: FlaskClient, app: Flask, recovery: list[str]) -> None:
    answer = client.post(f"{PAGE}/ma-du-phong", data={"csrf_token": csrf_token(client)})
    assert answer.status_code == 201
    browser = app.test_client()
    knock(browser)
    assert give(browser, recovery[0]).status_code == 401


def test_the_half_opened_door_is_shut_by_a_new_password(app: Flask, client: FlaskClient, recovery: list[str]) -> None:
    browser = app.test_client()
    knock(browser)
    new = {"present": PASSWORD, "password": "mật khẩu mới 9", "repeated": "mật khẩu mới 9"}
    assert client.post("/tai-khoan", data=new | {"csrf_token": csrf_token(client)}).status_code == 303
    assert "Tên đăng nhập" in give(browser, recovery[0]).get_data(as_text=True)


def test_codes_without_a_password_lead_to_the_door(app: Flask, recovery: list[str]) -> None:
    page = give(app.test_client(), recovery[0])
    assert page.status_code == 200
    assert "Tên đăng nhập" in page.get_data(as_text=True)

"""Where a person is signed in: seen, ended one by one, by time, by a new password, and never opened by a copy."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests.signing_in import PersonClient, csrf_token, sign_in, token_of
from tests.statements import statements
from workflow.actions.account import end_role, set_password
from workflow.actions.browser_session import see_session
from workflow.app import create_app
from workflow.auth.passwords import hashed
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.actor import SYSTEM
from workflow.models import AuditEntry, BrowserSession, db
from workflow.queries.accounts import memberships_of
from workflow.settings import Settings

ACCOUNT, SAFE = "/tai-khoan", "https://trinhky.example"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture
def client(app: Flask, world: World) -> FlaskClient:
    """A chi bộ's drafter at a desk."""
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    return client


@pytest.fixture
def phone(app: Flask, client: FlaskClient) -> FlaskClient:
    """The same person with a telephone."""
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = PHONE
    sign_in(phone, "soan.thuvien")
    return phone


def rows() -> list[Any]:
    """Every sign-in there is, the first first: id, digest, agent."""
    db.session.rollback()
    query = select(BrowserSession.id, BrowserSession.digest, BrowserSession.agent)
    return list(db.session.execute(query.order_by(BrowserSession.id)))


def aged(**moments: dt.timedelta) -> None:
    """Let times of every sign-in lie further back."""
    db.session.execute(update(BrowserSession).values({name: func.now() - ago for name, ago in moments.items()}))
    db.session.commit()


def copy_of(client: FlaskClient) -> FlaskClient:
    """Another browser with the same cookie."""
    cookie = client.get_cookie("trinhky")
    assert cookie is not None
    thief = client.application.test_client()
    thief.set_cookie("trinhky", cookie.value)
    return thief


def post(client: FlaskClient, path: str) -> int:
    """Press a button of the account page."""
    return client.post(path, data={"csrf_token": csrf_token(client)}).status_code


def test_the_database_holds_nothing_that_opens_a_session(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        secret = session["_user_id"]
    (row,) = rows()
    assert len(secret) >= 43
    assert secret not in (row.digest, row.agent)
    with client.session_transaction() as session:
        session["_user_id"] = row.digest
    assert client.get(ACCOUNT).status_code == 303


def test_shows_where_one_is_signed_in_this_browser_first(client: FlaskClient, phone: FlaskClient) -> None:
    page = client.get(ACCOUNT).get_data(as_text=True)
    assert "Chrome trên điện thoại Android" in page
    assert page.index("Máy này, đang dùng") < page.index("Chrome trên điện thoại Android")
    assert "địa chỉ 127.0.0.1" in page
    assert "Đăng xuất mọi máy khác" in page


def test_ends_the_one_and_leaves_the_other(client: FlaskClient, phone: FlaskClient) -> None:
    desk, hand = rows()
    assert post(client, f"{ACCOUNT}/dang-nhap/{hand.id}/cham-dut") == 303
    assert phone.get(ACCOUNT).status_code == 303
    assert client.get(ACCOUNT).status_code == 200
    assert post(client, f"{ACCOUNT}/dang-nhap/{desk.id}/cham-dut") == 303
    assert client.get(ACCOUNT).location == "/dang-nhap?tiep=/tai-khoan"
    assert rows() == []


def test_ends_all_the_others_and_writes_it_down(client: FlaskClient, phone: FlaskClient) -> None:
    assert post(client, f"{ACCOUNT}/dang-nhap/cham-dut-het") == 303
    assert (client.get(ACCOUNT).status_code, phone.get(ACCOUNT).status_code) == (200, 303)
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.fact, entry.details) == ("account:sessions_ended", {"count": 1})


def test_ends_nobody_elses(app: Flask, client: FlaskClient) -> None:
    other = app.test_client()
    sign_in(other, "vanphong.so")
    stranger = rows()[-1]
    assert post(client, f"{ACCOUNT}/dang-nhap/{stranger.id}/cham-dut") == 404
    assert post(client, f"{ACCOUNT}/dang-nhap/cham-dut-het") == 303
    assert other.get(ACCOUNT).status_code == 200


def test_a_copied_cookie_is_worth_nothing_after_the_way_out(app: Flask, client: FlaskClient) -> None:
    thieves = []
    for _ in range(100):
        thieves.append(copy_of(client))
        with client.session_transaction() as session:  # every cookie another, all of the same sign-in
            session["n"] = len(thieves)
    assert thieves[0].get(ACCOUNT).status_code == 200, "it was worth something before"
    assert post(client, "/dang-xuat") == 303
    assert [thief.get(ACCOUNT).status_code for thief in thieves] == [303] * 100


def test_each_sign_in_has_a_secret_of_its_own_and_ends_the_one_before(client: FlaskClient) -> None:
    thief = copy_of(client)
    (first,) = rows()
    sign_in(client, "soan.thuvien")
    (second,) = rows()
    assert first.digest != second.digest
    assert thief.get(ACCOUNT).status_code == 303


@pytest.mark.parametrize(
    ("moments", "status"),
    [
        ({"seen_at": dt.timedelta(hours=7, minutes=58)}, 200),
        ({"seen_at": dt.timedelta(hours=8, minutes=1)}, 303),
        ({"began_at": dt.timedelta(hours=23, minutes=58)}, 200),
        ({"began_at": dt.timedelta(hours=24, minutes=1)}, 303),
    ],
)
def test_ends_by_itself_when_idle_or_old(client: FlaskClient, moments: dict[str, dt.timedelta], status: int) -> None:
    aged(**moments)
    assert client.get(ACCOUNT).status_code == status


def test_what_ran_out_is_swept_away_at_the_next_sign_in(app: Flask, client: FlaskClient) -> None:
    aged(seen_at=dt.timedelta(days=2))
    (old,) = rows()
    sign_in(app.test_client(), "soan.thuvien")
    assert [row.id > old.id for row in rows()] == [True]


def test_a_change_by_somebody_else_ends_every_sign_in(client: FlaskClient, phone: FlaskClient, world: World) -> None:
    set_password("soan.thuvien", "mật khẩu mới", hashed("mật khẩu mới"), actor=SYSTEM)
    assert [one.get(ACCOUNT).status_code for one in (client, phone)] == [303, 303]
    sign_in(client, "soan.thuvien", "mật khẩu mới")
    (held,) = memberships_of(world.people["soan.thuvien"].id)
    end_role(held.id, actor=SYSTEM)
    assert client.get(ACCOUNT).status_code == 303


def test_who_comes_by_costs_one_statement_and_is_noted_once_a_minute(client: FlaskClient) -> None:
    aged(seen_at=dt.timedelta(minutes=2))
    counts = []
    for _ in range(3):
        with statements() as sent:
            client.get(ACCOUNT)
        counts.append(
            (
                sum("JOIN browser_session" in one.words for one in sent),
                sum(one.words.startswith("UPDATE browser_session") for one in sent),
            )
        )
    assert counts == [(1, 1), (1, 0), (1, 0)]


def test_the_last_visit_is_noted_and_the_others_are_left(client: FlaskClient, phone: FlaskClient) -> None:
    aged(seen_at=dt.timedelta(minutes=2))
    first, second = rows()
    see_session(second.id)
    seen = {row.id: row.seen_at for row in db.session.execute(select(BrowserSession.id, BrowserSession.seen_at))}
    assert seen[second.id] - seen[first.id] >= dt.timedelta(minutes=2)


def test_over_https_the_cookie_is_bound_to_this_host(app: Flask, world: World, database: Settings) -> None:
    safe = create_app(replace(database, base_url=SAFE))
    client = PersonClient(safe)
    answer = client.get("/dang-nhap", base_url=SAFE)
    cookie = answer.headers["Set-Cookie"]
    assert isinstance(cookie, str)
    assert cookie.startswith("__Host-trinhky=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    typed = {"che_do": "nhe", "csrf_token": token_of(answer)}
    light = client.post("/hien-thi", data=typed, base_url=SAFE, headers={"Referer": f"{SAFE}/dang-nhap"})
    cookies = light.headers.getlist("Set-Cookie")
    assert any(one.startswith("__Host-che_do=nhe") for one in cookies)
    assert all(one.startswith("__Host-") and "; Secure" in one for one in cookies)
    assert '<html lang="vi" class="nhe"' in client.get("/dang-nhap", base_url=SAFE).text
    with safe.app_context():
        db.engine.dispose()


def test_a_token_in_a_header_or_an_address_opens_nothing(app: Flask, world: World) -> None:
    with app.test_request_context():
        token = str(world.people["soan.thuvien"].get_auth_token())
    stranger = app.test_client()
    assert stranger.get(ACCOUNT, headers={"Authentication-Token": token}).status_code == 303
    assert stranger.get(f"{ACCOUNT}?auth_token={token}").status_code == 303


def test_what_is_typed_when_the_sign_in_ran_out_is_kept(client: FlaskClient) -> None:
    token = csrf_token(client)
    aged(seen_at=dt.timedelta(days=1))
    refused = client.post("/van-ban/7/soan/ket-qua", data={"csrf_token": token, "text": "chữ đã gõ suốt buổi"})
    assert refused.status_code == 401
    assert "chữ đã gõ suốt buổi" in refused.get_data(as_text=True)
    autosaved = client.post(
        "/van-ban/7/soan/ket-qua", data={"csrf_token": token}, headers={"Accept": "application/json"}
    )
    assert autosaved.get_json()["code"] == "signed_out"
    assert PASSWORD not in refused.get_data(as_text=True)

"""Coming in by the identity provider: whom it opens for, and every answer that opens nothing."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import build_opener

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.provider import CLIENT, SECRET, SUBJECT, Provider, forged, unsigned
from tests.other_settings import other_settings, settings_of
from tests.serving import served
from workflow.actions.outside_identity import bind, find_bound, unbind
from workflow.actions.second_factor import begin_second_factor, switch_on
from workflow.auth.outside import _NoDetour, looked_at
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import InvalidInput, NotPermitted, SetupIncomplete
from workflow.models import AuditEntry, User, db
from workflow.queries.accounts import actor_of

DOOR = "/dang-nhap"


@pytest.fixture
def provider(app: Flask, world: World) -> Iterator[Provider]:
    """A provider that the administrator has named, one drafter bound to it."""
    provider = Provider()
    with served(provider.app()) as address:
        provider.issuer = address
        named = {"oidc_issuer": address, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
        bind("soan.thuvien", address, SUBJECT, actor=SYSTEM)
        with other_settings(app, **named):
            yield provider


def way_back(client: FlaskClient, path: str = f"{DOOR}/danh-tinh?tiep=/tai-khoan") -> str:
    """Through the provider's page: the address to which it sends the browser back."""
    asked = client.get(path)
    assert asked.status_code == 303
    try:
        build_opener(_NoDetour).open(asked.location)
    except HTTPError as turned:
        back = urlsplit(str(turned.headers["Location"]))
        return f"{back.path}?{back.query}"
    raise AssertionError("the provider sends nobody back")


def come_in(client: FlaskClient) -> TestResponse:
    """There and back."""
    return client.get(way_back(client))


def test_whoever_is_bound_comes_in_and_goes_on(app: Flask, provider: Provider) -> None:
    browser = app.test_client()
    assert "Đăng nhập bằng tài khoản của cơ quan" in browser.get(DOOR).get_data(as_text=True)
    assert come_in(browser).location == "/tai-khoan"
    assert browser.get("/tai-khoan").status_code == 200


def wrong_issuer(claims: dict[str, Any]) -> dict[str, Any]:
    return claims | {"iss": "https://example.org"}


def wrong_audience(claims: dict[str, Any]) -> dict[str, Any]:
    return claims | {"aud": "another"}


def wrong_nonce(claims: dict[str, Any]) -> dict[str, Any]:
    return claims | {"nonce": "another"}


def no_nonce(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if name != "nonce"}


def expired(claims: dict[str, Any]) -> dict[str, Any]:
    return claims | {"exp": claims["iat"] - 120, "iat": claims["iat"] - 300}


def somebody_else(claims: dict[str, Any]) -> dict[str, Any]:
    return claims | {"sub": "5f2c-0002", "email": "soan.thuvien@example.org", "preferred_username": "soan.thuvien"}


@pytest.mark.parametrize("lie", [wrong_issuer, wrong_audience, wrong_nonce, no_nonce, expired, somebody_else])
def test_a_token_that_is_not_for_us_and_now_opens_nothing(
    app: Flask, provider: Provider, lie: Callable[[dict[str, Any]], dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    provider.lie = lie
    assert nothing_opens(app.test_client())
    assert "Danh tính không được nhận" in caplog.text


@pytest.mark.parametrize("write", [unsigned, forged])
def test_a_token_without_the_providers_signature_opens_nothing(
    app: Flask, provider: Provider, write: Callable[[Provider, dict[str, Any]], str]
) -> None:
    provider.write = write
    assert nothing_opens(app.test_client())


def nothing_opens(browser: FlaskClient) -> bool:
    """Whether the way in ends at the door."""
    return come_in(browser).status_code == 401 and browser.get("/tai-khoan").status_code == 303


def test_a_provider_that_calls_itself_otherwise_is_not_asked(app: Flask, provider: Provider) -> None:
    provider.said = {"issuer": "https://example.org"}
    assert app.test_client().get(f"{DOOR}/danh-tinh").status_code == 401
    with pytest.raises(SetupIncomplete):
        looked_at(settings_of(app))
    provider.said = {}
    assert provider.issuer in looked_at(settings_of(app))


def test_what_a_provider_says_of_itself_is_asked_for_once_in_a_while(app: Flask, provider: Provider) -> None:
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False) as clock:
        for browser in (app.test_client(), app.test_client()):
            assert come_in(browser).location == "/tai-khoan"
        assert provider.told == 1
        clock.shift(601)
        assert way_back(app.test_client())
        assert provider.told == 2


def test_an_answer_opens_once_and_in_its_own_browser_alone(app: Flask, provider: Provider) -> None:
    browser = app.test_client()
    back = way_back(browser)
    assert app.test_client().get(back).status_code == 401, "another browser"
    kept = browser.get_cookie("trinhky")
    assert kept is not None
    assert browser.get(back.replace("state=", "state=x")).status_code == 401, "another state"
    code = dict(parse_qsl(urlsplit(back).query))["code"]
    question = provider.asked[code]
    for browser, status in ((app.test_client(), 303), (app.test_client(), 401)):
        provider.asked[code] = question  # a provider that takes a code twice
        browser.set_cookie("trinhky", kept.value)
        assert browser.get(back).status_code == status


def test_the_second_factor_of_here_is_still_asked_for(app: Flask, provider: Provider, world: World) -> None:
    user = world.people["soan.thuvien"]
    begin_second_factor("niêm", actor=actor_of(user))
    switch_on(lambda _: True, [], 0, actor=actor_of(user))
    browser = app.test_client()
    asked = come_in(browser)
    assert asked.status_code == 200
    assert "Mã xác thực" in asked.get_data(as_text=True)
    assert browser.get("/tai-khoan").status_code == 303


def test_a_closed_account_and_an_unbound_one_stay_shut(app: Flask, provider: Provider, world: World) -> None:
    world.people["soan.thuvien"].active = False
    db.session.commit()
    assert nothing_opens(app.test_client())
    world.people["soan.thuvien"].active = True
    db.session.commit()
    unbind("soan.thuvien", actor=SYSTEM)
    people = db.session.query(User).count()
    assert nothing_opens(app.test_client())
    assert db.session.query(User).count() == people, "nobody is made from outside"
    facts = [str(entry.fact) for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert facts[-2:] == ["account:outside_bound", "account:outside_unbound"]


def test_only_the_system_binds_and_one_name_opens_one_account(provider: Provider, world: World) -> None:
    with pytest.raises(InvalidInput, match=r"soan\.thuvien"):
        bind("soan.baotang", provider.issuer, SUBJECT, actor=SYSTEM)
    with pytest.raises(NotPermitted):
        bind("soan.baotang", provider.issuer, "x", actor=actor_of(world.people["quantri"]))


def test_another_name_takes_the_place_of_the_one_before(provider: Provider, world: World) -> None:
    bind("soan.thuvien", provider.issuer, "tên-mới", actor=SYSTEM)
    opened = {name: find_bound(provider.issuer, name) for name in (SUBJECT, "tên-mới")}
    assert {name: user.username if user else None for name, user in opened.items()} == {
        SUBJECT: None,
        "tên-mới": "soan.thuvien",
    }


def test_without_a_provider_there_is_no_button_no_way_and_no_need_of_the_extra(app: Flask, world: World) -> None:
    browser = app.test_client()
    assert "danh-tinh" not in browser.get(DOOR).get_data(as_text=True)
    assert [browser.get(f"{DOOR}/danh-tinh{end}").status_code for end in ("", "/ve")] == [404, 404]
    bare = "import sys; sys.modules.update(authlib=None, joserfc=None); import workflow.app; print('ready')"
    assert subprocess.run([sys.executable, "-c", bare], capture_output=True, text=True, check=True).stdout == "ready\n"

"""Whoever had come in by the identity provider stayed in when the administrator unbound them or bound another name; it
counted as a proof of the person before something weighty, though the provider may have known the browser alone; and a
stranger could have the server wait for the provider as often as wanted."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.integration.web.test_outside import come_in, provider  # noqa: F401 - a fixture, used by its name
from tests.other_settings import other_settings
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.actions.outside_identity import bind, unbind
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.actor import SYSTEM

ISSUER, WHO = "http://127.0.0.1:1", "soan.thuvien"


@pytest.fixture
def away(app: Flask) -> Iterator[None]:
    """A provider that nobody reaches; one try for each name, six for each address."""
    named = {"oidc_issuer": ISSUER, "oidc_client_id": "trinh-ky", "oidc_client_secret": "x", "login_attempts": 1}
    with other_settings(app, **named):
        yield


@pytest.mark.parametrize("change", ["unbound", "another name", "the same name"])
def test_sign_ins_end_with_the_name_that_opened_them(app: Flask, world: World, change: str) -> None:
    bind(WHO, ISSUER, "5f2c-0001", actor=SYSTEM)
    browser = PersonClient(app)
    sign_in(browser, WHO)
    if change == "unbound":
        unbind(WHO, actor=SYSTEM)
    else:
        bind(WHO, ISSUER, "5f2c-0001" if change == "the same name" else "5f2c-0002", actor=SYSTEM)
    assert browser.get("/tai-khoan").status_code == (200 if change == "the same name" else 303)


@pytest.mark.usefixtures("away", "world")
@pytest.mark.parametrize("path", ["/dang-nhap/danh-tinh", "/dang-nhap/danh-tinh/ve?state=x&code=x"])
def test_who_never_comes_in_is_asked_to_wait(app: Flask, path: str) -> None:
    assert [app.test_client().get(path).status_code for _ in range(7)] == [401] * 6 + [429]


@pytest.mark.usefixtures("provider")
def test_something_weighty_asks_whoever_came_from_outside(app: Flask) -> None:
    browser = PersonClient(app)
    assert come_in(browser).status_code == 303
    typed = {"csrf_token": csrf_token(browser)}
    asked = browser.post("/tai-khoan/ma-xac-thuc/bat", data=typed)
    assert asked.status_code == 403
    assert "Nhập lại mật khẩu" in asked.get_data(as_text=True)
    proved = browser.post("/tai-khoan/ma-xac-thuc/bat", data=typed | {"confirm_password": PASSWORD})
    assert proved.status_code != 403

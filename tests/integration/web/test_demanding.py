"""Of whom a second factor is demanded: nothing opens before it is set up, and nothing typed is lost meanwhile."""

from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask

from tests.integration.rights.people import seated
from tests.other_settings import other_settings
from tests.signing_in import PersonClient
from workflow.actions.second_factor import begin_second_factor, switch_on
from workflow.auth.demand import WEIGHTY
from workflow.cli.demo.world import World
from workflow.queries.accounts import actor_of
from workflow.settings import Settings

PAGE = "/tai-khoan/ma-xac-thuc"
SIGNER, DRAFTER = "bithu.thuvien", "soan.thuvien"


@pytest.fixture
def demanded(app: Flask, request: pytest.FixtureRequest) -> Iterator[None]:
    """The administrator's setting."""
    with other_settings(app, second_factor=request.param):
        yield


def where(browser: PersonClient, path: str = "/") -> str:
    """Where a page leads; "" when it opens."""
    answer = browser.get(path)
    assert answer.status_code in {200, 303}
    return answer.location or ""


@pytest.mark.parametrize(
    ("demanded", "who"),
    [("own", set()), ("weighty", {SIGNER}), ("everybody", {SIGNER, DRAFTER})],
    indirect=["demanded"],
)
@pytest.mark.usefixtures("demanded")
def test_who_must_set_it_up_first(app: Flask, world: World, who: set[str]) -> None:
    browsers = {name: seated(app, world.people[name])[0] for name in (SIGNER, DRAFTER)}
    assert {name for name, browser in browsers.items() if where(browser) == PAGE} == who
    for name, browser in browsers.items():
        assert ("Vai trò của đồng chí cần mã xác thực" in browser.get(PAGE).text) == (name in who)
        assert where(browser, "/tai-khoan") == ""


@pytest.mark.parametrize("demanded", ["weighty"], indirect=True)
@pytest.mark.usefixtures("demanded")
def test_what_was_typed_waits_until_it_is_on(app: Flask, world: World) -> None:
    browser, token = seated(app, world.people[SIGNER])
    typed = {"text": "chữ đã gõ rất dài", "password": "kín", "csrf_token": token}
    page = browser.post("/van-ban/7/gop-y/moi", data=typed)
    assert page.status_code == 403
    assert 'name="text" value="chữ đã gõ rất dài"' in unescape(page.text)
    assert "kín" not in page.text
    told = browser.post("/van-ban/7/gop-y/moi", data=typed, headers={"Accept": "application/json"})
    assert (told.status_code, told.json["code"]) == (403, "second_factor_needed")
    actor = actor_of(world.people[SIGNER])
    begin_second_factor("niêm", actor=actor)
    switch_on(lambda _: True, [], 1, actor=actor)
    assert where(seated(app, world.people[SIGNER])[0]) == ""


@pytest.mark.parametrize("demanded", ["everybody"], indirect=True)
@pytest.mark.usefixtures("demanded")
def test_a_passkey_is_both(app: Flask, world: World) -> None:
    browser, _ = seated(app, world.people[SIGNER])
    with browser.session_transaction() as kept:
        kept["by_device"] = True
    assert where(browser) == ""


def test_when_it_is_real_it_is_demanded_where_a_press_weighs_most() -> None:
    real = {"TRINHKY_ENV": "production", "TRINHKY_SECRET_KEY": "k" * 40, "TRINHKY_BASE_URL": "https://trinhky.example"}
    assert Settings.from_environment(real).second_factor == "weighty"
    assert {role.value for role in WEIGHTY} == {"member", "signer", "clerk", "admin"}

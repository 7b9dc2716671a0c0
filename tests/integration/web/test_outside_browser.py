"""Coming in by the identity provider, with a browser that goes there and back."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browsing import chromium_at_work
from tests.factories.provider import CLIENT, SECRET, SUBJECT, Provider
from tests.other_settings import other_settings
from tests.serving import served
from workflow.actions.outside_identity import bind
from workflow.auth.outside import NOT_BOUND
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with chromium_at_work() as browser:
        yield browser


@pytest.fixture
def page(app: Flask, world: World, chromium: Browser, provider: Provider) -> Iterator[Page]:
    """The door, of an application that knows the provider."""
    with served(app) as here, served(provider.app()) as there:
        provider.issuer = there
        named = {"oidc_issuer": there, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
        page = chromium.new_page(viewport={"width": 390, "height": 800})
        with other_settings(app, base_url=here, **named):
            page.goto(f"{here}/tai-khoan")
            yield page


@pytest.fixture
def provider() -> Provider:
    """A provider where the person agrees at once."""
    return Provider()


def test_there_and_back_opens_for_whoever_is_bound(page: Page, provider: Provider) -> None:
    way = page.get_by_role("link", name="Đăng nhập bằng tài khoản của cơ quan")
    way.click()
    expect(page.get_by_text(NOT_BOUND).first).to_be_visible()
    expect(page.get_by_text("chỗ cần sửa")).to_have_count(0)
    bind("soan.thuvien", provider.issuer, SUBJECT, actor=SYSTEM)
    page.get_by_role("link", name="Đăng nhập bằng tài khoản của cơ quan").click()
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()

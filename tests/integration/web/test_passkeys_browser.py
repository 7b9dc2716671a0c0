"""A passkey made, used at the door and before something weighty, and put away, with Chromium's virtual device."""

import datetime as dt
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import CDPSession, Page, expect
from sqlalchemy import func, update

from tests.browsing import chromium_at_work, come_in
from tests.other_settings import other_settings
from tests.serving import served
from workflow.cli.demo.world import World
from workflow.models import AuditEntry, BrowserSession, Passkey, db

PATIENCE = 120_000  # milliseconds; a busy machine takes its time
expect.set_options(timeout=PATIENCE)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(app: Flask, world: World) -> Iterator[Page]:
    """The account page of a chi bộ's drafter, at an address with a name."""
    with served(app) as address, chromium_at_work("--host-resolver-rules=MAP localhost 127.0.0.1") as chromium:
        site = address.replace("127.0.0.1", "localhost")
        page = chromium.new_page(viewport={"width": 390, "height": 800}, base_url=site)
        page.set_default_timeout(PATIENCE)
        with other_settings(app, base_url=site):
            come_in(page, "/", "soan.thuvien")
            page.goto("/tai-khoan/khoa-truy-cap")
            yield page


@pytest.fixture
def device(page: Page) -> CDPSession:
    """A device with a finger on it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return devtools


def test_a_passkey_is_made_used_and_put_away(page: Page, device: CDPSession) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.get_by_label("Tên khoá").fill("Máy ở cơ quan")
    page.get_by_role("button", name="Thêm khoá").click()
    expect(page.get_by_role("rowheader", name="Máy ở cơ quan")).to_be_visible()
    leave(page)
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    page.goto("/tai-khoan/khoa-truy-cap")
    expect(page.get_by_text("Chưa dùng", exact=True)).to_have_count(0)
    db.session.execute(update(BrowserSession).values(confirmed_at=func.now() - dt.timedelta(days=2)))
    db.session.commit()
    page.get_by_role("button", name="Bỏ khoá Máy ở cơ quan").click()
    expect(page.get_by_role("heading", name="Nhập lại mật khẩu")).to_be_visible()
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    expect(page.get_by_text("Đã bỏ khoá truy cập.")).to_be_visible()
    leave(page)
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    expect(page.get_by_text("Chưa nhận được khoá truy cập này")).to_be_visible()
    assert [text for text in told if "Content Security Policy" in text] == []
    facts = [str(entry.fact) for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert facts[-2:] == ["account:passkey_added", "account:passkey_removed"]
    assert db.session.query(Passkey).count() == 0


def leave(page: Page) -> None:
    """Go out by the door."""
    page.goto("/tai-khoan")
    page.locator("form[action='/dang-xuat'] button").click()
    expect(page.get_by_role("heading", name="Đăng nhập", exact=True)).to_be_visible()

"""The distribution's own Chromium, for tests that look at pages as people do."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from workflow.cli.demo.world import PASSWORD

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium_at_work(*more: str) -> Iterator[Browser]:
    """A Chromium that asks nothing of the network by itself, with more arguments if any."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "Thiếu Chromium: chạy “python3 -m workflow setup --test”."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*_QUIET, *more])
        yield browser
        browser.close()


def come_in(page: Page, address: str, username: str) -> None:
    """Sign in at the door, as a person does."""
    page.goto(address)
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Đăng nhập", exact=True).click()

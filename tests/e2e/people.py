"""People at their browsers: one window each, signed in once, with the few gestures that the walk is made of."""

import re
import time
from collections.abc import Callable
from functools import reduce
from typing import Final, Literal

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import select

from workflow.cli.demo.world import PASSWORD, PEOPLE, World, units
from workflow.models import Organisation, db
from workflow.queries.accounts import by_username

PATIENCE_MS = 60_000
ROLES: Final = ("button", "link")
expect.set_options(timeout=PATIENCE_MS)


class People:
    """The demo's people, each in a browser context of their own; `scripted` says whose has JavaScript."""

    def __init__(self, browser: Browser, site: str, *, scripted: Callable[[str], bool], width: int = 1280) -> None:
        self._browser, self.site, self._scripted, self._width = browser, site, scripted, width
        self._windows: dict[str, tuple[BrowserContext, Page]] = {}

    def __call__(self, username: str) -> Page:
        """The window of a person, signed in."""
        if username not in self._windows:
            self._windows[username] = self._sign_in(username)
        return self._windows[username][1]

    def leave(self) -> None:
        """Close every window."""
        for context, _ in self._windows.values():
            context.close()

    def _sign_in(self, username: str) -> tuple[BrowserContext, Page]:
        context = self._browser.new_context(
            java_script_enabled=self._scripted(username), viewport={"width": self._width, "height": 900}, locale="vi-VN"
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(self.site)
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Đăng nhập").click()
        expect(page.locator("h1")).to_have_text("Việc của tôi")
        return context, page


def press(page: Page, label: str) -> None:
    """Press the open act of that name, a button before a link that looks like one (on a phone a link of the same name
    leads down to it; in a list the name goes on)."""
    names = [re.compile(rf"^{re.escape(label)}{end}") for end in ("…?$", r"[…:\s]")]
    found = [_acts(page, role, name) for name in names for role in ROLES]
    reduce(Locator.or_, found).first.wait_for()
    next(acts for acts in found if acts.count()).first.click()


def follow(page: Page, words: str) -> None:
    """Go where the first link with these words leads."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=words).first.click()


def submit(page: Page, label: str) -> None:
    """Press an act and wait for the page it leads to: whoever looks next must find it done."""
    with page.expect_navigation():
        press(page, label)


def _acts(page: Page, role: Literal["button", "link"], name: re.Pattern[str]) -> Locator:
    acts = page.locator("main").get_by_role(role, name=name)
    return acts.and_(page.locator(":not([aria-disabled=true]):not([tabindex='-1'])"))


def wait_until(page: Page, text: str, seconds: float = 60) -> None:
    """Look again and again, as a person would, until the page says so."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if page.locator("main").get_by_text(text).count():
            return
        time.sleep(0.3)
        page.reload()
    raise AssertionError(f"the page never said “{text}”:\n{page.locator('main').inner_text()[:2000]}")


def hand_in(page: Page) -> None:
    """On the page that shows the whole before it goes: read it and submit it."""
    expect(page.locator("article.sheet")).to_contain_text("BÁO CÁO")
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=re.compile("^Trình")).click()
    expect(page.locator("h1")).to_contain_text("Báo cáo")


def at(page: Page) -> str:
    """The path of the page, without its anchor."""
    return re.sub(r"^https?://[^/]+|#.*$", "", page.url)


def world_there() -> World:
    """The demo's organisations and people, found again."""
    names = {unit.name: unit.key for unit in units("")}  # of all but the province, whose name has its place in it
    found = db.session.scalars(select(Organisation)).all()
    organisations = {names[one.name]: one for one in found if one.name in names}
    organisations["tinh"] = next(one for one in found if one.superior_id is None)
    people = {person.username: by_username(person.username) for person in PEOPLE}
    return World(organisations, {name: user for name, user in people.items() if user})

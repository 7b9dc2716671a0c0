"""A clerk at a section of the office's own report, and everything that happens to people who write: the server goes,
the line goes, the sign-in runs out."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from tests.e2e.conftest import copied, running, wait_for
from workflow.cli.demo.world import PASSWORD
from workflow.database import psycopg_dsn
from workflow.settings import Settings

WHO = "vanphong.so"
_KEY = "ket-qua"
_TEXT = "SELECT text FROM draft_section WHERE document_id = %s AND key = %s"
_ASIDE = "SELECT details ->> 'set_aside' FROM audit_entry WHERE subject_kind = 'document' AND subject_id = %s"


class Clerk:
    """One person, who sits down at a fresh browser as often as wanted; `path` is the section they write."""

    def __init__(self, browser: Browser, settings: Settings) -> None:
        self._browser, self._settings = browser, settings
        self._server = ExitStack()
        self.site = f"http://127.0.0.1:{settings.port}"
        self._door: StorageState | None = None
        self.start_server()
        self.document = self._begin()
        self.path = f"/van-ban/{self.document}/soan/{_KEY}"

    def start_server(self) -> None:
        """The web application answers."""
        self._server.enter_context(running(self._settings, "serve"))
        wait_for(self._settings.port)

    def stop_server(self) -> None:
        """Nobody answers any more."""
        self._server.close()

    @contextmanager
    def window(self, *, scripted: bool = True, signed_in: bool = True, width: int = 1280) -> Iterator[BrowserContext]:
        """A browser that keeps nothing from before but, unless told otherwise, the sign-in of the morning."""
        context = self._browser.new_context(
            java_script_enabled=scripted,
            storage_state=self._door if signed_in else None,
            viewport={"width": width, "height": 900},
            locale="vi-VN",
        )
        try:
            yield context
        finally:
            context.close()

    def sit_down(self, context: BrowserContext) -> Page:
        """The section, open in a page."""
        page = context.new_page()
        page.goto(self.site + self.path)
        return page

    def sign_in(self, page: Page) -> None:
        """Through the door that the page shows."""
        page.get_by_label("Tên đăng nhập").fill(WHO)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name="Đăng nhập").click()

    def end_sign_ins(self) -> None:
        """Every sign-in has run out."""
        self._execute("DELETE FROM browser_session")

    def let_time_pass(self, hours: int) -> None:
        """Every sign-in is that much older."""
        earlier = f"interval '{hours} hours'"
        self._execute(
            f"UPDATE browser_session SET began_at = began_at - {earlier}, seen_at = seen_at - {earlier},"
            f" confirmed_at = confirmed_at - {earlier}"
        )

    def saved(self) -> str:
        """The words of the section as they are kept."""
        return self._execute(_TEXT, self.document, _KEY)[0]

    def set_aside(self) -> list[str]:
        """The words that lost a conflict and are kept."""
        return [text for text in self._execute(_ASIDE, self.document) if text]

    def leave(self) -> None:
        """Go home."""
        self._server.close()

    def come_in_again(self) -> None:
        """Sign in anew for the windows to come."""
        with self.window(signed_in=False) as context:
            page = context.new_page()
            page.goto(self.site)
            self.sign_in(page)
            self._door = context.storage_state()

    def _begin(self) -> int:
        self.come_in_again()
        with self.window() as context:
            page = context.new_page()
            page.goto(self.site)
            page.get_by_role("button", name="Tự lập báo cáo").first.click()
            page.wait_for_url("**/soan/**")
            return int(page.url.split("/van-ban/")[1].split("/")[0])

    def _execute(self, statement: str, *given: object) -> list[str]:
        with psycopg.connect(psycopg_dsn(self._settings), autocommit=True) as connection:
            cursor = connection.execute(statement, given or None)
            return [row[0] for row in cursor] if cursor.description else []


@contextmanager
def clerk_of(browser: Browser, settings: Settings, begun: Settings, folder: Path) -> Iterator[Clerk]:
    """Over a copy of the demo of their own."""
    with copied(settings, begun, folder) as own:
        clerk = Clerk(browser, own)
        try:
            yield clerk
        finally:
            clerk.leave()


def write(page: Page, words: str) -> None:
    """What a person types."""
    page.locator("#text").fill(words)


def says(page: Page, words: str) -> None:
    """The status line says so, now or soon."""
    expect(page.locator("[data-status]")).to_contain_text(words)

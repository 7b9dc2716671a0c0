"""On a slow line "Lưu" was pressed while the page was saving by itself: the writer was shown two copies of the same
words, the earlier one as if somebody else had saved it meanwhile."""

import pytest
from flask import Flask
from playwright.sync_api import APIResponse, Route, expect

from tests.browsing import chromium_at_work, come_in
from tests.factories import stages
from tests.serving import served
from workflow.cli.demo.world import World

PATIENCE_MS = 60_000
FIRST = "- Tổ chức 06 buổi nói chuyện."
WHOLE = f"{FIRST}\n- Vận động 4.120 lượt người."


@pytest.mark.timeout(300)
def test_pressing_waits_for_what_is_on_its_way(app: Flask, world: World) -> None:
    report = stages.draft_of(world, stages.campaign_of(world), "thuvien").id
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if held or route.request.headers["accept"] != "application/json":
            return route.continue_()
        return held.append((route, route.fetch()))

    with served(app) as address, chromium_at_work() as chromium:
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE_MS)
        come_in(page, address, "soan.thuvien")
        page.goto(f"{address}/van-ban/{report}/soan/ket-qua")
        page.route("**/soan/ket-qua", hold)
        page.locator("#text").fill(FIRST)
        while not held:
            page.wait_for_timeout(100)
        page.locator("#text").fill(WHOLE)
        page.get_by_role("button", name="Lưu", exact=True).click(no_wait_after=True)
        page.wait_for_timeout(300)
        with page.expect_navigation():
            route, saved = held[0]
            route.fulfill(response=saved)
        expect(page.locator("#text")).to_have_value(WHOLE, timeout=PATIENCE_MS)
        expect(page.locator("#da-luu")).to_contain_text("Đã lưu lúc", timeout=PATIENCE_MS)

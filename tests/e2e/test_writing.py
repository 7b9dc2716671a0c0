"""Writing with the real pages in sight: they come, they follow the words, and losing them costs no word."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.people import People

SLOW_MS = 60_000


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """The office at a section of its own report."""
    crowd = People(chromium, site, scripted=lambda _: True)
    page = crowd("vanphong.so")
    page.get_by_role("button", name="Tự lập báo cáo").first.click()
    page.wait_for_url("**/soan/**")
    page.goto(page.url.rsplit("/", 1)[0] + "/ket-qua")
    yield page
    crowd.leave()


@pytest.mark.timeout(300)
def test_the_pages_follow_the_words_and_losing_them_costs_none(page: Page) -> None:
    text, picture, status = page.locator("#text"), page.locator("img.drawn-page"), page.locator("[data-status]")
    text.fill("- Tổ chức 06 buổi nói chuyện")
    page.get_by_role("button", name="Xem trang in").click()
    expect(picture.first).to_be_visible(timeout=SLOW_MS)
    first = picture.first.get_attribute("src")
    assert page.url.endswith("/ket-qua")
    text.fill("- Tổ chức 06 buổi nói chuyện\n- Vận động 4.120 lượt người")
    expect(picture.first).not_to_have_attribute("src", first or "", timeout=SLOW_MS)
    page.route("**/xem-trang**", lambda route: route.abort())
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok, timeout=SLOW_MS):
        text.fill("Chữ gõ khi không xem được trang in")
    expect(status).to_contain_text("Đã lưu lúc", timeout=SLOW_MS)
    page.reload()
    expect(text).to_have_value("Chữ gõ khi không xem được trang in")

"""A citation put into a text where the cursor stands, in Chromium."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browsing import chromium_at_work, come_in
from tests.factories import stages
from tests.integration.web.test_citations import entry
from tests.serving import served
from workflow.cli.demo.world import World

CITED = "Nghị quyết số 07-NQ/TU, ngày 05/9/2025 của Tỉnh uỷ Sông Lam về chuyển đổi số trong các cơ quan đảng"


@pytest.fixture
def page(app: Flask, world: World) -> Iterator[Page]:
    """A section of a chi bộ's report, open to write."""
    entry(world)
    document = stages.draft_of(world, stages.campaign_of(world))
    with served(app) as address, chromium_at_work() as chromium:
        page = chromium.new_page(viewport={"width": 390, "height": 800})
        come_in(page, address, "soan.thuvien")
        page.goto(f"{address}/van-ban/{document.id}/soan/ket-qua")
        yield page


def test_a_citation_stands_where_the_cursor_stood_and_is_saved(page: Page) -> None:
    text, wanted = page.locator("#text"), page.get_by_label("Số, ký hiệu hoặc vài chữ trong trích yếu")
    text.fill("Thực hiện, chi bộ đã họp.")
    text.evaluate("area => area.setSelectionRange(9, 9)")
    page.get_by_text("Trích dẫn văn bản từ sổ").click()
    wanted.fill("chuyen doi so")
    wanted.press("Enter")
    insert = page.get_by_role("button", name="Chèn Nghị quyết số 07-NQ/TU")
    expect(insert).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        insert.click()
    expect(text).to_have_value(f"Thực hiện {CITED}, chi bộ đã họp.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    expect(text).to_have_value(f"Thực hiện {CITED}, chi bộ đã họp.")

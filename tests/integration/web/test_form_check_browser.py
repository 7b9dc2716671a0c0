"""The appraisal page in Chromium: one fault repaired, one waived, the paper appraised, wide and narrow."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browsing import chromium_at_work
from tests.factories import received, stages
from tests.serving import served
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.states import DocumentState
from workflow.models import Document

TEXTS = {
    "vanhoa": {
        "ket-qua": "- Tổ chức 9 lễ hội theo Kế hoạch số 32 - KH/ĐU, ngày 06/02/2024 của Đảng uỷ Sở.\n"
        "- Thực hiện Kết luận số 24-QĐ/TW, ngày 30/7/2021 của Ban Chấp hành Trung ương; mở 2 lớp , 40 người học.",
    },
    "thuvien": {"ket-qua": "- Mở lớp."},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with chromium_at_work() as chromium:
        yield chromium


@pytest.fixture
def document(world: World) -> Document:
    """A consolidation before the office, with faults."""
    return received.in_appraisal(world, TEXTS)


@pytest.fixture
def address(app: Flask, document: Document) -> Iterator[str]:
    """The address of the application while it is served."""
    with served(app) as address:
        yield address


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The office's window, signed in, without JavaScript on the narrow one."""
    width: int = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=width > 1000)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Tên đăng nhập").fill("vanphong.so")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("h1")).to_have_text("Việc của tôi")
    yield page
    context.close()


def test_the_office_works_through_its_list(page: Page, address: str, document: Document, tmp_path: Path) -> None:
    page.goto(f"{address}/van-ban/{document.id}/tham-dinh")
    faults = page.locator("#the-thuc")
    expect(faults).to_contain_text("2 lỗi và 1 lưu ý")
    expect(page.get_by_text("Còn 2 lỗi thể thức")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(path=tmp_path / "danh-sach.png", full_page=True)

    page.get_by_role("button", name=re.compile("Ghi “32-KH")).click()
    expect(page.get_by_text("Đã sửa thể thức. Nội dung không thay đổi.")).to_be_visible()
    expect(page.locator(".sheet")).to_contain_text("32-KH/ĐU")

    page.get_by_role("link", name="Bỏ qua, ghi lý do").click()
    page.screenshot(path=tmp_path / "bo-qua.png", full_page=True)
    page.get_by_label("Lý do bỏ qua").fill("Văn bản gốc ghi đúng như vậy.")
    page.get_by_role("button", name="Ghi lý do bỏ qua").click()
    expect(page.locator("#the-thuc")).to_contain_text("Bỏ qua vì: “Văn bản gốc ghi đúng như vậy.”")
    page.screenshot(path=tmp_path / "da-bo-qua.png", full_page=True)

    page.get_by_role("button", name="Xác nhận thẩm định xong").click()
    expect(page.get_by_text("Đã thẩm định xong, chuyển cấp uỷ thông qua.")).to_be_visible()
    page.screenshot(path=tmp_path / "van-ban.png", full_page=True)
    assert stages.reloaded(document).state is DocumentState.IN_APPROVAL

"""The whole way of a difficulty in Chromium: raised on the phones of two chi bộ, joined and passed up at the Đảng uỷ,
answered above, read where it was raised; every page fits a phone."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browsing import chromium_at_work, come_in
from tests.serving import served
from workflow.cli.demo.world import World

PHONE, DESK = 390, 1280
MINE = "Xe thư viện lưu động đã dùng 14 năm, thường xuyên phải sửa chữa."
THEIRS = "Xe lưu động của Bảo tàng đã dùng 14 năm, thường xuyên phải sửa chữa."
WHOLE = "Xe lưu động của hai đơn vị đã cũ, không đi được vùng cao."
ANSWER = "Bố trí vốn mua xe trong kế hoạch năm 2027."
Door = Callable[[str], Page]


@pytest.fixture
def door(app: Flask, world: World) -> Iterator[Door]:
    """A window for each person, signed in: a phone for who writes in a chi bộ, a desk's for an office."""
    with served(app) as address, chromium_at_work() as chromium:

        def open_for(username: str) -> Page:
            width = PHONE if username.startswith("soan") else DESK
            page = chromium.new_page(viewport={"width": width, "height": 850})
            come_in(page, address, username)
            page.goto(f"{address}/kho-khan")
            return page

        yield open_for


def press(page: Page, name: str) -> None:
    main = page.locator("main")
    found = re.compile(rf"^{name}")
    with page.expect_navigation():  # a click that leads on may be over before the next page is there to be measured
        main.get_by_role("button", name=found).or_(main.get_by_role("link", name=found)).first.click()
    before = page.viewport_size
    assert before is not None
    for width in (PHONE, before["width"]):
        page.set_viewport_size({"width": width, "height": before["height"]})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, page.url)


def raise_(page: Page, text: str) -> None:
    press(page, "Nêu khó khăn, kiến nghị")
    page.get_by_label("Nội dung").fill(text)
    press(page, "Gửi cấp trên")
    expect(page.locator("main")).to_contain_text("Đã nêu và gửi cấp trên")


def test_a_matter_climbs_and_its_answer_comes_down(door: Door) -> None:
    mine, theirs, office, above = map(door, ("soan.thuvien", "soan.baotang", "vanphong.so", "vanphong.khoi"))
    raise_(mine, MINE)
    raise_(theirs, THEIRS)
    office.reload()
    press(office, re.escape(MINE))
    press(office, "Ghép với việc giống nhau")
    office.get_by_label(re.compile("^Bảo tàng tỉnh: .*giống")).check()
    office.get_by_label("Lời văn của việc chung mới").fill(WHOLE)
    press(office, "Ghép với việc giống nhau")
    press(office, "Chuyển lên Đảng uỷ Khối")
    press(office, "Chuyển lên Đảng uỷ Khối")
    expect(office.locator("main")).to_contain_text("Đã chuyển lên cấp trên")
    above.reload()
    press(above, re.escape(WHOLE))
    expect(above.locator("main .tree")).to_contain_text(THEIRS)
    press(above, "Trả lời")
    above.get_by_label("Trả lời", exact=True).fill(ANSWER)
    press(above, "Trả lời")
    for page in (mine, theirs):
        page.reload()
        expect(page.locator("main")).to_contain_text(ANSWER)
        expect(page.locator("main .steps")).to_contain_text("chuyển lên Đảng uỷ Khối")
        expect(page.locator("main")).not_to_contain_text(WHOLE)

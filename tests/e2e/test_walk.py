"""The whole walk in the browser: a campaign, four chi bộ, one report sent back and mended, three consolidations, two
signatures each, up to the province; and what each level sees of its words above."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.office import SECTIONS, consolidate, hand_in, open_campaign, receive
from tests.e2e.people import People, at, save, submit, wait_until
from workflow.cli.demo import script
from workflow.domain.figures import Amount, number

CELLS = {
    "vanphong": "Chi bộ Văn phòng Sở",
    "vanhoa": "Chi bộ Quản lý Văn hoá",
    "thuvien": "Chi bộ Thư viện tỉnh",
    "baotang": "Chi bộ Bảo tàng tỉnh",
}
# two of them have reported on last month already
SYMBOLS = dict.fromkeys(("vanphong", "baotang"), "02-BC/CB") | dict.fromkeys(("vanhoa", "thuvien"), "01-BC/CB")
SENT_BACK = "thuvien"
REASON = "Chưa nêu kết quả so với Kế hoạch số 32-KH/ĐU."


@pytest.mark.timeout(900)
def test_a_chi_bos_report_reaches_the_province(plain_people: People) -> None:
    people = plain_people
    plans_can_be_read(people)
    campaign = open_campaign(people, CELLS.values())
    reports = {cell: write_and_send(people, cell) for cell in CELLS}
    send_one_back(people, reports[SENT_BACK])
    mend_and_send_again(people, reports[SENT_BACK])
    receive(people, "vanphong.so", reports.values())
    department = consolidate(people, "so", campaign)
    see_what_became_of_it(people, reports[SENT_BACK])
    bloc = pass_on(people, "khoi", department)
    province = pass_on(people, "tinh", bloc)
    walk_down(people, province)


def plans_can_be_read(people: People) -> None:
    for office, symbol in (("vanphong.tinh", "214-KH/TU"), ("vanphong.so", "32-KH/ĐU")):
        page = people(office)
        page.goto(f"{people.site}/ke-hoach")
        page.locator("main").get_by_role("link", name=symbol).first.click()
        expect(page.locator("article.sheet")).to_contain_text("Nghị quyết số 43-NQ/TW")
        pdf = page.request.get(f"{people.site}{at(page)}/ban.pdf")
        assert pdf.headers["content-type"] == "application/pdf"
        assert pdf.body().startswith(b"%PDF")


def write_and_send(people: People, cell: str) -> str:
    """Write section after section, leave in the middle, come back to what was written, hand in; the secretary approves,
    numbers, signs and sends in one act. The path of the report."""
    page = people(f"soan.{cell}")
    page.goto(people.site)
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Lập báo cáo.*Nghị quyết")).first.click()
    report = at(page).partition("/soan")[0]
    texts = script.sections(cell)
    for key in SECTIONS[:3]:
        write(page, people.site, report, key, texts[key])
    page.goto(people.site)
    page.goto(f"{people.site}{report}/soan/{SECTIONS[1]}")
    expect(page.locator("textarea[name=text]")).to_have_value(re.compile(re.escape(texts[SECTIONS[1]][:40])))
    for key in SECTIONS[3:]:
        write(page, people.site, report, key, texts[key])
    fill_figures(page, people.site, report, list(script.figures(cell).values()))
    hand_in(page, people.site, report)
    approve_number_sign_and_send(people, cell, report)
    return report


def write(page: Page, site: str, report: str, key: str, text: str) -> None:
    page.goto(f"{site}{report}/soan/{key}")
    page.locator("textarea[name=text]").fill(text)
    page.locator("[name=done]").check()
    save(page)
    expect(page.locator("#da-luu")).to_contain_text("Đã lưu lúc")


def fill_figures(page: Page, site: str, report: str, values: list[Amount]) -> None:
    page.goto(f"{site}{report}/soan/so-lieu")
    for field, value in zip(page.locator("main input.fig").all(), values, strict=True):
        field.fill(number(value.value))
    page.locator("[name=done]").check()
    save(page)
    expect(page.locator("#da-luu")).to_contain_text("Đã lưu lúc")


def approve_number_sign_and_send(people: People, cell: str, report: str) -> None:
    page = people(f"bithu.{cell}")
    page.goto(f"{people.site}{report}/thong-qua")
    expect(page.locator("article.sheet")).to_contain_text("KẾT QUẢ THEO NHÓM NHIỆM VỤ")
    submit(page, "Thông qua, lấy số, ký và gửi")
    page.goto(f"{people.site}{report}")
    wait_until(page, "Đã gửi")
    wait_until(page, SYMBOLS[cell])


def send_one_back(people: People, report: str) -> None:
    page = people("vanphong.so")
    page.goto(f"{people.site}{report}/tra-lai-noi-gui")
    page.get_by_label(re.compile("Kết quả theo nhóm nhiệm vụ")).fill(REASON)
    submit(page, "Trả lại nơi gửi")
    expect(page.locator("main")).to_contain_text("trả lại")


def mend_and_send_again(people: People, report: str) -> None:
    page = people(f"soan.{SENT_BACK}")
    page.goto(f"{people.site}{report}/soan/ket-qua")
    expect(page.locator("main")).to_contain_text(REASON)
    text = page.locator("textarea[name=text]").input_value()
    write(page, people.site, report, "ket-qua", f"{text}\n- Đạt 120% so với Kế hoạch số 32-KH/ĐU.")
    hand_in(page, people.site, report)
    approve_number_sign_and_send(people, SENT_BACK, report)


def see_what_became_of_it(people: People, report: str) -> None:
    page = people(f"soan.{SENT_BACK}")
    page.goto(f"{people.site}{report}")
    wait_until(page, "Phần của đơn vị tôi đã đi đâu")
    wait_until(page, "01-BC/ĐU")
    expect(page.locator("main")).to_contain_text("Được dùng")


def pass_on(people: People, unit: str, below: str) -> str:
    """The next level does the same with the one report it gets."""
    office = people(f"vanphong.{unit}")
    receive(people, f"vanphong.{unit}", [below])
    office.goto(f"{people.site}/dot-bao-cao")
    rounds = office.locator("main").get_by_role("link", name="43-NQ/TW").all()
    for path in [link.get_attribute("href") for link in rounds]:
        office.goto(f"{people.site}{path}")
        if office.get_by_role("button", name="Bắt đầu tổng hợp").count():
            return consolidate(people, unit, at(office))
    raise AssertionError(f"{unit} found no campaign to consolidate")


def walk_down(people: People, province: str) -> None:
    """From a sentence of the province down to the chi bộ's sentence it came from, by clicks alone."""
    page = people("vanphong.tinh")
    page.goto(f"{people.site}{province}")
    page.locator("article.sheet a").first.click()
    for unit in ("Đảng uỷ Khối", "Đảng uỷ Sở", "Chi bộ"):
        expect(page.locator("main")).to_contain_text(unit)
    page.locator("main").get_by_role("link", name="-BC/CB").first.click()
    expect(page.locator("article.sheet")).to_contain_text("CHI BỘ")

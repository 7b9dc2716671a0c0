"""The whole walk in the browser: a campaign, four chi bộ, one report sent back and mended, three consolidations, two
signatures each, up to the province; and what each level sees of its words above."""

import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.people import People, at, save, submit, wait_until
from workflow.cli.demo import script
from workflow.domain.figures import Amount, number

CELLS = {
    "vanphong": "Chi bộ Văn phòng Sở",
    "vanhoa": "Chi bộ Quản lý Văn hoá",
    "thuvien": "Chi bộ Thư viện tỉnh",
    "baotang": "Chi bộ Bảo tàng tỉnh",
}
SENT_BACK = "thuvien"
SECTIONS = ("quan-triet", "ket-qua", "han-che", "kho-khan", "kien-nghi", "phuong-huong")
REASON = "Chưa nêu kết quả so với Kế hoạch số 32-KH/ĐU."


@pytest.mark.timeout(900)
def test_a_chi_bos_report_reaches_the_province(people: People) -> None:
    plans_can_be_read(people)
    campaign = open_campaign(people)
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


def open_campaign(people: People) -> str:
    page = people("vanphong.so")
    page.goto(f"{people.site}/dot-bao-cao/moi")
    main = page.locator("main")
    main.locator("[name=title]").fill("kết quả thực hiện Nghị quyết số 43-NQ/TW năm 2026")
    main.locator("[name=plan_id]").select_option(label=first_option(main.locator("[name=plan_id]"), "32-KH/ĐU"))
    main.locator("[name=due_on]").fill("31/12/2026")
    for box in main.locator("[name=organisation_ids]").all():
        box.check()
    submit(page, "Mở đợt báo cáo")
    expect(page.locator("h1")).to_contain_text("Đợt báo cáo")
    for name in CELLS.values():
        expect(page.locator("main")).to_contain_text(name)
    return at(page)


def first_option(select: Locator, symbol: str) -> str:
    texts = select.locator("option").all_inner_texts()
    return next(text for text in texts if symbol in text)


def write_and_send(people: People, cell: str) -> str:
    """Write section after section, leave in the middle, come back to what was written, hand in; the secretary approves,
    numbers, signs and sends in one act. The path of the report."""
    page = people(f"soan.{cell}")
    page.goto(people.site)
    expect(page.locator("main")).to_contain_text("Còn")
    submit(page, "Lập báo cáo")
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


def hand_in(page: Page, site: str, report: str) -> None:
    page.goto(f"{site}{report}/kiem-tra")
    expect(page.locator("article.sheet")).to_contain_text("BÁO CÁO")
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=re.compile("^Trình")).click()
    expect(page.locator("h1")).to_contain_text("Báo cáo")


def approve_number_sign_and_send(people: People, cell: str, report: str) -> None:
    page = people(f"bithu.{cell}")
    page.goto(f"{people.site}{report}/thong-qua")
    expect(page.locator("article.sheet")).to_contain_text("KẾT QUẢ THEO NHÓM NHIỆM VỤ")
    submit(page, "Thông qua, lấy số, ký và gửi")
    page.goto(f"{people.site}{report}")
    wait_until(page, "Đã gửi")
    wait_until(page, "01-BC/CB")


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


def receive(people: People, office: str, reports: Iterable[str]) -> None:
    page = people(office)
    for report in reports:
        page.goto(f"{people.site}{report}")
        wait_until(page, "Đã gửi")
        page.goto(f"{people.site}{report}/tiep-nhan")
        submit(page, "Tiếp nhận văn bản")
        expect(page.locator("main")).to_contain_text("Tiếp nhận")


def consolidate(people: People, unit: str, campaign: str) -> str:
    """The office's consolidation from the campaign's page to the sent paper; its path."""
    page = people(f"vanphong.{unit}")
    page.goto(f"{people.site}{campaign}")
    submit(page, "Bắt đầu tổng hợp")
    document = at(page).partition("/tong-hop")[0]
    cannot_submit_yet(page, people.site, document)
    for key in SECTIONS:
        weave(page, people.site, document, key)
    release(people, unit, document)
    return document


def cannot_submit_yet(page: Page, site: str, document: str) -> None:
    closed = page.get_by_role("button", name="Kiểm tra và trình thẩm định")
    expect(closed).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#vi-sao")).to_contain_text("đoạn nguồn chưa xử lý")
    page.goto(f"{site}{document}/trinh")
    expect(page.locator("main")).to_contain_text("đoạn nguồn chưa xử lý")


def weave(page: Page, site: str, document: str, key: str) -> None:
    """Of a section: leave the last block out with a reason, merge two, rewrite the merged one, take the rest over."""
    page.goto(f"{site}{document}/tong-hop/{key}")
    boxes = page.locator("#nguon article.todo input[type=checkbox]")
    waiting = boxes.count()
    if waiting > 4:
        leave_out_last(page)
        merge_two_and_rewrite(page)
    if page.locator("#nguon article.todo").count():
        for box in page.locator("#nguon article.todo input[type=checkbox]").all():
            box.check()
        submit(page, "Đưa vào các đoạn đã chọn")
    expect(page.locator("#nguon article.todo")).to_have_count(0)


def leave_out_last(page: Page) -> None:
    last = page.locator("#nguon article.todo").last
    last.get_by_text("Để ngoài…").click()
    last.locator("textarea[name=reason]").fill("Trùng với đoạn của đơn vị khác.")
    last.get_by_role("button", name="Để ngoài").click()
    expect(page.locator("#nguon article.handled")).to_have_count(1)


def merge_two_and_rewrite(page: Page) -> None:
    boxes = page.locator("#nguon article.todo input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    submit(page, "Ghép các đoạn đã chọn")
    if not page.locator("#ket-qua textarea[name=text]").first.is_visible():
        page.locator("#ket-qua").get_by_role("link", name=re.compile("^Sửa")).first.click()
    text = page.locator("#ket-qua textarea[name=text]").first
    text.fill(f"{text.input_value()} Văn phòng đã rà soát.")
    page.locator("#ket-qua").get_by_role("button", name=re.compile("^Lưu đoạn")).click()
    expect(page.locator("#ket-qua")).to_contain_text("Văn phòng đã rà soát.")
    expect(page.locator("#ket-qua ul.chips li")).to_have_count(2)


def release(people: People, unit: str, document: str) -> None:
    """From the office's hand to the superior's desk: appraise, approve by another, number, sign, send."""
    office, member, signer, clerk = (people(f"{post}.{unit}") for post in ("vanphong", "uyvien", "bithu", "vanthu"))
    here = f"{people.site}{document}"
    hand_in(office, people.site, document)
    office.goto(f"{here}/tham-dinh")
    submit(office, "Xác nhận thẩm định xong")
    member.goto(f"{here}/thong-qua")
    submit(member, "Thông qua")
    clerk.goto(f"{here}/lay-so")
    submit(clerk, "Lấy số")
    clerk.goto(here)
    wait_until(clerk, "Tạo xong bản PDF")
    signer.goto(f"{here}/ky")
    submit(signer, "Ký số bản này")
    clerk.goto(here)
    wait_until(clerk, "Tải PDF đã ký")
    assert clerk.request.get(f"{here}/ban.pdf").body().count(b"/ByteRange") == 2
    if unit != "tinh":
        clerk.goto(f"{here}/gui")
        submit(clerk, "Gửi văn bản")
        expect(clerk.locator("main")).to_contain_text("Đã gửi")


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
    page.locator("main").get_by_role("link", name="01-BC/CB").first.click()
    expect(page.locator("article.sheet")).to_contain_text("CHI BỘ")

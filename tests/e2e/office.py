"""What the office of a committee does in the browser, from the round it opens to the report it sends."""

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.people import People, at, submit, wait_until

SECTIONS = ("quan-triet", "ket-qua", "han-che", "kho-khan", "kien-nghi", "phuong-huong")


def open_campaign(people: People, units: Iterable[str]) -> str:
    """The department's office asks every chi bộ; the path of the round's page."""
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
    for name in units:
        expect(page.locator("main")).to_contain_text(name)
    return at(page)


def first_option(select: Locator, symbol: str) -> str:
    texts = select.locator("option").all_inner_texts()
    return next(text for text in texts if symbol in text)


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


def hand_in(page: Page, site: str, report: str) -> None:
    page.goto(f"{site}{report}/kiem-tra")
    expect(page.locator("article.sheet")).to_contain_text("BÁO CÁO")
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=re.compile("^Trình")).click()
    expect(page.locator("h1")).to_contain_text("Báo cáo")

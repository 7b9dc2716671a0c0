"""What the office of a committee does in the browser, from the round it opens to the report it sends."""

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.camera import Camera
from tests.e2e.cell import SECTIONS
from tests.e2e.people import People, at, follow, hand_in, submit, wait_until
from workflow.domain.outline import TASKS

TODO = "#nguon article.todo"
BOXES = f"{TODO} input[type=checkbox]"


def open_campaign(people: People, units: Iterable[str]) -> str:
    """The department's office sends the superior's outline down to every chi bộ, on the department's own plan; the path
    of the round's page."""
    page = people("vanphong.so")
    page.goto(f"{people.site}/dot-bao-cao")
    follow(page, "43-NQ/TW")
    follow(page, "Gửi đề cương này xuống")
    main = page.locator("main")
    expect(main.locator("[name=title]")).to_have_value(re.compile("^kết quả thực hiện Nghị quyết số 43-NQ/TW"))
    main.locator("[name=plan_id]").select_option(label=first_option(main.locator("[name=plan_id]"), "32-KH/ĐU"))
    main.locator("[name=due_on]").fill("31/12/2026")
    for name in units:
        expect(main.get_by_role("checkbox", name=name)).to_be_checked()
    submit(page, "Mở đợt báo cáo")
    expect(page.locator("h1")).to_contain_text("Đợt báo cáo")
    for name in units:
        expect(page.locator("main")).to_contain_text(name)
    return at(page)


def first_option(select: Locator, symbol: str) -> str:
    texts = select.locator("option").all_inner_texts()
    return next(text for text in texts if symbol in text)


def receive(people: People, unit: str, reports: Iterable[str]) -> None:
    page = people(f"vanphong.{unit}")
    for report in reports:
        page.goto(f"{people.site}{report}")
        wait_until(page, "Đã gửi")
        page.goto(f"{people.site}{report}/tiep-nhan")
        submit(page, "Tiếp nhận văn bản")
        expect(page.locator("main")).to_contain_text("Tiếp nhận")


def start(people: People, unit: str, campaign: str) -> str:
    """The office begins its consolidation on the round's page; the path of the report."""
    page = people(f"vanphong.{unit}")
    page.goto(f"{people.site}{campaign}")
    submit(page, "Bắt đầu tổng hợp")
    return at(page).partition("/tong-hop")[0]


def consolidate(people: People, unit: str, campaign: str, sentence: str, camera: Camera) -> str:
    """The office's consolidation from the round's page to the sent paper, with one sentence made of all that the units
    say of the first task; its path."""
    document, page = start(people, unit, campaign), people(f"vanphong.{unit}")
    cannot_submit_yet(page, people.site, document)
    for key in SECTIONS:
        page.goto(f"{people.site}{document}/tong-hop/{key}")
        if key == SECTIONS[0]:
            leave_out_last(page)
            merge_two_and_rewrite(page)
        if key == TASKS:
            merge_into_one(page, sentence)
            camera.take(page, "tong-hop", "#nhiem-vu", height=1300)
        take_over(page)
    release(people, unit, document)
    return document


def cannot_submit_yet(page: Page, site: str, document: str) -> None:
    closed = page.get_by_role("button", name="Kiểm tra và trình thẩm định")
    expect(closed).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#vi-sao")).to_contain_text("đoạn nguồn chưa xử lý")
    page.goto(f"{site}{document}/trinh")
    expect(page.locator("main")).to_contain_text("đoạn nguồn chưa xử lý")


def take_over(page: Page) -> None:
    """All that is not handled in the open section, task by task where it goes through them."""
    open_what_waits(page)
    while page.locator(TODO).count():
        for box in page.locator(BOXES).all():
            box.check()
        submit(page, "Đưa vào các đoạn đã chọn")
        open_what_waits(page)
    expect(page.locator(TODO)).to_have_count(0)


def open_what_waits(page: Page) -> None:
    """Where a section goes through the tasks, the next one that wants handling."""
    if "nhiem_vu=" in page.url:
        page.goto(page.url.partition("?")[0])


def leave_out_last(page: Page) -> None:
    last = page.locator(TODO).last
    last.get_by_text("Để ngoài…").click()
    last.locator("textarea[name=reason]").fill("Trùng với đoạn của đơn vị khác.")
    last.get_by_role("button", name="Để ngoài").click()
    expect(page.locator("#nguon article.handled")).to_have_count(1)


def merge_two_and_rewrite(page: Page) -> None:
    boxes = page.locator(BOXES)
    boxes.nth(0).check()
    boxes.nth(1).check()
    submit(page, "Ghép các đoạn đã chọn")
    rewrite(page, f"{edited(page).input_value()} Văn phòng đã rà soát.")
    expect(page.locator("#ket-qua ul.chips li")).to_have_count(2)


def merge_into_one(page: Page, sentence: str) -> None:
    """All that the units say of the open task, as one sentence."""
    boxes = page.locator(BOXES)
    count = boxes.count()
    for box in boxes.all():
        box.check()
    submit(page, "Ghép các đoạn đã chọn" if count > 1 else "Đưa vào các đoạn đã chọn")
    rewrite(page, sentence)
    expect(page.locator("#ket-qua ul.chips li")).to_have_count(count)


def edited(page: Page) -> Locator:
    """The words of the first block of the result, opened for editing if they are not yet."""
    if "sua=" not in page.url:
        page.locator("#ket-qua").get_by_role("link", name=re.compile("^Sửa")).first.click()
        page.wait_for_url("**sua=*")
    return page.locator("#ket-qua textarea[name=text]").first


def rewrite(page: Page, words: str) -> None:
    edited(page).fill(words)
    page.locator("#ket-qua").get_by_role("button", name=re.compile("^Lưu đoạn")).click()
    expect(page.locator("#ket-qua")).to_contain_text(words.removeprefix("- "))


def release(people: People, unit: str, document: str) -> None:
    """From the office's hand to the superior's desk: appraise, approve by another, number, sign, send."""
    office, member, signer, clerk = (people(f"{post}.{unit}") for post in ("vanphong", "uyvien", "bithu", "vanthu"))
    here = f"{people.site}{document}"
    office.goto(f"{here}/kiem-tra")
    hand_in(office)
    office.goto(f"{here}/tham-dinh")
    submit(office, "Xác nhận thẩm định xong")
    if unit == "so":
        decide_by_slips(office, (member, signer), here)
    else:
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
    clerk.goto(f"{here}/gui")
    submit(clerk, "Gửi văn bản")
    expect(clerk.locator("main")).to_contain_text("Đã gửi")


def decide_by_slips(office: Page, members: Iterable[Page], here: str) -> None:
    """The office asks every member; the last slip decides."""
    office.goto(f"{here}/y-kien/lay")
    office.locator("main [name=closes_on]").fill("31/12/2099")
    submit(office, "Gửi phiếu lấy ý kiến")
    for member in members:
        member.goto(f"{here}/y-kien/phieu")
        member.get_by_label("Đồng ý", exact=True).check()
        submit(member, "Gửi phiếu")
    office.goto(f"{here}/y-kien")
    expect(office.locator("main")).to_contain_text("2/2 uỷ viên đồng ý")

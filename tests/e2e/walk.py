"""The walk that the README tells of: a task of the province's plan, what four chi bộ say of it, one sentence of the
province, its origins down to the four, and the answer to a difficulty back at the chi bộ."""

import re

from playwright.sync_api import Page, expect

from tests.e2e import cell, office
from tests.e2e.camera import Camera
from tests.e2e.meanwhile import Meanwhile
from tests.e2e.people import People, at, follow, hand_in, submit, wait_until
from workflow.domain.inputs.tasks import ToldOfTask
from workflow.domain.outline import TASKS
from workflow.domain.tasks import Progress

CELLS = {
    "vanphong": "Chi bộ Văn phòng Sở",
    "vanhoa": "Chi bộ Quản lý Văn hoá",
    "baotang": "Chi bộ Bảo tàng tỉnh",
    "thuvien": "Chi bộ Thư viện tỉnh",
}
TASK = "quán triệt Nghị quyết số 43-NQ/TW và Kế hoạch này"
WRITER = "thuvien"
SYMBOL = "01-BC/CB"
REASON = "Nêu rõ bao giờ tổ chức được buổi sinh hoạt chuyên đề đầu tiên."
MENDED = ToldOfTask(
    Progress.NO_RESULT,
    "Mới xong tài liệu sinh hoạt chuyên đề; buổi đầu tiên tổ chức trước ngày 15/01, khi xe thư viện sửa xong.",
    "",
)
OF_DEPARTMENT = (
    "- Hai chi bộ đã tổ chức 5 buổi sinh hoạt chuyên đề cho 32 đảng viên, trong đó Chi bộ Văn phòng Sở đã xong; Chi bộ "
    "Thư viện tỉnh và Chi bộ Bảo tàng tỉnh tổ chức trong tháng 01 năm sau."
)
OF_PROVINCE = (
    "- Đảng bộ Sở Văn hoá, Thể thao và Du lịch đã tổ chức 5 buổi sinh hoạt chuyên đề cho 32 đảng viên của hai chi bộ; "
    "hai chi bộ còn lại tổ chức trong tháng 01 năm sau."
)
DIFFICULTY = "Thiếu 2 viên chức am hiểu tiếng dân tộc thiểu số"
ANSWER = (
    "Ban Thường vụ Tỉnh uỷ đã thống nhất với Sở Nội vụ bổ sung 01 viên chức biết tiếng Thái cho Thư viện tỉnh từ quý I "
    "năm sau; trước mắt cử 02 cộng tác viên theo xe mỗi chuyến lên vùng cao."
)


def walk(people: People, meanwhile: Meanwhile, camera: Camera) -> None:
    """From the plan down and up again; every office and one chi bộ at the browser."""
    see_the_task(people, camera)
    round_ = office.open_campaign(people, CELLS.values())
    reports = {one: cell.report_on_tasks(people, one) for one in CELLS if one != WRITER}
    for one, report in reports.items():
        meanwhile.finish(report, one)
    reports[WRITER] = cell.write_and_hand_in(people, WRITER)
    cell.approve_number_sign_and_send(people, WRITER, reports[WRITER], SYMBOL)
    send_back_and_mend(people, reports[WRITER], camera)
    office.receive(people, "so", reports.values())
    department = office.consolidate(people, "so", round_, OF_DEPARTMENT, camera)
    see_what_became_of_it(people, reports[WRITER])
    bloc = pass_on(people, meanwhile, "khoi", department)
    answer_the_difficulty(people, camera)
    province = pass_on(people, meanwhile, "tinh", bloc, OF_PROVINCE)
    walk_down(people, province, camera)


def see_the_task(people: People, camera: Camera) -> None:
    """The province's plan as it went out, its task in the register, and the department's plan that takes it up."""
    page = people("vanphong.tinh")
    open_plan(page, people.site, "214-KH/TU")
    pdf = page.request.get(f"{people.site}{at(page)}/ban.pdf")
    assert (pdf.headers["content-type"], pdf.body()[:4]) == ("application/pdf", b"%PDF")
    follow(page, "Nhiệm vụ của kế hoạch")
    expect(page.get_by_role("table", name="Sổ nhiệm vụ của kế hoạch")).to_contain_text(TASK)
    page = people("vanphong.so")
    open_plan(page, people.site, "32-KH/ĐU")
    follow(page, "Nhiệm vụ của kế hoạch")
    follow(page, "Của cấp trên…")
    expect(page.get_by_role("checkbox", name=TASK)).to_be_checked()
    submit(page, "Ghi nhận nhiệm vụ")
    expect(page.get_by_role("table", name="Nhiệm vụ và những nơi nhận")).to_contain_text("214-KH/TU")
    camera.take(page, "ban-do", height=1100)


def open_plan(page: Page, site: str, symbol: str) -> None:
    page.goto(f"{site}/ke-hoach")
    follow(page, symbol)
    expect(page.locator("article.sheet")).to_contain_text("Nghị quyết số 43-NQ/TW")


def send_back_and_mend(people: People, report: str, camera: Camera) -> None:
    """The department's office sends one report back for what it says of the tasks; it comes again under its number."""
    page = people("vanphong.so")
    page.goto(f"{people.site}{report}/tra-lai-noi-gui")
    page.get_by_label(re.compile("Kết quả từng nhiệm vụ")).fill(REASON)
    submit(page, "Trả lại nơi gửi")
    expect(page.locator("main")).to_contain_text("trả lại")
    page = people(f"soan.{WRITER}")
    page.goto(f"{people.site}{report}/soan/{TASKS}")
    expect(page.locator("main")).to_contain_text(REASON)
    cell.tell_of_tasks(page, (MENDED,))
    camera.take(page, "nhiem-vu")
    submit(page, "Lưu và sang mục")
    page.goto(f"{people.site}{report}/kiem-tra")
    hand_in(page)
    cell.approve_number_sign_and_send(people, WRITER, report, SYMBOL)


def see_what_became_of_it(people: People, report: str) -> None:
    page = people(f"soan.{WRITER}")
    page.goto(f"{people.site}{report}")
    wait_until(page, "Phần của đơn vị tôi đã đi đâu")
    wait_until(page, "01-BC/ĐU")
    expect(page.locator("main")).to_contain_text("Được dùng")


def answer_the_difficulty(people: People, camera: Camera) -> None:
    """What the chi bộ's report named in passing is a matter of its own, which climbed with the reports. The province
    answers; who raised it reads the answer, and the way it went."""
    page = people("vanphong.tinh")
    page.goto(f"{people.site}/kho-khan")
    wait_until(page, DIFFICULTY)
    follow(page, DIFFICULTY)
    submit(page, "Trả lời")
    page.get_by_label("Trả lời", exact=True).fill(ANSWER)
    submit(page, "Trả lời")
    expect(page.locator("main")).to_contain_text("Đã trả lời")
    page = people(f"soan.{WRITER}")
    page.goto(people.site)
    follow(page, f"Trả lời khó khăn, kiến nghị: Thư viện tỉnh, {DIFFICULTY}")
    expect(page.locator("main blockquote")).to_contain_text(ANSWER)
    expect(page.locator("main .steps")).to_contain_text(
        re.compile("chuyển lên Đảng uỷ Khối.*chuyển lên Tỉnh uỷ", re.DOTALL)
    )
    camera.take(page, "tra-loi")


def pass_on(people: People, meanwhile: Meanwhile, unit: str, below: str, sentence: str = "") -> str:
    """The next level takes what was said of the tasks into its report, rewritten as its own sentence where one is
    given; the rest of the report is made and sent meanwhile. Its path."""
    page = people(f"vanphong.{unit}")
    office.receive(people, unit, [below])
    page.goto(f"{people.site}/dot-bao-cao")
    with page.expect_navigation():
        page.get_by_role("region", name="Đơn vị đã mở").get_by_role("link", name="43-NQ/TW").first.click()
    report = office.start(people, unit, at(page))
    page.goto(f"{people.site}{report}/tong-hop/{TASKS}")
    if sentence:
        office.merge_into_one(page, sentence)
    office.take_over(page)
    meanwhile.take_over_rest(report, unit)
    meanwhile.release(report, unit)
    return report


def walk_down(people: People, province: str, camera: Camera) -> None:
    """From the province's sentence down to what each of the four wrote, by clicks alone."""
    page, words = people("vanphong.tinh"), OF_PROVINCE.removeprefix("- ")
    page.goto(f"{people.site}{province}")
    page.locator("article.sheet p", has_text=words).get_by_role("link").click()
    main = page.locator("main")
    expect(main).to_contain_text(TASK)
    for said in (words, OF_DEPARTMENT.removeprefix("- "), "Đảng uỷ Khối các cơ quan tỉnh", *CELLS.values()):
        expect(main).to_contain_text(said)
    camera.take(page, "nguon", height=1640)
    for one, name in CELLS.items():
        main.get_by_role("link", name=re.compile(f"^Xem trong .*{name}$")).click()
        told = MENDED if one == WRITER else cell.TOLD[one][0]
        expect(page.locator("article.sheet")).to_contain_text(told.done)
        page.go_back()

"""What a chi bộ does in the browser, from the request it answers to the report on its superior's desk."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from playwright.sync_api import Page, expect

from tests.e2e.people import People, at, hand_in, submit, wait_until
from workflow.cli.demo import script
from workflow.domain.figures import number
from workflow.domain.inputs.tasks import ToldOfTask
from workflow.domain.outline import TASKS
from workflow.domain.sections import FIGURES
from workflow.domain.tasks import Progress

SECTIONS: Final = ("quan-triet", TASKS, "ket-qua", "han-che", "kho-khan", "kien-nghi", "phuong-huong")
REST: Final = ToldOfTask(Progress.NO_RESULT, "", "")
TOLD: Final[Mapping[str, Sequence[ToldOfTask]]] = {
    "vanphong": (
        ToldOfTask(
            Progress.DONE,
            "Tổ chức 3 buổi sinh hoạt chuyên đề về đại đoàn kết, 18 trong 18 đảng viên dự.",
            "Biên bản sinh hoạt chi bộ",
        ),
        REST,
        ToldOfTask(
            Progress.IN_PROGRESS,
            "Đối thoại 2 cuộc với người lao động, đã trả lời 15 trong 17 ý kiến.",
            "Sổ theo dõi ý kiến",
        ),
    ),
    "vanhoa": (
        ToldOfTask(
            Progress.IN_PROGRESS,
            "Đã tổ chức 2 trong 4 buổi sinh hoạt chuyên đề, 14 đảng viên dự; còn 2 buổi trong quý I.",
            "Sổ sinh hoạt chi bộ",
        ),
        REST,
        ToldOfTask(Progress.DONE, "Gặp mặt viên chức, nghệ nhân, trả lời xong 9 ý kiến.", ""),
    ),
    "thuvien": (
        ToldOfTask(
            Progress.NO_RESULT,
            "Mới xong tài liệu sinh hoạt chuyên đề, chưa tổ chức được buổi nào vì xe thư viện phải sửa chữa.",
            "",
        ),
    ),
    "baotang": (
        ToldOfTask(
            Progress.NOT_BEGUN,
            "Sẽ tổ chức sinh hoạt chuyên đề trong tháng 01 năm sau, ngay khi khai trương trưng bày mới.",
            "",
        ),
    ),
}
"""What each tells of the first tasks of the department's plan; of the others, nothing new."""


def begin(people: People, cell: str) -> str:
    """Press "Lập báo cáo" on the desk; the path of the report."""
    page = people(f"soan.{cell}")
    page.goto(people.site)
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Lập báo cáo.*Nghị quyết")).first.click()
    return at(page).partition("/soan")[0]


def tell_of_tasks(page: Page, told: Sequence[ToldOfTask]) -> None:
    """Fill in the open section on tasks: the first ones as told, the others with nothing new."""
    for place, task in enumerate(page.locator("main form fieldset").all()):
        one = told[place] if place < len(told) else REST
        task.get_by_label("Tiến độ").select_option(one.progress)
        if one.done:
            task.get_by_label("Việc đã làm, kết quả").fill(one.done)
            task.get_by_label("Minh chứng").fill(one.evidence)
    page.locator("[name=done]").check()


def report_on_tasks(people: People, cell: str) -> str:
    """Begin the report and fill in its section on tasks alone; its path."""
    report, page = begin(people, cell), people(f"soan.{cell}")
    page.goto(f"{people.site}{report}/soan/{TASKS}")
    tell_of_tasks(page, TOLD[cell])
    submit(page, "Lưu và sang mục")
    return report


def write_and_hand_in(people: People, cell: str) -> str:
    """Every section of a report, one after another, left in the middle and found again as it was; the path."""
    report, page, texts = begin(people, cell), people(f"soan.{cell}"), script.sections(cell)
    page.goto(f"{people.site}{report}/soan/{SECTIONS[0]}")
    for key in SECTIONS:
        expect(page).to_have_url(re.compile(f"/{key}$"))
        if key == TASKS:
            tell_of_tasks(page, TOLD[cell])
        else:
            page.locator("textarea[name=text]").fill(texts[key])
            page.locator("[name=done]").check()
        submit(page, "Lưu và sang mục")
    page.goto(f"{people.site}{report}/soan/{SECTIONS[2]}")
    expect(page.locator("textarea[name=text]")).to_have_value(re.compile(re.escape(texts[SECTIONS[2]][:40])))
    fill_figures(page, f"{people.site}{report}/soan/{FIGURES}", cell)
    hand_in(page)
    return report


def fill_figures(page: Page, address: str, cell: str) -> None:
    """Every figure asked for; it leads on to the whole report."""
    page.goto(address)
    for field, value in zip(page.locator("main input.fig").all(), script.figures(cell).values(), strict=True):
        field.fill(number(value.value))
    page.locator("[name=done]").check()
    submit(page, "Lưu và kiểm tra")


def approve_number_sign_and_send(people: People, cell: str, report: str, symbol: str) -> None:
    """The secretary reads the whole and does all of it in one press."""
    page = people(f"bithu.{cell}")
    page.goto(f"{people.site}{report}/thong-qua")
    expect(page.locator("article.sheet")).to_contain_text("KẾT QUẢ TỪNG NHIỆM VỤ")
    submit(page, "Thông qua, lấy số, ký và gửi")
    page.goto(f"{people.site}{report}")
    wait_until(page, "Đang ở Đảng uỷ Sở")
    wait_until(page, symbol)

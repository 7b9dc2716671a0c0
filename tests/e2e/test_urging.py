"""The office urges who is late: the unit comes ticked, one press writes the công văn, one hands it in."""

import datetime as dt

from playwright.sync_api import Browser, expect
from sqlalchemy import update

from tests.e2e.people import People, submit
from workflow.cli.application import application
from workflow.models import Target, db
from workflow.models.clock import today
from workflow.settings import Settings


def test_two_presses_make_the_letter_and_hand_it_in(chromium: Browser, installed: Settings) -> None:
    with application(installed):
        db.session.execute(update(Target).values(due_on=today() - dt.timedelta(days=9)))
        db.session.commit()
    crowd = People(chromium, f"http://127.0.0.1:{installed.port}", javascript=True)
    page = crowd("vanphong.khoi")
    page.goto(f"{crowd.site}/dot-bao-cao")
    page.locator("main").get_by_role("link", name="kết quả").first.click()
    expect(page.get_by_role("checkbox", name="Đảng uỷ Sở Văn hoá, Thể thao và Du lịch")).to_be_checked()
    submit(page, "Lập công văn đôn đốc")
    expect(page.locator("main")).to_contain_text("quá hạn 9 ngày")
    submit(page, "Trình thẩm định")
    expect(page.locator("main")).to_contain_text("Chờ thẩm định")
    crowd.leave()

"""The office urges who is late: the unit comes ticked, one press writes the công văn, one hands it in."""

import datetime as dt

from playwright.sync_api import Browser, expect
from sqlalchemy import select, update

from tests.e2e.people import People, submit
from workflow.cli.application import application
from workflow.models import Campaign, Organisation, Target, db
from workflow.models.clock import today
from workflow.settings import Settings

LATE = "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch"


def test_two_presses_make_the_letter_and_hand_it_in(chromium: Browser, installed: Settings) -> None:
    with application(installed):
        db.session.execute(update(Target).values(due_on=today() - dt.timedelta(days=9)))
        db.session.commit()
        asked = select(Campaign.id).join(Target).join(Organisation, Target.organisation_id == Organisation.id)
        campaign_id = db.session.scalars(asked.where(Organisation.name == LATE)).one()
    crowd = People(chromium, f"http://127.0.0.1:{installed.port}", javascript=True)
    page = crowd("vanphong.khoi")
    page.goto(f"{crowd.site}/dot-bao-cao/{campaign_id}")
    expect(page.get_by_role("checkbox", name=LATE)).to_be_checked()
    submit(page, "Lập công văn đôn đốc")
    expect(page.locator("main")).to_contain_text("quá hạn 9 ngày")
    submit(page, "Trình thẩm định")
    expect(page.locator("main")).to_contain_text("thẩm định")
    crowd.leave()

"""The office of a committee from the round it opens to the report it sends, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.e2e.office import consolidate, open_campaign, receive
from tests.e2e.people import People, submit, world_there
from workflow.actions import draft
from workflow.cli.application import application
from workflow.cli.demo import cells, script
from workflow.cli.demo.world import CELLS, World, units
from workflow.models import Campaign, db
from workflow.settings import Settings

LATE = "Chi bộ Thư viện tỉnh"


@pytest.mark.timeout(900)
def test_from_the_round_to_the_sent_report(sized_people: People, installed: Settings) -> None:
    people = sized_people
    urge_who_is_late(people)
    round_ = open_campaign(people, (unit.name for unit in units("") if unit.key in CELLS))
    reports = sent_reports(installed, int(round_.rsplit("/", 1)[1]))
    receive(people, "vanphong.so", reports)
    report = consolidate(people, "so", round_)
    page = people("vanphong.so")
    page.goto(f"{people.site}{report}")
    expect(page.locator("main")).to_contain_text("Đã gửi")


def urge_who_is_late(people: People) -> None:
    """The late unit comes ticked; one press writes the công văn, one hands it in."""
    page = people("vanphong.so")
    page.goto(f"{people.site}/dot-bao-cao")
    page.locator("main").get_by_role("link", name="tháng").first.click()
    expect(page.get_by_role("checkbox", name=LATE)).to_be_checked()
    submit(page, "Lập công văn đôn đốc")
    expect(page.locator("main")).to_contain_text("quá hạn 4 ngày")
    submit(page, "Trình thẩm định")
    expect(page.locator("main")).to_contain_text("thẩm định")


def sent_reports(installed: Settings, campaign_id: int) -> list[str]:
    """What every chi bộ writes and sends meanwhile, each by its own acts; the paths of the reports."""
    with application(installed):
        world = world_there()
        targets = {one.organisation_id: one.id for one in db.session.get_one(Campaign, campaign_id).targets}
        return [_sent(world, targets[world.organisations[cell].id], cell) for cell in CELLS]


def _sent(world: World, target_id: int, cell: str) -> str:
    report = draft.start_report(target_id, actor=world.actor(f"soan.{cell}"))
    cells.write(report, script.texts(cell), world, cell)
    cells.fill(report, script.figures(cell), world, cell)
    cells.hand_in(report, world, cell)
    return f"/van-ban/{report.id}"

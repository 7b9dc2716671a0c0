"""The office of a committee with a phone in the hand, from the round it opens to the report it sends; at a desk it is a
part of the walk."""

import pytest
from playwright.sync_api import expect

from tests.e2e.camera import Camera
from tests.e2e.meanwhile import Meanwhile
from tests.e2e.office import consolidate, open_campaign, receive
from tests.e2e.people import People, follow, submit
from tests.e2e.walk import CELLS, OF_DEPARTMENT

LATE = "Chi bộ Thư viện tỉnh"


@pytest.mark.timeout(900)
def test_from_the_round_to_the_sent_report(phone_people: People, meanwhile: Meanwhile) -> None:
    people = phone_people
    urge_who_is_late(people)
    round_ = open_campaign(people, CELLS.values())
    receive(people, "so", [meanwhile.report(round_, cell) for cell in CELLS])
    report = consolidate(people, "so", round_, OF_DEPARTMENT, Camera(None))
    page = people("vanphong.so")
    page.goto(f"{people.site}{report}")
    expect(page.locator("main")).to_contain_text("Đã gửi")


def urge_who_is_late(people: People) -> None:
    """The late unit comes ticked; one press writes the công văn, one hands it in."""
    page = people("vanphong.so")
    page.goto(f"{people.site}/dot-bao-cao")
    follow(page, "tháng")
    expect(page.get_by_role("checkbox", name=LATE)).to_be_checked()
    submit(page, "Lập công văn đôn đốc")
    expect(page.locator("main")).to_contain_text("quá hạn 4 ngày")
    submit(page, "Trình thẩm định")
    expect(page.locator("main")).to_contain_text("thẩm định")

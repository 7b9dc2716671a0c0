"""The pages from task to answer on the narrowest phones: nothing scrolls sideways, and a checker of access finds
nothing on those that no other test shows it."""

import datetime as dt
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browsing import chromium_at_work
from tests.desk import TEXTS
from tests.factories.late import make_late
from tests.factories.planned import body, plan_of, seen, sent, task_of
from tests.factories.raised import raised
from tests.factories.received import consolidation
from tests.serving import served
from tests.signing_in import PersonClient, sign_in
from workflow.actions.outline import begin_outline
from workflow.actions.task import confirm_tasks
from workflow.cli.demo.world import World
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.inputs.outlines import BeginOutline
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.domain.tasks import Reach
from workflow.models.clock import today
from workflow.queries.tasks import register

WIDTHS = (390, 320)
LATE = Deadline(DeadlineKind.DATE, date=dt.date(2024, 1, 10))


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with chromium_at_work() as browser:
        yield browser


def test_no_page_runs_out_of_a_phone_or_offends_the_checker(app: Flask, world: World, chromium: Browser) -> None:
    office, administration = _paths(world)
    with served(app) as address:
        for username, paths in (("vanphong.so", office), ("quantri", administration)):
            page = _window(app, chromium, address, username)
            for path in paths:
                _look(page, f"{address}{path}")


def _look(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None and answer.status == 200, address
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width, (address, width)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{address}\n{found.generate_report()}"


def _window(app: Flask, chromium: Browser, address: str, username: str) -> Page:
    """A window that bears the cookies of somebody who signed in: no page of the door again."""
    client = PersonClient(app)
    sign_in(client, username)
    cookie = client.get_cookie("trinhky")
    assert cookie is not None
    window = chromium.new_context(viewport={"width": WIDTHS[0], "height": 800})
    window.add_cookies([{"name": "trinhky", "value": cookie.value, "url": address}])
    return window.new_page()


def _paths(world: World) -> tuple[list[str], list[str]]:
    """What the office of Đảng uỷ Sở opens, and what the province's administrator does, with something on every page."""
    house, office = world.organisations["so"].id, world.actor("vanphong.so")
    plan = sent(world, plan_of(world))
    confirm_tasks(plan.id, seen(*register(plan.id)[:3]), actor=office)
    late = task_of(plan, "Số hoá tài liệu.", body("các chi bộ trực thuộc", reach=Reach.DIRECTLY_BELOW), deadline=LATE)
    woven = consolidation(world, TEXTS)
    make_late(woven.campaign)  # type: ignore[arg-type]
    matter = raised(world)
    outline = begin_outline(house, BeginOutline("Đề cương tháng", RESOLUTION_REPORT), actor=office)
    month = f"month.{today().year}.{today().month}"
    tasks = [f"/ke-hoach/{plan.id}/nhiem-vu", f"/ke-hoach/{plan.id}/ban-do", f"/nhiem-vu?don_vi={house}"]
    tasks += [f"/nhiem-vu/{late.id}/{act}" for act in ("sua", "tach", "nhan", "don-doc")]
    rounds = [f"/dot-bao-cao/{woven.campaign_id}", "/dot-bao-cao/moi", "/dot-bao-cao/dinh-ky/moi", "/dot-bao-cao/ty-le"]
    outlines = [f"/de-cuong/{outline.id}", f"/de-cuong/{outline.id}/chi-tieu/moi"]
    rest = [f"/bang-theo-doi/{house}?ky={month}", f"/kho-khan/{matter.id}", f"/van-ban/{woven.id}/tong-hop/ket-qua"]
    unit = f"/don-vi/{world.organisations['thuvien'].id}"
    changes = [f"{unit}/sap-xep/{way}" for way in ("sap-nhap", "chia-tach")]
    return [*tasks, *rounds, *outlines, *rest, "/thong-bao/cach-nhan"], [unit, *changes, f"{unit}/nhap-tep"]

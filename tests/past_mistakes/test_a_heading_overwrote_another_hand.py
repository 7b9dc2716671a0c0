"""The line broke while a heading was saving by itself, and somebody else saved it meanwhile: the page took their words
for its own that had arrived, and wrote over them."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browsing import chromium_at_work
from tests.factories import stages
from tests.serving import served
from workflow.actions.draft import save_heading
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.inputs.writing import SaveHeading
from workflow.domain.sections import OPENING
from workflow.models import Document, db

PATIENCE_MS = 60_000
THEIRS = "Kết quả công tác lưu ở nơi khác"


def sit_down(page: Page, address: str, path: str) -> None:
    """Sign in and open the page."""
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    page.get_by_label("Tên đăng nhập").fill("soan.thuvien")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Đăng nhập").click()
    page.goto(f"{address}{path}")


def saved_by_another(world: World, document: Document) -> None:
    """The heading, kept from another place meanwhile."""
    opening = next(one for one in stages.reloaded(document).sections if one.key == OPENING)
    given = SaveHeading(THEIRS, opening.text, tuple(document.recipients), opening.version)
    save_heading(document.id, given, actor=world.actor("soan.thuvien"))


@pytest.mark.timeout(300)
def test_a_form_without_a_text_does_not_take_another_hand_for_its_own(app: Flask, world: World) -> None:
    report = stages.draft_of(world, stages.campaign_of(world), "thuvien")
    number = report.id
    db.session.commit()
    with served(app) as address, chromium_at_work() as chromium:
        page = chromium.new_page()
        sit_down(page, address, f"/van-ban/{number}/soan/{OPENING}")
        page.route(f"**/soan/{OPENING}", lambda route: route.abort("internetdisconnected"))
        page.locator("[name=abstract]").fill("Kết quả gõ lúc mất mạng")
        expect(page.locator("[data-status]")).to_contain_text("mất mạng", timeout=PATIENCE_MS)
        saved_by_another(world, report)
        page.unroute(f"**/soan/{OPENING}")
        page.locator("[name=abstract]").fill("Kết quả gõ khi có mạng")
        expect(page.locator("[data-status]")).to_contain_text("người khác vừa lưu", timeout=PATIENCE_MS)
    assert stages.reloaded(report).abstract == THEIRS

"""Whoever opens a paper that bears a mark of circulation is written down, for the inspector's eyes alone."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import stages
from tests.signing_in import PersonClient, sign_in
from workflow.actions.delegation import delegate
from workflow.cli.demo.world import World
from workflow.domain.inputs.delegations import Delegate
from workflow.domain.parts import Parts
from workflow.models import AccessEntry, Document, db
from workflow.models.clock import today

pytestmark = pytest.mark.usefixtures("short_prints")


def marked(document: Document) -> int:
    """The paper with a mark of circulation."""
    document.parts = Parts(circulation="XONG HỘI NGHỊ TRẢ LẠI").to_json()
    db.session.commit()
    return document.id


def status(browser: PersonClient, username: str, *paths: str) -> list[int]:
    sign_in(browser, username)
    return [browser.get(path).status_code for path in paths]


def test_each_opening_is_written_down_and_read_by_the_inspector_alone(app: Flask, world: World) -> None:
    number = marked(stages.sent_alone(app, world))
    page, log, browser = f"/van-ban/{number}", f"/van-ban/{number}/nguoi-da-mo", PersonClient(app)
    assert status(browser, "bithu.thuvien", page, f"{page}/ban.pdf", f"{page}/nhat-ky", log) == [200, 200, 200, 404]
    assert status(browser, "vanphong.so", page, log) == [200, 404]
    assert status(browser, "soan.baotang", page, log) == [404, 404]
    assert status(browser, "kiemtra.so", log) == [200]
    seen = browser.get(log).get_data(as_text=True)
    written = [(one.actor_name, one.way) for one in db.session.scalars(select(AccessEntry).order_by(AccessEntry.id))]
    names = [world.people[one].name for one in ("bithu.thuvien", "bithu.thuvien", "vanphong.so")]
    assert written == list(zip(names, ("documents.show", "documents.pdf", "documents.show"), strict=True))
    assert all(words in seen for words in (*names, "Bản PDF", "XONG HỘI NGHỊ TRẢ LẠI"))


def test_a_substitute_is_written_down_under_both_names(app: Flask, world: World) -> None:
    number = marked(stages.sent_alone(app, world))
    away, instead = world.people["vanphong.so"], world.people["vanthu.so"]
    given = Delegate(away.id, instead.id, today(), today(), "Đi công tác")
    delegate(world.organisations["so"].id, given, actor=world.actor("vanphong.so"))
    names, browser = (away.name, instead.name), PersonClient(app)
    assert status(browser, "vanthu.so", f"/van-ban/{number}") == [200]
    assert status(browser, "bithu.thuvien", f"/van-ban/{number}") == [200]
    assert [one.in_place_of for one in db.session.scalars(select(AccessEntry).order_by(AccessEntry.id))] == [
        names[0],
        "",
    ]
    log = f"/van-ban/{number}/nguoi-da-mo"
    assert status(browser, "kiemtra.so", log) == [200]
    seen = browser.get(log).get_data(as_text=True)
    assert (f"thay đồng chí {names[0]}" in seen, names[1] in seen, seen.count("thay đồng chí")) == (True, True, 1)


def test_a_paper_without_a_mark_is_opened_without_a_trace(app: Flask, world: World) -> None:
    number, browser = stages.sent_alone(app, world).id, PersonClient(app)
    assert status(browser, "bithu.thuvien", f"/van-ban/{number}") == [200]
    assert db.session.scalars(select(AccessEntry)).all() == []
    assert status(browser, "kiemtra.so", f"/van-ban/{number}/nguoi-da-mo", f"/van-ban/{number}/nhat-ky") == [200, 200]
    assert "Không ghi người mở" in browser.get(f"/van-ban/{number}/nguoi-da-mo").get_data(as_text=True)
    assert "nguoi-da-mo" in browser.get(f"/van-ban/{number}/nhat-ky").get_data(as_text=True)

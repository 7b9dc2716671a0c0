"""The page for everybody in a browser without JavaScript: true, altered and replaced papers, and a paper's code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from tests.factories import stages
from tests.factories.attacks.changes import CHANGES
from tests.factories.attacks.shadows import updated
from tests.serving import served
from workflow.cli.demo.world import World
from workflow.domain.proofs import grouped
from workflow.domain.states import DocumentState
from workflow.models import Document, db

WIDTHS = (1280, 390)


@pytest.fixture
def document(app: Flask, world: World) -> Document:
    return stages.issued(app, world)


@pytest.fixture
def address(app: Flask, document: Document) -> Iterator[str]:
    """The application of this test, served to a browser."""
    with served(app) as address:
        yield address


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    size = {"width": request.param, "height": 900}
    context = chromium.new_context(java_script_enabled=False, viewport=size, locale="vi-VN")
    yield context.new_page()
    context.close()


def ask(page: Page, address: str, file: Path) -> None:
    page.goto(f"{address}/xac-thuc")
    page.get_by_label("Tệp PDF").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.locator(".verdict")).to_be_visible()


def seen(page: Page, folder: Path, name: str) -> None:
    """Nothing runs out of the page sideways; the picture is kept for whoever wants to look."""
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    assert page.locator("html").bounding_box()["width"] <= page.viewport_size["width"]  # type: ignore[index]


def test_a_stranger_learns_what_a_file_and_a_code_are(
    app: Flask, document: Document, address: str, page: Page, tmp_path: Path
) -> None:
    store = app.extensions["trinhky-store"]
    true = store.get(document.issued_digest)
    cases = {
        "true": (true, "Văn bản thật và nguyên vẹn"),
        "altered": (updated(true, CHANGES["free_text_over_text"]), "Văn bản đã bị sửa hoặc thiếu chữ ký"),
        "unsigned": (store.get(document.prepared_digest), "Tệp chưa được ký số"),
    }
    for name, (data, words) in cases.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(data)
        ask(page, address, file)
        expect(page.locator("#ket-qua")).to_have_text(words)
        expect(page).to_have_title(f"{words} - Kiểm tra văn bản - Trình Ký")
        seen(page, tmp_path, name)
    stand(document, DocumentState.SUPERSEDED)
    ask(page, address, tmp_path / "true.pdf")
    expect(page.locator("#ket-qua")).to_have_text("Văn bản thật nhưng đã được thay thế")
    seen(page, tmp_path, "replaced")
    page.goto(f"{address}/xac-thuc/{grouped(document.proof_code)}")
    expect(page.locator("#ket-qua")).to_have_text("Văn bản đã được thay thế")
    page.get_by_label("Câu trên bản in").fill("một câu không có trong văn bản này đâu nhé")
    page.get_by_role("button", name="Đối chiếu câu này").click()
    expect(page.get_by_role("status")).to_contain_text("Không có câu này")
    seen(page, tmp_path, "code")
    assert page.context.cookies() == []


@pytest.fixture
def running(chromium: Browser) -> Iterator[Page]:
    """A page with JavaScript, which the rules of access are asked with."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    yield context.new_page()
    context.close()


def accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_public_pages_keep_the_rules_of_access(
    app: Flask, document: Document, address: str, running: Page, tmp_path: Path
) -> None:
    true = app.extensions["trinhky-store"].get(document.issued_digest)
    running.goto(f"{address}/xac-thuc")
    accessible(running)
    for name, data in {"true": true, "altered": updated(true, CHANGES["free_text_over_text"])}.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(data)
        ask(running, address, file)
        accessible(running)
    for state in (DocumentState.RECEIVED, DocumentState.SUPERSEDED, DocumentState.CANCELLED):
        stand(document, state)
        running.goto(f"{address}/xac-thuc/{grouped(document.proof_code)}")
        accessible(running)
    stand(document, DocumentState.CANCELLED)
    ask(running, address, tmp_path / "true.pdf")
    expect(running.locator("#ket-qua")).to_have_text("Văn bản đã bị huỷ")
    accessible(running)
    seen(running, tmp_path, "cancelled")


def stand(document: Document, state: DocumentState) -> None:
    db.session.execute(update(Document.__table__).where(Document.id == document.id).values(state=state.value))
    db.session.commit()

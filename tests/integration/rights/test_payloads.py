"""Scripts typed wherever words are typed: no page, printed paper or letter runs one, and the policy has nothing to
report. `make payloads` writes all two hundred into every field and opens every page."""

import io
import os
from collections import Counter
from collections.abc import Iterator
from typing import cast

import pikepdf
import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.test import TestResponse

from tests.browsing import chromium_at_work
from tests.factories.payloads import PAYLOADS, RAN, Planter, fitting
from tests.integration.rights.people import seated
from tests.integration.rights.world import furnished
from tests.integration.web.test_matrix import Values, addresses
from tests.serving import served
from tests.unit.paper.papers import report
from workflow.cli.demo.world import World
from workflow.domain.blocks import Block, BlockType, Footnote
from workflow.domain.digest import Group, Line
from workflow.domain.paper import SignatureBlock
from workflow.jobs.mail import compose
from workflow.models import Digest, NoticeChoice, db
from workflow.models.clock import now, today
from workflow.paper.html import paper_html

pytestmark = pytest.mark.usefixtures("short_prints")

WHOLE = os.environ.get("TRINHKY_PAYLOADS") == "long"
ROUNDS = int(os.environ.get("TRINHKY_ROUNDS", "40")) if WHOLE else 1
READERS = ("vanphong.so", "soan.thuvien", "bithu.thuvien", "vanthu.so", "bithu.so", "quantri")
# in the short form: a page of each kind of place that words stand in
SHORT = {
    "home.index",
    "documents.show",
    "audit.show",
    "drafts.section",
    "consolidation.section",
    "comments.show",
    "books.show",
    "plans.index",
    "tasks.index",
    "difficulties.show",
    "organisations.show",
    "proofs.show",
    "outlines.show",
    "account.show",
}
WATCH = f"""
window.{RAN} = () => {{ window.ran = (window.ran ?? 0) + 1; }};
document.addEventListener("securitypolicyviolation", (event) => (window.reports ??= []).push(event.violatedDirective));
"""
# whatever of a page is no word of it: the names of attributes, addresses, scripts, styles
LOOK = """(ran) => {
  const wrong = [...(window.reports ?? [])];
  if (window.ran) wrong.push(`ran ${window.ran} times`);
  const makers = ["SCRIPT", "STYLE", "IFRAME", "OBJECT", "EMBED", "BASE"];
  const leading = ["href", "src", "action", "formaction", "srcdoc", "xlink:href"];
  const outside = /^(?:javascript|data:text|\\/\\/|.*<)/i;
  const isWrong = ({ name, value }) =>
    /^on|^hx-on/.test(name) || name.includes(ran) ||
    (leading.includes(name) && value.includes(ran) && outside.test(value.trim()));
  for (const one of document.querySelectorAll("*")) {
    if (makers.includes(one.tagName) && one.outerHTML.includes(ran)) wrong.push(one.tagName);
    for (const part of one.attributes) if (isWrong(part)) wrong.push(`${one.tagName} ${part.name}`);
  }
  return wrong;
}"""
ACTS = ("/JS", "/Launch", "/AA", "/OpenAction", "/SubmitForm")


@pytest.fixture
def window() -> Iterator[BrowserContext]:
    """A window of the system's Chromium that hears what runs and what the policy refuses."""
    with chromium_at_work() as chromium:
        context = chromium.new_context()
        context.add_init_script(WATCH)
        yield context


@pytest.mark.timeout(36_000)
def test_nothing_typed_runs_anywhere(app: Flask, world: World, window: BrowserContext) -> None:
    values = furnished(app, world)
    shown, printed = _readable(app, world, values)
    paper = cast(int, values["draft"]["document_id"])
    page, made, planter = window.new_page(), Counter[str](), Planter()
    wrong: list[str] = []
    with served(app) as address:
        for start in range(0, len(PAYLOADS), len(PAYLOADS) // ROUNDS):
            planter.plant()
            for path, cookie in shown.items():
                window.add_cookies([{"name": "trinhky", "value": cookie, "url": address}])
                opened = page.goto(f"{address}{path}")
                made["pages"] += 1
                made["showing"] += RAN in page.content()
                wrong += [f"{path}: {one}" for one in _found(page, opened.status if opened else 0)]
            for path, cookie in printed.items():
                client = app.test_client()
                client.set_cookie("trinhky", cookie)
                answer = client.get(path, buffered=True)
                made["printed" if answer.status_code == 200 else "refused to print"] += 1
                wrong += [f"{path}: {one}" for one in _acts_of(answer)]
            for name, html in _bare(world, paper, start):
                page.goto("about:blank")
                page.set_content(html)
                made[name] += 1
                wrong += [f"{name}: {one}" for one in page.evaluate(LOOK, RAN)]
            assert not wrong, f"from {start}\n" + "\n".join(wrong[:40])
    whole = sum(count >= len(PAYLOADS) for count in planter.held.values())
    print(dict(made), f"{len(planter.held)} fields, {whole} of them with all {len(PAYLOADS)}")  # noqa: T201
    assert made["showing"] > made["pages"] / 2
    assert len(planter.held) > 60


def _readable(app: Flask, world: World, values: Values) -> tuple[dict[str, str], dict[str, str]]:
    """The pages and the printed files there are to open, each with the cookie of somebody who may."""
    cookies = {}
    for name in READERS:
        client, _ = seated(app, world.people[name])
        cookies[name] = (client, client.get_cookie("trinhky").value)
    shown: dict[str, str] = {}
    printed: dict[str, str] = {}
    for line, path in addresses(app, values):
        if line.method != "GET" or not (WHOLE or line.endpoint in SHORT):
            continue
        for client, cookie in cookies.values():
            answer = client.get(path, buffered=True)
            if answer.status_code == 200:
                kept = {"text/html": shown, "application/pdf": printed}.get(answer.mimetype)
                if kept is not None:
                    kept[path] = cookie
                break
    return shown, printed


def _found(page: Page, status: int) -> list[str]:
    """What of a page is not as it should be."""
    return [*([f"status {status}"] if status != 200 else []), *page.evaluate(LOOK, RAN)]


def _acts_of(answer: TestResponse) -> list[str]:
    """What a PDF would do by itself or at a press. Words in the place of what a paper is printed by may be refused."""
    if answer.mimetype != "application/pdf":
        return [] if answer.status_code == 422 else [f"status {answer.status_code}"]
    with pikepdf.open(io.BytesIO(answer.data)) as file:
        parts = [one for one in file.objects if isinstance(one, pikepdf.Dictionary)]
        return [name for one in parts for name in ACTS if name in one]


def _bare(world: World, paper: int, start: int) -> Iterator[tuple[str, str]]:
    """What is read without our policy: the sheet of a paper before it is printed, and a letter."""
    words = " ".join(fitting(start, 600))
    block = Block("b1", BlockType.PARAGRAPH, 0, words[:200], words, ("1",))
    table = Block("b2", BlockType.TABLE, 0, "", "", rows=((words, "x"), ("y", words)))
    sign = SignatureBlock(words[:80], words[:80], words[:80])
    parts = {"abstract": words[:300], "issuer": words[:100], "recipients": (words[:200],), "signature": sign}
    yield "papers", paper_html(report(blocks=(block, table), footnotes=(Footnote("1", words),), **parts))
    reader = world.people["soan.thuvien"].id
    db.session.merge(NoticeChoice(user_id=reader, mail="a@vidu.vn", by_mail=True))
    db.session.commit()
    lines = [Line(group, words, f"/van-ban/{paper}", words, today()).to_json() for group in Group]
    letter = compose(Digest(id=1, user_id=reader, day=today(), lines=lines, made_at=now()))
    assert letter is not None, "no letter"
    yield "letters", letter.html

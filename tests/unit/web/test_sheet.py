"""The paper on screen: the words of the printed sheet, in the measures of its guide."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from flask import Flask
from lxml import html

from tests.unit.paper.papers import everything, report
from tests.unit.web.conftest import make_app
from workflow.domain.blocks import Block, BlockType
from workflow.domain.paper import Paper, ProfileName, SignatureBlock
from workflow.paper.html import paper_html
from workflow.paper.profiles import PROFILES
from workflow.web.sheet_style import sheet_style

CHAPTER = (
    Block("b1", BlockType.HEADING, 1, "Chương I", "Quy định chung"),
    Block("b2", BlockType.HEADING, 3, "Điều 1.", "Phạm vi"),
    Block("b3", BlockType.PARAGRAPH, 0, "1.", "Quy chế này quy định."),
)
MINUTES = {
    "kind": "BB",
    "title": "BIÊN BẢN",
    "left_signature": SignatureBlock("NGƯỜI GHI BIÊN BẢN", None, "Trần Thị B"),
}
PAPERS = {
    "everything": everything(proof=None),
    "letter": report(kind="CV", title="CÔNG VĂN", abstract="về việc họp", addressees=("Đảng uỷ Sở",)),
    "submission": report(kind="TTr", title="TỜ TRÌNH", addressees=("Đảng uỷ Sở", "Văn phòng")),
    "rules": report(kind="QC", title="QUY CHẾ", blocks=CHAPTER),
    "minutes": report(**MINUTES),
}


@pytest.fixture
def app() -> Flask:
    """The application with the real templates."""
    return make_app()


def on_screen(app: Flask, paper: Paper) -> html.HtmlElement:
    """The sheet as the browser gets it."""
    macro = '{% from "_macros/sheet.html" import sheet %}{{ sheet(paper) }}'
    with app.test_request_context("/"):
        return html.fragment_fromstring(app.jinja_env.from_string(macro).render(paper=paper).strip())


def letters(part: html.HtmlElement) -> Counter[str]:
    """The letters: where a word ends and how a note is called, screen and paper tell in their own ways."""
    return Counter(letter for text in part.itertext() for letter in text if letter.isalpha())


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("guide", list(ProfileName))
def test_has_the_words_of_the_printed_sheet(app: Flask, name: str, guide: ProfileName) -> None:
    paper = replace(PAPERS[name], profile=guide)
    printed = html.fromstring(paper_html(paper)).find("body")
    assert not letters(printed) - letters(on_screen(app, paper))


def test_has_the_class_of_its_guide(app: Flask) -> None:
    for guide in ProfileName:
        assert on_screen(app, report(profile=guide)).get("class") == f"sheet sheet-{guide.lower()}"


def test_a_heading_is_set_by_its_kind(app: Flask) -> None:
    kinds = [heading.get("class") for heading in on_screen(app, report(blocks=CHAPTER)).iter("h3")]
    assert kinds == ["division", "article"]


def test_the_numbers_on_screen_are_those_of_the_guides() -> None:
    style = sheet_style()
    for guide, profile in PROFILES.items():
        (rule,) = re.findall(rf"\.sheet-{guide.lower()} \{{ (.*) \}}", style)
        numbers = dict(re.findall(r"--p-([\w-]+): calc\(([\d.]+) \* var\(--pt\)\)", rule))
        assert float(numbers["title-size"]) == profile.title_size
        assert float(numbers["margin-left"]) == pytest.approx(profile.margin_left / 25.4 * 72, abs=0.01)
        assert float(numbers["body-indent"]) == pytest.approx(profile.body_indent / 25.4 * 72, abs=0.01)


def test_the_theme_asks_only_for_numbers_that_there_are(app: Flask) -> None:
    with app.test_request_context("/"):
        theme = app.extensions["assets"]["css/theme.css"].content.decode()
    asked = set(re.findall(r"var\(--p-([\w-]+)", theme))
    given = set(re.findall(r"--p-([\w-]+):", sheet_style()))
    assert asked
    assert asked <= given

"""Small fictional papers of every kind an office sends in, each beside what it is to be read as."""

import json
from pathlib import Path

import pytest

from tests.unit.paper.words import assert_nothing_lost, letters, of_blocks
from workflow.domain.blocks import clean
from workflow.paper.parse import blocks_to_text, parse_section, parse_text

FOLDER = Path(__file__).parent / "corpus"
PAPERS = sorted(FOLDER.glob("*.txt"))
ALWAYS = ("kind", "symbol", "superior", "issuer", "place", "date", "title", "abstract", "recipients", "signature")
SOMETIMES = (
    "footnotes",
    "addressees",
    "draft",
    "urgency",
    "circulation",
    "drafter_mark",
    "contact",
    "copy",
    "left_signature",
)


def shape_of(file: Path) -> dict[str, object]:
    """The parts of a paper that a person can check against its text at a glance."""
    whole = parse_text(file.read_text(encoding="utf-8")).to_json()
    shape = {name: whole[name] for name in ALWAYS}
    shape["blocks"] = [_line(block) for block in whole["blocks"]]
    shape |= {name: whole[name] for name in SOMETIMES if whole.get(name)}
    if annexes := whole.get("annexes"):
        shape["annexes"] = [annex | {"blocks": [_line(block) for block in annex["blocks"]]} for annex in annexes]
    return shape | {"warnings": [warning["code"] for warning in whole["warnings"]]}


def _line(block: dict[str, object]) -> list[object]:
    if block["type"] == "table":
        return ["table", block["rows"]]
    return [f"{block['type']} {block['level']}", block["marker"], block["text"]]


def test_there_are_papers_of_all_kinds() -> None:
    assert len(PAPERS) >= 30
    assert {file.stem for file in PAPERS} == {file.stem for file in FOLDER.glob("*.json")}


@pytest.mark.parametrize("file", PAPERS, ids=lambda file: file.stem)
def test_reads_the_paper_as_a_person_does(file: Path) -> None:
    assert shape_of(file) == json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", PAPERS, ids=lambda file: file.stem)
def test_keeps_every_word(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert_nothing_lost(text, parse_text(text))


@pytest.mark.parametrize("file", PAPERS, ids=lambda file: file.stem)
def test_its_blocks_survive_the_fields_of_a_form(file: Path) -> None:
    blocks = parse_text(file.read_text(encoding="utf-8")).blocks
    assert [(b.type, b.level, b.marker, b.text, b.rows) for b in parse_section(blocks_to_text(blocks))] == [
        (b.type, b.level, b.marker, b.text, b.rows) for b in blocks
    ]


@pytest.mark.parametrize("file", PAPERS, ids=lambda file: file.stem)
def test_words_stay_in_their_order(file: Path) -> None:
    text = letters(clean(file.read_text(encoding="utf-8")))
    at = 0
    for block in parse_text(file.read_text(encoding="utf-8")).blocks:
        for word in of_blocks((block,)):
            if (plain := letters(word)) and file.stem not in ("quet-ocr", "chu-thich-giua-cau"):
                at = text.index(plain, at) + len(plain)

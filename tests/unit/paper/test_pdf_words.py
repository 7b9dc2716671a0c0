"""The words of the printed sheet: all there, in order, searchable, in one font family."""

import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.paper import words
from tests.unit.paper.papers import report
from tests.unit.paper.plans import Plan
from tests.unit.paper.sheet import pieces
from workflow.domain.blocks import Block, BlockType, plain
from workflow.domain.paper import Paper
from workflow.paper.fonts import letters
from workflow.paper.pdf import render_pdf

Reader = Callable[[Path], list[str]]


@pytest.fixture(params=words.readers().items(), ids=lambda item: item[0])
def read(request: pytest.FixtureRequest) -> Reader:
    """One way of reading a PDF's text after another."""
    reader: Reader = request.param[1]
    return reader


@pytest.fixture
def words_of(read: Reader, tmp_path: Path) -> Callable[[Paper], list[str]]:
    """The words that a reader finds in a paper's PDF, page numbers left out."""

    def words_in(paper: Paper) -> list[str]:
        file = tmp_path / "paper.pdf"
        file.write_bytes(render_pdf(paper).pdf)
        text = " ".join(words.without_numbers(read(file)))
        assert text == unicodedata.normalize("NFC", text)
        return text.split()

    return words_in


def test_every_word_of_the_body_stands_in_its_place(plan: Plan, words_of: Callable[[Paper], list[str]]) -> None:
    got = words_of(plan.paper)
    for note in plan.paper.footnotes:
        got = words.cut(got, ["¹", *plain(note.text).split()])
    want = words.of_body(plan.paper)
    start = next(i for i in range(len(got)) if got[i : i + 2] == want[:2])
    assert got[start : start + len(want)] == want


def test_every_word_of_header_and_ending_is_printed(plan: Plan, words_of: Callable[[Paper], list[str]]) -> None:
    paper = plan.paper
    addressees = [f"- {name}," for name in paper.recipients[:-1]] + [f"- {name}." for name in paper.recipients[-1:]]
    parts = [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        *filter(None, (paper.superior, paper.issuer, paper.symbol)),
        *(["Nơi nhận:", *addressees] if addressees else []),
        *filter(None, (paper.signature.authority, paper.signature.position, paper.signature.name)),
    ]
    assert not Counter(" ".join(parts).split()) - Counter(words_of(paper))


def test_the_footnote_call_is_a_superscript_digit_in_its_place(
    province: Plan, words_of: Callable[[Paper], list[str]]
) -> None:
    text = " ".join(words_of(province.paper))
    assert "trong sạch, vững mạnh¹. " in text
    assert text.count("¹") == 2


def test_symbols_dates_and_ranges_survive_every_line_end(words_of: Callable[[Paper], list[str]]) -> None:
    parts = "Nghị quyết số 43-NQ/TW, ngày 24/11/2023 (b/c) về kinh tế - xã hội giai đoạn 2021 - 2025 ở UBKT/ĐUK;"
    text = " ".join(f"{'x' * (i % 9 + 1)} {parts}" for i in range(40)) + " hết./."
    paper = report(blocks=(Block("b1", BlockType.PARAGRAPH, 0, "", text),))
    assert text in " ".join(words_of(paper))


def test_prints_text_typed_in_nfd_as_nfc(words_of: Callable[[Paper], list[str]]) -> None:
    paper = report(blocks=(Block("b1", BlockType.PARAGRAPH, 0, "", unicodedata.normalize("NFD", "Đảng uỷ đề nghị.")),))
    assert "Đảng uỷ đề nghị." in " ".join(words_of(paper))


def families(paper: Paper) -> set[str]:
    return {piece.font.partition("-")[0] for piece in pieces(render_pdf(paper).pdf) if piece.font}


def test_embeds_one_font_family_and_nothing_else(plan: Plan) -> None:
    assert len(families(plan.paper)) == 1


def test_every_letter_of_the_language_comes_from_that_family() -> None:
    text = " ".join(sorted(letters() - set("*|\\")))
    paper = report(blocks=(Block("b1", BlockType.PARAGRAPH, 0, "", f"{text} *{text}* **{text}**"),))
    assert len(families(paper)) == 1

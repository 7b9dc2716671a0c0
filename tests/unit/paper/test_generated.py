"""Papers nobody has seen keep the rules of the page: no word lost or outside, nothing alone that must not be."""

import os
from collections import Counter
from itertools import chain

import pypdfium2
from hypothesis import HealthCheck, given, settings

from tests.unit.paper.generated import papers
from tests.unit.paper.sheet import Piece, lines, pieces
from workflow.domain.blocks import Block, plain
from workflow.domain.paper import Paper
from workflow.paper.headings import HeadingKind, heading_kind
from workflow.paper.pdf import render_pdf
from workflow.paper.profiles import PROFILES, Profile

EXAMPLES = int(os.environ.get("TRINHKY_EXAMPLES", "25"))
_MM = 25.4 / 72
_OVERHANG = 0.7  # millimetres: ink of a slanted letter beyond its own width
_SMALL = {8, 10, 11}  # points: what is not the text, notes and the lines at the page's foot


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(papers())
def test_keeps_the_rules_of_the_page(paper: Paper) -> None:
    pdf, profile = render_pdf(paper).pdf, PROFILES[paper.profile]
    drawn = pieces(pdf)
    assert not outside(drawn, profile, heights(pdf))
    assert not missing(paper, pdf)
    for page in text_pages(pdf):
        last = page[-1].text
        assert "§" not in last or "T/M" in last, "a heading at a page's foot"
        assert "¤" not in last or head_only(paper, last), "the head of a table at a page's foot"
    (page,) = [page for page in text_pages(pdf) if any("T/M CHI BỘ" in line.text for line in page)]
    above = next(index for index, line in enumerate(page) if "T/M CHI BỘ" in line.text)
    assert above >= 2, "the signature without two lines of text above it"


def heights(pdf: bytes) -> list[float]:
    """The height of each page in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_height() * _MM for page in document]
    finally:
        document.close()


def is_number(piece: Piece) -> bool:
    """Whether it is a page number in the top margin."""
    return piece.text == str(piece.page + 1) and piece.top < 19


def outside(drawn: list[Piece], profile: Profile, tall: list[float]) -> list[Piece]:
    """What lies beyond the margins."""
    both = profile.page_width + profile.page_height
    return [
        piece
        for piece in drawn
        if not is_number(piece)
        and (
            piece.left < profile.margin_left - _OVERHANG
            or piece.right > both - tall[piece.page] - profile.margin_right + _OVERHANG
            or piece.top < profile.margin_top - _OVERHANG
            or piece.bottom > tall[piece.page] - profile.margin_bottom + _OVERHANG
        )
    ]


def missing(paper: Paper, pdf: bytes) -> list[str]:
    """What of the paper a reader of the PDF does not find in order, block by block; letters cut from their word by a
    narrow column are put together again."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()
    wanted = [block for blocks in (paper.blocks, *(annex.blocks for annex in paper.annexes)) for block in blocks]
    lost = Counter("".join("".join(map(said, wanted)).split())) - Counter(text)
    at, out_of_order = 0, []
    for mark in (word for block in wanted for word in said(block).split() if word[0] in "¶§"):
        found = text.find(mark, at)
        out_of_order += [mark] if found < 0 else []
        at = max(at, found)
    return [*lost, *out_of_order]


def said(block: Block) -> str:
    """The words as they are printed."""
    if block.marker and heading_kind(block) is HeadingKind.DIVISION:
        return f"{block.marker} {plain(block.text).upper()} "
    return f"{plain(block.printed)} {' '.join(sum(block.rows, ()))} "


def text_pages(pdf: bytes) -> list[list[Piece]]:
    """The lines of the text of each page, without page numbers, notes and the foot of page 1."""
    small = {(piece.page, round(piece.bottom)) for piece in pieces(pdf) if round(piece.size) in _SMALL}
    pages = [
        [line for line in page if not is_number(line) and (line.page, round(line.bottom)) not in small]
        for page in lines(pdf)
    ]
    return [page for page in pages if page]


def head_only(paper: Paper, line: str) -> bool:
    """Whether the line is the head of a table that has no words in the row under it."""
    heads = (block for block in all_blocks(paper) if f"¤{block.id[1:]}¤" in line)
    return any(not any(map(str.strip, chain(*block.rows[1:2]))) for block in heads)


def all_blocks(paper: Paper) -> list[Block]:
    """Of the text and of the annexes."""
    return [*paper.blocks, *(block for annex in paper.annexes for block in annex.blocks)]

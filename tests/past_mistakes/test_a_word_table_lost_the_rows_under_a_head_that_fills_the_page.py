"""LibreOffice cut off the rows under a head row that fills the page and must stay with the next row."""

from tests.unit.paper.docx.reader import W, WordFile
from tests.unit.paper.papers import LINE, report
from workflow.domain.blocks import Block, BlockType
from workflow.paper.docx import render_docx


def head_of(cell: str) -> tuple[bool, bool]:
    """Whether the head row stands again on each page, and whether it keeps the next row with it."""
    table = Block("t", BlockType.TABLE, 0, "", "", rows=((cell, "B"), *((str(row), "x") for row in range(30))))
    file = WordFile(render_docx(report(blocks=(table,))))
    row = next(row for row in file.document.iter(f"{W}tr") if "B" in "".join(row.itertext()).split(cell)[-1][:1])
    kept = [row.find(f".//{W}keepNext"), file.styles()["CellHead"].find(f".//{W}keepNext")]
    return row.find(f"{W}trPr/{W}tblHeader") is not None, any(one is not None for one in kept)


def test_an_ordinary_head_is_repeated_and_keeps_a_row() -> None:
    assert head_of("Nội dung") == (True, True)


def test_a_head_that_fills_the_page_is_neither() -> None:
    assert head_of((LINE * 30).strip()) == (False, False)

"""A block that is a table: head rows that stand again on every page, rows that no page break cuts."""

from collections.abc import Iterator, Sequence

from workflow.domain.blocks import Block
from workflow.paper.body import SHORT_ROW, SHORT_TABLE
from workflow.paper.docx.layout import keep_next, paragraph, row, table
from workflow.paper.docx.notes import Notes
from workflow.paper.docx.text import runs
from workflow.paper.docx.xml import Element
from workflow.paper.profiles import Profile
from workflow.paper.tables import Column, Measured, measured, squared

_ENDS = {"": "", "c": "Centre", "r": "Right"}


def figures(block: Block, notes: Notes, width: float, profile: Profile, *, kept: bool = False) -> list[Element]:
    """The table of a block over a text of this width, with the gap that follows it; nothing when it has no cell. A
    `kept` one brings its last row along to what follows."""
    if not any(block.rows):
        return []
    rows = squared(block.rows)
    small = len(rows[0]) > profile.wide_table_columns
    found = measured(rows, width, profile.wide_table_size if small else profile.table_size)
    widths = [column.share * width / 100 for column in found.columns]
    cell = "SmallCell" if small else "Cell"
    lines = _rows(rows, found, widths, notes, cell=cell, kept=kept)
    return [table(widths, lines, style="Figures"), paragraph("Gap", properties=[keep_next()] if kept else ())]


def _rows(
    rows: Sequence[Sequence[str]], found: Measured, widths: list[float], notes: Notes, *, cell: str, kept: bool
) -> Iterator[Element]:
    short, last = sum(found.lines) <= SHORT_TABLE, len(rows) - 1
    for index, words in enumerate(rows):
        whole = found.lines[index] <= SHORT_ROW
        # a head keeps a row below it; one that fills the page must not, or LibreOffice cuts off what follows
        stays = (short or (index == 0 and whole)) if index < last else kept
        content = [
            [paragraph(cell + _end(column, index), *runs(text, notes), properties=[keep_next()] if stays else ())]
            for text, column in zip(words, found.columns, strict=True)
        ]
        yield row(widths, content, head=whole and index == 0, whole=whole)


def _end(column: Column, index: int) -> str:
    return _ENDS[column.side] if index else "Head"

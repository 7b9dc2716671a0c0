"""The rows of a table that a unit fills in: what was typed, pasted, and fixed by the outline, made one."""

from collections.abc import Iterable, Sequence

from workflow.domain.blocks import clean
from workflow.domain.outline import Table
from workflow.domain.table_text import Rows

MOST_ROWS = 300


def pasted(text: str, table: Table) -> Rows:
    """The rows of cells parted by tabs, as a spreadsheet or a word processor gives them; a head like the table's own
    and empty lines are left out."""
    rows = [_fitted(line.split("\t"), table) for line in clean(text).split("\n") if line.strip()]
    head = [folded(cell) for cell in table.columns]
    return tuple(row for row in rows if [folded(cell) for cell in row] != head)


def filled_in(table: Table, typed: Iterable[Sequence[str]], more: Rows = ()) -> Rows:
    """The rows to keep: cells in order without blanks around, no empty rows. Where the outline fixes the rows they
    stand as it says, each with what was typed in its place; what was pasted goes to the row of its first cell, else to
    the next one in order."""
    rows = [_fitted(row, table) for row in typed]
    if not table.rows:
        return tuple(row for row in (*rows, *more) if any(row))
    cells = {folded(name): (name, *_blank(table)[1:]) for name in table.rows}
    for place, row in enumerate(rows[: len(table.rows)]):
        name = table.rows[place]
        cells[folded(name)] = (name, *row[1:])
    for place, row in enumerate(more):
        known = folded(row[0]) in cells
        name = cells[folded(row[0])][0] if known else table.rows[min(place, len(table.rows) - 1)]
        cells[folded(name)] = (name, *row[1:])
    return tuple(cells.values())


def has_words(table: Table, rows: Iterable[Sequence[str]]) -> bool:
    """Whether the unit itself wrote anything."""
    own = 1 if table.rows else 0
    return any(any(row[own:]) for row in rows)


def _fitted(cells: Sequence[str], table: Table) -> tuple[str, ...]:
    """As many cells as there are columns; what is too much stays in the last one."""
    words = [" ".join(clean(cell).split()) for cell in cells]
    count = len(table.columns)
    if len(words) > count:
        words = [*words[: count - 1], " ".join(words[count - 1 :])]
    return tuple(words + [""] * (count - len(words)))


def _blank(table: Table) -> tuple[str, ...]:
    return ("",) * len(table.columns)


def folded(words: str) -> str:
    """The words of a cell as they are compared: without capitals and needless blanks."""
    return " ".join(words.split()).casefold()

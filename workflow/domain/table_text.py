"""A table as a person types it: a line a row, its cells between upright bars."""

import re
from collections.abc import Iterable, Sequence

Rows = tuple[tuple[str, ...], ...]

_BAR = "|"
_CELL = re.compile(r"(?<!\\)\|")
_UNDER_HEAD = re.compile(r":?-{2,}:?|:-+:?|-+:")  # Markdown's row of hyphens under a table's head


def as_row(cells: Sequence[str]) -> str:
    """ "| a | b |", with the bars inside cells escaped."""
    return "| " + " | ".join(" ".join(cell.split()).replace(_BAR, "\\|") for cell in cells) + " |"


def as_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows as lines."""
    return "\n".join(map(as_row, rows))


def rows_of(text: str) -> Rows:
    """The inverse of `as_text`, without a row of hyphens under the head; no rows when the text is no table."""
    if not text.lstrip().startswith(_BAR):
        return ()
    rows = [
        tuple(cell.strip().replace("\\|", _BAR) for cell in _CELL.split(line.strip()[1:-1]))
        for line in text.strip().split("\n")
    ]
    return tuple(row for row in rows if not all(map(_UNDER_HEAD.fullmatch, row))) or tuple(rows)

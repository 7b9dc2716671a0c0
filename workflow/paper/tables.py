"""The columns of a table on paper: how wide each is and on which side its cells stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from workflow.domain.blocks import clean, plain
from workflow.paper.inline import unbroken

Rows = Sequence[Sequence[str]]

_ORDINAL = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[a-zđ])(?:\.\d{1,2})*[.)]?")
_FIGURE = re.compile(r"[+-]?\d[\d.,]*(?:\s?(?:%|/\s?\d[\d.,]*))?(?:\s?\([\d.,]+\s?%\))?")
_NOTHING = re.compile(r"[-–xX✓]?")
_LETTER = 0.5  # of the type size, the mean of the family's small letters
_CAPITAL = 0.72
_PADDING = 4.4  # millimetres at both sides of a cell with its lines
_POINT = 25.4 / 72
_HEAD_LETTERS = 12
_LONGEST_WORD = 0.4  # of the table's width


@dataclass(frozen=True, slots=True)
class Column:
    """`share` of the table's width in per cent; `side` is "", "c" or "r" for the words' start, centre, right."""

    share: float
    side: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The columns, the lines that each row will have on paper, and whether words must be cut to fit at all."""

    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    tight: bool


def squared(rows: Rows) -> list[list[str]]:
    """The rows with as many cells each; what is missing is empty."""
    count = max(map(len, rows))
    return [[clean(cell) for cell in row] + [""] * (count - len(row)) for row in rows]


def measured(rows: Rows, width: float, size: float) -> Measured:
    """The columns of a squared table on so many millimetres with letters of so many points, head row included."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    longest = [_longest_word(cells, size) for cells in columns]
    least = [min(own, width * _LONGEST_WORD) for own in longest]
    widths = _widths(least, [_natural(cells, size) for cells in columns], width)
    lines = tuple(max(_lines(cell, own, size) for cell, own in zip(row, widths, strict=True)) for row in rows)
    sides = _sides(columns)
    shares = tuple(Column(round(100 * own / width, 2), side) for own, side in zip(widths, sides, strict=True))
    return Measured(shares, lines, sum(longest) > width or longest != least)


def sides_of(rows: Rows) -> list[str]:
    """The side of each column alone, for where widths find themselves."""
    return _sides(list(zip(*squared(rows), strict=True)))


def _sides(columns: Sequence[Sequence[str]]) -> list[str]:
    return [_side(cells, is_first=place == 0) for place, cells in enumerate(columns)]


def _widths(least: list[float], natural: list[float], width: float) -> list[float]:
    """Room for the longest word of each column first; what is left goes where there is most to say."""
    if sum(least) > width:
        return [own * width / sum(least) for own in least]
    if sum(natural) <= width:
        wanted = [own - small for own, small in zip(natural, least, strict=True)]
    else:
        wanted = [sqrt(max(own - small, 0)) for own, small in zip(natural, least, strict=True)]
    free = width - sum(least)
    total = sum(wanted)
    if not total:
        return [own * width / sum(least) for own in least]
    return [small + free * part / total for small, part in zip(least, wanted, strict=True)]


def _longest_word(cells: Sequence[str], size: float) -> float:
    return _PADDING + max((text_length(word, size) for cell in cells for word in unbroken(plain(cell))), default=0)


def _natural(cells: Sequence[str], size: float) -> float:
    """The longest cell on one line; a long head wraps at its words."""
    head = max(_longest_word(cells[:1], size), _PADDING + text_length(plain(cells[0])[:_HEAD_LETTERS], size))
    return max([head, *(_PADDING + text_length(plain(cell), size) for cell in cells[1:])])


def _lines(cell: str, width: float, size: float) -> int:
    return max(1, ceil(text_length(plain(cell), size) * 1.1 / max(width - _PADDING, 1)))


def text_length(text: str, size: float) -> float:
    """About how many millimetres a text takes in letters of so many points."""
    capitals = sum(map(str.isupper, text))
    return (capitals * _CAPITAL + (len(text) - capitals) * _LETTER) * size * _POINT


def _side(cells: Sequence[str], *, is_first: bool) -> str:
    """Ordinals and crosses in the middle, figures at the right where their places stand under one another; numbers that
    may be either are ordinals in the first column alone."""
    said = [text for cell in cells[1:] if not _NOTHING.fullmatch(text := plain(cell).strip())]
    are_figures = bool(said) and not is_first and all(text.isdecimal() for text in said)
    if not are_figures and all(_ORDINAL.fullmatch(text) for text in said):
        return "c"
    return "r" if all(_FIGURE.fullmatch(text) for text in said) else ""

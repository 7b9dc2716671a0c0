"""mammoth's HTML into lines: emphasis as **bold** and *italic*, layout tables column by column, others as rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from workflow.domain.blocks import superscript
from workflow.domain.table_text import as_row
from workflow.paper.parse.ending import begins_ending
from workflow.paper.parse.header import MOTTO

TAGS = {"p", "br", "strong", "em", "sup", "table", "thead", "tbody", "tr", "td", "th"}
ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_HEADER_CELL = re.compile(rf"{MOTTO}|\A\W*Kính (?:gửi|trình)|Số\s*:?[\s\d.…_-]*[-–/]\s*[A-ZĐ]|ngày[\s\d.…_]*tháng")
_LONGEST_HEADER_CELL = 90
_MOST_SPANS = 60  # columns or rows that one cell may claim


@dataclass(slots=True)
class _Cell:
    """One cell: its lines, and how many columns and rows it covers."""

    columns: int = 1
    rows: int = 1
    lines: list[str] = field(default_factory=list)


class LineReader(HTMLParser):
    """Collects the lines of a clean HTML text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._pieces: list[tuple[str, str]] = []  # text with its mark: "**", "*", "^" or ""
        self._open: list[str] = []
        self._tables: list[list[list[_Cell]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._pieces.append(("\n", ""))
        elif tag == "table":
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif tag in ("td", "th") and self._tables and self._tables[-1]:
            spans = dict(attrs)
            self._tables[-1][-1].append(_Cell(_span(spans.get("colspan")), _span(spans.get("rowspan"))))
        elif tag in ("strong", "em", "sup"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)
        elif tag == "p":
            self._end_paragraph()
        elif tag == "table" and self._tables:
            self._add(list(_table_lines(self._tables.pop())))

    def handle_data(self, data: str) -> None:
        mark = "^" if "sup" in self._open else "**" if "strong" in self._open else "*" if "em" in self._open else ""
        self._pieces.append((data, mark))

    def _end_paragraph(self) -> None:
        self._add([_marked(line) for line in _split(self._pieces)])
        self._pieces = []

    def _add(self, lines: list[str]) -> None:
        inside = bool(self._tables and self._tables[-1] and self._tables[-1][-1])
        (self._tables[-1][-1][-1].lines if inside else self.lines).extend(lines)


def is_header_cell(line: str) -> bool:
    """Whether a line can only be of a paper's header."""
    return len(line) < _LONGEST_HEADER_CELL and bool(_HEADER_CELL.search(line))


def _span(value: str | None) -> int:
    return min(int(value), _MOST_SPANS) if value and value.isdecimal() and int(value) > 0 else 1


def _split(pieces: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The pieces of each line."""
    lines: list[list[tuple[str, str]]] = [[]]
    for text, mark in pieces:
        for index, part in enumerate(text.split("\n")):
            if index:
                lines.append([])
            lines[-1].append((part, mark))
    return lines


def _marked(pieces: Sequence[tuple[str, str]]) -> str:
    """The line with its emphasis; marks stand tight around words, blanks outside them."""
    told = list[tuple[str, str]]()
    for text, mark in pieces:
        same = told and (told[-1][1] == mark or not text.strip() or not told[-1][0].strip())
        if same and told:
            before, known = told[-1]
            told[-1] = (before + text, known if before.strip() else mark)
        else:
            told.append((text, mark))
    return "".join(_with_mark(text, mark) for text, mark in told)


def _with_mark(text: str, mark: str) -> str:
    words = text.strip()
    if mark == "^":
        return superscript(text) if words.isdecimal() and words.isascii() else text
    if not mark or "*" in words or not any(map(str.isalnum, words)):
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{words}{mark}{after}"


def _table_lines(rows: Sequence[Sequence[_Cell]]) -> Iterator[str]:
    grid = _grid(rows)
    columns = max(map(len, grid), default=0)
    flat = [line for row in grid for cell in row if cell for line in cell.lines]
    if columns == 1 or any(map(is_header_cell, flat)) or any(map(begins_ending, flat)):
        for column in range(columns):
            of_column = [row[column] for row in grid if column < len(row)]
            yield from (line for cell in of_column if cell for line in cell.lines)
        return
    yield ""
    for row in grid:
        cells = [" ".join(cell.lines) if cell else "" for cell in row]
        yield as_row([*cells, *[""] * (columns - len(cells))])
    yield ""


def _grid(rows: Sequence[Sequence[_Cell]]) -> list[list[_Cell | None]]:
    """Each cell at the first place it covers, None at the others."""
    grid: list[list[_Cell | None]] = []
    hanging = dict[int, int]()  # column → rows that a cell above still covers
    for row in rows:
        places: list[_Cell | None] = []
        for cell in row:
            _fill(places, hanging)
            for offset in range(cell.columns):
                places.append(None if offset else cell)
                if cell.rows > 1:
                    hanging[len(places) - 1] = cell.rows
        _fill(places, hanging)
        hanging = {column: left - 1 for column, left in hanging.items() if left > 1}
        grid.append(places)
    return grid


def _fill(places: list[_Cell | None], hanging: dict[int, int]) -> None:
    while len(places) in hanging:
        places.append(None)

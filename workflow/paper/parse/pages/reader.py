"""A PDF's text layer into the lines of a paper: columns apart, notes found at the foot, page numbers left out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.domain.blocks import SUPERSCRIPTS, clean, superscript
from workflow.domain.errors import InvalidInput
from workflow.domain.paper import ParseWarning
from workflow.paper.parse import markers
from workflow.paper.parse.ending import begins_ending
from workflow.paper.parse.lines import RULE, between
from workflow.paper.parse.pages.grids import Grid, take_grids
from workflow.paper.parse.pages.rows import Piece, Row, rows_of
from workflow.paper.parse.pages.words import Page, read_pages
from workflow.paper.parse.source import Source
from workflow.paper.parse.titles import title_of

_NOTE = re.compile(rf"[{SUPERSCRIPTS}]+|\d{{1,3}}(?=\s)")
_CONTACT = re.compile(r"(?:Địa chỉ|Trụ sở|Điện thoại|ĐT|Email|E-mail|Website)\s*:", re.IGNORECASE)
_GREETING = re.compile(r"Kính (?:gửi|trình)\b")
_HEADER_ROWS = 25
_SMALL = 0.9  # of the text's letters: what a note is set in
_MARGIN = 62.0  # points from the paper's edge: where page numbers stand
_WIDEST_MARGIN = 60.0  # points at the right of a page; the guides ask for 43 (15 mm)
_BLANK_WIDTH = 0.25  # of the letters' size
_SLACK = 4.0  # points; a row is full when the first word of the next had no room in it
_INDENT = 8.0
_RIGHT_HALF = 0.42  # of the text's width: where the column of the signature can begin
_NO_TEXT = "Tệp PDF không có lớp chữ (bản quét); hãy nhận dạng chữ (OCR) hoặc nhập từ tệp Word."


@dataclass(slots=True)
class _Layout:
    """What all pages share, and what was read so far."""

    left: float
    right: float
    letters: float
    notes: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    wide: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    last: Row | None = None
    first_of_paragraph: bool = True
    table: tuple[Grid, int] | None = None
    ending: float | None = None  # where the right column of an ending begins that goes on over the page

    @property
    def width(self) -> float:
        """The text's."""
        return self.right - self.left


def read_pdf(data: bytes) -> Source:
    """The lines of a PDF. Refuses (InvalidInput) what cannot be opened and what has no text layer."""
    pages = read_pages(data)
    if not any(page.words for page in pages):
        raise InvalidInput(_NO_TEXT)
    layout = _layout(pages)
    for number, page in enumerate(pages, 1):
        _read_page(layout, page, number)
    lines = [*layout.lines, *(line for note in layout.notes for line in ("", note))]
    found = ParseWarning("from_pdf", "body", "Văn bản được đọc từ lớp chữ của PDF; hãy đọc lại cả bản.")
    return Source(clean("\n".join(lines)).split("\n"), layout.margins, frozenset(layout.wide), [found])


def _layout(pages: Sequence[Page]) -> _Layout:
    """The text's edges and the size of its letters: those of most rows of upright pages."""
    rows = [row for number, page in enumerate(pages[:40], 1) for row in rows_of(page.words, number)]
    long = [row for row in rows if len(row.plain) > 50 and len(row.pieces) == 1] or rows
    heights = Counter(round(row.height, 1) for row in long)
    lefts = Counter(round(row.left) for row in long)
    usual = min(place for place, count in lefts.items() if count * 4 >= max(lefts.values()))
    left = min([usual, *(row.left for row in rows if row.plain.startswith("Nơi nhận"))])
    return _Layout(left, _right_edge(rows, long, left, pages), heights.most_common(1)[0][0])


def _right_edge(rows: Sequence[Row], long: Sequence[Row], left: float, pages: Sequence[Page]) -> float:
    """Where full rows end, when several do; of a few short rows the longest says nothing, but a title stands in the
    middle between both edges."""
    first = [row.right for row in long if row.page == long[0].page]
    farthest, width = max(first), pages[long[0].page - 1].width
    if sum(farthest - right < _SLACK for right in first) > 1 and width - farthest < _WIDEST_MARGIN * 1.5:
        return farthest
    title = next((row for row in rows if row.page == 1 and len(row.pieces) == 1 and title_of(row.plain)), None)
    return max(farthest, title.left + title.right - left if title else width - _WIDEST_MARGIN)


def _read_page(layout: _Layout, page: Page, number: int) -> None:
    grids, words = take_grids(page, number)
    rows = [row for row in rows_of(words, number) if not _is_page_number(row, page, number)]
    rows = _take_foot(layout, rows, page)
    across = page.width > page.height
    if number == 1:
        rows = _add_header(layout, rows)
    begin = _ending_at(rows, layout) if layout.ending is None else 0
    for row in rows[:begin]:
        _place_grids(layout, grids, row.bottom + row.height)
        if across:
            layout.wide.add(" ".join(row.plain.split()))
        _add(layout, row, across=across)
    if begin < len(rows):
        _place_grids(layout, grids, rows[begin].bottom + rows[begin].height)
        rest = _add_ending(layout, rows[begin:])
        for row in rest:
            _place_grids(layout, grids, row.bottom + row.height)
            _add(layout, row, across=across)
    _place_grids(layout, grids, 0)


def _add_header(layout: _Layout, rows: list[Row]) -> list[Row]:
    """The two columns over the title or "Kính gửi", one after the other; the rows left."""
    above = rows[:_HEADER_ROWS]
    end = next((at for at, row in enumerate(above) if title_of(row.plain) or _GREETING.match(row.plain)), 0)
    pieces, _ = _columns_apart(rows[:end], layout)
    layout.lines += [piece.text for piece in pieces if not _is_right(piece, layout)]
    layout.lines += ["", *(piece.text for piece in pieces if _is_right(piece, layout)), ""]
    return rows[end:]


def _is_page_number(row: Row, page: Page, number: int) -> bool:
    in_margin = row.bottom > page.height - _MARGIN or row.bottom + row.height < _MARGIN
    words = row.plain.strip("-–— ")
    return in_margin and words.isdecimal() and (words == str(number) or len(words) <= len(str(number)) + 1)


def _take_foot(layout: _Layout, rows: list[Row], page: Page) -> list[Row]:
    """Take the notes and the contact line off a page's foot: what is set smaller, or stands under a short rule."""
    start = len(rows)
    for rule in page.rules:
        under = next((at for at, row in enumerate(rows) if row.bottom < rule.bottom), len(rows))
        short = not rule.upright and rule.right - rule.left < layout.width / 2 and rule.left < layout.left + _INDENT
        if short and under < len(rows) and rule.bottom < page.height / 2 and _is_note(rows[under]):
            start = under
    while start and rows[start - 1].height < layout.letters * _SMALL:
        start -= 1
    begin = next((at for at in range(start, len(rows)) if _is_note(rows[at])), len(rows))
    for row in rows[begin:]:
        text = " ".join(row.text.split())
        if _CONTACT.match(row.plain):
            layout.margins.append(row.plain)
        elif _is_note(row):
            mark = _NOTE.match(text.lstrip("*"))
            number = mark[0] if mark else ""
            words = text.lstrip("*")[len(number) :].strip()
            layout.notes.append(f"{superscript(number)} {words}")
        else:
            layout.notes[-1] = _joined(layout.notes[-1], text)
    kept = rows[:begin]
    for row in kept[start:]:
        if _CONTACT.match(row.plain):
            layout.margins.append(row.plain)
    return [row for at, row in enumerate(kept) if at < start or not _CONTACT.match(row.plain)]


def _is_note(row: Row) -> bool:
    return bool(_NOTE.match(row.plain)) and len(row.pieces) == 1


def _ending_at(rows: Sequence[Row], layout: _Layout) -> int:
    """The first row of the two columns of an ending; the number of rows when the page has none."""
    for at, row in enumerate(rows):
        if any(
            begins_ending(piece.plain) and (_is_right(piece, layout) or "Nơi" in piece.plain) for piece in row.pieces
        ):
            return at
    return len(rows)


def _is_right(piece: Piece, layout: _Layout) -> bool:
    return piece.left > layout.left + layout.width * _RIGHT_HALF


def _add_ending(layout: _Layout, rows: Sequence[Row]) -> list[Row]:
    """The left column, then the right one; the rows below that are of neither."""
    end = next((at for at, row in enumerate(rows) if at and _crosses(row, layout)), len(rows))
    pieces, layout.ending = _columns_apart(rows[:end], layout)
    layout.lines += ["", *(piece.text for piece in pieces if not _is_right(piece, layout))]
    layout.lines += ["", *(piece.text for piece in pieces if _is_right(piece, layout)), ""]
    layout.last = None
    if end < len(rows):
        layout.ending = None
    return list(rows[end:])


def _columns_apart(rows: Sequence[Row], layout: _Layout) -> tuple[list[Piece], float]:
    """The pieces of two columns, those that run from left to right cut; where the right one begins."""
    pieces = [piece for row in rows for piece in row.pieces]
    known = layout.right if layout.ending is None else layout.ending
    edge = min([known, *(piece.left - _SLACK for piece in pieces if _is_right(piece, layout))])
    parts = [
        [word for word in piece.words if (word.left >= edge) == of_right]
        for piece in pieces
        for of_right in (False, True)
    ]
    return [Piece(words) for words in parts if words], edge


def _crosses(row: Row, layout: _Layout) -> bool:
    """Whether one piece reaches from the left column into the right one, as text and titles below do."""
    middle = layout.left + layout.width / 2
    return any(
        not _is_right(piece, layout) and piece.right > middle and not piece.plain.startswith(("-", "–"))
        for piece in row.pieces
    )


def _place_grids(layout: _Layout, grids: list[Grid], above: float) -> None:
    """The tables that stand higher than a place of the page, as rows."""
    while grids and (above == 0 or max(grid.bottom for grid in grids) >= above - layout.letters):
        grid = max(grids, key=lambda grid: grid.top)
        grids.remove(grid)
        _add_grid(layout, grid)


def _add_grid(layout: _Layout, grid: Grid) -> None:
    before = layout.table
    goes_on = before is not None and before[1] == len(layout.lines) and grid.continues(before[0])
    if before and goes_on:
        rows = grid.rows[1:] if grid.rows[0] == before[0].rows[0] else grid.rows
        layout.lines.pop()  # the blank line under the part of the page before
        layout.lines += [*Grid(0, 0, 0, 0, [], rows).lines(), ""]
        grid.rows = before[0].rows
    else:
        layout.lines += ["", *grid.lines(), ""]
    layout.table = (grid, len(layout.lines))
    layout.last = None


def _add(layout: _Layout, row: Row, *, across: bool) -> None:
    """One row of text: the rest of the paragraph above, or the first of another."""
    last, layout.last = layout.last, row
    if last and layout.lines and not across and _goes_on(layout, last, row):
        layout.lines[-1] = _joined(layout.lines[-1], row.text)
        layout.first_of_paragraph = False
        return
    centred = last is not None and _is_of_one_title(layout, last, row)
    near = last is not None and last.page == row.page and last.bottom - row.bottom < row.height * 1.8
    layout.lines += [row.text] if centred and near else ["", row.text]
    layout.first_of_paragraph = True


def _joined(above: str, below: str) -> str:
    """Two rows of one paragraph; emphasis that runs over the row's end is one."""
    for mark in ("**", "*"):
        alike = above.endswith("**") == below.startswith("**")
        if alike and above.endswith(mark) and below.startswith(mark):
            return f"{above[: -len(mark)]} {below[len(mark) :]}"
    return above + between(above, below) + below


def _goes_on(layout: _Layout, last: Row, row: Row) -> bool:
    first = row.pieces[0].words[0]
    full = last.right + row.height * _BLANK_WIDTH + (first.right - first.left) > layout.right - _SLACK
    if RULE.fullmatch(row.plain) or RULE.fullmatch(last.plain):
        return False
    if not full or len(row.pieces) > 1 or len(last.pieces) > 1 or _is_centred(layout, row):
        return False
    if row.left < layout.left + _INDENT:
        return True
    if markers.split(row.text)[0]:
        return False
    hangs = row.left > last.left + _INDENT / 2 and layout.first_of_paragraph
    return hangs or (abs(row.left - last.left) < _INDENT / 2 and not layout.first_of_paragraph)


def _is_of_one_title(layout: _Layout, last: Row, row: Row) -> bool:
    """Whether two rows are lines of one title: both centred, or one and both bold, as the other fills the width."""
    both, either = (
        _is_centred(layout, last) and _is_centred(layout, row),
        _is_centred(layout, last) or _is_centred(layout, row),
    )
    bold = all(word.bold for one in (last, row) for piece in one.pieces for word in piece.words)
    return both or (either and bold)


def _is_centred(layout: _Layout, row: Row) -> bool:
    before, after = row.left - layout.left, layout.right - row.right
    return before > _INDENT * 2 and abs(before - after) < _INDENT * 1.5

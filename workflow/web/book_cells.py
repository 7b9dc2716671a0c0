"""A row of a register as a page shows it: the ten columns of the printed form, two of them links."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from workflow.domain import dates
from workflow.domain.states import Book
from workflow.paper.registers import COLUMNS
from workflow.paper.workbooks import Cell
from workflow.queries.books import Entry
from workflow.queries.register_rows import cells

_NUMBER_AND_TITLE: Mapping[Book, tuple[int, int]] = {Book.OUTGOING: (0, 2), Book.INCOMING: (1, 5)}


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: the head of its column, its words, where they lead, how they stand."""

    head: str
    text: str
    address: str | None
    css: str


def shown(book: Book, entry: Entry) -> list[Shown]:
    """The ten cells; the number leads to the row, the title to the paper."""
    number, title = _NUMBER_AND_TITLE[book]
    links: dict[int, str] = {number: row_address(book, entry.id)}
    if entry.document_id:
        links[title] = url_for("documents.show", document_id=entry.document_id)
    told = zip(COLUMNS[book], cells(entry), strict=True)
    return [
        Shown(column.head, _words(value, place == number), links.get(place), _css(value))
        for place, (column, value) in enumerate(told)
    ]


def row_address(book: Book, entry_id: int) -> str:
    """The page of one row."""
    return url_for(f"book_rows.{book.name.lower()}", entry_id=entry_id)


def _words(value: Cell, is_number: bool) -> str:
    if isinstance(value, dt.date):
        return dates.short(value)
    if isinstance(value, int):
        return f"{value:02d}" if is_number else str(value)
    return value or ""


def _css(value: Cell) -> str:
    if isinstance(value, dt.date):
        return "num"
    return "r" if isinstance(value, int) else ""

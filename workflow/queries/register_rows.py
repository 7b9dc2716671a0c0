"""A row of a register as the ten cells of its printed form, and a filter in words."""

import datetime as dt

from workflow.domain import dates
from workflow.domain.labels import ENTRY_STATES
from workflow.domain.numbers import KINDS
from workflow.domain.states import Book, EntryState
from workflow.models import IncomingEntry, OutgoingEntry
from workflow.queries.books import Entry, Wanted

Cell = str | int | dt.date | None
_ORDINARY = frozenset({EntryState.ISSUED, EntryState.RECEIVED})


def cells(entry: Entry) -> tuple[Cell, ...]:
    """The ten columns in their order."""
    return _outgoing(entry) if isinstance(entry, OutgoingEntry) else _incoming(entry)


def title_of(entry: Entry) -> str:
    """Tên loại và trích yếu nội dung, which the form puts into one column."""
    return ": ".join(filter(None, (KINDS.get(entry.kind, "").capitalize(), entry.title)))


def remark_of(entry: Entry) -> str:
    """What became of the number, when it is not the ordinary, and the note."""
    standing = ""
    if entry.state not in _ORDINARY:
        standing = ": ".join(filter(None, (ENTRY_STATES[entry.state], entry.reason)))
    return "; ".join(filter(None, (standing, entry.note)))


def asked_in_words(book: Book, wanted: Wanted) -> str:
    """The filter as it is printed under the title."""
    party, signer = ("nơi nhận", "người ký") if book is Book.OUTGOING else ("tác giả", "người nhận")
    said = [
        KINDS[wanted.kind].capitalize() if wanted.kind in KINDS else "",
        f"từ ngày {dates.short(wanted.from_day)}" if wanted.from_day else "",
        f"đến ngày {dates.short(wanted.to_day)}" if wanted.to_day else "",
        f"số {wanted.number:02d}" if wanted.number is not None else "",
        f"{party} có “{wanted.party}”" if wanted.party else "",
        f"{signer} có “{wanted.signer}”" if wanted.signer else "",
        ENTRY_STATES[wanted.state].lower() if wanted.state else "",
        f"có “{wanted.words}”" if wanted.words else "",
    ]
    words = ", ".join(filter(None, said))
    return words[:1].upper() + words[1:] if words else "Toàn bộ sổ"


def _outgoing(entry: OutgoingEntry) -> tuple[Cell, ...]:
    return (
        entry.symbol,
        entry.day,
        title_of(entry),
        entry.signer,
        entry.recipients,
        entry.keeper,
        entry.copies,
        entry.sent_on,
        entry.receipt,
        remark_of(entry),
    )


def _incoming(entry: IncomingEntry) -> tuple[Cell, ...]:
    return (
        entry.day,
        entry.number,
        entry.author,
        entry.symbol,
        entry.dated_on,
        title_of(entry),
        entry.handler,
        entry.passed_on,
        entry.receipt,
        remark_of(entry),
    )

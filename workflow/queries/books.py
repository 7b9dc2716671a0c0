"""Reading the two registers: a page of a filtered book by keyset, one row, and all rows in the order of a printed book.

Every filter has an index that bounds its cost (`models.book`): a page at a million rows costs what it costs at a
thousand."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_

from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.folding import searched_words
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import Book, EntryState
from workflow.models import IncomingEntry, Organisation, OutgoingEntry, db
from workflow.queries.organisations import OrganisationCase, by_id, predecessors_of

__all__ = ["Entry", "IncomingEntry", "OutgoingEntry"]

PAGE = 30
BATCH = 500
Entry = OutgoingEntry | IncomingEntry
Place = tuple[dt.date, int]
_MODELS: Mapping[Book, Any] = {Book.OUTGOING: OutgoingEntry, Book.INCOMING: IncomingEntry}
MISSING = "Không có sổ này, hoặc đồng chí không thuộc diện được xem."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a filter asks of a book; what is empty asks for nothing. `party` are words of the addressees (đi) or of the
    author (đến), `signer` of the signer (đi) or of whoever handles it (đến), `words` of symbol and title."""

    kind: str = ""
    from_day: dt.date | None = None
    to_day: dt.date | None = None
    number: int | None = None
    party: str = ""
    signer: str = ""
    state: EntryState | None = None
    words: str = ""

    def to_json(self) -> dict[str, Any]:
        """As it is kept with a file made of it."""
        days = {name: day.isoformat() if day else None for name, day in (("from", self.from_day), ("to", self.to_day))}
        shape = {"kind": self.kind, "number": self.number, "party": self.party, "signer": self.signer}
        return shape | days | {"state": self.state.value if self.state else None, "words": self.words}

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Wanted":
        """The filter that was kept."""
        day = {name: dt.date.fromisoformat(shape[name]) if shape[name] else None for name in ("from", "to")}
        state = EntryState(shape["state"]) if shape["state"] else None
        named = {name: shape[name] for name in ("kind", "number", "party", "signer", "words")}
        return cls(from_day=day["from"], to_day=day["to"], state=state, **named)


@dataclass(frozen=True, slots=True)
class BookPage:
    """Some rows, newest first, and the place after which the next page begins."""

    entries: Sequence[Entry]
    more_after: Place | None


def readable(organisation_id: int, actor: Actor) -> Organisation:
    """The organisation whose books the actor may read; "not there" and "not yours" are the same NotFound."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None or not permits(actor, Permission.BOOK_READ, OrganisationCase(organisation)):
        raise NotFound(MISSING)
    return organisation


def organisations_of(actor: Actor) -> Sequence[Organisation]:
    """The organisations whose books the actor may read, by name; those that they took over from come last."""
    held = {*actor.organisation_ids, *predecessors_of(actor.organisation_ids)}
    query = select(Organisation).where(Organisation.id.in_(held))
    query = query.order_by(Organisation.to_day.is_not(None), Organisation.name)
    return [one for one in db.session.scalars(query) if permits(actor, Permission.BOOK_READ, OrganisationCase(one))]


def page(organisation_id: int, book: Book, wanted: Wanted, after: Place | None = None, limit: int = PAGE) -> BookPage:
    """A page of the book, newest first, in one statement."""
    model = _MODELS[book]
    query = _asked(organisation_id, book, wanted)
    if after is not None:
        query = query.where(tuple_(model.day, model.id) < after)
    found = db.session.scalars(query.order_by(model.day.desc(), model.id.desc()).limit(limit + 1)).all()
    shown = found[:limit]
    return BookPage(shown, (shown[-1].day, shown[-1].id) if len(found) > limit else None)


def count(organisation_id: int, book: Book, wanted: Wanted, most: int) -> int:
    """How many rows the filter leaves, counted no further than one more than `most`."""
    some = _asked(organisation_id, book, wanted).with_only_columns(_MODELS[book].id).limit(most + 1)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def rows(organisation_id: int, book: Book, wanted: Wanted) -> Iterator[Entry]:
    """Every row in the order of a printed book, oldest first, a few hundred held at a time."""
    model = _MODELS[book]
    query = _asked(organisation_id, book, wanted).order_by(model.day, model.id)
    for batch in db.session.scalars(query.execution_options(yield_per=BATCH)).partitions():
        yield from batch
        db.session.expunge_all()


def one(book: Book, entry_id: int, actor: Actor) -> Entry:
    """One row of a book that the actor may read; "not there" and "not yours" are the same NotFound."""
    entry: Entry | None = db.session.get(_MODELS[book], entry_id)
    if entry is None or not _may_read(entry, actor):
        raise NotFound(MISSING)
    return entry


def rows_of(document_id: int, actor: Actor) -> list[Entry]:
    """The rows of a document in the books that the actor may read: its number first, then where it arrived."""
    held = {*actor.organisation_ids, *predecessors_of(actor.organisation_ids)}
    found: list[Entry] = []
    for model in _MODELS.values():
        query = select(model).where(model.document_id == document_id, model.organisation_id.in_(held))
        found += db.session.scalars(query.order_by(model.id).limit(20)).all()
    return [entry for entry in found if _may_read(entry, actor)]


def called(entry: Entry) -> str:
    """How a person names a row of one of the books."""
    name = name_of(entry)
    return f"Sổ văn bản {'đến' if isinstance(entry, IncomingEntry) else 'đi'}, {name[0].lower()}{name[1:]}"


def name_of(entry: Entry) -> str:
    """How a person names a row in its book."""
    if isinstance(entry, IncomingEntry):
        return f"Số đến {entry.number:02d} năm {entry.day.year}"
    return f"Số {entry.symbol}"


def _may_read(entry: Entry, actor: Actor) -> bool:
    return permits(actor, Permission.BOOK_READ, OrganisationCase(by_id(entry.organisation_id)))


def _asked(organisation_id: int, book: Book, wanted: Wanted) -> Select[Any]:
    model = _MODELS[book]
    return select(model).where(model.organisation_id == organisation_id, *_conditions(model, wanted))


def _conditions(model: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = [
        model.kind == wanted.kind if wanted.kind else None,
        model.day >= wanted.from_day if wanted.from_day else None,
        model.day <= wanted.to_day if wanted.to_day else None,
        model.number == wanted.number if wanted.number is not None else None,
        model.state == wanted.state if wanted.state else None,
    ]
    words = searched_words(title=wanted.words, party=wanted.party, signer=wanted.signer)
    if words:
        asked.append(model.search_words.contains(words))
    return [condition for condition in asked if condition is not None]

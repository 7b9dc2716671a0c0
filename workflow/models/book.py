"""The two registers: a row for every number that was ever given. What a row says was true on its day and is not
looked up anew: names, symbols and addressees stay as they were registered (NĐ 30/2020 Phụ lục IV, ten columns each)."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.states import Book, EntryState
from workflow.models.account import User
from workflow.models.base import Base, Chained, identity, words


class BookRow(Chained):
    """What a row of either book has. `day` is the day it is ordered by; `search_words` are folded and tagged for the
    search (`domain.folding`); `version` guards the columns that people fill in later."""

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    day: Mapped[dt.date]
    kind: Mapped[str] = mapped_column(String(10), default="")
    symbol: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(600), default="")
    receipt: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(String(1000), default="")
    state: Mapped[EntryState] = mapped_column(words(EntryState))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    version: Mapped[int] = mapped_column(default=1)
    search_words: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)


def _indexes(table: str) -> tuple[Any, ...]:
    """The same ways of reading both books."""
    return (
        UniqueConstraint("series_id", "number"),
        # a page of the book, newest first, keyset on (day, id); and the same of one kind, of one state
        Index(f"ix_{table}_page", "organisation_id", "day", "id"),
        Index(f"ix_{table}_page_of_kind", "organisation_id", "kind", "day", "id"),
        Index(f"ix_{table}_page_in_state", "organisation_id", "state", "day", "id"),
        # the filter by number
        Index(f"ix_{table}_number", "organisation_id", "number"),
        # the filters by words of title, addressee or sender, signer
        Index(f"ix_{table}_words", "search_words", postgresql_using="gin"),
    )


class OutgoingEntry(BookRow, Base):
    """One number of an organisation's own papers: used, reserved or given up."""

    __tablename__ = "outgoing_entry"
    __table_args__ = (*_indexes(__tablename__), Index("ix_outgoing_entry_of_document", "document_id"))
    subject_kind = "outgoing_entry"

    id: Mapped[int] = identity()
    signer: Mapped[str] = mapped_column(String(200), default="")
    recipients: Mapped[str] = mapped_column(Text, default="")
    keeper: Mapped[str] = mapped_column(String(300), default="")
    copies: Mapped[int | None]
    sent_on: Mapped[dt.date | None]


class IncomingEntry(BookRow, Base):
    """One paper that arrived, with its số đến."""

    __tablename__ = "incoming_entry"
    __table_args__ = (
        *_indexes(__tablename__),
        UniqueConstraint("document_id", "organisation_id"),
    )
    subject_kind = "incoming_entry"

    id: Mapped[int] = identity()
    author: Mapped[str] = mapped_column(String(300), default="")
    dated_on: Mapped[dt.date | None]
    handler: Mapped[str] = mapped_column(String(300), default="")
    passed_on: Mapped[dt.date | None]


class Export(Chained, Base):
    """A book, or what a filter left of it, being made into a file: asked, made by a job, kept by digest, given out to
    whoever may read the book until `expires_at`."""

    __tablename__ = "export"
    subject_kind = "export"

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    book: Mapped[Book] = mapped_column(words(Book))
    form: Mapped[str] = mapped_column(String(4))
    wanted: Mapped[dict[str, Any]] = mapped_column(JSONB)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    made_at: Mapped[dt.datetime | None]
    rows: Mapped[int | None]
    digest: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(Text)

    asked_by: Mapped[User | None] = relationship(viewonly=True)

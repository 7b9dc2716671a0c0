"""The citation register: documents that papers cite, as an office has confirmed them."""

import datetime as dt

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, Chained, identity


class CitationEntry(Chained, Base):
    """One cited document: the same symbol comes again each term of office, so symbol and day name it together.
    `folded` is what is searched: everything in small letters without marks."""

    __tablename__ = "citation_entry"
    __table_args__ = (UniqueConstraint("symbol", "issued_on"), Index("ix_citation_entry_newest", "issued_on", "id"))
    subject_kind = "citation"

    id: Mapped[int] = identity()
    symbol: Mapped[str] = mapped_column(String(60))
    issued_on: Mapped[dt.date]
    kind_name: Mapped[str] = mapped_column(String(40))
    issuer: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)

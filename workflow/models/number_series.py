"""Nhiệm kỳ, and the series of numbers that run through them: one row per organisation, kind and opening day, which is
the lock."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.domain.states import Numbering
from workflow.models.base import Base, identity, words


class Term(Base):
    """One nhiệm kỳ of an organisation; it ends on the day before the next begins, so only the first day is kept."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("organisation_id", "from_day"),)

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(120))
    from_day: Mapped[dt.date]
    numbering: Mapped[Numbering] = mapped_column(words(Numbering), default=Numbering.TERM)


class Series(Base):
    """The last number given in a series that began at 01 on `from_day`, and the day that number bears. `kind` is the
    type's symbol, or `INCOMING_KIND` for the numbers given to what arrives."""

    __tablename__ = "series"
    __table_args__ = (
        UniqueConstraint("organisation_id", "kind", "from_day"),
        CheckConstraint("last >= 0", name="counts_up"),
    )

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(10))
    from_day: Mapped[dt.date]
    last: Mapped[int] = mapped_column(default=0)
    last_on: Mapped[dt.date | None]

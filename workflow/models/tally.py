"""How reports come in, counted beforehand: for each organisation what is owed in its branch and what of it has come.
One job keeps the figures (`actions.tally`); triggers of the database tell it which duties have changed, so that no act
can forget to."""

import datetime as dt

from sqlalchemy import BigInteger, Identity, Index, Integer, SmallInteger, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base


class Tally(Base):
    """The duties of an organisation and of all below it, of one period (`Period.key`, `NoPeriod.key`) and due on one
    day: how many, how many sent, how many of those by the day, how many ever sent back. What is late on a day is what
    has not come of the due days before it."""

    __tablename__ = "tally"
    __table_args__ = (
        # what is owed no more is swept out
        Index("ix_tally_nothing_owed", "organisation_id", postgresql_where="expected = 0"),
    )

    organisation_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period_kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    period_year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    period_index: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    due_on: Mapped[dt.date] = mapped_column(primary_key=True)
    expected: Mapped[int] = mapped_column(Integer)
    arrived: Mapped[int] = mapped_column(Integer)
    on_time: Mapped[int] = mapped_column(Integer)
    returned: Mapped[int] = mapped_column(Integer)


class TalliedTarget(Base):
    """What a duty amounts to in the tallies as they stand, and in whose: taken back when it is counted anew."""

    __tablename__ = "tallied_target"

    target_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    period_kind: Mapped[str] = mapped_column(String(20))
    period_year: Mapped[int] = mapped_column(SmallInteger)
    period_index: Mapped[int] = mapped_column(SmallInteger)
    due_on: Mapped[dt.date]
    arrived: Mapped[bool]
    on_time: Mapped[bool]
    returned: Mapped[bool]


class TallyOutbox(Base):
    """A duty that has changed since it was counted; told again it is counted again, which changes nothing."""

    __tablename__ = "tally_outbox"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    target_id: Mapped[int]

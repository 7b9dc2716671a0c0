"""The notice of each person and day, how a person wants it, and which days' round was begun."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class Digest(Base):
    """What one person was told on one day (`lines`: domain.digest.Line as JSON). `handed` counts how often it was given
    to the mail server without knowing whether it arrived; `mailed_at` says that it did."""

    __tablename__ = "digest"
    __table_args__ = (
        UniqueConstraint("user_id", "day"),
        Index("ix_digest_unread", "user_id", postgresql_where="read_at IS NULL"),
    )

    id: Mapped[int] = identity()
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[dt.date]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    made_at: Mapped[dt.datetime]
    read_at: Mapped[dt.datetime | None]
    handed: Mapped[int] = mapped_column(default=0, server_default="0")
    mailed_at: Mapped[dt.datetime | None]


class NoticeChoice(Base):
    """How one person wants to be told: the address and whether it is used; `feed_serial` goes up when the address of
    the calendar is renewed."""

    __tablename__ = "notice_choice"

    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    mail: Mapped[str | None] = mapped_column(String(254))
    by_mail: Mapped[bool] = mapped_column(default=True, server_default=true())
    feed_serial: Mapped[int] = mapped_column(default=1, server_default="1")


class DigestRound(Base):
    """The round of one day was begun: it is begun once, by whichever worker comes first."""

    __tablename__ = "digest_round"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]

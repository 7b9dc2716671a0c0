"""What stands beside or instead of a password: the key of one's telephone, recovery codes, a code from the office."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class SecondFactor(Base):
    """The key from which a person's telephone makes codes (RFC 6238), sealed with the secret of this installation. It
    counts once `confirmed_at` is set; `last_step` is the time step of the last code that was shown here: it opens no
    more. `drift` is how many steps the telephone's clock is ahead of ours, `other_drift` what it was at the last code
    that did not fit."""

    __tablename__ = "second_factor"

    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    sealed: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[dt.datetime | None]
    last_step: Mapped[int | None]
    drift: Mapped[int] = mapped_column(default=0, server_default="0")
    other_drift: Mapped[int | None]


class RecoveryCode(Base):
    """A code for the day the telephone is lost, as argon2 keeps it; used, its row is gone."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = identity()
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    hashed: Mapped[str] = mapped_column(String(255))


class EntryCode(Base):
    """A code that opens once in place of a forgotten password, as argon2 keeps it; made by the office."""

    __tablename__ = "entry_code"

    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    hashed: Mapped[str] = mapped_column(String(255))
    ends_at: Mapped[dt.datetime]

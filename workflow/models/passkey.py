"""Passkeys: what a person's device proves itself with; the private half never leaves the device."""

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class Passkey(Base):
    """One passkey (WebAuthn credential) of one person, under the name the person gave it. `sign_count` is what the
    device last counted, for those that count."""

    __tablename__ = "passkey"

    id: Mapped[int] = identity()
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]

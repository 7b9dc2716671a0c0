"""The pages of a text that is still being worked on, as pictures."""

import datetime as dt

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class Preview(Base):
    """The last pages drawn of one subject. `wanted` is the digest of the words that somebody wants to see, `shown` of
    those that `pages` (digests of pictures in the store) show; `more` counts the pages that were not drawn."""

    __tablename__ = "preview"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id"),)

    id: Mapped[int] = identity()
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    wanted: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[dt.datetime]
    shown: Mapped[str | None] = mapped_column(String(64))
    pages: Mapped[list[str]] = mapped_column(JSONB, default=list)
    more: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(Text)

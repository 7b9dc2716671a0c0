"""Written waivers: a finding of the check of format that a person lets stand, with the reason."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class Waiver(Base):
    """One waiver. `key` names the finding on the very text it was given for (rule, part, words, text): once the text of
    that place changes, the finding has another key and the waiver no longer counts; the row stays as a record."""

    __tablename__ = "waiver"
    __table_args__ = (UniqueConstraint("document_id", "key"),)

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    key: Mapped[str] = mapped_column(String(24))
    rule: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(String(60))
    message: Mapped[str] = mapped_column(Text)
    text_digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    given_at: Mapped[dt.datetime]
    given_by: Mapped[str] = mapped_column(String(120))
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

"""The audit: append-only, one hash chain per subject."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from workflow.domain.facts import Fact
from workflow.models.base import Base, identity, words


class AuditEntry(Base):
    """One act: who, as what, when, which fact, from which state to which; `digest` covers it and the entry before."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "ordinal"),
        Index("ix_audit_entry_of_actor", "actor_id", "at"),
    )

    id: Mapped[int] = identity()
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    ordinal: Mapped[int]
    at: Mapped[dt.datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor_name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str | None] = mapped_column(String(20))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    fact: Mapped[Fact] = mapped_column(words(Fact))
    from_state: Mapped[str | None] = mapped_column(String(40))
    to_state: Mapped[str | None] = mapped_column(String(40))
    details: Mapped[dict[str, Any]] = mapped_column(JSONB)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))

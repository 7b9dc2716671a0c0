"""Outlines that an organisation keeps: the one being designed, and its versions as rounds of reporting use them."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.outline import Outline
from workflow.models.base import Base, Chained, identity
from workflow.models.organisation import Organisation


class OutlineRecord(Chained, Base):
    """An outline of an organisation; `content` is being designed, and nobody's form before it is fixed as a version."""

    __tablename__ = "outline"
    __table_args__ = (Index("ix_outline_of_organisation", "organisation_id", "id"),)
    subject_kind = "outline"

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[dt.datetime]
    changed_by: Mapped[str] = mapped_column(String(120))

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    versions: Mapped[list["OutlineVersion"]] = relationship(order_by="OutlineVersion.ordinal.desc()", viewonly=True)

    @property
    def outline(self) -> Outline:
        """The outline being designed, as rules see it."""
        return Outline.from_json(self.content)

    @property
    def latest(self) -> "OutlineVersion | None":
        """The version that a new round gets."""
        return next(iter(self.versions), None)


class OutlineVersion(Base):
    """One version of an outline as it was fixed; append-only."""

    __tablename__ = "outline_version"
    __table_args__ = (UniqueConstraint("outline_id", "ordinal"),)

    id: Mapped[int] = identity()
    outline_id: Mapped[int] = mapped_column(ForeignKey("outline.id"))
    ordinal: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    fixed_at: Mapped[dt.datetime]
    fixed_by: Mapped[str] = mapped_column(String(120))

    record: Mapped[OutlineRecord] = relationship(viewonly=True)

    @property
    def outline(self) -> Outline:
        """The version as rules see it."""
        return Outline.from_json(self.content)

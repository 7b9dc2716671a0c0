"""A workbook of organisations, people and roles on its way in."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.states import TreeImportState
from workflow.models.base import Base, Chained, identity, words
from workflow.models.organisation import Organisation


class TreeImport(Chained, Base):
    """One workbook brought for an organisation and those below it. `content` holds its cells ({sheet: [[row, [cell …]]
    …]}), `progress` counts what was prepared of `total`; `sealed` is the sheet of first passwords, locked, until it is
    taken once."""

    __tablename__ = "tree_import"
    # the newest of an organisation
    __table_args__ = (Index("ix_tree_import_of_organisation", "organisation_id", "id"),)
    subject_kind = "tree_import"

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[TreeImportState] = mapped_column(words(TreeImportState))
    reason: Mapped[str | None] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    outcome: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    progress: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True, viewonly=True)

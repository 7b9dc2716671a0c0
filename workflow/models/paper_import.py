"""A paper from outside on its way into the register."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.states import ImportState
from workflow.models.base import Base, Chained, identity, words
from workflow.models.document import Document
from workflow.models.organisation import Organisation


class PaperImport(Chained, Base):
    """One file or pasted text that a person brought, seen by that person alone. `digest` names its bytes in the store;
    `content` is the paper read from it, as changed since; `settled` names the findings the person let stand.
    `document_id` is the paper it was entered as, `draft_id` the text being written that it is meant for or lies in;
    then `laid` says what it changed there ({section: [before, after]} …), so that it can be taken out again."""

    __tablename__ = "paper_import"
    # "Đang đưa vào": the newest of one person
    __table_args__ = (Index("ix_paper_import_of_owner", "owner_id", "id"),)
    subject_kind = "import"

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[ImportState] = mapped_column(words(ImportState))
    reason: Mapped[str | None] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    settled: Mapped[list[str]] = mapped_column(JSONB, default=list)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    laid: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True, viewonly=True)
    document: Mapped[Document | None] = relationship(foreign_keys=[document_id], viewonly=True)

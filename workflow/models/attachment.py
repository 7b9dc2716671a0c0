"""Files that go with a paper: kept in the store by digest, listed with the text that was handed in."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class Attachment(Base):
    """One file of a paper: what it is, as the writer calls it, and its bytes by digest; `removed`: not sent along."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_of_document", "document_id", "id"),)

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    title: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    added_at: Mapped[dt.datetime]
    added_by: Mapped[str] = mapped_column(String(120))
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())

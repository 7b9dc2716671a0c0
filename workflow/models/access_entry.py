"""Who opened a paper that bears a mark of circulation; append-only like the audit."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class AccessEntry(Base):
    """One opening: who, when, of which page (`way`: its endpoint), and whose places they took who may read it too."""

    __tablename__ = "access_entry"
    __table_args__ = (Index("ix_access_entry_of_document", "document_id", "id"),)

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    at: Mapped[dt.datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    actor_name: Mapped[str] = mapped_column(String(120))
    way: Mapped[str] = mapped_column(String(60))
    in_place_of: Mapped[str] = mapped_column(String(400), default="", server_default="")

"""Urging: which organisation was urged by which công văn about which request or task, and what it answered."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.models.base import Base, identity
from workflow.models.campaign import Target
from workflow.models.document import Document
from workflow.models.organisation import Organisation
from workflow.models.task import Task


class Urge(Base):
    """One organisation (`unit_id`) urged by an office's công văn, about a report asked of it or a task that a plan gave
    it. `due_on` is the day it had then, `ordinal` the how-manyth urging about this matter. `day` is the one that counts
    against a second urging: that of the press until the paper is sent, then that of the sending."""

    __tablename__ = "urge"
    __table_args__ = (
        UniqueConstraint("organisation_id", "unit_id", "day", name="uq_urge_once_a_day"),
        # the record of a unit, newest first
        Index("ix_urge_of_unit", "unit_id", "id"),
        Index("ix_urge_of_target", "target_id", "id"),
        Index("ix_urge_of_task", "task_id", "unit_id"),
        Index("ix_urge_of_document", "document_id"),
        CheckConstraint("(target_id IS NULL) <> (task_id IS NULL)", name="about_one_thing"),
    )

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    target_id: Mapped[int | None] = mapped_column(ForeignKey("target.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    day: Mapped[dt.date]
    due_on: Mapped[dt.date]
    reply_by: Mapped[dt.date]
    ordinal: Mapped[int]
    at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]

    unit: Mapped[Organisation] = relationship(foreign_keys=[unit_id])
    target: Mapped[Target | None] = relationship()
    task: Mapped[Task | None] = relationship()
    document: Mapped[Document] = relationship(foreign_keys=[document_id], viewonly=True)
    reply: Mapped[Document | None] = relationship(foreign_keys=[reply_id], viewonly=True)

"""What a consolidation is made of: sources taken in, their blocks, the result's blocks, and which came from which."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.states import How, SourceState
from workflow.models.base import Base, identity, words
from workflow.models.document import Document
from workflow.models.organisation import Organisation


class Source(Base):
    """One received document taken into a consolidation."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("document_id", "source_id"), Index("ix_source_used_by", "source_id"))

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    position: Mapped[int]
    taken_at: Mapped[dt.datetime]

    source: Mapped[Document] = relationship(foreign_keys=[source_id])
    organisation: Mapped[Organisation] = relationship()


SPAN = 10_000  # places that one source's blocks may take
STEP = 1_000  # places between two blocks of the result, so that a split one finds room


class SourceBlock(Base):
    """One block of a source as the workspace shows it; ends used, merged or left out with a reason. `task_id` is the
    task under which words on a task stand here: that of the plan above which the unit's own one carries out."""

    __tablename__ = "source_block"
    __table_args__ = (
        UniqueConstraint("document_id", "source_id", "block"),
        Index("ix_source_block_of_section", "document_id", "section_key", "position"),
        Index("ix_source_block_open", "document_id", "section_key", postgresql_where="state = 'open'"),
        CheckConstraint("(state = 'left_out') = (reason IS NOT NULL)", name="left_out_has_reason"),
    )

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    block: Mapped[str] = mapped_column(String(40))
    section_key: Mapped[str] = mapped_column(String(40))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[SourceState] = mapped_column(words(SourceState), default=SourceState.OPEN)
    reason: Mapped[str | None] = mapped_column(Text)
    handled_by: Mapped[str | None] = mapped_column(String(120))

    organisation: Mapped[Organisation] = relationship()

    @property
    def ordinal(self) -> int:
        """Which block of its report it is, from 1."""
        return self.position % SPAN


class ResultBlock(Base):
    """One block of the result while it is being written, as one typed line with its marker; `task_id` names the task
    that it tells of. The one table of a section that was made of the units' tables keeps in `gathered` the digest of
    its text as it was made, so that what a person changed since is known."""

    __tablename__ = "result_block"
    __table_args__ = (
        UniqueConstraint("document_id", "block"),
        Index("ix_result_block_of_section", "document_id", "section_key", "position"),
        Index(
            "ix_result_block_gathered",
            "document_id",
            "section_key",
            unique=True,
            postgresql_where="gathered IS NOT NULL",
        ),
    )

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    block: Mapped[str] = mapped_column(String(40))
    section_key: Mapped[str] = mapped_column(String(40))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    gathered: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[dt.datetime]
    saved_by: Mapped[str] = mapped_column(String(120))


class Contribution(Base):
    """A result block came from a source block; `kept` is the share (0-100) of the source's words still in it."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("document_id", "block", "source_id", "source_block"),
        Index("ix_contribution_of_source", "source_id", "source_block"),
        CheckConstraint("kept BETWEEN 0 AND 100", name="kept_is_a_share"),
    )

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    block: Mapped[str] = mapped_column(String(40))
    source_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    source_block: Mapped[str] = mapped_column(String(40))
    how: Mapped[How] = mapped_column(words(How))
    kept: Mapped[int]

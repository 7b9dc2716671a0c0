"""What is said of a block of a paper: comments, the replies to them, and wordings suggested for the block."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.comments import Audience, Outcome
from workflow.models.base import Base, identity, words
from workflow.models.document import Revision
from workflow.models.organisation import Organisation


class Comment(Base):
    """One comment on a block of a revision, or the reply to one (`parent_id`; replies have none themselves). `about`
    is how the block read then, `section` where it is written; `organisation_id` the house of its author; `proposed`
    another wording for the block. It is open until `closed_at`; a wording that was decided on stays decided."""

    __tablename__ = "comment"
    __table_args__ = (
        # the threads of a paper; with their replies in the order in which they were given
        Index("ix_comment_of_document", "document_id", "id"),
        # how many wait, by block, beside the text
        Index("ix_comment_open", "document_id", "section", postgresql_where="parent_id IS NULL AND closed_at IS NULL"),
        Index("ix_comment_replies", "parent_id", "id", postgresql_where="parent_id IS NOT NULL"),
        CheckConstraint(
            "outcome IS NULL OR (proposed IS NOT NULL AND closed_at IS NOT NULL)", name="decided_is_closed"
        ),
    )

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    block: Mapped[str] = mapped_column(String(40))
    section: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(Text)
    audience: Mapped[Audience] = mapped_column(words(Audience))
    text: Mapped[str] = mapped_column(Text)
    proposed: Mapped[str | None] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[str] = mapped_column(String(120))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    given_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(120))
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    answer: Mapped[str] = mapped_column(Text, default="")

    revision: Mapped[Revision] = relationship(viewonly=True)
    replies: Mapped[list["Comment"]] = relationship(order_by="Comment.id", viewonly=True)
    house: Mapped[Organisation] = relationship(viewonly=True)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to look at it."""
        return self.closed_at is None

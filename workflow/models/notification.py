"""What was told to whom."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.facts import Fact
from workflow.models.base import Base, identity, words
from workflow.models.difficulty import Difficulty
from workflow.models.document import Document


class Notification(Base):
    """One message to one person about one act on a document, a difficulty or a round; told once even when its job runs
    twice."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("user_id", "document_id", "ordinal"),
        UniqueConstraint("user_id", "difficulty_id", "ordinal"),
        UniqueConstraint("user_id", "campaign_id", "ordinal"),
        CheckConstraint("num_nonnulls(document_id, difficulty_id, campaign_id) = 1", name="about_one_thing"),
        Index("ix_notification_unread", "user_id", "id", postgresql_where="read_at IS NULL"),
    )

    id: Mapped[int] = identity()
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    difficulty_id: Mapped[int | None] = mapped_column(ForeignKey("difficulty.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    ordinal: Mapped[int]
    fact: Mapped[Fact] = mapped_column(words(Fact))
    title: Mapped[str] = mapped_column(String(400))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime]
    read_at: Mapped[dt.datetime | None]

    document: Mapped[Document | None] = relationship()
    difficulty: Mapped[Difficulty | None] = relationship()

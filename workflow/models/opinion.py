"""A committee's decision: the rounds of opinions, each member's slip, what it says of which block, the decision."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.states import DecisionWay, Reply, RoundEnd, Stance
from workflow.models.account import User
from workflow.models.base import Base, identity, words
from workflow.models.document import Document, Revision


class OpinionRound(Base):
    """One round in which the members of a body are asked about a text. `revision_id` is the text asked about now: it
    moves on with the paper. `members` is how many the body had when it was opened, its writers among them."""

    __tablename__ = "opinion_round"
    __table_args__ = (
        # the rounds of a paper, newest last; one is open at most
        Index("ix_opinion_round_of_document", "document_id", "id"),
        Index("uq_opinion_round_open", "document_id", unique=True, postgresql_where="closed_at IS NULL"),
    )

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    members: Mapped[int]
    closes_on: Mapped[dt.date]
    note: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[dt.datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[dt.datetime | None]
    end: Mapped[RoundEnd | None] = mapped_column(words(RoundEnd))
    reason: Mapped[str] = mapped_column(Text, default="")

    document: Mapped[Document] = relationship(viewonly=True)
    revision: Mapped[Revision] = relationship(viewonly=True)
    slips: Mapped[list["Slip"]] = relationship(back_populates="round", order_by="Slip.id")


class Slip(Base):
    """One member's slip of a round, there from its opening. It counts while it has a `stance` and did not fall;
    `revision_id` is the text that the member read. A writer of the text is among the members and has no say."""

    __tablename__ = "slip"
    __table_args__ = (
        UniqueConstraint("round_id", "user_id"),
        # what waits for a person
        Index("ix_slip_waiting", "user_id", "round_id", postgresql_where="stance IS NULL OR fell_at IS NOT NULL"),
    )

    id: Mapped[int] = identity()
    round_id: Mapped[int] = mapped_column(ForeignKey("opinion_round.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    wrote: Mapped[bool] = mapped_column(default=False, server_default=false())
    stance: Mapped[Stance | None] = mapped_column(words(Stance))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    given_at: Mapped[dt.datetime | None]
    fell_at: Mapped[dt.datetime | None]
    fell_because: Mapped[str] = mapped_column(Text, default="")

    round: Mapped[OpinionRound] = relationship(back_populates="slips")
    user: Mapped[User] = relationship(viewonly=True)
    revision: Mapped[Revision | None] = relationship(viewonly=True)
    opinions: Mapped[list["Opinion"]] = relationship(back_populates="slip", order_by="Opinion.id")

    @property
    def counts(self) -> bool:
        """Whether it is a vote on the text as it is now."""
        return self.stance is not None and self.fell_at is None

    @property
    def waits(self) -> bool:
        """Whether the member is still to be heard."""
        return not self.wrote and not self.counts


class Opinion(Base):
    """What a slip says of the whole text or of one block (`place`: how the block began), and the office's reply. Other
    words make another opinion: the old one is kept as withdrawn."""

    __tablename__ = "opinion"
    __table_args__ = (Index("ix_opinion_of_slip", "slip_id", "id"),)

    id: Mapped[int] = identity()
    slip_id: Mapped[int] = mapped_column(ForeignKey("slip.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    block: Mapped[str | None] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    given_at: Mapped[dt.datetime]
    withdrawn_at: Mapped[dt.datetime | None]
    reply: Mapped[Reply | None] = mapped_column(words(Reply))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[dt.datetime | None]
    answered_by: Mapped[str | None] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=1)

    slip: Mapped[Slip] = relationship(back_populates="opinions")


class Decision(Base):
    """What a body decided, on which very text (`digest` of the revision), how and with how many; kept for ever. It
    stands until `fell_at`: when the paper came back and its text truly changed."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_of_document", "document_id", "id"),)

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    digest: Mapped[str] = mapped_column(String(64))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("opinion_round.id"))
    way: Mapped[DecisionWay] = mapped_column(words(DecisionWay))
    day: Mapped[dt.date]
    members: Mapped[int]
    present: Mapped[int]
    agreed: Mapped[int]
    opposed: Mapped[int]
    conclusion: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[dt.datetime]
    recorded_by: Mapped[str] = mapped_column(String(120))
    fell_at: Mapped[dt.datetime | None]
    fell_because: Mapped[str] = mapped_column(Text, default="")

    revision: Mapped[Revision] = relationship(viewonly=True)

"""Difficulties as records of their own: each belongs to one organisation, lies at one desk, and is linked upward to the
record of the level above that it was joined into; what was said about it; where it stands in reports."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, false
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.difficulties import DifficultyKind, DifficultyState, WordKind, rank
from workflow.models.base import Base, Chained, identity, words
from workflow.models.document import Document
from workflow.models.organisation import Organisation


class Difficulty(Chained, Base):
    """One matter of one organisation. `desk_id` is the organisation that must handle it (its own while what it joined
    stays in the house), `through_id` the clearing house it went through, `parent_id` the record of the level above that
    speaks for it, `document_id` the report in which it was raised, `due_on` the day promised for the answer."""

    __tablename__ = "difficulty"
    __table_args__ = (
        # lists: of a unit, at a desk; what waits first, oldest first, keyset on (rank, raised_at, id)
        Index("ix_difficulty_of_organisation", "organisation_id", "rank", "raised_at", "id"),
        Index("ix_difficulty_at_desk", "desk_id", "rank", "raised_at", "id"),
        # the way down: what was joined into a record
        Index("ix_difficulty_joined", "parent_id"),
        Index("ix_difficulty_of_document", "document_id"),
        # the filter by words
        Index("ix_difficulty_words", "search_words", postgresql_using="gin"),
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
    )
    subject_kind = "difficulty"

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    desk_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    through_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("difficulty.id"))
    kind: Mapped[DifficultyKind] = mapped_column(words(DifficultyKind))
    text: Mapped[str] = mapped_column(Text)
    addressed_to: Mapped[str] = mapped_column(String(200), default="")
    _state: Mapped[DifficultyState] = mapped_column("state", words(DifficultyState))
    rank: Mapped[int] = mapped_column(SmallInteger)
    is_charged: Mapped[bool] = mapped_column(default=False, server_default=false())
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    raised_at: Mapped[dt.datetime]
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[dt.datetime | None]
    received_at: Mapped[dt.datetime | None]
    answered_at: Mapped[dt.datetime | None]
    due_on: Mapped[dt.date | None]
    version: Mapped[int] = mapped_column(default=1)
    search_words: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)

    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id], lazy="joined", viewonly=True)
    desk: Mapped[Organisation] = relationship(foreign_keys=[desk_id], lazy="joined", viewonly=True)
    document: Mapped[Document | None] = relationship(foreign_keys=[document_id], viewonly=True)

    def __init__(self, *, state: DifficultyState, **columns: object) -> None:
        super().__init__(**columns)
        self.put(state)

    @hybrid_property
    def state(self) -> DifficultyState:
        """Where it stands; read-only, see `domain.difficulties.moved`."""
        return self._state

    def put(self, state: DifficultyState) -> None:
        """Take the state that a move leads to, and the place in lists that belongs to it."""
        self._state, self.rank = state, rank(state)


class DifficultyWord(Base):
    """Something said about a difficulty by one level to the next; an answer may name a document and promise a day."""

    __tablename__ = "difficulty_word"
    __table_args__ = (Index("ix_difficulty_word_of", "difficulty_id", "id"),)

    id: Mapped[int] = identity()
    difficulty_id: Mapped[int] = mapped_column(ForeignKey("difficulty.id"))
    kind: Mapped[WordKind] = mapped_column(words(WordKind))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    said_by: Mapped[str] = mapped_column(String(200))
    at: Mapped[dt.datetime]
    text: Mapped[str] = mapped_column(Text)
    symbol: Mapped[str] = mapped_column(String(60), default="")
    dated_on: Mapped[dt.date | None]
    promised_on: Mapped[dt.date | None]

    organisation: Mapped[Organisation] = relationship(lazy="joined", viewonly=True)


class DifficultyPlace(Base):
    """A block of a report that speaks of a difficulty: where it was raised, where it stands ready in the next one
    (`text` as it was laid there), where it went into the superior's."""

    __tablename__ = "difficulty_place"
    __table_args__ = (
        UniqueConstraint("document_id", "block"),
        Index("ix_difficulty_place_of", "difficulty_id"),
    )

    id: Mapped[int] = identity()
    difficulty_id: Mapped[int] = mapped_column(ForeignKey("difficulty.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    section_key: Mapped[str] = mapped_column(String(40))
    block: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text, default="")

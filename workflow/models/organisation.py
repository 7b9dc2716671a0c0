"""Party organisations: a tree with dates, free in depth."""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.majority import Rules, rules_of
from workflow.domain.states import DecisionWay, Level
from workflow.models.base import Base, Chained, identity, words


class Organisation(Chained, Base):
    """One organisation. `name` is how people call it, `heading` how the paper prints it as issuer, `party_heading` how
    the papers of those below print it ("ĐẢNG BỘ …"), `code` how the names of its files begin ("A32.65");
    `ancestor_ids` runs from the direct superior to the top; `seals_by_itself`: the server puts the seal from the
    organisation's key file as soon as the signer has signed. `to_day` is the last day of one that has ended, and
    `successor_id` who took over most of what it had; `search_words` are folded for the search by name."""

    __tablename__ = "organisation"
    __table_args__ = (
        # those directly below, by name, keyset on (name, id)
        Index("ix_organisation_subordinates", "superior_id", "name", "id"),
        # everything below, however far: the paths that hold an organisation; it is written seldom and read always
        Index("ix_organisation_subtree", "ancestor_ids", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
        # the organisation that a file from outside means
        Index("ix_organisation_code", "code"),
        # the search by name without tone marks
        Index("ix_organisation_words", "search_words", postgresql_using="gin"),
    )
    subject_kind = "organisation"

    id: Mapped[int] = identity()
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(80))
    heading: Mapped[str] = mapped_column(String(200))
    party_heading: Mapped[str | None] = mapped_column(String(200))
    symbol: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(80))
    authority: Mapped[str] = mapped_column(String(80))
    level: Mapped[Level] = mapped_column(words(Level))
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    ancestor_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), default=list)
    code: Mapped[str | None] = mapped_column(String(20))
    from_day: Mapped[dt.date]
    to_day: Mapped[dt.date | None]
    seals_by_itself: Mapped[bool] = mapped_column(default=False, server_default=false())
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    search_words: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default=text("'{}'"))
    # how it comes to its decisions; the shares as fractions
    decides_by: Mapped[DecisionWay] = mapped_column(
        words(DecisionWay), default=DecisionWay.ONE, server_default=DecisionWay.ONE.value
    )
    quorum: Mapped[str] = mapped_column(String(12), default="2/3", server_default="2/3")
    majority: Mapped[str] = mapped_column(String(12), default="1/2", server_default="1/2")
    majority_of_present: Mapped[bool] = mapped_column(default=False, server_default=false())
    # after so many working days a step is slow; 0: never
    step_days: Mapped[int] = mapped_column(default=3, server_default="3")

    superior: Mapped["Organisation | None"] = relationship(remote_side="Organisation.id", foreign_keys=[superior_id])

    @property
    def organisation_id(self) -> int:
        """An organisation is a subject of its own rules."""
        return self.id

    @property
    def is_cell(self) -> bool:
        """A chi bộ has no office and no seal of its own."""
        return self.level is Level.CELL

    @property
    def is_body(self) -> bool:
        """An advisory body belongs to a committee and may be its clearing house."""
        return self.level is Level.ADVISORY

    @property
    def rules(self) -> Rules:
        """How it comes to its decisions."""
        return rules_of(self.decides_by, self.quorum, self.majority, of_present=self.majority_of_present)

    @property
    def has_ended(self) -> bool:
        """An organisation that was merged, split up or dissolved: it is read, and does nothing more."""
        return self.to_day is not None


class OrganisationName(Base):
    """What the papers of an organisation said of it from a day on: its names, and whose papers stand above its own.
    The newest row that is not of the future is what the organisation itself says."""

    __tablename__ = "organisation_name"
    __table_args__ = (UniqueConstraint("organisation_id", "from_day"),)

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    from_day: Mapped[dt.date]
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(80))
    heading: Mapped[str] = mapped_column(String(200))
    party_heading: Mapped[str | None] = mapped_column(String(200))
    symbol: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(80))
    authority: Mapped[str] = mapped_column(String(80))
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))

"""Days in which one person takes another's place in an organisation."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.models.account import User
from workflow.models.base import Base, identity


class Delegation(Base):
    """From a day to a day, both counted, `substitute` does in the organisation what `absent` may do there. `ended_at`:
    it was ended early and counts no more."""

    __tablename__ = "delegation"
    __table_args__ = (
        # whom a person stands in for
        Index("ix_delegation_of_substitute", "substitute_id", "to_day"),
        # those of an organisation, newest first
        Index("ix_delegation_of_organisation", "organisation_id", "to_day", "id"),
    )

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    absent_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    substitute_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_day: Mapped[dt.date]
    to_day: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(String(300))
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_by: Mapped[str] = mapped_column(String(120))
    ended_at: Mapped[dt.datetime | None]

    absent: Mapped[User] = relationship(foreign_keys=[absent_id])
    substitute: Mapped[User] = relationship(foreign_keys=[substitute_id])

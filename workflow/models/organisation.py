"""Party organisations: a tree with dates, free in depth."""

import datetime as dt

from sqlalchemy import ARRAY, BigInteger, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.states import Level
from workflow.models.base import Base, Chained, identity, words


class Organisation(Chained, Base):
    """One organisation. `name` is how people call it, `heading` how the paper prints it as issuer, `party_heading` how
    the papers of those below print it ("ĐẢNG BỘ …"), `code` how the names of its files begin ("A32.65");
    `ancestor_ids` runs from the direct superior to the top; `seals_by_itself`: the server puts the seal from the
    organisation's key file as soon as the signer has signed."""

    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_subordinates", "superior_id", "name"),)
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

    superior: Mapped["Organisation | None"] = relationship(remote_side="Organisation.id")

    @property
    def organisation_id(self) -> int:
        """An organisation is a subject of its own rules."""
        return self.id

    @property
    def is_cell(self) -> bool:
        """A chi bộ has no office and no seal of its own."""
        return self.level is Level.CELL

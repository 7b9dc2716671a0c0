"""Days that an organisation, and all below it, works or does not work otherwise than the public calendar says."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class DayOff(Base):
    """One day: worked instead of another (`works`), or off, and why."""

    __tablename__ = "day_off"
    __table_args__ = (UniqueConstraint("organisation_id", "day"),)

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    day: Mapped[dt.date]
    works: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(300))

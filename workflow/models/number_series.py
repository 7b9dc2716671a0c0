"""Number series: one row per organisation, kind and term; the row is the lock."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class Series(Base):
    """The last number given in a series that runs from 01 through one nhiệm kỳ (HD36 1.3.1)."""

    __tablename__ = "series"
    __table_args__ = (
        UniqueConstraint("organisation_id", "kind", "term_from"),
        CheckConstraint("last >= 0", name="counts_up"),
    )

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(10))
    term_from: Mapped[dt.date]
    last: Mapped[int] = mapped_column(default=0)

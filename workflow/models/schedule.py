"""Periodic reports: the rule by which rounds open themselves, and the more time that units are given in them."""

import datetime as dt
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ForeignKey, Index, String, Text, false
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.outline import Outline
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.schedules import Due, DueRule
from workflow.models.base import Base, Chained, identity, words
from workflow.models.campaign import Target
from workflow.models.document import Document
from workflow.models.organisation import Organisation


class CampaignSchedule(Chained, Base):
    """One periodic report that an organisation asks of those below it. `unit_ids` empty: of all that are there when a
    round opens. `next_year` and `next_index` name the period that is decided next, `opens_on` about when that is."""

    __tablename__ = "campaign_schedule"
    __table_args__ = (
        # which schedules are to be looked at today
        Index("ix_campaign_schedule_due", "opens_on", "id", postgresql_where="is_on"),
        Index("ix_campaign_schedule_of_organisation", "organisation_id", "id"),
    )
    subject_kind = "campaign_schedule"

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    through_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    title: Mapped[str] = mapped_column(String(300))
    period_kind: Mapped[PeriodKind] = mapped_column(words(PeriodKind))
    due_rule: Mapped[DueRule] = mapped_column(words(DueRule))
    due_count: Mapped[int]
    moves_back: Mapped[bool] = mapped_column(default=True)
    days_before: Mapped[int]
    locks: Mapped[bool] = mapped_column(default=False, server_default=false())
    grace_days: Mapped[int] = mapped_column(default=0)
    unit_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), default=list)
    outline_json: Mapped[dict[str, Any]] = mapped_column("outline", JSONB)
    is_on: Mapped[bool] = mapped_column(default=True)
    next_year: Mapped[int]
    next_index: Mapped[int]
    opens_on: Mapped[dt.date]
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id], lazy="joined")
    through: Mapped[Organisation | None] = relationship(foreign_keys=[through_id], viewonly=True)
    plan: Mapped[Document | None] = relationship(foreign_keys=[plan_id], viewonly=True)

    @property
    def due(self) -> Due:
        """The rule of the due day."""
        return Due(self.due_rule, self.due_count, self.moves_back)

    @property
    def next_period(self) -> Period:
        """The period that is decided next."""
        return Period(self.period_kind, self.next_year, self.next_index)

    @next_period.setter
    def next_period(self, period: Period) -> None:
        self.next_year, self.next_index = period.year, period.index

    @property
    def outline(self) -> Outline:
        """The form of every round."""
        return Outline.from_json(self.outline_json)


class Extension(Base):
    """More time for one unit: asked for (`asked_at`) or simply given, and what the office said (`granted`). `desk_id`
    is the organisation whose office answers: the one that holds the round."""

    __tablename__ = "extension"
    __table_args__ = (
        Index("ix_extension_of_target", "target_id", "id"),
        Index("uq_extension_waiting", "target_id", unique=True, postgresql_where="decided_at IS NULL"),
        # "Việc của tôi": what waits for an office, by the day that is asked to be moved
        Index("ix_extension_at_desk", "desk_id", "from_day", "id", postgresql_where="decided_at IS NULL"),
    )

    id: Mapped[int] = identity()
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"))
    desk_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    from_day: Mapped[dt.date]
    to_day: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[dt.datetime | None]
    asked_by: Mapped[str | None] = mapped_column(String(120))
    decided_at: Mapped[dt.datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(120))
    granted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")

    target: Mapped[Target] = relationship()

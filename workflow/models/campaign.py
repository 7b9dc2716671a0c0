"""Campaigns: who must report what on which plan by when; the outline is the form of those who report."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.outline import Outline
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.states import CampaignState, DocumentKind
from workflow.models.base import Base, Chained, identity, words
from workflow.models.organisation import Organisation

if TYPE_CHECKING:
    from workflow.models.document import Document


class Campaign(Chained, Base):
    """One round of reporting opened by an organisation for its subordinates, or by the system for it after a schedule.
    One that `locks` takes nothing more `grace_days` after the due day, until more time is given. Reports come by way of
    `through`, an advisory body of the organisation, when it names one."""

    __tablename__ = "campaign"
    __table_args__ = (
        Index("ix_campaign_of_organisation", "organisation_id", "due_on", "id"),
        Index("ix_campaign_open", "organisation_id", "id", postgresql_where="state = 'open'"),
        Index("ix_campaign_through", "through_id", "id", postgresql_where="through_id IS NOT NULL"),
        # a period of a schedule is opened once, whoever opens it
        UniqueConstraint(
            "organisation_id",
            "schedule_id",
            "period_kind",
            "period_year",
            "period_index",
            name="uq_campaign_once_a_period",
        ),
        CheckConstraint("num_nonnulls(period_kind, period_year, period_index) IN (0, 3)", name="whole_period"),
    )
    subject_kind = "campaign"

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    through_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", use_alter=True))
    schedule_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_schedule.id", use_alter=True))
    kind: Mapped[DocumentKind] = mapped_column(words(DocumentKind), default=DocumentKind.REPORT)
    title: Mapped[str] = mapped_column(String(400))
    due_on: Mapped[dt.date]
    period_kind: Mapped[PeriodKind | None] = mapped_column(words(PeriodKind))
    period_year: Mapped[int | None]
    period_index: Mapped[int | None]
    locks: Mapped[bool] = mapped_column(default=False, server_default=false())
    grace_days: Mapped[int] = mapped_column(default=0, server_default="0")
    outline_version_id: Mapped[int | None] = mapped_column(ForeignKey("outline_version.id"))
    outline_json: Mapped[dict[str, Any]] = mapped_column("outline", JSONB)
    state: Mapped[CampaignState] = mapped_column(words(CampaignState), default=CampaignState.OPEN)
    opened_at: Mapped[dt.datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id], lazy="joined")
    through: Mapped[Organisation | None] = relationship(foreign_keys=[through_id], viewonly=True)
    plan: Mapped["Document | None"] = relationship(foreign_keys=[plan_id])
    # those that a change of the tree took out of the round are read by nobody
    targets: Mapped[list["Target"]] = relationship(
        primaryjoin="and_(Campaign.id == Target.campaign_id, Target.ended_on.is_(None))",
        back_populates="campaign",
        order_by="Target.position",
    )

    @property
    def outline(self) -> Outline:
        """The form as rules see it."""
        return Outline.from_json(self.outline_json)

    @property
    def period(self) -> Period | None:
        """What time it is about; None when it is about none."""
        if self.period_kind is None or self.period_year is None or self.period_index is None:
            return None
        return Period(self.period_kind, self.period_year, self.period_index)

    @period.setter
    def period(self, period: Period | None) -> None:
        named = (period.kind, period.year, period.index) if period else (None, None, None)
        self.period_kind, self.period_year, self.period_index = named

    @property
    def addressee_ids(self) -> Iterable[int]:
        """The organisations that must report."""
        return tuple(target.organisation_id for target in self.targets)


class Target(Base):
    """One organisation that must report in a campaign; an extension moves its own due day. `sent_at` is its last
    sending that still stands, `first_sent_at` the first of all, `returns` how often a paper was sent back to it. A
    change of the tree may end the duty on a day; `joined_id` is then the duty of the successor that it became part
    of. `told_late_of`: the due day of which those above were told that it had passed. `ancestor_ids`: who stands above
    the unit for this duty; the database takes them from the unit, a change of the tree changes those of duties that
    are due from its day on."""

    __tablename__ = "target"
    __table_args__ = (
        Index("uq_target_standing", "campaign_id", "organisation_id", unique=True, postgresql_where="ended_on IS NULL"),
        Index("ix_target_of_organisation", "organisation_id", "campaign_id"),
        Index("ix_target_of_campaign", "campaign_id", "organisation_id"),
        # which requests of a round nobody has answered
        Index("ix_target_missing", "campaign_id", "due_on", postgresql_where="sent_at IS NULL AND ended_on IS NULL"),
    )

    id: Mapped[int] = identity()
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    position: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[dt.date]
    first_sent_at: Mapped[dt.datetime | None]
    sent_at: Mapped[dt.datetime | None]
    returns: Mapped[int] = mapped_column(default=0, server_default="0")
    told_late_of: Mapped[dt.date | None]
    ended_on: Mapped[dt.date | None]
    joined_id: Mapped[int | None] = mapped_column(ForeignKey("target.id"))
    ancestor_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'"), deferred=True)

    campaign: Mapped[Campaign] = relationship(back_populates="targets")
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    documents: Mapped[list["Document"]] = relationship(foreign_keys="Document.target_id", viewonly=True)

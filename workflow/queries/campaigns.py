"""Campaigns: one for a change, one for its page with every unit's state, the lists of an organisation."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, and_, distinct, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workflow.domain.actor import Actor
from workflow.domain.dates import local_day
from workflow.domain.deadlines import Urgency, urgency
from workflow.domain.errors import ChangedMeanwhile, NotFound
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import ARRIVED, DEAD, LEFT_THE_HOUSE, CampaignState
from workflow.models import Campaign, Document, Extension, Target, db
from workflow.queries.organisations import heirs_of

_MISSING = "Không có đợt báo cáo này, hoặc đồng chí không thuộc diện được xem."


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in the matrix of a campaign: its request, its paper if begun, and how it stands with the due day."""

    target: Target
    document: Document | None
    sent_at: dt.datetime | None
    urgency: Urgency

    @property
    def has_sent(self) -> bool:
        """A returned paper is not "sent"."""
        return self.document is not None and self.document.state in LEFT_THE_HOUSE

    @property
    def sent_on(self) -> dt.date | None:
        """The day in Việt Nam on which the paper was sent."""
        return local_day(self.sent_at) if self.sent_at else None


@dataclass(frozen=True, slots=True)
class Rates:
    """DHIS2's figures: expected, arrived, on time; beside them how many are overdue, and to how many was returned."""

    expected: int = 0
    arrived: int = 0
    on_time: int = 0
    late: int = 0
    returned: int = 0


class CampaignCase:
    """A round as the rules see it; who took over from whom is looked up when a rule first asks."""

    def __init__(self, campaign: Campaign) -> None:
        self.organisation_id, self.through_id = campaign.organisation_id, campaign.through_id
        self.addressee_ids = campaign.addressee_ids

    @cached_property
    def heir_ids(self) -> tuple[int, ...]:
        """Those that took over from the organisation that asked, and from those asked, where they are no more."""
        return heirs_of([self.organisation_id, *self.addressee_ids])


def for_change(campaign_id: int, version: int | None = None) -> Campaign:
    """The campaign, locked. Refuses NotFound and a stale version."""
    query = select(Campaign).where(Campaign.id == campaign_id).with_for_update(of=Campaign)
    campaign = db.session.scalars(query.execution_options(populate_existing=True)).unique().one_or_none()
    if campaign is None:
        raise NotFound(_MISSING)
    if version is not None and campaign.version != version:
        raise ChangedMeanwhile("Đợt báo cáo vừa được người khác thay đổi. Hãy xem lại rồi làm tiếp.")
    return campaign


def for_show(campaign_id: int, actor: Actor) -> Campaign:
    """The campaign with its plan and targets; "not there" and "not yours" are the same NotFound."""
    query = select(Campaign).where(Campaign.id == campaign_id)
    query = query.options(joinedload(Campaign.plan), joinedload(Campaign.through), selectinload(Campaign.targets))
    campaign = db.session.scalars(query).unique().one_or_none()
    if campaign is None or not permits(actor, Permission.CAMPAIGN_READ, CampaignCase(campaign)):
        raise NotFound(_MISSING)
    return campaign


def matrix(campaign: Campaign, today: dt.date) -> list[UnitRow]:
    """Each unit's row, in two statements whatever their number. A report that arrived counts until its replacement
    is issued."""
    return _rows(campaign.targets, today, arrived_first=True)


def standing_of(targets: Sequence[Target], today: dt.date) -> list[UnitRow]:
    """The same of requests of any rounds."""
    return _rows(targets, today, arrived_first=True)


def asked_of(
    organisation_ids: Sequence[int], today: dt.date, before: int | None = None, limit: int = 20
) -> list[UnitRow]:
    """What was asked of the organisations and how far it is, newest first; keyset on the target's id."""
    query = select(Target).where(Target.organisation_id.in_(organisation_ids))
    if before is not None:
        query = query.where(Target.id < before)
    query = query.options(joinedload(Target.campaign)).order_by(Target.id.desc()).limit(limit)
    return _rows(db.session.scalars(query).unique().all(), today)


def sent_of(campaigns: Sequence[Campaign]) -> dict[int, tuple[int, int]]:
    """How many units have sent, of how many, by campaign; one statement."""
    sent = func.count(distinct(Document.target_id)).filter(Document._state.in_(ARRIVED))
    query = (
        select(Target.campaign_id, sent, func.count(distinct(Target.id)))
        .outerjoin(Document, Document.target_id == Target.id)
        .where(Target.campaign_id.in_([campaign.id for campaign in campaigns]))
        .group_by(Target.campaign_id)
    )
    return {campaign_id: (done, asked) for campaign_id, done, asked in db.session.execute(query)}


def extensions(campaign_id: int) -> Sequence[Extension]:
    """More time asked for and given in a campaign, newest first, with the units."""
    query = select(Extension).join(Target).where(Target.campaign_id == campaign_id)
    query = query.options(contains_eager(Extension.target)).order_by(Extension.id.desc())
    return db.session.scalars(query).unique().all()


def waiting_extension(target_id: int) -> Extension | None:
    """The request for more time that nobody answered yet."""
    query = select(Extension).where(Extension.target_id == target_id, Extension.decided_at.is_(None))
    return db.session.scalars(query).unique().one_or_none()


def rates(rows: Sequence[UnitRow]) -> Rates:
    """The figures of the rows."""
    sent = [row for row in rows if row.has_sent]
    return Rates(
        expected=len(rows),
        arrived=len(sent),
        on_time=sum(1 for row in sent if row.urgency is Urgency.OK),
        late=sum(1 for row in rows if not row.has_sent and row.urgency is Urgency.LATE),
        returned=sum(1 for row in rows if row.target.returns),
    )


def opened_by(organisation_ids: Sequence[int], before: int | None = None, limit: int = 20) -> Sequence[Campaign]:
    """Campaigns that the organisations opened, newest first; keyset on the id."""
    query = select(Campaign).where(Campaign.organisation_id.in_(organisation_ids))
    if before is not None:
        query = query.where(Campaign.id < before)
    query = query.options(joinedload(Campaign.plan))
    return db.session.scalars(query.order_by(Campaign.id.desc()).limit(limit)).unique().all()


def going_through(organisation_ids: Sequence[int], limit: int = 20) -> Sequence[Campaign]:
    """The open campaigns whose reports come by way of one of these bodies, newest first."""
    query = select(Campaign).where(Campaign.through_id.in_(organisation_ids), Campaign.state == CampaignState.OPEN)
    query = query.options(joinedload(Campaign.plan))
    return db.session.scalars(query.order_by(Campaign.id.desc()).limit(limit)).unique().all()


def consolidation_of(campaign_id: int) -> Document | None:
    """The living consolidation of a campaign."""
    query = select(Document).where(
        Document.campaign_id == campaign_id, Document.consolidates, Document._state.not_in(DEAD)
    )
    return db.session.scalars(query).unique().one_or_none()


def request_above(campaign: Campaign) -> Target | None:
    """The open request of the superior that this campaign's report will answer: of those that no living paper answers
    the one on the same matter (title, then plan), else the one due next. The report of a period answers what is asked
    about that period, or on its own matter about none: October's is not the year's."""
    superior_id = campaign.organisation.superior_id
    if superior_id is None:
        return None
    answered = select(Document.id).where(Document.target_id == Target.id, Document._state.not_in(DEAD))
    query = (
        select(Target)
        .join(Campaign, Target.campaign_id == Campaign.id)
        .where(
            Target.organisation_id == campaign.organisation_id,
            Campaign.organisation_id == superior_id,
            Campaign.state == CampaignState.OPEN,
            ~answered.exists(),
        )
        .options(joinedload(Target.campaign).joinedload(Campaign.plan))
    )
    same_matter = (Campaign.title != campaign.title, Campaign.plan_id.is_distinct_from(campaign.plan_id))
    query = query.where(_of_period(campaign)).order_by(*same_matter, Target.due_on, Target.id).limit(1)
    return db.session.scalars(query).unique().one_or_none()


def _of_period(campaign: Campaign) -> ColumnElement[bool]:
    period, on_matter = campaign.period, Campaign.title == campaign.title
    if period is None:
        return true()
    if campaign.plan_id:
        on_matter |= Campaign.plan_id == campaign.plan_id
    of_it = and_(
        Campaign.period_kind == period.kind, Campaign.period_year == period.year, Campaign.period_index == period.index
    )
    return or_(of_it, Campaign.period_kind.is_(None) & on_matter)


def sent_on_by(campaign: Campaign, organisation_ids: Collection[int]) -> Target | None:
    """The request to one of the organisations that has others below it, to be asked in the same shape."""
    held = (one for one in campaign.targets if one.organisation_id in organisation_ids)
    return next((one for one in held if not one.organisation.is_cell), None)


def _rows(targets: Sequence[Target], today: dt.date, *, arrived_first: bool = False) -> list[UnitRow]:
    """The targets with their living papers, in two statements whatever their number."""
    ids = [target.id for target in targets]
    query = select(Document).where(Document.target_id.in_(ids), Document._state.not_in(DEAD))
    living = list(db.session.scalars(query.order_by(Document.id)).unique())
    if arrived_first:
        living.sort(key=lambda document: document.state in ARRIVED)
    begun = {document.target_id: document for document in living}
    return [_row(target, begun.get(target.id), today) for target in targets]


def _row(target: Target, document: Document | None, today: dt.date) -> UnitRow:
    sent_at = target.sent_at if document is not None and document.state in LEFT_THE_HOUSE else None
    seen_on = local_day(sent_at) if sent_at else today
    state = urgency(target.due_on, seen_on)
    if sent_at is not None and state is Urgency.SOON:
        state = Urgency.OK
    return UnitRow(target, document, sent_at, state)

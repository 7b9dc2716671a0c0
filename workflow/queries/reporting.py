"""How units report over many campaigns: rates by campaign, and one unit's record."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Date, and_, cast, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager

from workflow.domain.actor import Actor
from workflow.domain.dates import VIETNAM, local_day
from workflow.domain.deadlines import days_late
from workflow.domain.errors import NotFound
from workflow.domain.periods import Period
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import DEAD
from workflow.models import Campaign, Document, Extension, Organisation, Target, db
from workflow.queries.campaigns import Rates
from workflow.queries.organisations import OrganisationCase, by_id, predecessors_of

__all__ = ["Record", "before_and_after", "campaign_rates", "falls_in", "for_record", "record_of"]

MOST_UNITS = 500


@dataclass(frozen=True, slots=True)
class Record:
    """One request to a unit: the paper that answers it, the more time asked for and given, how late it was sent."""

    target: Target
    document: Document | None
    extensions: tuple[Extension, ...]
    days_late: int

    @property
    def sent_on(self) -> dt.date | None:
        """The day in Việt Nam of the sending that counts."""
        return local_day(self.target.sent_at) if self.target.sent_at else None

    @property
    def first_sent_on(self) -> dt.date | None:
        """The day of the first sending, when that was another one."""
        first = local_day(self.target.first_sent_at) if self.target.first_sent_at else None
        return first if first != self.sent_on else None


def for_record(organisation_id: int, actor: Actor) -> Organisation:
    """The unit whose record a person may read: one's own, or one below. Else NotFound."""
    organisation = by_id(organisation_id)
    if not permits(actor, Permission.REPORTING_READ, OrganisationCase(organisation)):
        raise NotFound("Không có đơn vị này.")
    return organisation


def falls_in(period: Period) -> ColumnElement[bool]:
    """Requests, joined with their rounds, that are reported in a period: about one that ends in it; about none and due
    in it."""
    named = tuple_(Campaign.period_kind, Campaign.period_year, Campaign.period_index)
    about = named.in_([(one.kind, one.year, one.index) for one in period.reported])
    due = and_(Campaign.period_kind.is_(None), Target.due_on.between(period.first_day, period.last_day))
    return or_(about, due)


def record_of(
    organisation_id: int, today: dt.date, period: Period | None = None, before: int | None = None, limit: int = 20
) -> list[Record]:
    """What was asked of a unit, and of those that it took over from, in a period alone or ever, and how it was
    answered, newest first, in four statements; keyset on the target's id. A duty that a change of the tree ended is
    not on it."""
    houses = [organisation_id, *predecessors_of([organisation_id])]
    query = select(Target).join(Target.campaign).where(Target.organisation_id.in_(houses), Target.ended_on.is_(None))
    if period is not None:
        query = query.where(falls_in(period))
    if before is not None:
        query = query.where(Target.id < before)
    query = query.options(contains_eager(Target.campaign)).order_by(Target.id.desc()).limit(limit)
    targets = db.session.scalars(query).unique().all()
    papers = _papers([target.id for target in targets])
    given = _extensions([target.id for target in targets])
    return [
        Record(target, papers.get(target.id), tuple(given.get(target.id, ())), _late(target, today))
        for target in targets
    ]


def before_and_after(organisation_id: int, today: dt.date) -> list[tuple[Organisation, Rates]]:
    """The rates of a unit and of each that it took over from, over all rounds, itself first, in three statements; empty
    when it took over from none. What was still open when one ended counts with the successor, whose duty it became."""
    before = predecessors_of([organisation_id])
    if not before:
        return []
    counted = select(Target.organisation_id, *_rates(today)).where(
        Target.organisation_id.in_([organisation_id, *before]), Target.ended_on.is_(None)
    )
    rates = {row[0]: Rates(*row[1:6]) for row in db.session.execute(counted.group_by(Target.organisation_id))}
    units = select(Organisation).where(Organisation.id.in_([organisation_id, *before]))
    units = units.order_by(Organisation.id != organisation_id, Organisation.to_day.desc(), Organisation.name)
    return [(unit, rates.get(unit.id, Rates())) for unit in db.session.scalars(units.limit(MOST_UNITS))]


def campaign_rates(
    organisation_id: int, today: dt.date, before: int | None = None, limit: int = 20
) -> list[tuple[Campaign, Rates]]:
    """The rates of each campaign of an organisation, newest first, in two statements; keyset on the id."""
    query = select(Campaign).where(Campaign.organisation_id == organisation_id)
    if before is not None:
        query = query.where(Campaign.id < before)
    found = db.session.scalars(query.order_by(Campaign.id.desc()).limit(limit)).unique().all()
    figures = _rates(today)
    of_rounds = Target.campaign_id.in_([one.id for one in found])
    counted = select(Target.campaign_id, *figures).where(of_rounds, Target.ended_on.is_(None))
    by_campaign = {row[0]: Rates(*row[1:6]) for row in db.session.execute(counted.group_by(Target.campaign_id))}
    return [(one, by_campaign.get(one.id, Rates())) for one in found]


def _rates(today: dt.date) -> tuple[ColumnElement[int], ...]:
    """The figures of `Rates` over targets, in its order; the day of sending is that of Việt Nam."""
    sent_on = cast(func.timezone(VIETNAM.key, Target.sent_at), Date)
    return (
        func.count().label("expected"),
        func.count(Target.sent_at).label("arrived"),
        func.count().filter(sent_on <= Target.due_on).label("on_time"),
        func.count().filter(Target.sent_at.is_(None), Target.due_on < today).label("late"),
        func.count().filter(Target.returns > 0).label("returned"),
    )


def _papers(target_ids: Sequence[int]) -> dict[int | None, Document]:
    query = select(Document).where(Document.target_id.in_(target_ids), Document._state.not_in(DEAD))
    return {one.target_id: one for one in db.session.scalars(query.order_by(Document.id)).unique()}


def _extensions(target_ids: Sequence[int]) -> dict[int, list[Extension]]:
    found: dict[int, list[Extension]] = {}
    query = select(Extension).where(Extension.target_id.in_(target_ids)).order_by(Extension.id)
    for one in db.session.scalars(query):
        found.setdefault(one.target_id, []).append(one)
    return found


def _late(target: Target, today: dt.date) -> int:
    return days_late(target.due_on, local_day(target.sent_at) if target.sent_at else today)

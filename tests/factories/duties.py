"""Duties as rows, sent and sent back as the acts leave them, and a slow count of them that knows of no tally."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from workflow.domain.dates import local_day
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.domain.periods import NoPeriod, Period
from workflow.models import Campaign, Organisation, Tally, Target, db
from workflow.models.clock import now, today

Key = tuple[object, ...]
Counts = dict[Key, tuple[int, ...]]


def ask(house: int, units: Sequence[int], period: Period | None = None, days: int = 10) -> Campaign:
    """A round of the house for the units, due in so many days (also of the past)."""
    due = today() + dt.timedelta(days=days)
    asked = {"title": "kết quả", "due_on": due, "outline_json": RESOLUTION_REPORT.to_json(), "opened_at": now()}
    targets = [Target(organisation_id=unit, due_on=due, position=place) for place, unit in enumerate(units)]
    campaign = Campaign(organisation_id=house, targets=targets, **asked)
    campaign.period = period
    db.session.add(campaign)
    db.session.commit()
    return campaign


def send(target: Target, days: int = 0) -> None:
    """Its paper went up so many days from now."""
    target.sent_at = now() + dt.timedelta(days=days)
    db.session.commit()


def send_back(target: Target) -> None:
    """Its paper came back."""
    target.sent_at, target.returns = None, target.returns + 1
    db.session.commit()


def standing() -> Sequence[Target]:
    """The duties that no change of the tree has ended, in the order of their ids."""
    return db.session.scalars(select(Target).where(Target.ended_on.is_(None)).order_by(Target.id)).unique().all()


class Witness:
    """Remembers who stood above each duty, by walking step by step after everything that happens."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Key, list[int]]] = {}

    def look(self) -> None:
        """A duty that was placed anew, or whose day has not passed, is of those who stand above its unit now."""
        superiors = {one.id: one.superior_id for one in db.session.scalars(select(Organisation))}
        for target in standing():
            place = (target.campaign_id, target.organisation_id, target.due_on)
            if target.due_on >= today() or self._known.get(target.id, (None,))[0] != place:
                path, above = [target.organisation_id], superiors[target.organisation_id]
                while above is not None:
                    path.append(above)
                    above = superiors[above]
                self._known[target.id] = place, path

    def counts(self) -> Counts:
        """What the tallies should be."""
        counts: dict[Key, Counter[int]] = {}
        for target in standing():
            span = target.campaign.period or NoPeriod(target.campaign.due_on.year)
            on_time = target.sent_at is not None and local_day(target.sent_at) <= target.due_on
            told = (1, target.sent_at is not None, on_time, target.returns > 0)
            for unit in self._known[target.id][1]:
                counts.setdefault((unit, *span.key, target.due_on), Counter()).update(dict(enumerate(map(int, told))))
        return {key: tuple(of[place] for place in range(4)) for key, of in counts.items()}


def kept() -> Counts:
    """The tallies as they are."""
    rows = db.session.scalars(select(Tally).execution_options(populate_existing=True))
    return {
        (one.organisation_id, one.period_kind, one.period_year, one.period_index, one.due_on): (
            one.expected,
            one.arrived,
            one.on_time,
            one.returned,
        )
        for one in rows
    }

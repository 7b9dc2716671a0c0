"""The four kinds of deadline that plans know, and how near a due date is."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workflow.domain.working_days import WorkingDays

SOON_DAYS = 3


class DeadlineKind(StrEnum):
    """Plans bind by a date, without end, on a condition, or every year by a day."""

    DATE = "date"
    CONTINUOUS = "continuous"
    CONDITION = "condition"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline; only the fields of its kind are set (`date` / nothing / `condition` / `day` and `month`)."""

    kind: DeadlineKind
    date: dt.date | None = None
    day: int | None = None
    month: int | None = None
    condition: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The structure of `trinhky convert --json` (design §7)."""
        return {
            "kind": self.kind.value,
            "date": self.date.isoformat() if self.date else None,
            "day": self.day,
            "month": self.month,
            "condition": self.condition,
        }


class Urgency(StrEnum):
    """How a due date looks today; drives colour, shape and words alike."""

    NONE = "none"
    OK = "ok"
    SOON = "soon"
    LATE = "late"


def days_left(due: dt.date, today: dt.date) -> int:
    """Whole days until the due day; negative when it is past."""
    return (due - today).days


def days_late(due: dt.date | None, day: dt.date) -> int:
    """How many days after the due day that day is; 0 on it, before it, and without one."""
    return max((day - due).days, 0) if due else 0


def last_day(due: dt.date, grace_days: int) -> dt.date:
    """The last day on which a round that locks still takes what is sent."""
    return due + dt.timedelta(days=grace_days)


def soon_until(today: dt.date, working: WorkingDays | None = None) -> dt.date:
    """The last due day that is soon: at most three worked days are left until it; without a calendar, three days."""
    if working is None:
        return today + dt.timedelta(days=SOON_DAYS)
    return working.after(today, SOON_DAYS + 1) - dt.timedelta(days=1)


def urgency(due: dt.date | None, today: dt.date, soon: dt.date | None = None) -> Urgency:
    """Green, amber up to the day `soon` (`soon_until`), red after the due day."""
    if due is None:
        return Urgency.NONE
    if due < today:
        return Urgency.LATE
    return Urgency.SOON if due <= (soon or soon_until(today)) else Urgency.OK

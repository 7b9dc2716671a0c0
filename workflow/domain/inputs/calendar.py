"""What is typed about days, schedules and more time."""

import datetime as dt
from dataclasses import dataclass

from workflow.domain.outline import Outline
from workflow.domain.periods import PeriodKind
from workflow.domain.schedules import Due


@dataclass(frozen=True, slots=True)
class SetDay:
    """One day that is worked, or not worked, otherwise than the public calendar says, and why."""

    day: dt.date
    works: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SaveSchedule:
    """A periodic report: what about, of which plan, how often, due when, opened how long before, by whom (empty: by all
    below when it opens), in which form, whether it closes so many days after the due day, and by way of which advisory
    body reports come."""

    title: str
    plan_id: int | None
    period_kind: PeriodKind
    due: Due
    days_before: int
    unit_ids: tuple[int, ...]
    outline: Outline
    locks: bool = False
    grace_days: int = 0
    through_id: int | None = None


@dataclass(frozen=True, slots=True)
class AskExtension:
    """More time that a unit asks for: until when, and why."""

    to_day: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerExtension:
    """What the office says to it: granted, by the day asked for or another, or refused with the reason."""

    granted: bool
    to_day: dt.date | None
    answer: str

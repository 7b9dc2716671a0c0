"""When a periodic report is due, and when its round opens."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflow.domain.periods import Period, PeriodKind
from workflow.domain.working_days import WorkingDays


class DueRule(StrEnum):
    """From where the due day is counted."""

    LAST_MONTH = "last_month"
    MONTH_BEFORE = "month_before"
    DAYS_AFTER = "days_after"
    WORKING_DAYS_AFTER = "working_days_after"


@dataclass(frozen=True, slots=True)
class Due:
    """The rule of a due day: `count` is a day of the period's last month (or of the month before that), or how many
    days, or working days, after its end. With `moves_back` a day off gives way to the working day before it."""

    rule: DueRule
    count: int
    moves_back: bool = True

    def day(self, period: Period, days: WorkingDays) -> dt.date:
        """The due day for a period; of a month that is shorter its last day."""
        named = self._named(period, days)
        return days.on_or_before(named) if self.moves_back else named

    def _named(self, period: Period, days: WorkingDays) -> dt.date:
        if self.rule is DueRule.DAYS_AFTER:
            return period.last_day + dt.timedelta(days=self.count)
        if self.rule is DueRule.WORKING_DAYS_AFTER:
            return days.after(period.last_day, self.count)
        month = period.last_day
        if self.rule is DueRule.MONTH_BEFORE:
            month = month.replace(day=1) - dt.timedelta(days=1)
        return month.replace(day=min(self.count, calendar.monthrange(month.year, month.month)[1]))


@dataclass(frozen=True, slots=True)
class Opening:
    """The round of one period: when it opens, when its reports are due."""

    period: Period
    opens_on: dt.date
    due_on: dt.date


def opening(period: Period, due: Due, days_before: int, days: WorkingDays) -> Opening:
    """The round of a period, opened so many days before it is due."""
    due_on = due.day(period, days)
    return Opening(period, due_on - dt.timedelta(days=days_before), due_on)


# What offices usually ask for (reference: domain.md §3.5, seen in practice): what a form starts with, no rule at all.
USUAL: Mapping[PeriodKind, Due] = {
    PeriodKind.MONTH: Due(DueRule.LAST_MONTH, 25),
    PeriodKind.QUARTER: Due(DueRule.LAST_MONTH, 20),
    PeriodKind.HALF: Due(DueRule.LAST_MONTH, 15),
    PeriodKind.NINE_MONTHS: Due(DueRule.LAST_MONTH, 20),
    PeriodKind.YEAR: Due(DueRule.MONTH_BEFORE, 15),
}
USUAL_DAYS_BEFORE: Mapping[PeriodKind, int] = {
    PeriodKind.MONTH: 7,
    PeriodKind.QUARTER: 14,
    PeriodKind.HALF: 20,
    PeriodKind.NINE_MONTHS: 20,
    PeriodKind.YEAR: 30,
}

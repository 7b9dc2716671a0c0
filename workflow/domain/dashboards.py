"""The rules of a committee's board: which periods stand side by side, and how a count of reports reads."""

from collections.abc import Mapping
from enum import StrEnum

from workflow.domain.periods import Period, PeriodKind

# by what the columns go, and how many of them have begun
SHOWN: Mapping[PeriodKind, int] = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 6, PeriodKind.YEAR: 5}


class Standing(StrEnum):
    """How the reports of a cell stand, the worst first."""

    OVERDUE = "overdue"
    SENT_LATE = "sent_late"
    AWAITED = "awaited"
    WHOLE = "whole"
    NOTHING = "nothing"


def columns(kind: PeriodKind, last: Period) -> tuple[Period, ...]:
    """The periods of the kind up to one of them and the one after it, which only shows once something is asked in it;
    the newest first."""
    found = [last.next, last]
    while len(found) <= SHOWN[kind]:
        found.append(found[-1].previous)
    return tuple(found)


def standing_of(expected: int, arrived: int, on_time: int, overdue: int) -> Standing:
    """The worst that is true of the reports of a cell."""
    if not expected:
        return Standing.NOTHING
    if overdue:
        return Standing.OVERDUE
    if arrived > on_time:
        return Standing.SENT_LATE
    return Standing.WHOLE if arrived == expected else Standing.AWAITED

"""Series of numbers: which one a day belongs to. From 01, apart for each kind, through one nhiệm kỳ (HD36 1.3.1)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.domain.states import Numbering

INCOMING_KIND = "đến"  # the series of số đến; no kind of paper is written in small letters


@dataclass(frozen=True, slots=True)
class TermDays:
    """A nhiệm kỳ: from the day after one congress closed, through the closing day of the next (None: not held yet)."""

    from_day: dt.date
    to_day: dt.date | None
    numbering: Numbering

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies in it."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


def terms_of(starts: Sequence[tuple[dt.date, Numbering]]) -> list[TermDays]:
    """The terms by their first days, oldest first: each ends on the day before the next, so none overlap and no day
    between them is without one."""
    ordered = sorted(starts)
    ends = [following - dt.timedelta(days=1) for following, _ in ordered[1:]]
    return [TermDays(start, end, numbering) for (start, numbering), end in zip(ordered, [*ends, None], strict=True)]


def first_day_of_series(term_from: dt.date, numbering: Numbering, day: dt.date) -> dt.date:
    """The day on which the series of a paper dated `day` was opened: that of its term, or 1 January where numbers
    begin anew each year. A term that begins within a year opens its own series all the same."""
    if numbering is Numbering.TERM:
        return term_from
    return max(term_from, first_day_of_year(day))


def first_day_of_year(day: dt.date) -> dt.date:
    """1 January of its year."""
    return dt.date(day.year, 1, 1)

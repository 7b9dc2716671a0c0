"""Who does what when: the days of the simulated year, each with a few hours in which things are done."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import heappop, heappush

from workflow.cli.simulate.words import SHORT, WHOLE
from workflow.domain.dates import VIETNAM
from workflow.domain.outline import Outline
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.states import Level

YEAR = 2027
MONTHS_OF_A_QUARTER = 3
# days after the opening by which each level's report is due above; the higher the later
_DUE = {Level.CELL: 9, Level.GRASSROOTS: 14, Level.UPPER: 18, Level.PROVINCE: 23}
_OPEN_FOR = 26
Work = Callable[[], None]


class Hour(IntEnum):
    """When in the day things are done; what is promised in one hour is carried out before the next."""

    OPEN = 8
    RECEIVE = 9
    WRITE = 10
    CONSOLIDATE = 14
    SIGN = 16
    SEND = 17


@dataclass(frozen=True, slots=True)
class Round:
    """One round of reporting through all levels: about which period, from which day."""

    period: Period
    opens_on: dt.date

    @property
    def outline(self) -> Outline:
        """What is asked: everything in the first month and each quarter, in the other months words and figures."""
        is_whole = self.period.kind is PeriodKind.QUARTER or self.period.index == 1
        return WHOLE if is_whole else SHORT

    @property
    def title(self) -> str:
        """As the campaigns of all levels are called."""
        return f"kết quả công tác {self.period.title}"

    def due_on(self, level: Level) -> dt.date:
        """When a unit of that level must have sent its report."""
        return self.opens_on + dt.timedelta(days=_DUE[level])

    @property
    def closes_on(self) -> dt.date:
        """The last day on which anything is collected."""
        return self.opens_on + dt.timedelta(days=_OPEN_FOR)


def rounds(months: int) -> Iterator[Round]:
    """A round for each month from January, and one for each quarter that ends among them, opened in its last month."""
    for month in range(1, months + 1):
        yield Round(Period(PeriodKind.MONTH, YEAR, month), dt.date(YEAR, month, 1))
        if month % MONTHS_OF_A_QUARTER == 0:
            quarter = Period(PeriodKind.QUARTER, YEAR, month // MONTHS_OF_A_QUARTER)
            yield Round(quarter, dt.date(YEAR, month, 2))


@dataclass(slots=True)
class Agenda:
    """Everything still to be done, in the order of time and, within an hour, of its planning."""

    _planned: list[tuple[dt.date, Hour, int, Work]] = field(default_factory=list)
    _count: int = 0

    def plan(self, day: dt.date, hour: Hour, work: Work) -> None:
        """Have it done then."""
        self._count += 1
        heappush(self._planned, (day, hour, self._count, work))

    def hours(self) -> Iterator[tuple[dt.datetime, list[Work]]]:
        """Hour after hour what is to be done; what is planned meanwhile for a later hour comes too."""
        while self._planned:
            day, hour, *_ = self._planned[0]
            works = []
            while self._planned and self._planned[0][:2] == (day, hour):
                works.append(heappop(self._planned)[3])
            yield dt.datetime.combine(day, dt.time(hour), VIETNAM), works

"""What a committee's board shows, read once for its page, its printed sheet and its workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from workflow.auth.current import current_day
from workflow.domain.dashboards import SHOWN, columns
from workflow.domain.periods import Period, PeriodKind, Stretch
from workflow.queries import dashboards, tallies
from workflow.queries.campaigns import Rates
from workflow.queries.dashboards import TaskBoard, Waiting, Workspace
from workflow.queries.organisations import Organisation
from workflow.queries.tallies import Place
from workflow.web.difficulties import ages

# what the address says → the kind of the columns
KINDS: Mapping[str, PeriodKind] = {
    "thang": PeriodKind.MONTH,
    "quy": PeriodKind.QUARTER,
    "nam": PeriodKind.YEAR,
}
_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Times:
    """The periods side by side, the newest first, the rates of the whole branch in each, and which is looked at."""

    periods: Sequence[Period]
    totals: Sequence[Rates]
    chosen: int

    @property
    def period(self) -> Period:
        """The one looked at."""
        return self.periods[self.chosen]

    @property
    def rates(self) -> Rates:
        """Its rates."""
        return self.totals[self.chosen]

    @property
    def before(self) -> Rates | None:
        """Those of the period before it, when that stands there too."""
        return self.totals[self.chosen + 1] if self.chosen + 1 < len(self.totals) else None


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the board of one organisation; `units` are those directly below, with their branches' rates in the
    periods."""

    house: Organisation
    times: Times
    units: Sequence[tallies.Row]
    tasks: TaskBoard
    waiting: tuple[Waiting, Waiting, Waiting]
    workspaces: Sequence[Workspace]
    not_taken_in: int


def board_of(house: Organisation, after: Place | None, limit: int) -> Board:
    """The board of an organisation as the address asks for it; as many statements whatever stands below."""
    times, today = times_of(house.id), current_day()
    return Board(
        house,
        times,
        tallies.matrix(house.id, [Stretch(one) for one in times.periods], today, after, limit),
        dashboards.task_board(house, times.period, today),
        dashboards.waiting(house.id, ages()),
        dashboards.workspaces(house.id),
        dashboards.not_taken_in(house.id),
    )


def asked_period() -> Period | None:
    """The period that the address names; None for what names none of a kind that has columns."""
    try:
        period = Period.from_code(request.args.get("ky", ""))
    except ValueError:
        return None
    return period if period.kind in SHOWN and period.year in _YEARS else None


def times_of(organisation_id: int) -> Times:
    """The periods up to today, or up to the one asked for; that one is looked at, else the newest that has begun and in
    which anything was asked. The one to come is left out while nothing is asked in it."""
    wanted, today = asked_period(), current_day()
    kind = wanted.kind if wanted else KINDS.get(request.args.get("theo", ""), PeriodKind.MONTH)
    periods = columns(kind, Period.begun_by(kind, today))
    if wanted and wanted not in periods:
        periods = columns(kind, wanted)
    totals = tallies.totals(organisation_id, [Stretch(one) for one in periods], today)
    chosen = periods.index(wanted) if wanted else _telling(totals)
    first = 0 if totals[0].expected or not chosen else 1
    return Times(periods[first:], totals[first:], chosen - first)


def _telling(totals: Sequence[Rates]) -> int:
    """The newest period that says anything; the first one is to come and is taken only when no other does."""
    begun = (place for place, rates in enumerate(totals) if place and rates.expected)
    return next(begun, 0 if totals[0].expected else 1)

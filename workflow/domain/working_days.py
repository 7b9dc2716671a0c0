"""Which days are worked, and counting by them."""

import datetime as dt
from dataclasses import dataclass

_SATURDAY = 5
_ONE_DAY = dt.timedelta(days=1)
MOST_DAYS_OFF = 60  # on end: more than any Tết; a calendar that says so is wrong


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday but for `off`, and beside them `worked`: weekend days worked instead of others."""

    off: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()

    def works_on(self, day: dt.date) -> bool:
        """Whether the day is worked; a day named both ways is."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)

    def on_or_before(self, day: dt.date) -> dt.date:
        """The day itself when it is worked, else the last worked day before it."""
        return self._nearest(day, -_ONE_DAY)

    def on_or_after(self, day: dt.date) -> dt.date:
        """The day itself when it is worked, else the first worked day after it."""
        return self._nearest(day, _ONE_DAY)

    def after(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th worked day after the day, which itself does not count; with 0 the day."""
        for _ in range(count):
            day = self.on_or_after(day + _ONE_DAY)
        return day

    def left(self, today: dt.date, due: dt.date) -> int:
        """How many days are worked from tomorrow to the due day; 0 when it is not ahead."""
        ahead = (today + _ONE_DAY * step for step in range(1, (due - today).days + 1))
        return sum(map(self.works_on, ahead))

    def _nearest(self, day: dt.date, step: dt.timedelta) -> dt.date:
        for _ in range(MOST_DAYS_OFF):
            if self.works_on(day):
                return day
            day += step
        raise ValueError(f"no day is worked for {MOST_DAYS_OFF} days up to {day}")

"""The periods that reports are about: month, quarter, half, nine months, year; each of one calendar year."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

_MONTHS_IN_YEAR = 12
_ROMAN = ("I", "II", "III", "IV")


class PeriodKind(StrEnum):
    """How long a period is. There is one of nine months a year, from January."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months long."""
        return _MONTHS[self]

    @property
    def a_year(self) -> int:
        """How many of them a year has."""
        return _MONTHS_IN_YEAR // self.months


_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}


# (kind, year, index), by which figures are kept, and the days from and to which what counts is due
Part = tuple[str, int, int, dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Period:
    """One period; `index` counts those of its kind within the year from 1. Refuses (ValueError) an index the year does
    not have."""

    kind: PeriodKind
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.index <= self.kind.a_year:
            raise ValueError(f"a year has {self.kind.a_year} of {self.kind}, not number {self.index}")

    @property
    def first_day(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self._last_month - self.kind.months + 1, 1)

    @property
    def last_day(self) -> dt.date:
        """Its last day."""
        _, days = calendar.monthrange(self.year, self._last_month)
        return dt.date(self.year, self._last_month, days)

    @property
    def title(self) -> str:
        """As it stands in a sentence: "tháng 02 năm 2024", "quý III năm 2024", "6 tháng đầu năm 2024"."""
        if self.kind is PeriodKind.YEAR:
            return f"năm {self.year}"
        return f"{self._name} năm {self.year}"

    @property
    def short(self) -> str:
        """As it stands at the head of a column: "02/2024", "Quý III/2024", "2024"."""
        if self.kind is PeriodKind.YEAR:
            return str(self.year)
        name = f"{self.index:02}" if self.kind is PeriodKind.MONTH else f"{self._name[0].upper()}{self._name[1:]}"
        return f"{name}/{self.year}"

    @property
    def next(self) -> "Period":
        """The one after it."""
        if self.index == self.kind.a_year:
            return replace(self, year=self.year + 1, index=1)
        return replace(self, index=self.index + 1)

    @property
    def previous(self) -> "Period":
        """The one before it."""
        if self.index == 1:
            return replace(self, year=self.year - 1, index=self.kind.a_year)
        return replace(self, index=self.index - 1)

    def covers(self, day: dt.date) -> bool:
        """Whether the day is one of its days."""
        return self.first_day <= day <= self.last_day

    @property
    def reported(self) -> tuple["Period", ...]:
        """The periods, of every kind, whose reports tell of this one: those that end in it."""
        years = (Period(kind, self.year, index) for kind in PeriodKind for index in range(1, kind.a_year + 1))
        return tuple(one for one in years if self.covers(one.last_day))

    @classmethod
    def begun_by(cls, kind: PeriodKind, day: dt.date) -> "Period":
        """The newest of the kind that has begun by the day: the one the day is in; for nine months, in the last quarter
        the one that has just ended."""
        passed = (day.month - 1) // kind.months + 1
        return cls(kind, day.year, min(passed, kind.a_year))

    @property
    def _last_month(self) -> int:
        return self.index * self.kind.months

    @property
    def _name(self) -> str:
        if self.kind is PeriodKind.MONTH:
            return f"tháng {self.index:02}" if self.index < 3 else f"tháng {self.index}"  # the zero rule of HD05 4.2.2
        if self.kind is PeriodKind.QUARTER:
            return f"quý {_ROMAN[self.index - 1]}"
        half = "đầu" if self.index == 1 else "cuối"
        return f"{self.kind.months} tháng {half}"

    @property
    def key(self) -> tuple[str, int, int]:
        """(kind, year, index), by which its figures are kept."""
        return self.kind.value, self.year, self.index

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its reports alone, whenever they are due."""
        return ((*self.key, dt.date.min, dt.date.max),)

    @property
    def code(self) -> str:
        """As an address or a field of a form names it: "quarter.2024.3"."""
        return f"{self.kind.value}.{self.year}.{self.index}"

    @classmethod
    def from_code(cls, code: str) -> "Period":
        """The inverse of `code`. Refuses (ValueError) what names no period."""
        kind, year, index = code.split(".")
        return cls(PeriodKind(kind), int(year), int(index))

    def to_json(self) -> dict[str, Any]:
        """{"kind", "year", "index"}."""
        return {"kind": self.kind.value, "year": self.year, "index": self.index}

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Period":
        """The inverse of `to_json`."""
        return cls(PeriodKind(shape["kind"]), shape["year"], shape["index"])


@dataclass(frozen=True, slots=True)
class NoPeriod:
    """The rounds of a year that are about no period, each by the year in which it was due."""

    year: int

    @property
    def title(self) -> str:
        """As it stands in a sentence: "ngoài kỳ năm 2024"."""
        return f"ngoài kỳ năm {self.year}"

    @property
    def key(self) -> tuple[str, int, int]:
        """As `Period.key`; no period has this kind."""
        return "none", self.year, 0

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of them."""
        return ((*self.key, dt.date.min, dt.date.max),)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Everything that is reported in a period: about one of any kind that ends in it; about none and due in it."""

    period: Period

    @property
    def parts(self) -> tuple[Part, ...]:
        """A duty of a round about no period may have been given time into the next year."""
        first, last = self.period.first_day, self.period.last_day
        due = ((*NoPeriod(year).key, first, last) for year in (first.year - 1, first.year))
        return (*(part for one in self.period.reported for part in one.parts), *due)


Span = Period | NoPeriod | Stretch

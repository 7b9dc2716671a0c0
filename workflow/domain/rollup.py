"""How the figures of several units become one, exactly, and in any order of adding them up."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

from workflow.domain.figures import EXACT, Amount, plain, quotient
from workflow.domain.outline import Formula, Indicator, IndicatorKind

COUNTED = frozenset({IndicatorKind.YES_NO, IndicatorKind.OF_TARGET})


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit gave, and the day of the report that says it (None: not known)."""

    amount: Amount
    day: dt.date | None = None

    def to_json(self) -> list[str | None]:
        """The shape kept with the figure it went into: value, base, day."""
        base = None if self.amount.base is None else plain(self.amount.base)
        return [plain(self.amount.value), base, self.day.isoformat() if self.day else None]

    @classmethod
    def from_json(cls, shape: Iterable[Any]) -> "Part":
        """The inverse of `to_json`."""
        value, base, day = shape
        amount = Amount(Decimal(value), None if base is None else Decimal(base))
        return cls(amount, dt.date.fromisoformat(day) if day else None)


def rolled_up(kind: IndicatorKind, formula: Formula, parts: Iterable[Part]) -> Part | None:
    """The figure of all of them: the sum, the largest, that of the latest day (of one day the larger); None of nothing.
    A ratio has no parts: `ratios` divides the sums that it names."""
    given = list(parts)
    if not given or formula is Formula.RATIO:
        return None
    how = _total if kind in COUNTED else _FORMULAS[formula]
    return how(given)


def ratios(asked: Iterable[Indicator], amounts: Mapping[str, Amount | None]) -> dict[str, Amount | None]:
    """The ratios among what is asked, divided from the figures that each names; in per cent where it is one."""
    found: dict[str, Amount | None] = {}
    for indicator in asked:
        if indicator.formula is Formula.RATIO and indicator.of:
            numerator, denominator = (amounts.get(key) for key in indicator.of)
            found[indicator.key] = _ratio(indicator.kind, numerator, denominator)
    return found


def _ratio(kind: IndicatorKind, numerator: Amount | None, denominator: Amount | None) -> Amount | None:
    if numerator is None or denominator is None:
        return None
    times = Decimal(100 if kind is IndicatorKind.PERCENT else 1)
    value = quotient(EXACT.multiply(numerator.value, times), denominator.value)
    return None if value is None else Amount(value)


def _total(parts: list[Part]) -> Part:
    days = [part.day for part in parts if part.day]
    bases = [part.amount.base for part in parts if part.amount.base is not None]
    value = reduce(EXACT.add, (part.amount.value for part in parts))
    return Part(Amount(value, reduce(EXACT.add, bases) if bases else None), max(days, default=None))


def _largest(parts: list[Part]) -> Part:
    return max(parts, key=lambda part: (part.amount.value, _day(part)))


def _latest(parts: list[Part]) -> Part:
    return max(parts, key=lambda part: (_day(part), part.amount.value))


def _day(part: Part) -> dt.date:
    return part.day or dt.date.min


_FORMULAS: Mapping[Formula, Callable[[list[Part]], Part]] = {
    Formula.SUM: _total,
    Formula.MAX: _largest,
    Formula.LATEST: _latest,
}

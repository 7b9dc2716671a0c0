"""What a benchmark says: name, value, aim; written to var/bench.json (design §7)."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One ratio and the bar it should keep; None where this machine could not measure it."""

    name: str
    value: float | None
    aim: str
    unit: str = "ratio"

    @property
    def holds(self) -> bool:
        """Whether the value keeps its bar ("<= 1.15", ">= 1.5"); what was not measured keeps none."""
        if self.value is None:
            return False
        sign, bar = self.aim.split()
        return self.value <= float(bar) if sign == "<=" else self.value >= float(bar)


def milliseconds(work: Callable[[], object]) -> float:
    """How long one run takes, in ms."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def alternated(rounds: int, *ways: Callable[[], object]) -> list[list[float]]:
    """Times in ms of each way, run in turns so that a noisy moment falls on all alike."""
    times: list[list[float]] = [[] for _ in ways]
    for turn in range(rounds):
        order = range(len(ways)) if turn % 2 == 0 else reversed(range(len(ways)))
        for index in order:
            times[index].append(milliseconds(ways[index]))
    return times


def ratio(over: list[float], under: list[float]) -> float:
    """The median of what each round says by itself, for a slow moment of the machine falls on both of a round; median
    over median where the rounds were not run in turns."""
    if len(over) != len(under):
        return statistics.median(over) / statistics.median(under)
    return statistics.median(one / other for one, other in zip(over, under, strict=True))


def percentile(times: list[float], share: int) -> float:
    """The time within which `share` of a hundred lie."""
    return statistics.quantiles(times, n=100)[share - 1]


def write(figures: list[Figure], path: Path) -> None:
    """Print the figures as a table and keep them as JSON; what was not measured is there too, as null."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shape = {
        one.name: {"value": one.value and round(one.value, 3), "aim": one.aim, "unit": one.unit} for one in figures
    }
    path.write_text(json.dumps(shape, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for one in figures:
        word = "CHƯA ĐO" if one.value is None else "đạt" if one.holds else "HỎNG"
        value = "-" if one.value is None else f"{one.value:.3f}"
        print(f"{word:<8} {one.name:<44} {value:>8}  ({one.aim})")  # noqa: T201


def outcome(figures: list[Figure]) -> int:
    """The exit code: 0 when every figure keeps its bar, 1 when one does not, 3 when all that could be measured do."""
    if any(one.value is not None and not one.holds for one in figures):
        return 1
    return 3 if any(one.value is None for one in figures) else 0

"""What cannot be right about the figures of a report: outside its bounds, or at odds with one another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from workflow.domain.figures import EXACT, Amount, number, plain
from workflow.domain.outline import Check, Indicator, Outline, Relation

Amounts = Mapping[str, Amount | None]


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about the figure `key`; a binding one must be put right before the figures are finished."""

    key: str
    sentence: str
    binding: bool


def remarks(outline: Outline, amounts: Amounts) -> list[Remark]:
    """Everything that cannot be right; of what is not known yet nothing is said."""
    bounds = (remark for one in outline.indicators for remark in _beyond_bounds(one, amounts.get(one.key)))
    return [*bounds, *_at_odds(outline, amounts)]


def _beyond_bounds(asked: Indicator, amount: Amount | None) -> Iterator[Remark]:
    if amount is None:
        return
    if asked.low is not None and amount.value < asked.low:
        said = f"{asked.title}: {_shown(amount.value)} nhỏ hơn mức thấp nhất {_shown(asked.low)}."
        yield Remark(asked.key, said, asked.binding)
    if asked.high is not None and amount.value > asked.high:
        said = f"{asked.title}: {_shown(amount.value)} lớn hơn mức cao nhất {_shown(asked.high)}."
        yield Remark(asked.key, said, asked.binding)


def _at_odds(outline: Outline, amounts: Amounts) -> Iterator[Remark]:
    titles = {one.key: one.title for one in outline.indicators}
    for check in outline.checks:
        left, right = amounts.get(check.left), [amounts.get(key) for key in check.right]
        known = [amount.value for amount in right if amount is not None]
        if left is not None and len(known) == len(check.right):
            total = reduce(EXACT.add, known)
            if not _holds(check, left.value, total):
                yield Remark(check.left, _sentence(check, titles, left.value, total), check.binding)


def _holds(check: Check, left: Decimal, right: Decimal) -> bool:
    return left <= right if check.relation is Relation.AT_MOST else left == right


def _sentence(check: Check, titles: Mapping[str, str], left: Decimal, right: Decimal) -> str:
    named = _listed(titles[key] for key in check.right)
    if check.relation is Relation.AT_MOST:
        return f"{titles[check.left]} ({_shown(left)}) phải không quá {named} ({_shown(right)})."
    what = named if len(check.right) == 1 else f"tổng của {named}"
    return f"{titles[check.left]} ({_shown(left)}) phải bằng {what} ({_shown(right)})."


def _listed(titles: Iterable[str]) -> str:
    *first, last = [f"“{title}”" for title in titles]
    return f"{', '.join(first)} và {last}" if first else last


def _shown(value: Decimal) -> str:
    return number(Decimal(plain(value)))

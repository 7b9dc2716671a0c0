"""Which plan without a number a citation means: told by who issued it, its day, and what both plans carry out."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from workflow.domain import numbers
from workflow.domain.folding import fold
from workflow.domain.states import DocumentKind


class Known(NamedTuple):
    """What is known of a plan: its symbol ("187-KH/TU", "KH/TU" without a number), its day, what it is about."""

    symbol: str
    day: dt.date | None
    words: str


def may_mean(cited: Known, kept: Known) -> bool:
    """Whether a plan kept without a number may be the one cited: the same kind and issuer, no other day, and the same
    resolution carried out (else the same words)."""
    wanted, found = numbers.parse_symbol(cited.symbol), numbers.parse_symbol(kept.symbol)
    other_day = None not in (cited.day, kept.day) and cited.day != kept.day
    if found.number is not None or found[1:] != wanted[1:] or other_day:
        return False
    return bool(carried_out(cited.words) & carried_out(kept.words)) or fold(cited.words) == fold(kept.words)


def pairs(cited: Mapping[int, Known], kept: Mapping[int, Known]) -> dict[int, int]:
    """{citation: plan} where each may mean no other; whatever is not certain is left to a person."""
    fitting = {one: [two for two in kept if may_mean(cited[one], kept[two])] for one in cited}
    claimed = [plans[0] for plans in fitting.values() if len(plans) == 1]
    return {one: plans[0] for one, plans in fitting.items() if len(plans) == 1 and claimed.count(plans[0]) == 1}


def carried_out(words: str) -> frozenset[str]:
    """The documents that words name, but for plans: "thực hiện Nghị quyết số 43-NQ/TW …" → {"43-NQ/TW"}."""
    found = (numbers.from_match(match) for match in numbers.SYMBOL.finditer(words))
    return frozenset(str(one) for one in found if one.kind != DocumentKind.PLAN.value)

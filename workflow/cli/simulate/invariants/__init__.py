"""What must hold at the end of any year, whatever happened in it: each check reads the tables, never the acts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from workflow.cli.simulate.invariants import figures, matters, provenance, records, rounds, tasks, tree, urging, weaving
from workflow.cli.simulate.invariants.reading import Seen
from workflow.cli.simulate.ledger import Ledger
from workflow.models import db

OK = "ok"
_SHOWN = 3
Check = Callable[[Ledger, Seen], Iterator[str]]

CHECKS: Mapping[str, Check] = {
    "every_source_block_handled_once": weaving.handled_once,
    "figures_equal_naive_sums": figures.equal_naive_sums,
    "task_results_equal_naive_counts": tasks.counted,
    "no_level_skipped_or_doubled": tree.levels,
    "numbers_without_hole_or_double": records.numbers,
    "provenance_down_and_back": provenance.down_and_back,
    "campaign_rates": rounds.rates,
    "tallies_equal_recount": rounds.tallied,
    "duties_have_living_owners": tree.living_owners,
    "audit_chains": records.chains,
    "everything_sent_is_received": rounds.received,
    "nothing_goes_past_a_clearing_house": rounds.through_the_house,
    "answers_return_to_who_asked": matters.answers_return,
    "nobody_urged_twice_a_day": urging.once_a_day,
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: "ok" or the first of what broke, and how many things it looked at."""

    said: str
    seen: int


def check_all(ledger: Ledger) -> dict[str, Found]:
    """What every check found, by name."""
    return {name: check(name, ledger) for name in CHECKS}


def check(name: str, ledger: Ledger) -> Found:
    """One of them."""
    seen = Seen()
    broken = list(islice(CHECKS[name](ledger, seen), _SHOWN + 1))
    db.session.expunge_all()
    if not broken:
        return Found(OK, seen.count)
    return Found("; ".join(broken[:_SHOWN]) + ("; …" if len(broken) > _SHOWN else ""), seen.count)

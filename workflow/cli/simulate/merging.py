"""The change of the tree in the middle of the year: two chi bộ of one committee become one by a recorded act."""

import datetime as dt
from random import Random

from workflow.actions.reorganise import confirm, prepare
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.province import Unit
from workflow.domain.inputs.reorganising import Plan, Prepare, Receiver
from workflow.domain.states import Level, ReorganisationKind, Role
from workflow.models.clock import today

ONE_IN = 5
"""Of so many committees one merges two of its chi bộ, and at least one does."""
FEWEST = 3


def day_of_merging(year: int, months: int) -> dt.date:
    """The last day of the middle month: nothing is collected any more, the next round is not asked yet."""
    middle = max(1, months // 2)
    return dt.date(year, middle + 1, 1) - dt.timedelta(days=1)


def merge_cells(top: Unit, dice: Random, ledger: Ledger) -> None:
    """The province's administrator has it done; who merged is asked for no report any more."""
    committees = [one for one in top.walk() if one.level is Level.GRASSROOTS and len(one.below) >= FEWEST]
    for committee in committees[: max(1, len(committees) // ONE_IN)]:
        ending, kept = dice.sample(committee.below, 2)
        plan = Plan(units=(ending.id, kept.id), receivers=(Receiver("giu", kept.id),))
        given = Prepare(ReorganisationKind.MERGE, plan, "15-QĐ/TU", today(), today(), "")
        act = prepare(ending.id, given, actor=top.people[Role.ADMIN])
        confirm(act.id, act.version, actor=top.people[Role.ADMIN])
        committee.below.remove(ending)
        ledger.did("units_merged")

"""The changes of the tree in the middle of the year: two chi bộ of one committee become one, another is split in two,
each by a recorded act."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from sqlalchemy import select

from workflow.actions.reorganise import confirm, prepare
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.province import PLACE, Unit, staff_new
from workflow.domain.inputs.reorganising import Names, Plan, Prepare, Receiver
from workflow.domain.states import Level, ReorganisationKind, Role
from workflow.models import Organisation, db
from workflow.models.clock import today

ONE_IN = 5
"""Of so many committees one merges and splits, and at least one does."""
FEWEST = 3


def day_of_reshaping(year: int, months: int) -> dt.date:
    """The last day of the middle month: nothing is collected any more, the next round is not asked yet."""
    middle = max(1, months // 2)
    return dt.date(year, middle + 1, 1) - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reshaping:
    """What the province's administrator has done. `by_id` learns of what is founded."""

    top: Unit
    by_id: dict[int, Unit]
    dice: Random
    ledger: Ledger

    def carry_out(self) -> None:
        """Who merged is asked for no report any more; who was split off is, from the next round on."""
        committees = [one for one in self.top.walk() if one.level is Level.GRASSROOTS and len(one.below) >= FEWEST]
        for committee in committees[: max(1, len(committees) // ONE_IN)]:
            ending, kept, parting = self.dice.sample(committee.below, 3)
            self._confirm(ending, ReorganisationKind.MERGE, (ending.id, kept.id), (Receiver("giu", kept.id),))
            committee.below.remove(ending)
            self.ledger.did("units_merged")
            self._split(parting, committee)

    def _split(self, parting: Unit, committee: Unit) -> None:
        name = f"{parting.name} mới"
        new = Receiver("moi", names=Names(name, name, "CB", PLACE, "T/M CHI BỘ"), level=Level.CELL)
        self._confirm(parting, ReorganisationKind.SPLIT, (parting.id,), (Receiver("cu", parting.id), new))
        founded = db.session.scalars(select(Organisation.id).where(Organisation.name == name)).one()
        unit = Unit(founded, name, Level.CELL, committee)
        staff_new(unit)
        committee.below.append(unit)
        self.by_id[founded] = unit
        self.ledger.did("units_split")

    def _confirm(
        self, unit: Unit, kind: ReorganisationKind, units: tuple[int, ...], receivers: tuple[Receiver, ...]
    ) -> None:
        shares: Mapping[str, str] = {}
        given = Prepare(kind, Plan(units, receivers, shares), "15-QĐ/TU", today(), today())
        admin = self.top.people[Role.ADMIN]
        act = prepare(unit.id, given, actor=admin)
        confirm(act.id, act.version, actor=admin)

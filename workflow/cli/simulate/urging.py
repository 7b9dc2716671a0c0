"""Urging in the simulated year: an office urges who is late by a công văn; a second one on the same day is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from workflow.actions.urge import urge_units
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.province import Unit
from workflow.cli.simulate.temper import Temper
from workflow.domain.errors import InvalidInput
from workflow.domain.inputs.urging import UrgeUnits
from workflow.domain.states import Role
from workflow.models import Campaign, db
from workflow.models.clock import today
from workflow.queries import campaigns, urges


@dataclass(slots=True)
class Urging:
    """Who urges whom. `issue` has a paper decided, numbered, signed and sent."""

    dice: Random
    ledger: Ledger
    temper: Temper
    issue: Callable[[Unit, int], None]

    def perhaps_urge(self, unit: Unit, campaign_id: int) -> None:
        """The morning after the due day some offices write to those who are late."""
        if self.dice.random() >= self.temper.urged:
            return
        late = self._late(campaign_id)
        if not late:
            return
        given = UrgeUnits(late, today())
        document_id = urge_units(campaign_id, given, actor=unit.people[Role.OFFICE]).id
        self.ledger.did("urged", len(late))
        if self.dice.random() < self.temper.urged_twice:
            self._once_more(unit, campaign_id, given)
        self.issue(unit, document_id)

    def _late(self, campaign_id: int) -> tuple[int, ...]:
        campaign = db.session.get_one(Campaign, campaign_id)
        rows = urges.late_ones(campaign, campaigns.matrix(campaign, today()), today())
        return tuple(one.unit_id for one in rows if one.closed is None)

    def _once_more(self, unit: Unit, campaign_id: int, given: UrgeUnits) -> None:
        try:
            urge_units(campaign_id, given, actor=unit.clerks[-1])
        except InvalidInput:
            self.ledger.did("urged_twice_refused")
        else:
            self.ledger.did("urged_twice")

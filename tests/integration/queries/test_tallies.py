"""The rates of a branch and the matrix of those below it say what the rounds themselves say, by one statement each."""

import pytest

from tests.factories import received, tree
from tests.factories.duties import ask, send, send_back
from tests.statements import statements
from workflow.actions.tally import fold
from workflow.cli.demo.world import CELLS, World
from workflow.domain.periods import NoPeriod, Period, PeriodKind
from workflow.models import Campaign
from workflow.models.clock import today
from workflow.queries.campaigns import Rates
from workflow.queries.reporting import campaign_rates
from workflow.queries.tallies import matrix, rates

MONTH, QUARTER = Period(PeriodKind.MONTH, 2026, 3), Period(PeriodKind.QUARTER, 2026, 1)

ROUNDS = ((MONTH, -3), (MONTH, 5), (None, -3))
LATE = Rates(2, 0, 0, 1, 0)


@pytest.fixture
def rounds(world: World) -> list[Campaign]:
    """A month that is over, a month still running, a round about nothing; one chi bộ late, one sent back, one sent."""
    cells = [world.organisations[cell].id for cell in CELLS]
    made = [ask(world.organisations["so"].id, cells, period, days) for period, days in ROUNDS]
    for campaign in made:
        send(campaign.targets[0], -9)
        send(campaign.targets[1])
        send_back(campaign.targets[2])
    fold()
    return made


def test_the_rates_of_a_branch_are_those_of_its_rounds(world: World, rounds: list[Campaign]) -> None:
    by_round = {one.id: found for one, found in campaign_rates(world.organisations["so"].id, today())}
    over, running, other = (by_round[one.id] for one in rounds)
    together = [getattr(over, name) + getattr(running, name) for name in Rates.__slots__]
    for unit in ("so", "khoi", "tinh"):
        house = world.organisations[unit].id
        assert rates(house, MONTH, today()) == Rates(*together) == Rates(8, 4, 3, 2, 2)
        assert rates(house, NoPeriod(rounds[2].due_on.year), today()) == other
        assert rates(house, QUARTER, today()) == Rates(0, 0, 0, 0, 0)


def test_the_matrix_has_a_row_for_each_below_and_a_column_for_each_period(world: World, rounds: list[Campaign]) -> None:
    spans = (QUARTER, MONTH, NoPeriod(rounds[2].due_on.year))
    with statements() as sent:
        found = matrix(world.organisations["so"].id, spans, today())
    assert len(sent) == 2
    assert [row.organisation.name for row in found] == sorted(row.organisation.name for row in found)
    for row in found:
        assert row.rates == tuple(rates(row.organisation.id, span, today()) for span in spans)
    assert {row.rates[1] for row in found} == {Rates(2, 2, 2, 0, 0), Rates(2, 2, 1, 0, 0), Rates(2, 0, 0, 1, 2), LATE}


def test_the_matrix_is_read_a_page_at_a_time(world: World, rounds: list[Campaign]) -> None:
    whole = matrix(world.organisations["so"].id, (MONTH,), today())
    first = matrix(world.organisations["so"].id, (MONTH,), today(), limit=3)
    rest = matrix(world.organisations["so"].id, (MONTH,), today(), first[-1].place, limit=3)
    assert [*first, *rest] == whole
    assert len(rest) == 1


def test_one_that_has_ended_stands_in_the_periods_that_know_of_it(world: World) -> None:
    so, ended = world.organisations["so"].id, world.organisations["vanphong"].id
    target = ask(so, [ended], QUARTER, -30).targets[0]
    received.received(target, {"ket-qua": "- Việc."})
    send(target, -31)
    tree.merged(world, "vanphong", into="thuvien")
    fold()
    assert ended not in {row.organisation.id for row in matrix(so, (MONTH,), today())}
    found = {row.organisation.id: row.rates for row in matrix(so, (MONTH, QUARTER), today())}
    assert found[ended] == (Rates(0, 0, 0, 0, 0), Rates(1, 1, 1, 0, 0))

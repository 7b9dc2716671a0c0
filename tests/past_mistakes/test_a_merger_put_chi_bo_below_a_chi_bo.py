"""A chi bộ and a committee were merged into a new organisation of the first one's level, so that the chi bộ of the
committee came to stand below a chi bộ: the levels of organisations that an act founds were not looked at."""

import pytest

from tests.factories import tree
from workflow.actions.organisation import found_organisation
from workflow.cli.demo.world import TERM_FROM, World
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import InvalidInput
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.inputs.reorganising import Plan, Receiver
from workflow.domain.states import Level, ReorganisationKind

NAME = "Chi bộ Ban quản lý"


@pytest.fixture
def units(world: World) -> tuple[int, int]:
    """A chi bộ that stands directly below the bloc, and the department with its four."""
    bloc = world.organisations["khoi"].id
    given = FoundOrganisation(NAME, NAME, NAME.upper(), "CB", "Sông Lam", "T/M", Level.CELL, bloc, TERM_FROM)
    return found_organisation(given, actor=SYSTEM).id, world.organisations["so"].id


@pytest.mark.parametrize("level", [None, Level.CELL])
def test_whoever_stood_below_finds_a_committee_or_the_merger_is_refused(
    world: World, units: tuple[int, int], level: Level | None
) -> None:
    with pytest.raises(InvalidInput, match=f"không chuyển về {tree.NEW.name} được"):
        tree.done(world, ReorganisationKind.MERGE, Plan(units, (Receiver("m", names=tree.NEW, level=level),)))


def test_a_new_committee_takes_them(world: World, units: tuple[int, int]) -> None:
    new = Receiver("m", names=tree.NEW, level=Level.GRASSROOTS)
    tree.done(world, ReorganisationKind.MERGE, Plan(units, (new,)))
    assert tree.unit(world, "thuvien").superior_id == tree.unit(world, "so").successor_id

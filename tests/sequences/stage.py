"""Where the sequences play: the demo's people, two of whom do more than one thing, and open rounds."""

from dataclasses import dataclass

from tests.sequences.commands import opened
from tests.sequences.model import CELLS, PEOPLE, WORKER
from workflow.actions.account import grant_role
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.states import Role
from workflow.models import db


@dataclass(frozen=True)
class Stage:
    """The actors by name; the units by number; of each round its number and the request to each chi bộ."""

    actors: dict[str, Actor]
    units: dict[int, str]
    rounds: tuple[tuple[int, dict[str, int]], ...]


def staged(world: World, rounds: int = 1) -> Stage:
    """A bí thư who also drafts, and a member who also serves in the office: both may write what they decide on."""
    for username, unit, role in (("bithu.thuvien", "thuvien", Role.DRAFTER), ("uyvien.so", "so", Role.OFFICE)):
        grant_role(GrantRole(username, world.organisations[unit].id, role, None), actor=SYSTEM)
    cells = tuple(world.organisations[cell].id for cell in CELLS)
    made = [opened(world.organisations["so"].id, cells, world.actor("vanphong.so")) for _ in range(rounds)]
    actors = {name: world.actor(name) for name in PEOPLE} | {WORKER: SYSTEM}
    units = {house.id: key for key, house in world.organisations.items()}
    db.session.remove()
    return Stage(actors, units, tuple((campaign, dict(zip(CELLS, targets, strict=True))) for campaign, targets in made))

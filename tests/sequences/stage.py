"""Where the sequences play: the demo's people, two of whom do more than one thing, and open rounds."""

from dataclasses import dataclass

from tests.kept_world import AS_THEY_WERE, KeptWorld, copied, empty
from tests.sequences.commands import opened
from tests.sequences.model import CELLS, PEOPLE, WORKER
from workflow.actions.account import grant_role
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.states import Role
from workflow.models import db

TIRED = 50
"""So many times the stage is laid back before the tables are vacuumed: rows that went are read past until then."""


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


@dataclass
class KeptStage:
    """The stage as its acts left it once, and what puts it in the place of whatever was done on it since."""

    stage: Stage
    statements: str
    times: int = 0

    def lay_back(self) -> Stage:
        """The rows as they were, in one transaction."""
        self.times += 1
        if self.times % TIRED == 0:
            empty()
        with db.engine.begin() as connection:
            connection.exec_driver_sql(AS_THEY_WERE)
            connection.exec_driver_sql("SELECT kept.sweep()")
            connection.exec_driver_sql(self.statements)
        return self.stage


def keep_stage(kept: KeptWorld) -> KeptStage:
    """Set the stage with one round, within an application context, and keep its rows."""
    empty()
    stage = staged(kept.lay_back())
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA IF EXISTS kept_sequences CASCADE")
        return KeptStage(stage, copied(connection, "kept_sequences"))

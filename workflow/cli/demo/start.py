"""The demo as `trinhky run` begins it: both plans are there, the upper levels have asked, the rest is for people."""

from pathlib import Path

from workflow.cli.application import application
from workflow.cli.demo.rounds import ask, register_plans
from workflow.cli.demo.seed import Seed, read_seed
from workflow.cli.demo.world import Account, accounts, build, is_empty
from workflow.settings import Settings


def ensure_demo(settings: Settings, plans: Path | None = None) -> list[Account]:
    """Fill an empty database; one that holds organisations stays as it is. Returns (sign-in name, password, name,
    organisation, roles) of the demo's people found there. Refuses (InvalidInput) a folder without the two plans."""
    with application(settings):
        if is_empty():
            _begin(read_seed(plans))
        return accounts()


def _begin(seed: Seed) -> None:
    world = build(seed.place)
    registered = register_plans(world, seed)
    for unit in ("tinh", "khoi"):
        ask(unit, world, registered)

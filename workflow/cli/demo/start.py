"""The demo as `trinhky run` begins it: both plans are there, a tờ trình came up and a copy
waits to be signed, the upper levels have asked, the rest is for people."""

from pathlib import Path

from flask import Flask

from workflow.cli.application import application
from workflow.cli.demo.papers import copy_plan, hand_up
from workflow.cli.demo.rounds import ask, register_plans, send_down
from workflow.cli.demo.seed import Seed, read_seed
from workflow.cli.demo.world import Account, accounts, build, is_empty
from workflow.jobs.worker import work_off
from workflow.settings import Settings


def ensure_demo(settings: Settings, plans: Path | None = None) -> list[Account]:
    """Fill an empty database; one that holds organisations stays as it is. Returns (sign-in name, password, name,
    organisation, roles) of the demo's people found there. Refuses (InvalidInput) a folder without the two plans."""
    with application(settings) as app:
        if is_empty():
            _begin(read_seed(plans), app)
        return accounts()


def _begin(seed: Seed, app: Flask) -> None:
    world = build(seed.place)
    plans = register_plans(world, seed)
    hand_up(world)
    copy_plan(world, plans["so"])
    work_off(app)
    send_down(world, plans)
    for unit in ("tinh", "khoi"):
        ask(unit, world, plans)

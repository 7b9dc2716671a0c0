"""The demo as `trinhky run` begins it: in the middle of a year. The plans went down, last month was asked about, a
difficulty was answered, the upper levels have asked for the year, task by task; the rest is for people."""

from functools import partial
from pathlib import Path

from flask import Flask

from workflow.cli.application import application
from workflow.cli.demo.committee import ask_committee, decide_together
from workflow.cli.demo.papers import copy_plan, hand_up
from workflow.cli.demo.past import the_past
from workflow.cli.demo.rounds import ask
from workflow.cli.demo.seed import Seed, read_seed
from workflow.cli.demo.world import Account, accounts, is_empty
from workflow.domain.outline_templates import RESOLUTION_BY_TASK, from_above
from workflow.domain.states import DocumentState
from workflow.jobs.worker import work_off
from workflow.models import db
from workflow.settings import Settings


def ensure_demo(settings: Settings, plans: Path | None = None) -> list[Account]:
    """Fill an empty database; one that holds organisations stays as it is. Returns (sign-in name, password, name,
    organisation, roles) of the demo's people found there. Refuses (InvalidInput) a folder without the two plans."""
    with application(settings) as app:
        if is_empty():
            _begin(read_seed(plans), app)
        return accounts()


def _begin(seed: Seed, app: Flask) -> None:
    with the_past(seed, partial(_work, app)) as past:
        world, plans = past.world, past.live()
    hand_up(world)
    copy_plan(world, plans["so"])
    _work(app)
    ask("tinh", world, plans, RESOLUTION_BY_TASK)
    if plans["tinh"].state is DocumentState.SENT:  # what could not be printed on this machine nobody below has read
        ask("khoi", world, plans, from_above(RESOLUTION_BY_TASK))
    decide_together(world)
    ask_committee(world)
    _work(app)


def _work(app: Flask) -> None:
    """Let the worker do what was promised; nothing is open here, it writes in transactions of its own."""
    db.session.rollback()
    work_off(app)

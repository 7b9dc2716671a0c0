"""W4, W5, W6, W7, W9: approvals over HTTP with session, token and permission, as people press them, against the bare
statements and against an empty press in the same run."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from multiprocessing.synchronize import Event

from flask import Flask

from tests.bench.bare import Bare
from tests.bench.figures import Figure
from tests.bench.paper import longest_plan
from tests.bench.scratch import fill, scratch_application
from tests.bench.started import served
from tests.bench.web_load import Load, Person, press_at_once
from tests.bench.web_server import EMPTY
from workflow.cli.demo.world import World
from workflow.database import psycopg_dsn
from workflow.models import db
from workflow.paper.parse import parse_text
from workflow.paper.pdf import render_pdf, warm

COUNT, ROUNDS, SECONDS = 40_000, 5, 2.0
_DONE = "SELECT count(*) FROM audit_entry WHERE fact = 'document:approved' AND actor_name <> 'x'"


@dataclass(frozen=True)
class Round:
    """What each way came to in its turn; the limit in approvals a second."""

    limit: float
    empty: Load
    sixteen: Load
    eight: Load
    one: Load
    beside: Load

    @property
    def approved(self) -> int:
        """How many presses were answered as done."""
        return sum(len(load.times) for load in (self.sixteen, self.eight, self.one, self.beside))


def figures() -> list[Figure]:
    """Medians over rounds in which every way takes its turn."""
    with scratch_application("bench_web") as (app, world):
        fill(world, COUNT * 2, state="in_approval")
        with served(app) as port:
            rounds = list(_rounds(port, app, world))
        done = db.session.execute(db.text(_DONE)).scalar_one()
    pressed = sum(one.approved for one in rounds)
    assert done == pressed, f"{pressed} presses were answered as done, {done} approvals are recorded"
    return [
        _median("W4 approvals over HTTP / bare limit", ">= 0.12", [one.sixteen.rate / one.limit for one in rounds]),
        _median("W5 the same / empty press", ">= 0.20", [one.sixteen.rate / one.empty.rate for one in rounds]),
        _median("W6 the same, p99 / p50", "<= 3.0", [one.sixteen.p(99) / one.sixteen.p(50) for one in rounds]),
        _median("W7 approvals of 8 lines / of 1", ">= 1.2", [one.eight.rate / one.one.rate for one in rounds]),
        _median("W9 p99 beside a printer / quiet", "<= 2.5", [one.beside.p(99) / one.eight.p(99) for one in rounds]),
    ]


def _median(name: str, aim: str, values: list[float]) -> Figure:
    return Figure(name, statistics.median(values), aim)


def _rounds(port: int, app: Flask, world: World) -> Iterator[Round]:
    dsn, member = psycopg_dsn(app.extensions["trinhky-settings"]), world.actor("uyvien.so")
    floor, others = Bare(dsn, member.user_id or 0, world.organisations["so"].id), _ids("consolidated")
    person = Person(port, "uyvien.so")
    approvals = (person.press(f"/van-ban/{one}/thong-qua", version=1) for one in _ids("in_approval"))
    nothing = repeat(person.press(EMPTY))

    def pressed(lines: int) -> Load:
        return press_at_once(port, approvals, 303, lines=lines, seconds=SECONDS)

    for _ in range(ROUNDS):
        limit = floor.limit(others, SECONDS)
        empty = press_at_once(port, nothing, 204, lines=16, seconds=SECONDS)
        sixteen, eight, one = pressed(16), pressed(8), pressed(1)
        with _printing():
            yield Round(limit, empty, sixteen, eight, one, beside=pressed(8))


def _ids(state: str) -> list[int]:
    rows = db.session.execute(db.text("SELECT id FROM document WHERE state = :state ORDER BY id"), {"state": state})
    found = list(rows.scalars())
    db.session.rollback()
    return found


@contextmanager
def _printing() -> Iterator[None]:
    """One process prints one paper after the other."""
    context = get_context("fork")
    begun = context.Event()
    printer = context.Process(target=_print, args=(begun,), daemon=True)
    printer.start()
    begun.wait()
    try:
        yield
    finally:
        printer.kill()
        printer.join()


def _print(begun: Event) -> None:
    paper = parse_text(longest_plan().read_text(encoding="utf-8"))
    warm()
    begun.set()
    while True:
        render_pdf(paper)

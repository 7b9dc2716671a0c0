"""W1, W2, W3: an approval through the action layer against the bare statements in psycopg, one connection."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator

import transitions
from flask import Flask

from tests.bench.bare import Bare
from tests.bench.figures import Figure
from tests.bench.scratch import fill, scratch_application
from workflow.actions.approve import approve_document
from workflow.database import psycopg_dsn
from workflow.domain import advance
from workflow.domain.actor import Actor
from workflow.domain.inputs.deciding import Approve
from workflow.domain.states import DocumentState, Trigger
from workflow.models import db

BLOCK, ROUNDS = 60, 11
COUNT = BLOCK * (ROUNDS + 1) * 2 + 100  # two ways, one block of warming up each, and the machines' count


def figures() -> list[Figure]:
    """Wall and client CPU of one approval over the bare statements; the machine's part of it; machines made."""
    with scratch_application("bench_approval") as (app, world):
        fill(world, COUNT * 2, state="in_approval")
        member, unit = world.actor("uyvien.so"), world.organisations["so"].id
        ids = _ids()
        wall, cpu = _measure(app, member, unit, ids)
        made = _machines_made(member, ids)
    return [
        Figure("W1 approval / bare statements, wall", wall["act"] / wall["bare"], "<= 4.0"),
        Figure("W2 approval / bare statements, client CPU", cpu["act"] / cpu["bare"], "<= 6.0"),
        Figure("W3 machine's event / approval, CPU", _event_cpu() / cpu["act"], "<= 0.03"),
        Figure("W3 machines made in 1,000 approvals", made, "<= 0", "count"),
    ]


def _ids() -> Iterator[int]:
    rows = (
        db.session.execute(db.text("SELECT id FROM document WHERE state = 'in_approval' ORDER BY id")).scalars().all()
    )
    db.session.rollback()
    return iter(rows)


def _measure(app: Flask, member: Actor, unit: int, ids: Iterator[int]) -> tuple[dict[str, float], dict[str, float]]:
    floor = Bare(psycopg_dsn(app.extensions["trinhky-settings"]), member.user_id or 0, unit)
    connection = floor.connect()

    def act() -> None:
        approve_document(next(ids), Approve(version=1), actor=member)
        db.session.remove()

    def bare() -> None:
        floor.approve(connection, next(ids))

    wall: dict[str, list[float]] = {"act": [], "bare": []}
    cpu: dict[str, list[float]] = {"act": [], "bare": []}
    ways: dict[str, Callable[[], None]] = {"act": act, "bare": bare}
    for way in ways.values():
        for _ in range(BLOCK):
            way()
    gc.collect()
    gc.freeze()
    for turn in range(ROUNDS):
        for name in sorted(ways, reverse=turn % 2 == 1):
            begun, used = time.perf_counter(), time.process_time()
            for _ in range(BLOCK):
                ways[name]()
            cpu[name].append(time.process_time() - used)
            wall[name].append(time.perf_counter() - begun)
    connection.close()
    return _medians(wall), _medians(cpu)


def _medians(times: dict[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(all_of_them) / BLOCK for name, all_of_them in times.items()}


class _Row:
    def __init__(self) -> None:
        self._state = DocumentState.IN_APPRAISAL


def _event_cpu(events: int = 4000) -> float:
    rows = [_Row() for _ in range(events)]
    trigger = advance._machine.events[Trigger.APPRAISE.value].trigger
    begun = time.process_time()
    for row in rows:
        trigger(row, case=None)
    return (time.process_time() - begun) / events


def _machines_made(member: Actor, ids: Iterator[int]) -> int:
    made, whole = 0, transitions.Machine.__init__

    def counting(self: transitions.Machine, *args: object, **kwargs: object) -> None:
        nonlocal made
        made += 1
        whole(self, *args, **kwargs)

    transitions.Machine.__init__ = counting
    try:
        for _ in range(100):
            approve_document(next(ids), Approve(version=1), actor=member)
    finally:
        transitions.Machine.__init__ = whole
    return made * 10

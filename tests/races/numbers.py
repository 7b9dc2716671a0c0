"""Eight processes take numbers from the same books, one in seven takes it back, some give theirs up, and meanwhile the
year turns: every book runs from 01 to its last number, none missing, none given twice."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from random import Random

from flask import Flask
from sqlalchemy import event, text

from tests.races.hands import at_once, trouble
from workflow.actions.numbering import allot_incoming
from workflow.actions.register import give_up, reserve
from workflow.domain.actor import Actor
from workflow.domain.errors import TransitionRefused
from workflow.domain.inputs.registers import ReserveNumber
from workflow.domain.series import INCOMING_KIND
from workflow.models import db
from workflow.models.clock import MovedClock, moved, today

PROCESSES, KINDS = 8, ("BC", "KH")
EVENING = dt.datetime(2026, 12, 31, 16, 59, 30, tzinfo=dt.UTC)  # half a minute before midnight in Việt Nam
MORNING = dt.datetime(2026, 12, 31, 17, 0, 30, tzinfo=dt.UTC)
_BOOKS = """SELECT series.kind, series.from_day, series.last, array_agg(entry.number ORDER BY entry.number),
    count(*) FILTER (WHERE entry.state = 'given_up')
FROM series JOIN outgoing_entry entry ON entry.series_id = series.id GROUP BY series.id ORDER BY 1, 2"""
_ARRIVALS = "SELECT extract(year FROM from_day)::int, sum(last) FROM series WHERE kind = %(kind)s GROUP BY 1"


House = tuple[int, Actor]  # an organisation and its văn thư


class Fails(Exception):
    """What goes wrong after a number was taken, before it was kept."""


def races(app: Flask, houses: Sequence[House], issues: int, seed: int) -> tuple[Counter[str], list[str]]:
    """So many issues by each of eight processes in the books of these organisations; what was done, and what is wrong
    with the books."""
    seeds = range(seed * 100, seed * 100 + PROCESSES)
    done = at_once(app, [partial(_take, houses, issues, one) for one in seeds])
    with app.app_context():
        return done, [*_holes(done), *trouble(done)]


def _take(houses: Sequence[House], issues: int, seed: int, done: Counter[str]) -> None:
    dice = Random(seed)
    with moved(MovedClock(EVENING)) as clock:
        for turn in range(issues):
            if turn == issues // 2:
                clock.move_to(MORNING)
            _issue(dice.choice(houses), dice, done)


def _issue(place: House, dice: Random, done: Counter[str]) -> None:
    """One number of a book for good, taken back, or given up; and one of the arrivals."""
    (house, clerk), kind = place, dice.choice(KINDS)
    try:
        entry = reserve(house, ReserveNumber(kind, "Ban hành."), actor=clerk, token=None)
    except TransitionRefused:  # the others' year has turned: numbers and days rise together
        done["too early"] += 1
        return
    done["kept"] += 1
    if dice.random() < 0.1:
        give_up(entry.id, "Không dùng.", entry.version, actor=clerk)
        done["given up"] += 1
    if dice.random() < 0.15:
        _taken_back(house, clerk, kind, done)
    allot_incoming(house, today())
    if dice.random() < 0.15:
        db.session.rollback()
        done["taken back"] += 1
    else:
        db.session.commit()
        done[f"arrivals {today().year}"] += 1


def _taken_back(house: int, clerk: Actor, kind: str, done: Counter[str]) -> None:
    """A number that is gone with its transaction, as when the act that took it fails."""

    def fail(*_: object) -> None:
        raise Fails

    event.listen(db.session(), "before_commit", fail, once=True)
    try:
        reserve(house, ReserveNumber(kind, "Ban hành."), actor=clerk, token=None)
    except Fails:
        done["taken back"] += 1
    except TransitionRefused:
        done["too early"] += 1
        event.remove(db.session(), "before_commit", fail)


def _holes(done: Mapping[str, int]) -> list[str]:
    found = []
    kept = given_up = 0
    for kind, from_day, last, numbers, void in db.session.execute(text(_BOOKS)):
        if kind in KINDS:  # others were given before the race
            kept, given_up = kept + len(numbers), given_up + void
        if numbers != list(range(1, last + 1)):
            missing = sorted(set(range(1, last + 1)) - set(numbers))
            found.append(f"{kind} from {from_day}: {len(numbers)} numbers up to {last}, missing {missing[:5]}")
    if (kept, given_up) != (done["kept"], done["given up"]):
        found.append(f"{done['kept']} were kept and {done['given up']} given up; the books have {kept} and {given_up}")
    rows = db.session.connection().exec_driver_sql(_ARRIVALS, {"kind": INCOMING_KIND})
    arrived = {year: int(last) for year, last in rows}
    told = {year: done[f"arrivals {year}"] for year in (2026, 2027) if done[f"arrivals {year}"]}
    return found + ([] if arrived == told else [f"arrivals: {told} were kept, the books stand at {arrived}"])

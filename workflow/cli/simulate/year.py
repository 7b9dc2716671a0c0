"""The simulated year from its first day to its last: hour after hour what is planned, then what was promised."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from flask import Flask
from sqlalchemy import select

from workflow.cli.simulate.agenda import YEAR, Agenda, Hour, rounds
from workflow.cli.simulate.cells import Cells
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.loom import Loom
from workflow.cli.simulate.matters import Matters
from workflow.cli.simulate.offices import Offices
from workflow.cli.simulate.plans import register_plans
from workflow.cli.simulate.press import Press
from workflow.cli.simulate.province import found_province
from workflow.cli.simulate.reshaping import Reshaping, day_of_reshaping
from workflow.cli.simulate.temper import CALM, Temper
from workflow.domain.dates import VIETNAM
from workflow.domain.states import DocumentState
from workflow.jobs.tally import fold_all
from workflow.jobs.workshop import use_application
from workflow.models import Document, db
from workflow.models.clock import MovedClock

FIRST_MOMENT = dt.datetime(YEAR - 1, 12, 1, 8, tzinfo=VIETNAM)
_DAY = dt.timedelta(days=1)
Told = Callable[[dt.datetime], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a year: units below the province, months from January, the share of papers printed whole; how people
    behave in it."""

    units: int
    months: int
    seed: int
    printed: float
    temper: Temper = CALM


def live_through(size: Size, app: Flask, clock: MovedClock, tell: Told) -> Ledger:
    """Found the province and let the year pass; needs the application's context over an empty database, and the clock
    that all acts read. The same size gives the same year."""
    dice, agenda, ledger = Random(size.seed), Agenda(), Ledger()  # noqa: S311 - a play, no secret
    top = found_province(size.units)
    units = {unit.id: unit for unit in top.walk()}
    temper, plans = size.temper, register_plans(top, ledger)
    cells = Cells(dice, agenda, ledger, Matters(dice, agenda, ledger, temper, units), temper)
    offices = Offices(dice, agenda, ledger, cells, Loom(dice, ledger, temper), temper, units, plans)
    for asked in rounds(size.months):
        for unit in units.values():
            if not unit.is_cell:
                agenda.plan(asked.opens_on, Hour.OPEN, partial(offices.open, asked, unit))
    reshaping = Reshaping(top, units, dice, ledger)
    agenda.plan(day_of_reshaping(YEAR, size.months), Hour.SEND, reshaping.carry_out)
    press = Press(app, Random(size.seed), size.printed, ledger, units)  # noqa: S311
    delivered = set[tuple[int, int]]()
    use_application(app)
    for moment, works in agenda.hours():
        clock.move_to(moment)
        tell(moment)
        for work in works:
            work()
        press.work()
        fold_all()
        _plan_receipts(moment.date() + _DAY, delivered, offices, agenda)
    press.work(notices_too=True)
    fold_all()
    return ledger


def _plan_receipts(day: dt.date, delivered: set[tuple[int, int]], offices: Offices, agenda: Agenda) -> None:
    """What was sent is found on the superior's desk the next morning; once for each time it is sent."""
    sent = select(Document.id, Document.version).where(Document._state == DocumentState.SENT).order_by(Document.id)
    for document_id, version in db.session.execute(sent).all():
        if (document_id, version) not in delivered:
            delivered.add((document_id, version))
            agenda.plan(day, Hour.RECEIVE, partial(offices.receive, document_id))
    db.session.rollback()

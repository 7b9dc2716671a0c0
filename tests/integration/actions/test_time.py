"""A second before midnight in Việt Nam and a second after it, wherever the process believes to stand: which series a
number comes from, what is late, which period has come, who stands in for whom; and a clock that is set back.

`TRINHKY_TIMES=long` (make times) asks at every midnight of ten years, 10,959 instants in each of the three zones."""

import datetime as dt
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import NamedTuple

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from tests.factories import stages
from workflow.actions.arrival import lateness
from workflow.actions.delegation import delegate
from workflow.actions.draft import save_section
from workflow.actions.numbering import allot_incoming, allot_number
from workflow.actions.organisation import open_term
from workflow.cli.demo.world import World
from workflow.domain import dates
from workflow.domain.deadlines import Urgency, urgency
from workflow.domain.inputs.delegations import Delegate
from workflow.domain.inputs.registers import OpenTerm
from workflow.domain.inputs.writing import SaveSection
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.schedules import Due, DueRule, opening
from workflow.domain.states import DocumentKind, DocumentState, Numbering, Role
from workflow.domain.working_days import WorkingDays
from workflow.jobs.auditing import examined
from workflow.models import Delegation, Document, Series, db
from workflow.models.clock import now, today
from workflow.queries.audit import broken_at, entries_of
from workflow.queries.delegations import substitutes_of

IS_LONG = os.environ.get("TRINHKY_TIMES") == "long"
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "America/New_York")
SECOND, DAY, EAST = dt.timedelta(seconds=1), dt.timedelta(days=1), dt.timedelta(hours=7)
TERMS = (
    (dt.date(2028, 6, 15), Numbering.TERM),
    (dt.date(2031, 9, 2), Numbering.YEAR),
    (dt.date(2034, 3, 1), Numbering.TERM),
)
FIRST, DAYS = dt.date(2027, 1, 1), 3_653  # the people serve from the day on which the tests run
SOME = (
    *(first for first, _ in TERMS),
    *(dt.date(2027, 1, 1), dt.date(2028, 2, 29), dt.date(2028, 3, 1), dt.date(2029, 4, 1), dt.date(2030, 7, 1)),
    *(dt.date(2032, 1, 1), dt.date(2033, 10, 1), dt.date(2036, 12, 31)),
)
"""First days of terms, years, quarters, months and of any day."""
WHEN_A_MONTH_IS_OVER = Due(DueRule.DAYS_AFTER, 1, moves_back=False)


class Verdict(NamedTuple):
    """What the product says at one instant."""

    day: dt.date
    printed: str
    series: dt.date
    incoming: dt.date
    days_late: int
    urgency: Urgency
    quarter: int
    has_opened: bool
    stands_in: bool
    substitutes: bool


@pytest.fixture
def so(world: World) -> int:
    """The department's committee, with terms to come."""
    unit = world.organisations["so"].id
    for first, numbering in TERMS:
        open_term(unit, OpenTerm(f"Nhiệm kỳ {first.year}", first, numbering), actor=world.actor("quantri"))
    return unit


@pytest.mark.timeout(10_800)
def test_midnight_is_that_of_vietnam_wherever_the_process_stands(app: Flask, world: World, so: int) -> None:
    away, instead = world.people["vanphong.so"], world.people["vanthu.so"]
    given = Delegate(away.id, instead.id, today(), today() + DAY, "Đi công tác")
    absence = delegate(so, given, actor=world.actor("vanphong.so")).id
    asked, flips = 0, set()
    for zone in ZONES:
        with standing_in(zone):
            for place, first in enumerate([FIRST + n * DAY for n in range(DAYS)] if IS_LONG else SOME):
                begins = bool(place % 2)
                first_away, last_away = (first, first + DAY) if begins else (first - 2 * DAY, first - DAY)
                rows = update(Delegation).where(Delegation.id == absence)
                db.session.execute(rows.values(from_day=first_away, to_day=last_away))
                midnight = dt.datetime.combine(first, dt.time(), dt.UTC) - EAST
                for at in (midnight - SECOND, midnight, midnight + SECOND):
                    with time_machine.travel(at, tick=False):
                        said = asked_of(world, so, first, away.id)
                    assert said == reckoned(at, first, first_away, last_away), (zone, at)
                    asked += 1
                    flips.add((said.day == first, said.stands_in, said.days_late))
                db.session.rollback()  # the numbers go back
    assert asked == len(ZONES) * 3 * (DAYS if IS_LONG else len(SOME))
    assert flips == {(True, True, 1), (True, False, 1), (False, False, 0), (False, True, 0)}


@pytest.mark.usefixtures("short_prints")
def test_a_clock_set_back_leaves_the_record_in_the_order_of_the_acts(app: Flask, world: World) -> None:
    document, writer = stages.draft_of(world, stages.campaign_of(world)), world.actor("soan.thuvien")
    begun = now()
    for number, back in enumerate((0, 1, 24, 0, 24)):
        with time_machine.travel(begun - dt.timedelta(hours=back), tick=False):
            section = next(one for one in document.sections if one.key == "ket-qua")
            save_section(
                document.id, SaveSection("ket-qua", f"Lần {number}.", section.version, done=False), actor=writer
            )
        db.session.expire_all()
    entries = entries_of(document.id)
    assert [one.ordinal for one in entries] == list(range(1, document.chain_length + 1))
    assert any(after.at < before.at for before, after in pairwise(entries))
    assert broken_at(document) is None
    document = stages.finish(app, world, document, "thuvien")
    assert document.state is DocumentState.SENT
    assert list(examined(app.extensions["trinhky-settings"], [], lambda kind: None)) == []


@contextmanager
def standing_in(zone: str) -> Iterator[None]:
    """The process believes to stand in that zone, and so do its new connections."""
    before = os.environ.get("TZ")
    _stand_in(zone)
    try:
        yield
    finally:
        _stand_in(before)


def _stand_in(zone: str | None) -> None:
    os.environ.pop("TZ", None)
    if zone is not None:
        os.environ["TZ"] = zone
    time.tzset()
    db.session.rollback()
    db.engine.dispose()


def asked_of(world: World, so: int, first: dt.date, absent_id: int) -> Verdict:
    """What the product says now; `first` is the day that begins at the boundary, due was the day before."""
    due, day = first - DAY, today()
    period = Period.begun_by(PeriodKind.MONTH, due)
    series, _ = allot_number(so, DocumentKind.REPORT.value, day)
    incoming, _ = allot_incoming(so, day)
    firsts = dict(db.session.execute(select(Series.id, Series.from_day).where(Series.id.in_([series, incoming]))).all())
    report = Document(state=DocumentState.DRAFT, due_on=due)
    return Verdict(
        day=day,
        printed=dates.clock_and_day(now()),
        series=firsts[series],
        incoming=firsts[incoming],
        days_late=lateness(report).get("days_late", 0),
        urgency=urgency(due, today()),
        quarter=Period.begun_by(PeriodKind.QUARTER, today()).index,
        has_opened=opening(period, WHEN_A_MONTH_IS_OVER, 0, WorkingDays()).opens_on <= today(),
        stands_in=world.actor("vanthu.so").holds(so, Role.OFFICE),
        substitutes=bool(substitutes_of(so, [absent_id])),
    )


def reckoned(at: dt.datetime, first: dt.date, first_away: dt.date, last_away: dt.date) -> Verdict:
    """The same with seven hours added by hand."""
    local = at.replace(tzinfo=None) + EAST
    day = local.date()
    term, numbering = max(((dt.date(2020, 7, 1), Numbering.TERM), *TERMS), key=lambda one: (one[0] <= day, one[0]))
    new_year = dt.date(day.year, 1, 1)
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    next_month = (first - DAY).replace(day=1) + 31 * DAY
    away = first_away <= day <= last_away
    return Verdict(
        day=day,
        printed=f"{local:%H:%M} {day.day:02}/{month}/{day.year}",
        series=max(term, new_year) if numbering is Numbering.YEAR else term,
        incoming=new_year,
        days_late=max((day - first).days + 1, 0),
        urgency=Urgency.LATE if day >= first else Urgency.SOON,
        quarter=(day.month + 2) // 3,
        has_opened=day >= next_month.replace(day=1),
        stands_in=away,
        substitutes=away,
    )

"""No hole, no double: many processes that roll back and are killed, and any order of acts that hypothesis finds."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import hypothesis
import pytest
from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select

from tests.factories.numbered import approved, noon, number
from tests.kept_world import KeptWorld, empty
from workflow.actions.organisation import open_term
from workflow.actions.register import give_up, reserve
from workflow.actions.transaction import action
from workflow.actions.withdraw import cancel_document
from workflow.cli.demo.world import World
from workflow.domain.errors import InvalidInput
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.registers import OpenTerm, ReserveNumber
from workflow.domain.states import DocumentState, EntryState, JobStep, Numbering
from workflow.models import Document, OutgoingEntry, Series, db
from workflow.settings import Settings

# One of many clerks: takes numbers for ever, some given back by a rollback, and says each one that was kept.
CLERK = """
import random, sys
from dataclasses import replace
from pathlib import Path
from tests.factories.numbered import approved
from workflow.actions.issue import give_number
from workflow.app import create_app
from workflow.domain.actor import Actor, Grant
from workflow.domain.inputs.issuing import TakeNumber
from workflow.domain.states import Role
from workflow.models import Document, db
from workflow.models.clock import now
from workflow.settings import Settings

url, var, unit, person, seed = sys.argv[1:]
shared = Settings.from_environment({"TRINHKY_VAR": var})
app = create_app(replace(shared, database_url=url, storage=var + "/files"))
clerk = Actor(int(person), "Văn thư", frozenset({Grant(int(unit), Role.CLERK)}))
chance = random.Random(int(seed))
with app.app_context():
    while True:
        document = db.session.get_one(Document, approved(int(unit)))
        give_number(document, clerk, now(), TakeNumber(document.version))
        db.session.flush()
        if chance.random() < 0.3:
            db.session.rollback()
            continue
        number = document.number
        db.session.commit()
        print(number, flush=True)
"""
PROCESSES, KILLS, SECONDS = 4, 8, 12


@pytest.mark.timeout(300)  # a dozen processes load the whole application
def test_processes_killed_in_the_middle_leave_no_hole_and_no_double(
    app: Flask, world: World, settings: Settings
) -> None:
    unit, person = world.organisations["so"].id, world.people["vanthu.so"].id
    db.session.rollback()
    chance = random.Random(3)
    running: list[subprocess.Popen[str]] = []
    said: list[int] = []

    def start(seed: int) -> subprocess.Popen[str]:
        words = [sys.executable, "-c", CLERK, str(settings.database_url), str(settings.var), str(unit), str(person)]
        return subprocess.Popen([*words, str(seed)], stdout=subprocess.PIPE, text=True, env=os.environ)

    running = [start(seed) for seed in range(PROCESSES)]
    _wait_until(lambda: _count() >= PROCESSES)
    for turn in range(KILLS):
        time.sleep(SECONDS / KILLS / 4 * (1 + chance.random()))
        victim = running.pop(chance.randrange(len(running)))
        said += _killed(victim)
        running.append(start(100 + turn))
    before = _count()
    _wait_until(lambda: _count() > before)
    for process in running:
        said += _killed(process)
    _wait_until(lambda: _others() == 0)

    (series,) = db.session.scalars(select(Series)).all()
    kept = db.session.scalars(select(OutgoingEntry.number).order_by(OutgoingEntry.number)).all()
    held = db.session.scalars(select(Document.number).where(Document.number.is_not(None)).order_by(Document.number))
    assert list(kept) == list(held) == list(range(1, series.last + 1))
    assert len(said) == len(set(said))
    assert set(said) <= set(kept), "a number was told and is not in the book"
    assert series.last > PROCESSES + KILLS


def _killed(process: "subprocess.Popen[str]") -> list[int]:
    """The numbers a process had told when it was killed; the line it was writing may be torn and does not count."""
    process.send_signal(signal.SIGKILL)
    out, _ = process.communicate()
    return [int(line) for line in out.splitlines(keepends=True) if line.endswith("\n")]


def _count() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(OutgoingEntry)) or 0


def _others() -> int:
    """Connections of killed processes that the server has not ended yet."""
    db.session.rollback()
    query = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
    )
    with db.engine.connect() as connection:
        return connection.exec_driver_sql(query).scalar_one()


def _wait_until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < ends, "the clerks did not come so far"
        time.sleep(0.05)


class Clerks(RuleBasedStateMachine):
    """A clerk's days in any order against the real database, beside a model that counts on its fingers."""

    application: Flask
    kept: KeptWorld

    def __init__(self) -> None:
        super().__init__()
        self.context = self.application.app_context()
        self.context.push()
        empty()
        world = self.kept.lay_back()
        self.unit = world.organisations["so"].id
        self.clerk, self.signer, self.admin = (world.actor(name) for name in ("vanthu.so", "bithu.so", "quantri"))
        self.day = dt.date(2025, 6, 1)
        self.terms = [(dt.date(2020, 7, 1), Numbering.TERM)]
        self.counted: dict[dt.date, list[int]] = {}
        self.reserved: list[tuple[int, dt.date]] = []
        self.numbered: list[int] = []

    def teardown(self) -> None:
        db.session.remove()
        self.context.pop()

    def series(self) -> dt.date:
        """The opening day of today's series, counted the plain way."""
        from_day, numbering = max(one for one in self.terms if one[0] <= self.day)
        return from_day if numbering is Numbering.TERM else max(from_day, dt.date(self.day.year, 1, 1))

    def expect(self, given: int | None) -> None:
        numbers = self.counted.setdefault(self.series(), [])
        numbers.append(len(numbers) + 1)
        assert given == numbers[-1]

    @rule()
    def take(self) -> None:
        document = number(approved(self.unit), self.clerk, noon(self.day))
        self.expect(document.number)
        self.numbered.append(document.id)

    @rule()
    def take_and_fail(self) -> None:
        @action
        def fails() -> None:
            document = db.session.get_one(Document, waiting)
            number.__wrapped__(document.id, self.clerk, noon(self.day))  # type: ignore[attr-defined]
            raise InvalidInput("hỏng giữa chừng")

        waiting = approved(self.unit)
        try:
            fails()
        except InvalidInput:
            return
        raise AssertionError("the act went through")

    @rule(days=st.integers(1, 400))
    def later(self, days: int) -> None:
        self.day += dt.timedelta(days=days)

    @rule(numbering=st.sampled_from(Numbering))
    def congress(self, numbering: Numbering) -> None:
        """A new term from tomorrow; one that begins on that day already is refused."""
        first = self.day + dt.timedelta(days=1)
        try:
            open_term(self.unit, OpenTerm("Nhiệm kỳ mới", first, numbering), actor=self.admin)
        except InvalidInput:
            assert any(from_day == first for from_day, _ in self.terms)
            return
        self.terms.append((first, numbering))

    @rule()
    def keep_one(self) -> None:
        """A number is reserved on the day the machine has, so the clock of the test stands still for it."""
        entry = self.at_noon(lambda: reserve(self.unit, ReserveNumber("BC", "chờ số liệu"), actor=self.clerk))
        self.expect(entry.number)
        self.reserved.append((entry.id, self.series()))

    @precondition(lambda self: self.reserved)
    @rule(data=st.data())
    def drop_reserved(self, data: Any) -> None:
        chosen = data.draw(st.sampled_from(self.reserved))
        self.reserved.remove(chosen)
        entry = db.session.get_one(OutgoingEntry, chosen[0])
        give_up(entry.id, "không dùng nữa", entry.version, actor=self.clerk)

    @precondition(lambda self: self.reserved)
    @rule(data=st.data())
    def use_reserved(self, data: Any) -> None:
        chosen = data.draw(st.sampled_from(self.reserved))
        document_id = approved(self.unit)
        try:
            number(document_id, self.clerk, noon(self.day), chosen[0])
        except InvalidInput:
            assert chosen[1] != self.series(), "a number of this series was refused"
            return
        assert chosen[1] == self.series()
        self.reserved.remove(chosen)
        self.numbered.append(document_id)

    @precondition(lambda self: self.numbered)
    @rule(data=st.data())
    def cancel(self, data: Any) -> None:
        chosen = data.draw(st.sampled_from(self.numbered))
        self.numbered.remove(chosen)
        document = db.session.get_one(Document, chosen)
        document.step = JobStep.NONE
        db.session.commit()
        cancel_document(chosen, Act(document.version, "ban hành nhầm"), actor=self.signer)

    @precondition(lambda self: self.numbered)
    @rule(data=st.data())
    def number_again(self, data: Any) -> None:
        """A paper that came back: the same number in the same series, else a new one."""
        chosen = data.draw(st.sampled_from(self.numbered))
        document = db.session.get_one(Document, chosen)
        document._state, document.step, document.prepared_digest = DocumentState.APPROVED, JobStep.NONE, None
        had, old = document.number, db.session.get_one(Series, document.series_id).from_day
        db.session.commit()
        again = number(chosen, self.clerk, noon(self.day)).number
        if old == self.series():
            assert again == had
        else:
            self.expect(again)

    def at_noon(self, act: Callable[[], Any]) -> Any:
        import time_machine

        with time_machine.travel(noon(self.day), tick=False):
            return act()

    @invariant()
    def no_hole_and_no_double(self) -> None:
        found: dict[dt.date, list[int]] = {}
        rows = db.session.execute(
            select(Series.from_day, OutgoingEntry.number)
            .join(Series, OutgoingEntry.series_id == Series.id)
            .order_by(Series.from_day, OutgoingEntry.number)
        )
        for from_day, given in rows:
            found.setdefault(from_day, []).append(given)
        assert found == {day: numbers for day, numbers in self.counted.items() if numbers}
        last = {from_day: number for from_day, number in db.session.execute(select(Series.from_day, Series.last))}  # noqa: C416
        assert all(last[day] == len(numbers) for day, numbers in found.items())

    @invariant()
    def what_was_ended_has_its_reason(self) -> None:
        ended = (EntryState.CANCELLED, EntryState.GIVEN_UP, EntryState.RESERVED)
        silent = select(OutgoingEntry.id).where(OutgoingEntry.state.in_(ended), OutgoingEntry.reason == "")
        assert db.session.scalars(silent).all() == []

    @invariant()
    def every_numbered_paper_has_one_living_row(self) -> None:
        living = select(OutgoingEntry.document_id).where(
            OutgoingEntry.document_id.is_not(None), OutgoingEntry.state != EntryState.GIVEN_UP
        )
        held = select(Document.id).where(Document.number.is_not(None))
        assert sorted(db.session.scalars(living)) == sorted(db.session.scalars(held))  # type: ignore[type-var]


@pytest.mark.timeout(300)  # every example takes twenty steps
def test_no_order_of_acts_makes_a_hole_or_a_double(application: Flask, kept_world: KeptWorld) -> None:
    Clerks.application, Clerks.kept = application, kept_world
    settings = hypothesis.settings(
        max_examples=8, stateful_step_count=20, suppress_health_check=list(hypothesis.HealthCheck)
    )
    run_state_machine_as_test(Clerks, settings=settings)

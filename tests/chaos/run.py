"""One run: people work, things are killed, and after each kill everything that was acknowledged must be there, once."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

import psycopg
from flask import Flask
from sqlalchemy import select, text

from tests import wholeness
from tests.chaos.house import House
from tests.chaos.ledger import Ledger
from tests.chaos.people import Lane, lanes
from tests.chaos.promises import effects, left
from tests.chaos.tending import asked, housed, until
from workflow.actions.issue import retry_step
from workflow.database import psycopg_dsn
from workflow.domain.actor import Actor, Grant
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.states import Role
from workflow.models import AuditEntry, Document, db

CELLS = ("vanhoa", "baotang")
ONCE = (
    Fact.DOCUMENT_STARTED,
    Fact.DOCUMENT_SUBMITTED,
    Fact.DOCUMENT_APPRAISED,
    Fact.DOCUMENT_APPROVED,
    Fact.DOCUMENT_NUMBERED,
    Fact.DOCUMENT_PREPARED,
    Fact.DOCUMENT_SIGN_AGREED,
    Fact.DOCUMENT_ISSUED,
    Fact.DOCUMENT_SENT,
    Fact.DOCUMENT_RECEIVED,
)
_BEGUN_TWICE = "SELECT abstract, count(*) FROM document GROUP BY abstract HAVING count(*) > 1"
Told = Callable[[str], None]
T = TypeVar("T")


@dataclass
class Outcome:
    """What happened, and what broke."""

    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Nothing broke, and it could have: something was killed, something acknowledged, some paper went the whole
        way."""
        happened = self.kills.total() and self.counts["acknowledged"] and self.counts["received"]
        return bool(happened) and not self.broken


def run(kills: int, seed: int, tell: Told, pause: float = 0.6) -> Outcome:
    """So many kills about `pause` seconds apart, then peace until everything promised is done, then the reckoning."""
    dice, outcome = Random(seed), Outcome(seed)
    with TemporaryDirectory(prefix="chaos-") as folder, housed(Path(folder)) as (house, app):
        ledger = Ledger()
        people = lanes(house.address, ledger, finder(house), CELLS)
        for one in people:
            one.start()
        checking = Checking(app, ledger, people)
        until(lambda: bool(ledger.so_far()), "nobody could begin")
        for turn in range(kills):
            time.sleep(dice.uniform(0.2, 1.8) * pause)
            _kill(house, dice, outcome)
            house.tend()
            outcome.broken += checking.now()
            tell(f"{turn + 1}: {outcome.kills.total()} / {ledger.counts['acknowledged']} {outcome.broken[:3]}")
            if outcome.broken:
                break
        until(lambda: ledger.counts["papers"] > 0 or bool(outcome.broken), "no paper came through")
        outcome.broken += checking.at_peace(house)
        outcome.counts = checking.counted()
        if outcome.broken:
            outcome.broken.append(house.said())
    return outcome


def _kill(house: House, dice: Random, outcome: Outcome) -> None:
    point = house.kill_at_point(dice, 4.0) if dice.random() < 0.5 else None
    if point:
        outcome.points[point] += 1
    outcome.kills["at a named point" if point else house.kill_at_random(dice)] += 1


class Checking:
    """What people were told beside what the tables say."""

    def __init__(self, app: Flask, ledger: Ledger, people: list[Lane]) -> None:
        self.app, self.ledger, self.people = app, ledger, people
        self.read: set[int] = set()

    def now(self) -> list[str]:
        """What is broken at this moment, while people go on."""
        return self._asked(self._broken)

    def at_peace(self, house: House) -> list[str]:
        """Nobody acts any more: what is broken once everything promised is done."""
        for one in self.people:
            one.stopped.set()
        for one in self.people:
            one.join(60)
        try:
            until(lambda: self._asked(self._is_done), "the promised jobs were not done")
        except TimeoutError as late:
            return [*self._asked(self._broken), *self._asked(self._waiting), str(late)]
        house.tend()
        return [*self._asked(self._broken), *self._asked(effects)]

    def counted(self) -> Counter[str]:
        """What there was."""
        states = self._asked(lambda: db.session.execute(text("SELECT state, count(*) FROM document GROUP BY 1")).all())
        kept = self._asked(lambda: db.session.execute(text("SELECT count(*) FROM notification")).scalar_one())
        return self.ledger.counts + Counter(dict(map(tuple, states))) + Counter(notices=kept)

    def _asked(self, question: Callable[[], T]) -> T:
        return asked(self.app, question)

    def _broken(self) -> list[str]:
        told = self.ledger.so_far()
        found = wholeness.broken()
        found += wholeness.torn_files(self.app.extensions["trinhky-store"], self.read)
        known = _facts()
        found += [
            f"document {one}: {fact} was acknowledged and is not there"
            for one, fact in told
            if fact not in known.get(one, ())
        ]
        found += [lost for lane in self.people for lost in lane.lost]
        found += wholeness.facts_told_once(list(known), ONCE)
        found += [f"{row[0]} was begun {row[1]} times" for row in db.session.execute(text(_BEGUN_TWICE))]
        return found

    def _is_done(self) -> bool:
        """Whether nothing waits any more; a step that gave up is pressed again, as the văn thư would."""
        for document in db.session.scalars(select(Document).where(Document.step_error.is_not(None))).unique().all():
            clerk = Actor(1, "Văn thư", frozenset({Grant(document.organisation_id, Role.CLERK)}))
            retry_step(document.id, Act(document.version), actor=clerk)
            self.ledger.count("steps_retried")
        return left() == 0

    def _waiting(self) -> list[str]:
        rows = db.session.execute(
            text("SELECT task_name, status, attempts, args FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
        )
        return [str(tuple(row)) for row in rows]


def _facts() -> dict[int, set[Fact]]:
    found: dict[int, set[Fact]] = {}
    query = select(AuditEntry.subject_id, AuditEntry.fact).where(AuditEntry.subject_kind == Document.subject_kind)
    for document_id, fact in db.session.execute(query):
        found.setdefault(document_id, set()).add(fact)
    return found


def finder(house: House) -> Callable[[str], int | None]:
    """What a writer looks up in the list of papers: the one of this abstract."""

    def find(abstract: str) -> int | None:
        while True:
            try:
                with psycopg.connect(psycopg_dsn(house.settings)) as connection:
                    row = connection.execute("SELECT id FROM document WHERE abstract = %s", [abstract]).fetchone()
                    return int(row[0]) if row else None
            except psycopg.OperationalError:
                time.sleep(0.2)

    return find

"""Eight processes write while four read the whole record over and over: nobody who writes is told that the system is
busy, nothing is written twice, and a write waits for its turn no longer than a person notices."""

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.sharedctypes import Synchronized
from random import Random

from flask import Flask
from sqlalchemy import func, select, text

from tests.races.hands import at_once, trouble
from tests.races.numbers import House
from tests.wholeness import broken
from workflow.actions.begin import begin_paper
from workflow.actions.draft import save_section
from workflow.actions.register import reserve
from workflow.actions.transaction import AlreadyDone
from workflow.domain.actor import Actor
from workflow.domain.errors import ChangedMeanwhile
from workflow.domain.inputs.registers import ReserveNumber
from workflow.domain.inputs.writing import BeginPaper, SaveSection
from workflow.domain.states import DocumentKind
from workflow.models import Document, DraftSection, FormToken, db

WRITERS, READERS = 8, 4
KEY = "noi-dung"
MOST_WAITED_MS = 500
_LETTER = BeginPaper(DocumentKind.LETTER, "về việc chung", ("Chi bộ Thư viện tỉnh",))
_OUR_TOKENS = FormToken.token.startswith("readers-")


class Beside:
    """Papers of one office that all of them write in: a new letter (two at a time with the same form), the section that
    everybody writes, the next number of the book."""

    def __init__(self, app: Flask, house: House, writer: Actor, section: tuple[int, int]) -> None:
        self.app, (self.house, self.clerk), self.writer, (self.document, self.section) = app, house, writer, section
        self.left: Synchronized[int] = multiprocessing.get_context("fork").Value("i", WRITERS)

    def run(self, commands: int, seed: int) -> tuple[Counter[str], list[str]]:
        """So many commands by each writer; what was done, and what is wrong."""
        with self.app.app_context():
            before = self._standing()
        writers = [partial(self._write, commands, seed * 100 + one) for one in range(WRITERS)]
        done = at_once(self.app, [*writers, *[self._read] * READERS])
        with self.app.app_context():
            return done, [*trouble(done), *self._lost(done, before), *broken()]

    def _write(self, commands: int, seed: int, done: Counter[str]) -> None:
        dice = Random(seed)
        acts: tuple[Callable[[Random, int, Counter[str]], None], ...] = (self._begin, self._save, self._reserve)
        try:
            for turn in range(commands):
                with _timed(done):
                    dice.choice(acts)(dice, turn, done)
                db.session.remove()
        finally:
            with self.left.get_lock():
                self.left.value -= 1

    def _begin(self, dice: Random, turn: int, done: Counter[str]) -> None:
        try:
            begin_paper(self.house, _LETTER, actor=self.writer, token=f"readers-{turn}-{dice.randrange(WRITERS // 2)}")
            done["begun"] += 1
        except AlreadyDone:
            done["begun already"] += 1

    def _save(self, dice: Random, turn: int, done: Counter[str]) -> None:
        version = db.session.scalars(select(DraftSection.version).where(DraftSection.id == self.section)).one()
        db.session.rollback()
        try:
            save_section(
                self.document, SaveSection(KEY, f"- Lời {dice.random()}.", version, done=False), actor=self.writer
            )
            done["saved"] += 1
        except ChangedMeanwhile:
            done["saved by another"] += 1

    def _reserve(self, dice: Random, turn: int, done: Counter[str]) -> None:
        reserve(self.house, ReserveNumber("TB", f"Ban hành {turn}."), actor=self.clerk, token=None)
        done["numbers"] += 1

    def _read(self, done: Counter[str]) -> None:
        while self.left.value:
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})  # one moment, whole
            for wrong in broken():
                done[f"trouble: while others wrote {wrong}"] += 1
            db.session.remove()
            done["read"] += 1

    def _standing(self) -> Counter[str]:
        letters = select(func.count()).select_from(Document).where(Document.abstract == _LETTER.abstract)
        numbers = text("SELECT count(*) FROM outgoing_entry")
        version = select(DraftSection.version).where(DraftSection.id == self.section)
        tokens = select(func.count()).select_from(FormToken).where(_OUR_TOKENS)
        asked = {"begun": letters, "numbers": numbers, "saved": version, "tokens": tokens}
        found = Counter({name: db.session.scalar(query) or 0 for name, query in asked.items()})
        db.session.rollback()
        return found

    def _lost(self, done: Counter[str], before: Counter[str]) -> list[str]:
        now = self._standing()
        now.subtract(before)
        meant = {name: done["begun" if name == "tokens" else name] for name in now}
        return [f"{name}: {meant[name]} were told, {now[name]} are there" for name in now if now[name] != meant[name]]


def waited(done: Counter[str], share: float = 0.99) -> int:
    """The milliseconds in which that share of the commands was answered."""
    took = sorted((int(word.split()[1]), count) for word, count in done.items() if word.startswith("ms "))
    left = share * sum(count for _, count in took)
    for ms, count in took:
        left -= count
        if left <= 0:
            return ms
    return 0


@contextmanager
def _timed(done: Counter[str]) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    done[f"ms {int(1000 * (time.perf_counter() - begun)) + 1}"] += 1

"""Backups taken while people write, each restored and compared with what was acknowledged before it began.

`python -m tests.backups` (make backups): every 30 s for five minutes, about 100 acts a second, each clerk in a process
of its own. The run counts for nothing unless ten restores ran and people really wrote."""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from flask import Flask
from sqlalchemy import text

from tests.bench.scratch import scratch_application
from tests.factories import stages
from workflow.actions.anchor import anchor
from workflow.actions.attachment import add_attachment, drop_attachment
from workflow.actions.draft import save_section
from workflow.cli.application import application
from workflow.cli.demo.world import World
from workflow.cli.safekeeping.backup import backup
from workflow.cli.safekeeping.restore import restore
from workflow.database import drop_database, ensure_database, psycopg_dsn
from workflow.domain.actor import Actor
from workflow.domain.inputs.writing import AddAttachment, SaveSection
from workflow.jobs.auditing import examined
from workflow.models import Document, db
from workflow.settings import Settings
from workflow.storage.store import Store

ROUNDS, SECONDS, PER_SECOND = 10, 30.0, 100.0
_LENGTHS = text("SELECT id, chain_length FROM document")
_ATTACHED = text("SELECT digest FROM attachment")


@dataclass
class Writer:
    """A clerk at a draft, in a process of its own. What the clerk was told stands in `told`, a line for each act: how
    far the history has come, and the file that is kept."""

    document_id: int
    key: str
    actor: Actor
    told: Path
    acts: int = 0

    def write(self, app: Flask, each: float, stopped: Event) -> None:
        """Act every `each` seconds until told to stop; what a slow act took is made up for by the next ones."""
        db.engine.dispose(close=False)  # those connections are the parent's
        store: Store = app.extensions["trinhky-store"]
        begun = time.monotonic()
        with self.told.open("a", buffering=1) as told:
            while not stopped.is_set():
                file = self._act(store)
                told.write(f"{db.session.get_one(Document, self.document_id).chain_length} {file}\n")
                db.session.rollback()
                stopped.wait(max(0.0, begun + self.acts * each - time.monotonic()))
        db.session.remove()
        db.engine.dispose()

    def _act(self, store: Store) -> str:
        document = db.session.get_one(Document, self.document_id)
        version = next(section.version for section in document.sections if section.key == self.key)
        text = f"- Việc thứ {self.acts}."
        save_section(self.document_id, SaveSection(self.key, text, version, done=False), actor=self.actor)
        self.acts += 1
        if self.acts % 50 == 0:
            anchor()
        return "" if self.acts % 10 else self._attach(store)

    def _attach(self, store: Store) -> str:
        digest = store.put(f"tệp {self.document_id} {self.acts}".encode())
        given = AddAttachment("Tệp", f"{self.acts}.txt", digest, 9)
        added = add_attachment(self.document_id, given, actor=self.actor)
        drop_attachment(self.document_id, added.id, actor=self.actor)  # a paper takes ten; those left stay kept
        return digest


@dataclass(frozen=True)
class Writers:
    """All of them, and what they were told."""

    each: list[Writer]

    @property
    def acts(self) -> int:
        """How often they acted."""
        return sum(len(self._lines(one)) for one in self.each)

    @property
    def acknowledged(self) -> dict[int, int]:
        """How far the history of each draft had come."""
        return {one.document_id: int(lines[-1].split()[0]) for one in self.each if (lines := self._lines(one))}

    @property
    def stored(self) -> list[str]:
        """The files that are kept."""
        return [digest for one in self.each for line in self._lines(one) for digest in line.split()[1:]]

    def _lines(self, one: Writer) -> list[str]:
        """Those that are whole: the last one may be half written."""
        return one.told.read_text().split("\n")[:-1] if one.told.exists() else []


@contextmanager
def writing(app: Flask, world: World, folder: Path, per_second: float) -> Iterator[Writers]:
    """People write while the block runs; what they were told goes into the folder."""
    campaign = stages.campaign_of(world)
    drafts = {cell: stages.draft_of(world, campaign, cell).id for cell in stages.CELLS}
    each = [
        Writer(number, "ket-qua", world.actor(f"soan.{cell}"), folder / f"{cell}.told")
        for cell, number in drafts.items()
    ]
    db.session.remove()
    context = get_context("fork")
    stopped, share = context.Event(), len(each) / per_second
    beside = [context.Process(target=one.write, args=(app, share, stopped), daemon=True) for one in each]
    for process in beside:
        process.start()
    try:
        yield Writers(each)
    finally:
        stopped.set()
        for process in beside:
            process.join()
    assert not any(process.exitcode for process in beside), "a clerk broke off"


@dataclass(frozen=True)
class Restored:
    """What a restored database lacks of what was acknowledged before its backup began, and what its record says."""

    behind: Mapping[int, int]
    lost_files: list[str]
    faults: list[object]

    @property
    def is_whole(self) -> bool:
        """Nothing acknowledged is lost."""
        return not (self.behind or self.lost_files or self.faults)


def round_trip(settings: Settings, writers: Writers, folder: Path, number: int) -> Restored:
    """One backup while they write, restored into a database and a store of its own."""
    acknowledged, stored = writers.acknowledged, writers.stored
    archive = folder / f"{number}.zip"
    backup(settings, archive, _unheard)
    name = f"{settings.database_name}_restored"
    drop_database(settings, name)
    other = replace(
        settings,
        database_url=ensure_database(settings, name),
        database_name=name,
        var=folder / f"var{number}",
        storage=str(folder / f"files{number}"),
    )
    try:
        _take_up(other)
        restore(other, archive, _unheard, overwrite=True)
        return _compared(other, acknowledged, stored)
    finally:
        drop_database(settings, name)


def _take_up(settings: Settings) -> None:
    """Something is in the database already, and would be written over only when told to."""
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        connection.execute("CREATE TABLE person AS SELECT 1 AS id")


def _compared(settings: Settings, acknowledged: Mapping[int, int], stored: list[str]) -> Restored:
    store = Store(settings.storage)
    with application(settings):
        lengths = {row[0]: row[1] for row in db.session.execute(_LENGTHS)}
        known = {row[0] for row in db.session.execute(_ATTACHED)}
        faults: list[object] = list(examined(settings, (), _unheard))
    behind = {one: far - lengths.get(one, 0) for one, far in acknowledged.items() if lengths.get(one, 0) < far}
    lost = [digest for digest in stored if digest not in known or not store.get(digest)]
    return Restored(behind, lost, faults)


def _unheard(words: str) -> None:
    """Nobody asked how far it is."""


def main() -> int:
    """Exit 0 when every restore was whole and the run was worth something."""
    with scratch_application("backups") as (app, world), TemporaryDirectory() as name:
        settings, folder = app.extensions["trinhky-settings"], Path(name)
        with writing(app, world, folder, PER_SECOND) as writers:
            begun = time.monotonic()
            found = [_next_round(settings, writers, folder, number, begun) for number in range(ROUNDS)]
            acts, seconds = writers.acts, time.monotonic() - begun
        whole = sum(one.is_whole for one in found)
        written = f"{acts} việc ({acts / seconds:.0f} mỗi giây), {len(writers.stored)} tệp"
        print(f"{whole}/{len(found)} lần khôi phục đủ; {written}")  # noqa: T201
        return 0 if whole == ROUNDS and acts > ROUNDS * SECONDS else 1


def _next_round(settings: Settings, writers: Writers, folder: Path, number: int, begun: float) -> Restored:
    """One round, when its time has come."""
    time.sleep(max(1.0, begun + number * SECONDS - time.monotonic()))
    found = round_trip(settings, writers, folder, number)
    print(f"{number + 1}: {'đủ' if found.is_whole else found} ({writers.acts} việc)", flush=True)  # noqa: T201
    return found


if __name__ == "__main__":
    sys.exit(main())

"""Backups taken while people write, each restored and compared with what was acknowledged before it began.

`python -m tests.backups` (make backups): every 30 s for five minutes, about 100 acts a second. The run counts for
nothing unless ten restores ran and people really wrote."""

import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
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
    """A clerk at a draft; `reached` is how far its history had come when the last act was done, and `stored` which
    files the clerk was told are kept."""

    document_id: int
    key: str
    actor: Actor
    reached: int = 0
    stored: list[str] = field(default_factory=list)
    acts: int = 0

    def write(self, app: Flask, each: float, stopped: threading.Event) -> None:
        """Act about every `each` seconds until told to stop."""
        with app.app_context():
            store: Store = app.extensions["trinhky-store"]
            while not stopped.is_set():
                begun = time.monotonic()
                self._act(store, self.document_id, self.key, self.actor)
                stopped.wait(max(0.0, each - (time.monotonic() - begun)))
            db.session.remove()

    def _act(self, store: Store, document_id: int, key: str, actor: Actor) -> None:
        document = db.session.get_one(Document, document_id)
        version = next(section.version for section in document.sections if section.key == key)
        save_section(document_id, SaveSection(key, f"- Việc thứ {self.acts}.", version, done=False), actor=actor)
        self.acts += 1
        if self.acts % 10 == 0:
            digest = store.put(f"tệp {self.acts}".encode())
            added = add_attachment(document_id, AddAttachment("Tệp", f"{self.acts}.txt", digest, 9), actor=actor)
            drop_attachment(document_id, added.id, actor=actor)  # a paper takes ten; those left behind stay kept
            self.stored.append(digest)
        self.reached = db.session.get_one(Document, document_id).chain_length
        if self.acts % 50 == 0:
            anchor()


@dataclass(frozen=True)
class Writers:
    """All of them, and what they were told."""

    each: list[Writer]

    @property
    def acts(self) -> int:
        """How often they acted."""
        return sum(one.acts for one in self.each)

    @property
    def acknowledged(self) -> dict[int, int]:
        """How far the history of each draft had come."""
        return {one.document_id: one.reached for one in self.each}

    @property
    def stored(self) -> list[str]:
        """The files that are kept."""
        return [digest for one in self.each for digest in list(one.stored)]


@contextmanager
def writing(app: Flask, world: World, per_second: float) -> Iterator[Writers]:
    """People write while the block runs."""
    campaign = stages.campaign_of(world)
    writers = Writers(
        [
            Writer(stages.draft_of(world, campaign, cell).id, "ket-qua", world.actor(f"soan.{cell}"))
            for cell in stages.CELLS
        ]
    )
    db.session.remove()
    stopped, share = threading.Event(), len(writers.each) / per_second
    beside = [threading.Thread(target=one.write, args=(app, share, stopped)) for one in writers.each]
    for thread in beside:
        thread.start()
    try:
        yield writers
    finally:
        stopped.set()
        for thread in beside:
            thread.join()


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
    with scratch_application("backups") as (app, world), TemporaryDirectory() as folder:
        with writing(app, world, PER_SECOND) as writers:
            found = []
            for number in range(ROUNDS):
                begun = time.monotonic()
                time.sleep(1.0)
                found.append(round_trip(app.extensions["trinhky-settings"], writers, Path(folder), number))
                print(f"{number + 1}: {'đủ' if found[-1].is_whole else found[-1]} ({writers.acts} việc)")  # noqa: T201
                time.sleep(max(0.0, SECONDS - (time.monotonic() - begun)))
        whole = sum(one.is_whole for one in found)
        print(f"{whole}/{len(found)} lần khôi phục đủ; {writers.acts} việc, {len(writers.stored)} tệp")  # noqa: T201
        return 0 if whole == ROUNDS and writers.acts > ROUNDS * SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())

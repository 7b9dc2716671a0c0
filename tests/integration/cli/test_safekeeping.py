"""Backup and restore: nothing acknowledged is lost, nothing is written over, what is broken is refused."""

import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import psycopg
import pytest
from flask import Flask

from tests.backups import round_trip, writing
from tests.factories import stages
from workflow.cli.demo.world import World
from workflow.cli.safekeeping.archive import Archive, TableKept
from workflow.cli.safekeeping.backup import backup
from workflow.cli.safekeeping.restore import STORED, restore
from workflow.database import drop_database, ensure_database, psycopg_dsn
from workflow.domain.errors import InvalidInput, SetupIncomplete, TransitionRefused
from workflow.models import Base, db
from workflow.settings import Settings

NO_FILES = {("anchor", "digest"), ("anchored_head", "digest"), ("anchor_outbox", "digest"), ("audit_entry", "digest"),
            ("browser_session", "digest"), ("decision", "digest"),
            ("revision", "digest"), ("waiver", "text_digest")}  # fmt: skip


def told(words: str) -> None:
    """Nobody reads how far it is."""


@dataclass(frozen=True)
class Kept:
    """A backup, and settings over an empty database and store."""

    archive: Path
    empty: Settings


@pytest.fixture
def kept(app: Flask, world: World, settings: Settings, tmp_path: Path) -> Iterator[Kept]:
    """A backup of the cast with a draft, beside an empty database."""
    stages.draft_of(world, stages.campaign_of(world))
    app.extensions["trinhky-store"].put(b"kept")
    db.session.remove()
    backup(settings, tmp_path / "a.zip", told)
    name = f"{settings.database_name}_empty"
    drop_database(settings, name)
    url = ensure_database(settings, name)
    yield Kept(tmp_path / "a.zip", replace(settings, database_url=url, database_name=name, storage=str(tmp_path / "f")))
    drop_database(settings, name)


def tables_of(settings: Settings) -> int:
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        return len(connection.execute("SELECT FROM pg_tables WHERE schemaname = 'public'").fetchall())


def changed(archive: Path, parts: Mapping[str, bytes | None]) -> Path:
    """A copy of the archive in which some parts are other bytes, or gone."""
    copy = archive.with_name("b.zip")
    with ZipFile(archive) as old, ZipFile(copy, "w", ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one not in parts:
                new.writestr(one, old.read(one))
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return copy


def test_what_was_acknowledged_before_a_backup_under_load_is_there_after_the_restore(
    app: Flask, world: World, settings: Settings, tmp_path: Path
) -> None:
    with writing(app, world, tmp_path, per_second=200) as writers:
        while not writers.stored:
            time.sleep(0.01)
        before = writers.acts
        found = round_trip(settings, writers, tmp_path, 1)
        assert writers.acts > before
    assert found.is_whole, found


def test_a_database_with_rows_is_not_written_over_unless_told_to(kept: Kept) -> None:
    with psycopg.connect(psycopg_dsn(kept.empty)) as connection:
        connection.execute("CREATE TABLE person AS SELECT 1 AS id")
    with pytest.raises(TransitionRefused, match="--overwrite"):
        restore(kept.empty, kept.archive, told)
    assert tables_of(kept.empty) == 1


def test_a_backup_is_never_written_over(kept: Kept, settings: Settings) -> None:
    before = kept.archive.read_bytes()
    with pytest.raises(InvalidInput, match="không bao giờ ghi đè"):
        backup(settings, kept.archive, told)
    assert kept.archive.read_bytes() == before


def test_of_two_backups_to_one_name_at_once_one_is_kept_whole_and_the_other_refused(
    kept: Kept, settings: Settings, tmp_path: Path
) -> None:
    name = tmp_path / "cùng tên.zip"

    def beside(words: str) -> None:
        if not name.exists():
            backup(settings, name, told)

    with pytest.raises(InvalidInput, match="không bao giờ ghi đè"):
        backup(settings, name, beside)
    with Archive(name) as archive:
        assert list(archive.check())
    assert not list(tmp_path.glob(".*.new"))


def test_a_broken_archive_is_refused_before_anything_is_touched(kept: Kept) -> None:
    with Archive(kept.archive) as archive:
        file = f"files/{archive.digests[0]}"
    cut = kept.archive.with_name("cut.zip")
    cut.write_bytes(kept.archive.read_bytes()[:-100])
    for broken in (
        cut,
        changed(kept.archive, {"tables/person": b"1\tai\n"}),
        changed(kept.archive, {"tables/person": None}),
        changed(kept.archive, {file: b"other"}),
        changed(kept.archive, {file: None}),
        changed(kept.archive, {"manifest.json": b"{}"}),
    ):
        with pytest.raises(InvalidInput):
            restore(kept.empty, broken, told)
    assert tables_of(kept.empty) == 0


def test_rows_that_do_not_fit_together_leave_the_database_as_it_was(kept: Kept) -> None:
    with Archive(kept.archive) as archive:
        manifest = archive.manifest
    manifest.tables["person"] = TableKept(manifest.tables["person"].columns, 0, sha256().hexdigest())
    without_people = {"tables/person": b"", "manifest.json": manifest.to_json().encode()}
    with pytest.raises(SetupIncomplete, match="không khớp nhau"):
        restore(kept.empty, changed(kept.archive, without_people), told)
    assert tables_of(kept.empty) == 0


def test_a_broken_file_of_the_store_is_told_and_the_rest_is_kept(app: Flask, kept: Kept, settings: Settings) -> None:
    digest = app.extensions["trinhky-store"].put(b"to be broken")
    (path,) = Path(settings.storage).rglob(digest)
    path.write_bytes(b"broken")
    try:
        manifest = backup(settings, kept.archive.with_name("c.zip"), told)
    finally:
        path.unlink()
    assert manifest.broken == [digest]
    with Archive(kept.archive.with_name("c.zip")) as archive:
        assert digest not in archive.digests
        assert archive.digests


def test_every_column_that_names_a_file_is_known() -> None:
    named = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("digest")
    }
    assert named - NO_FILES == {*STORED}


def test_nothing_is_left_where_a_backup_failed(settings: Settings, database: Settings, tmp_path: Path) -> None:
    (tmp_path / "no").mkdir()
    shutil.rmtree(tmp_path / "no")
    with pytest.raises(InvalidInput, match="Không ghi được"):
        backup(settings, tmp_path / "no" / "a.zip", told)
    assert list(tmp_path.iterdir()) == []


def test_a_sealed_backup_opens_with_its_passphrase_and_no_other(kept: Kept, settings: Settings, tmp_path: Path) -> None:
    sealed, words = tmp_path / "sealed.zip", "một câu mật khẩu dài"
    backup(settings, sealed, told, words)
    assert not any(plain in sealed.read_bytes() for plain in (b"manifest.json", b"audit_entry", b"tables/"))
    for wrong in (None, "một câu mật khẩu khác"):
        with pytest.raises(InvalidInput):
            restore(kept.empty, sealed, told, passphrase=wrong)
    with pytest.raises(InvalidInput):
        restore(kept.empty, kept.archive, told, passphrase=words)
    assert tables_of(kept.empty) == 0
    restore(kept.empty, sealed, told, passphrase=words)
    with psycopg.connect(psycopg_dsn(kept.empty)) as there, psycopg.connect(psycopg_dsn(settings)) as here:
        counted = "SELECT count(*), max(digest) FROM audit_entry"
        assert there.execute(counted).fetchone() == here.execute(counted).fetchone()

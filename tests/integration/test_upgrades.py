"""What any release wrote, the newest takes up whole: rows, record and numbers; and a migration that is killed has
happened or has not.

Shortly the oldest release and one kill; `TRINHKY_UPGRADES=long` (make upgrades) takes every release through each
revision by itself, and kills twenty migrations."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.pool import NullPool

from tests.kept_releases import RELEASES, lost
from tests.signing_in import PersonClient, sign_in
from workflow.actions.numbering import allot_number
from workflow.cli.application import application
from workflow.cli.migrate import alembic_config, upgrade
from workflow.cli.safekeeping.archive import Archive
from workflow.cli.safekeeping.restore import lay_as_it_was, restore
from workflow.database import drop_database, ensure_database, psycopg_dsn
from workflow.domain.series import INCOMING_KIND
from workflow.jobs.auditing import examined
from workflow.models import Document, Organisation, Series, db
from workflow.settings import PROJECT_ROOT, Settings

IS_LONG = os.environ.get("TRINHKY_UPGRADES") == "long"
TAKEN_UP = RELEASES if IS_LONG else RELEASES[:1]
STEPPED = RELEASES if IS_LONG else RELEASES[2:3]
KILLS = 20 if IS_LONG else 1
_COLUMNS = """SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
WHERE table_schema = 'public' ORDER BY 1, 2"""
_MIGRATES = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = CAST(%s AS oid)"


def unheard(words: str) -> None:
    """Nobody asked how far it is."""


@pytest.fixture
def empty(settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    """Settings over a database and a store with nothing in them."""
    name = f"{settings.database_name}_upgrades"
    drop_database(settings, name)
    url = ensure_database(settings, name)
    yield replace(settings, database_url=url, database_name=name, var=tmp_path, storage=str(tmp_path / "files"))
    drop_database(settings, name)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("release", TAKEN_UP, ids=lambda release: str(release.stem))
def test_a_release_is_taken_up_whole(empty: Settings, release: Path) -> None:
    restore(empty, release, unheard)
    with Archive(release) as archive:
        assert archive.manifest.tables["audit_entry"].rows > 100
        assert list(lost(empty, archive)) == []
    with application(empty) as app:
        assert list(examined(empty, (), unheard)) == []
        db.session.rollback()
        assert numbers_go_on() >= 4
        assert pages_open(app) >= 2


def pages_open(app: Flask) -> int:
    """How many papers of the department its office opens with their whole record; as it was signed in to then."""
    browser = PersonClient(app)
    sign_in(browser, "vanphong.so")
    own = select(Document.id).join(Organisation, Organisation.id == Document.organisation_id)
    papers = list(db.session.scalars(own.where(Organisation.symbol == "ĐU", Organisation.short_name == "Đảng uỷ Sở")))
    for paper in papers:
        assert browser.get(f"/van-ban/{paper}").status_code == 200
        assert "Nhật ký nguyên vẹn" in browser.get(f"/van-ban/{paper}/nhat-ky").get_data(as_text=True)
    return len(papers)


def numbers_go_on() -> int:
    """How many series give the number after their last one."""
    held = list(db.session.scalars(select(Series).where(Series.kind != INCOMING_KIND, Series.last > 0)))
    for series in held:
        last, day = series.last, series.last_on
        assert day is not None
        assert allot_number(series.organisation_id, series.kind, day) == (series.id, last + 1)
    db.session.rollback()
    return len(held)


@pytest.mark.timeout(1800)
def test_each_revision_keeps_what_was_there(empty: Settings) -> None:
    config = alembic_config(empty)
    for release in STEPPED:
        with Archive(release) as archive:
            lay(empty, archive)
            for revision in line_after(archive.manifest.revision) if IS_LONG else ["head"]:
                command.upgrade(config, revision)
                assert list(lost(empty, archive)) == [], (release.stem, revision)


@pytest.mark.timeout(1800)
def test_a_killed_migration_has_happened_or_has_not(empty: Settings) -> None:
    with Archive(RELEASES[0]) as archive:
        lay(empty, archive)
        old, begun = shape_of(empty), time.monotonic()
        upgrade(empty)
        new, takes = shape_of(empty), time.monotonic() - begun
        assert old != new
        chance, found = random.Random(1), []
        for number in range(KILLS):
            lay(empty, archive)
            process = migrating(empty)
            wait_for_its_lock(empty, process)
            time.sleep(chance.uniform(0, takes) * number / KILLS)
            os.kill(process.pid, signal.SIGKILL)
            process.wait(60)
            found.append(shape_of(empty))
            assert found[-1] in (old, new), number
            assert list(lost(empty, archive)) == []
        assert old in found
        upgrade(empty)
        assert shape_of(empty) == new


def lay(settings: Settings, archive: Archive) -> None:
    """The rows of the release in their own schema."""
    config, engine = alembic_config(settings), create_engine(settings.database_url or "", poolclass=NullPool)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        lay_as_it_was(connection, config, archive, unheard)


def line_after(revision: str) -> list[str]:
    """The revisions that come after one, in their order."""
    script = ScriptDirectory(str(PROJECT_ROOT / "migrations"))
    return [one.revision for one in script.iterate_revisions("head", revision)][::-1]


def migrating(settings: Settings) -> subprocess.Popen[bytes]:
    """`trinhky migrate` as a process of its own."""
    environment = os.environ | {"DATABASE_URL": str(settings.database_url), "TRINHKY_VAR": str(settings.var)}
    return subprocess.Popen([sys.executable, "-m", "workflow", "migrate"], cwd=PROJECT_ROOT, env=environment)


def wait_for_its_lock(settings: Settings, process: subprocess.Popen[bytes]) -> None:
    """Until the process has begun to migrate."""
    with psycopg.connect(psycopg_dsn(settings), autocommit=True) as connection:
        row = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
        assert row is not None
        while process.poll() is None and connection.execute(_MIGRATES, row).fetchone() is None:
            time.sleep(0.005)


def shape_of(settings: Settings) -> tuple[object, ...]:
    """The revision and every column, once nobody holds a lock any more."""
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return revision, tuple(connection.execute(_COLUMNS).fetchall())

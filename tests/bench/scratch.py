"""A scratch database for a benchmark: the real schema, one small tree, as many documents as wanted in one statement."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import TextClause, text

from workflow.app import create_app
from workflow.cli.demo.world import World, build
from workflow.cli.migrate import upgrade
from workflow.database import drop_database, ensure_database, leave_server
from workflow.models import db
from workflow.settings import PROJECT_ROOT, Settings

_FILL = text("""
INSERT INTO document (organisation_id, kind, state, version, consolidates, desk_id, state_since, due_on, created_at,
  author_ids, abstract, recipients, signature, step, send_when_issued, sign_consent, prepared, chain_length, chain_head)
SELECT :unit, 'BC', CASE WHEN g % 2 = 0 THEN CAST(:state AS text) ELSE 'consolidated' END, 1, false, :unit, now(),
  current_date + CAST(g % 90 AS integer), now(), '{}', 'báo cáo ' || g, '[]', '{}', 'none', false, '{}', '{}', 0, ''
FROM generate_series(1, CAST(:count AS bigint)) g
""")


@contextmanager
def scratch_application(name: str) -> Iterator[tuple[Flask, World]]:
    """An application over a database of its own, dropped afterwards; its context is pushed."""
    shared = Settings.from_environment({"TRINHKY_VAR": str(PROJECT_ROOT / "var" / "tests")})
    drop_database(shared, name)
    settings = replace(shared, database_url=ensure_database(shared, name), database_name=name)
    try:
        with TemporaryDirectory() as files:
            yield from _over(replace(settings, var=Path(files), storage=str(Path(files) / "files")))
    finally:
        drop_database(shared, name)
        leave_server(shared)


def _over(settings: Settings) -> Iterator[tuple[Flask, World]]:
    upgrade(settings)
    app = create_app(settings)
    with app.app_context():
        try:
            yield app, build()
        finally:
            db.session.remove()
            db.engine.dispose()


def fill(world: World, count: int, *, state: str) -> None:
    """So many documents of the department on its own desk, every other one in `state`, the rest finished."""
    fill_desk(world.organisations["so"].id, count, state=state)


def fill_desk(unit: int, count: int, *, state: str) -> None:
    """The same for the organisation of that number."""
    make_rows("document", _FILL, {"count": count, "state": state, "unit": unit})


def make_rows(table: str, statement: TextClause, given: Mapping[str, object]) -> None:
    """Run the statement that fills the table, which may take longer than any act, and let the planner know of it."""
    db.session.execute(text("SET LOCAL statement_timeout = 0"))
    db.session.execute(statement, given)
    db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text(f"VACUUM ANALYZE {table}"))

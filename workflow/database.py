"""The address of the database: DATABASE_URL, or the embedded PostgreSQL under `var/postgres` when none is given."""

from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import Engine, event
from sqlalchemy.engine import URL, make_url

from workflow.embedded_server import EmbeddedServer, libpq_address
from workflow.settings import Settings

_SWITCHED_OFF = """SELECT name FROM pg_settings
WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY 1"""
_UNTOLD = (None,) * 5
_servers: dict[Path, EmbeddedServer] = {}


class NamedColumns(psycopg.Cursor[Any]):
    """A cursor that tells of its columns what SQLAlchemy asks, the name and the type's number (PEP 249 lets the rest be
    None). psycopg makes an object of each, which took 5 % of the time of an act."""

    @property
    def description(self) -> list[Any] | None:
        result = self.pgresult
        if result is None or result.status != ExecStatus.TUPLES_OK:
            return None
        return [((result.fname(at) or b"").decode(), result.ftype(at), *_UNTOLD) for at in range(result.nfields)]


class Remembering(psycopg.Connection[Any]):
    """A connection that keeps its prepared statements over a ROLLBACK, as PostgreSQL does. psycopg forgets them there,
    for a table that they read may be gone with what was rolled back; the product makes no table while it runs. A page
    that only looked ends so, and planning the count of what waits took five times as long as counting."""

    def rollback(self) -> None:
        if self.pgconn.transaction_status != TransactionStatus.INTRANS:
            super().rollback()
        elif self.pgconn.exec_(b"ROLLBACK").status != ExecStatus.COMMAND_OK:
            super().rollback()  # says what is wrong


def remember_statements(engine: Engine) -> None:
    """Have the engine make connections that remember."""
    event.listen(engine, "do_connect", lambda _dialect, _record, given, told: Remembering.connect(*given, **told))


def database_url(settings: Settings) -> str:
    """SQLAlchemy URL (postgresql+psycopg) of the application's database.

    Without DATABASE_URL it starts or joins the embedded server, makes the database when missing, and keeps the
    server until this process ends or calls `leave_server`.
    """
    if settings.database_url:
        return settings.database_url
    return ensure_database(settings, settings.database_name)


def psycopg_dsn(settings: Settings) -> str:
    """The same database as a plain libpq address, for psycopg and Procrastinate."""
    return libpq_address(make_url(database_url(settings)))


def engine_options(application_name: str = "trinhky") -> dict[str, Any]:
    """Arguments of `create_engine`: no ping per checkout, statements end after 30 s, lock waits after 5 s, UTC; an
    error says the statement and never what it was given, which is people's words and the hashes of their secrets."""
    limits = "-c statement_timeout=30s -c lock_timeout=5s -c timezone=UTC"
    told = {"application_name": application_name, "options": limits, "cursor_factory": NamedColumns}
    return {"pool_pre_ping": False, "hide_parameters": True, "connect_args": told}


def ensure_database(settings: Settings, name: str) -> str:
    """Makes the database `name` on the same server unless it is there; returns its SQLAlchemy URL."""
    home = _maintenance_url(settings)
    with psycopg.connect(libpq_address(home), autocommit=True) as connection:
        # Two processes may both find it missing, and CREATE DATABASE knows no IF NOT EXISTS.
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return home.set(database=name).render_as_string(hide_password=False)


def in_memory_only(settings: Settings) -> list[str]:
    """The switched-off settings of the server without which it says "saved" before its disk has it."""
    with psycopg.connect(psycopg_dsn(settings), connect_timeout=5) as connection:
        return [str(row[0]) for row in connection.execute(_SWITCHED_OFF)]


def drop_database(settings: Settings, name: str) -> None:
    """Removes the database `name`, ending whoever is still connected; for scratch databases and tests."""
    with psycopg.connect(libpq_address(_maintenance_url(settings)), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def leave_server(settings: Settings) -> None:
    """Gives the embedded server up; the last process to leave stops it. Without one nothing happens."""
    server = _servers.pop(_data_folder(settings), None)
    if server:
        server.leave()


def _maintenance_url(settings: Settings) -> URL:
    if settings.database_url:
        return make_url(settings.database_url)
    data = _data_folder(settings)
    if data not in _servers:
        server = EmbeddedServer(data)
        server.join()
        _servers[data] = server
    return _servers[data].url("postgres")


def _data_folder(settings: Settings) -> Path:
    return settings.var.resolve() / "postgres"

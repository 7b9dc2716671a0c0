"""The job queue on our own PostgreSQL: its application object, its tables, its retry of stalled jobs."""

import psycopg
from procrastinate import App, PsycopgConnector, RetryStrategy

from workflow.database import psycopg_dsn
from workflow.jobs.claims import Claims
from workflow.settings import Settings

MAX_ATTEMPTS = 5
MOST_RESCUES = 20
"""A job that so many workers left was what ended them."""
RETRY = RetryStrategy(max_attempts=MAX_ATTEMPTS, exponential_wait=2)
SCHEMA_LOCK = 7_406_052  # any number of our own: two processes starting together make the tables once

# Tasks register here; the worker gives the object a connection (`connected`).
_TASKS = ("issue", "deliver", "export", "imports", "preview", "calendar", "tree", "digest", "mail")
queue = App(connector=PsycopgConnector(), import_paths=[f"workflow.jobs.{name}" for name in _TASKS])


def connected(settings: Settings) -> App:
    """The same tasks with a connection pool to the application's database; a job belongs to its newest claim."""
    app = queue.with_connector(PsycopgConnector(conninfo=psycopg_dsn(settings)))
    app.job_manager = Claims(app.connector)
    return app


def ensure_schema(settings: Settings) -> None:
    """Make the queue's tables unless they are there."""
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [SCHEMA_LOCK])
        there = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
        if there is None or there[0] is None:
            connection.execute(schema().encode())


def schema() -> str:
    """The words that make the queue's tables."""
    from procrastinate.schema import SchemaManager  # only needed when the tables are made

    return SchemaManager.get_schema()

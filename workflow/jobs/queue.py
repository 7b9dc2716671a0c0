"""The job queue on our own PostgreSQL: its application object, its tables, how often a job is tried."""

import psycopg
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job
from sqlalchemy.exc import DBAPIError

from workflow.actions.transaction import refusal_of
from workflow.database import psycopg_dsn
from workflow.domain.errors import Overloaded
from workflow.jobs.claims import Claims
from workflow.settings import Settings

MAX_ATTEMPTS = 5
MOST_RESCUES = 20
"""A job that so many workers left was what ended them."""
LONGEST_WAIT = 60
SCHEMA_LOCK = 7_406_052  # any number of our own: two processes starting together make the tables once

# Tasks register here; the worker gives the object a connection (`connected`).
_TASKS = ("issue", "deliver", "export", "imports", "preview", "calendar", "tree", "digest", "mail")
queue = App(connector=PsycopgConnector(), import_paths=[f"workflow.jobs.{name}" for name in _TASKS])


class Patience(BaseRetryStrategy):
    """Again after 2, 4, 8 … at most `LONGEST_WAIT` seconds, as often as the failure allows."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """None when it was the last time."""
        if job.attempts >= most_attempts(exception):
            return None
        return RetryDecision(retry_in={"seconds": min(2 ** (job.attempts + 1), LONGEST_WAIT)})


RETRY = Patience()


def most_attempts(failure: BaseException) -> int:
    """How often a job that ended so is tried again. A database that is busy or away is no fault of the job: about a
    quarter of an hour, in which nobody could be told anything either."""
    of_the_database = isinstance(failure, Overloaded) or (isinstance(failure, DBAPIError) and refusal_of(failure))
    return MOST_RESCUES if of_the_database else MAX_ATTEMPTS


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

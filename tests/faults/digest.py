"""The whole database as one word for each table: every column of every row. Left out are the workers' signs of life and
the counters of identities, which nothing gives back."""

from collections.abc import Mapping

from sqlalchemy import Engine

from workflow.models import Base

_QUEUE = ("procrastinate_events", "procrastinate_periodic_defers", "procrastinate_jobs")
TABLES = (*(table.name for table in Base.metadata.sorted_tables), *_QUEUE)
_ONE = "SELECT '{0}', count(*), md5(string_agg(md5(one::text), '' ORDER BY md5(one::text))) FROM {0} AS one"
_ALL = " UNION ALL ".join(_ONE.format(name) for name in TABLES)


def digest(engine: Engine) -> Mapping[str, tuple[int, str]]:
    """{table: (rows, digest of all of them)}, as another connection sees them."""
    with engine.connect() as connection:
        return {name: (rows, word or "") for name, rows, word in connection.exec_driver_sql(_ALL)}


def differing(before: Mapping[str, tuple[int, str]], after: Mapping[str, tuple[int, str]]) -> list[str]:
    """The tables that are not what they were, with their rows before and after."""
    return [f"{name} ({before[name][0]} → {after[name][0]})" for name in before if before[name] != after[name]]

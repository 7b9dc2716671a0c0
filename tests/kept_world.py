"""The tables between tests: emptied, and the cast laid back into them that was founded once a process by its own acts:
the same rows under the same numbers, in a twentieth of the time."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from workflow.cli.demo.world import World, build
from workflow.models import Base, Organisation, User, db

_COLUMNS = text("""
SELECT table_name, string_agg(quote_ident(column_name), ', ')
FROM information_schema.columns
WHERE table_schema = 'public' AND is_generated = 'NEVER'
GROUP BY table_name
""")
_EVERY_COUNTER = text("SELECT quote_ident(sequencename) FROM pg_sequences WHERE schemaname = 'public'")
_COUNTERS = text("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value > 0")
_QUEUE = ("procrastinate_events", "procrastinate_periodic_defers", "procrastinate_jobs", "procrastinate_workers")
_TABLES = (*(table.name for table in Base.metadata.sorted_tables), *_QUEUE)
AS_THEY_WERE = "SET LOCAL session_replication_role = replica"
"""Rows come and go without a word: no trigger tells of them, no reference is checked before its row is there, and the
record that only grows lets go of its own."""
_SWEEP = """
CREATE OR REPLACE FUNCTION kept.sweep() RETURNS text[] LANGUAGE plpgsql AS $sweep$
DECLARE held text[] := '{{}}'; BEGIN {steps} RETURN held; END $sweep$
"""
_UNTOUCHED = """
CREATE OR REPLACE FUNCTION kept.untouched() RETURNS boolean LANGUAGE sql AS $untouched$
SELECT count(DISTINCT writer) = 1 AND count(*) = {rows} FROM ({tables}) AS every $untouched$
"""


def empty() -> None:
    """Take every row out of every table, within an application context, and begin every number anew. No outer
    transaction: acts commit, and several connections must see what they did. No truncation: it makes hundreds of new
    files for a handful of rows. Vacuumed tables begin at their first page again, so that rows stand in the same order
    whatever ran before."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql(AS_THEY_WERE)
        held: list[str] = connection.exec_driver_sql("SELECT kept.sweep()").scalar_one()
    if held:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"VACUUM {', '.join(held)}")
    db.session.remove()


def prepare_emptying() -> None:
    """Once a database, within an application context: what `empty` calls. Nothing else vacuums behind the tests'
    back, and commits do not wait for the disk: what is dropped at the end has nothing to lose in a power cut."""
    with db.engine.begin() as connection:
        counters = [str(row[0]) for row in connection.execute(_EVERY_COUNTER)]
        steps = [
            f"IF EXISTS (SELECT FROM {one}) THEN DELETE FROM {one}; held := array_append(held, '{one}'); END IF;"
            for one in _TABLES
        ]
        steps += [
            f"IF (SELECT is_called FROM {one}) THEN PERFORM setval('{one}', 1, false); END IF;" for one in counters
        ]
        connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS kept")
        connection.exec_driver_sql(_SWEEP.format(steps=" ".join(steps)))
        for one in _TABLES:
            connection.exec_driver_sql(f"ALTER TABLE {one} SET (autovacuum_enabled = off)")
        connection.exec_driver_sql(f'ALTER DATABASE "{db.engine.url.database}" SET synchronous_commit = off')
    db.engine.dispose()


@dataclass(frozen=True)
class KeptWorld:
    """What lays the rows back, and whose numbers they are."""

    statements: str
    organisations: dict[str, int]
    people: dict[str, int]

    def lay_back(self) -> World:
        """The world in the emptied tables, as `build` leaves it."""
        with db.engine.begin() as connection:
            connection.exec_driver_sql(AS_THEY_WERE)
            connection.exec_driver_sql(self.statements)
        houses = {one.id: one for one in db.session.scalars(select(Organisation))}
        users = {one.id: one for one in db.session.scalars(select(User))}
        return World(
            {key: houses[number] for key, number in self.organisations.items()},
            {name: users[number] for name, number in self.people.items()},
        )


def keep() -> KeptWorld:
    """Build the world, within an application context, and keep copies of its rows."""
    empty()
    world = build()
    with db.engine.begin() as connection:
        statements = copied(connection, "kept")
        tables = " UNION ALL ".join(f"SELECT xmin::text AS writer FROM {one}" for one in _TABLES)
        rows = connection.exec_driver_sql(f"SELECT count(*) FROM ({tables}) AS every").scalar_one()
        connection.exec_driver_sql(_UNTOUCHED.format(rows=rows, tables=tables))
    houses = {key: one.id for key, one in world.organisations.items()}
    return KeptWorld(statements, houses, {name: one.id for name, one in world.people.items()})


def copied(connection: Connection, schema: str) -> str:
    """Copy every row there is into a schema of its own; what inserts them again, with their counters."""
    columns = {str(row[0]): str(row[1]) for row in connection.execute(_COLUMNS)}
    connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    statements = []
    for name in _TABLES:
        listed = columns[name]
        if connection.exec_driver_sql(f"SELECT EXISTS (SELECT FROM {name})").scalar():
            connection.exec_driver_sql(f"CREATE TABLE {schema}.{name} AS SELECT {listed} FROM {name}")
            insert = f"INSERT INTO {name} ({listed}) OVERRIDING SYSTEM VALUE SELECT {listed} FROM {schema}.{name}"
            statements.append(insert)
    statements += [f"SELECT setval('\"{counter}\"', {last})" for counter, last in connection.execute(_COUNTERS)]
    return "; ".join(statements)

"""Alembic's environment: where the database is, and what the models say it should look like."""

from alembic import context
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

import workflow.models  # noqa: F401 -- every table, so that autogenerate sees them all
from workflow.database import database_url
from workflow.models.base import db
from workflow.settings import Settings

ONE_AT_A_TIME = 7_406_051  # any number, as long as it is ours: web servers starting together migrate once


def url() -> str:
    """The address the command line passes, else that of the settings (for `alembic` called by hand)."""
    return str(context.config.attributes.get("url") or database_url(Settings.from_environment()))


def migrate_within(connection: Connection) -> None:
    """Runs the migrations as part of whatever the caller does."""
    context.configure(connection=connection, target_metadata=db.metadata, compare_type=True)
    context.run_migrations()


def migrate_online() -> None:
    """Runs the migrations in one transaction, under a lock that a second process waits for."""
    engine = create_engine(url(), poolclass=NullPool)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        migrate_within(connection)


def migrate_offline() -> None:
    """Writes the SQL to the standard output for a database administrator to run."""
    context.configure(url=url(), target_metadata=db.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    migrate_offline()
elif "connection" in context.config.attributes:
    migrate_within(context.config.attributes["connection"])
else:
    migrate_online()

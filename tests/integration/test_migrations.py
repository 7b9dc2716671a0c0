"""The migrations make exactly what the models say, and take it away again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool

from workflow.cli.migrate import alembic_config, upgrade
from workflow.database import drop_database, ensure_database
from workflow.models import Base
from workflow.settings import Settings


@pytest.fixture
def empty(settings: Settings) -> Iterator[Settings]:
    """Settings over a database with nothing in it."""
    name = f"{settings.database_name}_migrations"
    drop_database(settings, name)
    yield replace(settings, database_url=ensure_database(settings, name), database_name=name)
    drop_database(settings, name)


def test_the_newest_schema_is_what_the_models_say(empty: Settings) -> None:
    upgrade(empty)
    engine = create_engine(empty.database_url or "", poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert compare_metadata(context, Base.metadata) == []


def test_every_migration_can_be_taken_back(empty: Settings) -> None:
    config = alembic_config(empty)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    engine = create_engine(empty.database_url or "", poolclass=NullPool)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_migrating_twice_changes_nothing(empty: Settings) -> None:
    upgrade(empty)
    upgrade(empty)


def _ours(name: str | None, kind: str, parents: object) -> bool:
    return kind != "table" or not str(name).startswith("procrastinate")

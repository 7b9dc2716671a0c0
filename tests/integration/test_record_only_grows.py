"""What was recorded cannot be changed: not by the application's account, not in passing by the owner of the tables."""

from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from psycopg import errors as pg
from psycopg import sql

from tests.factories import stages
from workflow.actions.access import note_access
from workflow.cli.demo.world import World
from workflow.cli.migrate import GROWING, grant
from workflow.database import psycopg_dsn
from workflow.domain.errors import SetupIncomplete
from workflow.jobs.anchor import anchor_all
from workflow.models import db
from workflow.settings import Settings

Connection = psycopg.Connection[tuple[object, ...]]
ATTEMPTS = (
    "UPDATE {0} SET {1} = {1}",
    "WITH gone AS (DELETE FROM {} RETURNING 1) SELECT count(*) FROM gone",
    "DELETE FROM {} WHERE false",
    "TRUNCATE {}",
    "DROP TABLE {}",
    "ALTER TABLE {} DISABLE TRIGGER refuse_change",
    "DROP TRIGGER refuse_change ON {}",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
    "SET session_replication_role = replica",
    "INSERT INTO {0} SELECT * FROM {0} LIMIT 1 ON CONFLICT DO UPDATE SET {1} = ''",
    "MERGE INTO {0} USING {0} AS other ON {0}.{1} = other.{1} WHEN MATCHED THEN DELETE",
    "ALTER TABLE {0} ALTER COLUMN {1} TYPE text",
    "CREATE RULE kept AS ON INSERT TO {} DO INSTEAD NOTHING",
)
BY_OWNER = (
    "UPDATE {0} SET {1} = {1}",
    "UPDATE {0} SET {1} = '' WHERE false",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "MERGE INTO {0} USING {0} AS other ON {0}.{1} = other.{1} WHEN MATCHED THEN DELETE",
    "TRUNCATE organisation CASCADE",
)


@pytest.fixture
def recorded(app: Flask, world: World) -> None:
    """The cast's own founding, a paper that was opened, everything anchored."""
    document = stages.draft_of(world, stages.campaign_of(world))
    note_access(document.id, "documents.show", actor=world.actor("soan.thuvien"))
    anchor_all()
    db.session.rollback()  # what it read it holds no longer


@pytest.fixture
def account(database: Settings, recorded: None) -> Iterator[Connection]:
    """A connection of an account that was given what the application needs."""
    with psycopg.connect(psycopg_dsn(database), autocommit=True) as owner:
        name = sql.Identifier(f"app_{database.database_name}")
        owner.execute(sql.SQL("CREATE ROLE {}").format(name))
        try:
            grant(database, f"app_{database.database_name}")
            with psycopg.connect(psycopg_dsn(database), autocommit=True) as connection:
                connection.execute(sql.SQL("SET SESSION AUTHORIZATION {}").format(name))
                yield connection
        finally:
            owner.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(name))


def rows(connection: Connection, table: str) -> list[tuple[object, ...]]:
    return connection.execute(sql.SQL("SELECT * FROM {} ORDER BY 1, 2").format(sql.Identifier(table))).fetchall()


def attempt(connection: Connection, statement: str, table: str) -> bool:
    """Whether the database refused for want of the right."""
    column = "way" if table == "access_entry" else "digest"
    words = statement.format(table, column).replace("CONFLICT DO", f"CONFLICT ON CONSTRAINT pk_{table} DO")
    try:
        connection.execute(words.encode())
    except pg.InsufficientPrivilege:
        return True
    return False


def test_the_applications_account_is_refused_every_change(account: Connection) -> None:
    for table in GROWING:
        before = rows(account, table)
        assert before
        passed = [one for one in ATTEMPTS if not attempt(account, one, table)]
        assert passed == []
        assert rows(account, table) == before


def test_the_rights_refuse_by_themselves_where_a_trigger_would_too(account: Connection) -> None:
    rights = ("UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    query = "SELECT has_table_privilege(current_user, %s, %s)"
    given = [
        (table, one)
        for table in GROWING
        for one in rights
        if account.execute(query, (table, one)).fetchone() != (False,)
    ]
    assert given == []


def test_the_applications_account_may_add_and_do_its_work(account: Connection) -> None:
    with account.transaction(force_rollback=True):
        columns = "subject_kind, subject_id, ordinal, at, actor_name, fact, details, previous, digest"
        words = f"INSERT INTO audit_entry ({columns}) VALUES ('task', 1, 1, now(), 'A', 'task:added', '{{}}', '', '')"
        account.execute(words.encode())
        account.execute("DELETE FROM anchor_outbox")
        account.execute("UPDATE organisation SET name = name")


def test_the_owner_is_refused_in_passing(database: Settings, recorded: None) -> None:
    with psycopg.connect(psycopg_dsn(database), autocommit=True) as owner:
        for table in GROWING:
            before = rows(owner, table)
            assert [one for one in BY_OWNER if not attempt(owner, one, table)] == []
            assert rows(owner, table) == before


def test_an_account_that_owns_the_tables_is_not_given_less_than_it_has(database: Settings) -> None:
    with psycopg.connect(psycopg_dsn(database)) as owner:
        name = owner.info.user
    with pytest.raises(SetupIncomplete, match="chủ các bảng"):
        grant(database, name)
    with pytest.raises(SetupIncomplete, match="chưa có"):
        grant(database, "khong_co_ai")

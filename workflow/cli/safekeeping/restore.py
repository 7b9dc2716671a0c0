"""`trinhky restore`: an archive laid back, in one transaction of the database: wholly or not at all."""

from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from psycopg import sql
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from workflow.cli.migrate import alembic_config
from workflow.cli.safekeeping.archive import CHUNK, Archive
from workflow.cli.safekeeping.backup import COLUMNS, Connection, Tell
from workflow.database import database_url, psycopg_dsn
from workflow.domain.errors import InvalidInput, SetupIncomplete, TransitionRefused
from workflow.jobs.queue import schema as queue_schema
from workflow.settings import Settings
from workflow.storage.store import Store

STORED: tuple[tuple[str, str], ...] = (
    ("attachment", "digest"),
    ("document", "prepared_digest"),
    ("document", "issued_digest"),
    ("export", "digest"),
    ("paper_import", "digest"),
    ("signature", "signed_digest"),
    ("signature", "result_digest"),
    ("tree_import", "digest"),
)
"""The columns that name a stored file."""
_BUSY = "Còn chương trình đang dùng cơ sở dữ liệu. Hãy dừng trang web và tiến trình nền rồi chạy lại."
_TAKEN = (
    "Cơ sở dữ liệu này đang có dữ liệu nên không khôi phục đè lên. Hãy sao lưu nó trước; nếu chắc chắn muốn thay bằng "
    "bản sao lưu, hãy chạy lại với --overwrite."
)
_LOOSE = "Dữ liệu trong bản sao lưu không khớp nhau (bảng {}): không khôi phục."
_NEWER = "Bản sao lưu do phiên bản mới hơn của Trình Ký tạo. Hãy cài phiên bản mới rồi khôi phục."
_TIES = """SELECT CAST(CAST(conrelid AS regclass) AS text), conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1, 2"""


def restore(
    settings: Settings, path: Path, tell: Tell, *, overwrite: bool = False, passphrase: str | None = None
) -> None:
    """Check the archive, put its files into the store and its rows into the database, at the newest schema. Refuses a
    database that has rows unless told to (TransitionRefused), an archive that is not whole (InvalidInput), and rows
    that do not fit together (SetupIncomplete); then the database is as it was."""
    with Archive(path, passphrase) as archive:
        _refuse_taken(settings, overwrite)
        for number, _ in enumerate(archive.check(), start=1):
            if number % 1_000 == 0:
                tell(f"Đã kiểm tra {number} phần của bản sao lưu")
        _put_files(archive, Store(settings.storage), tell)
        try:
            _put_rows(settings, archive, tell)
        except psycopg.errors.LockNotAvailable as busy:
            raise SetupIncomplete(_BUSY) from busy
        except psycopg.errors.IntegrityError as loose:
            raise SetupIncomplete(_LOOSE.format(loose.diag.table_name)) from loose


def _refuse_taken(settings: Settings, overwrite: bool) -> None:
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        for table in ("person", "organisation", "audit_entry"):
            there = connection.execute("SELECT to_regclass(%s)", [table]).fetchone()
            if there and there[0] is not None:
                found = connection.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table)))
                if found.fetchone() == (True,) and not overwrite:
                    raise TransitionRefused(_TAKEN)


def _put_files(archive: Archive, store: Store, tell: Tell) -> None:
    digests = archive.digests
    for number, digest in enumerate(digests, start=1):
        store.put(archive.file(digest))
        if number % 1_000 == 0 or number == len(digests):
            tell(f"Tệp: {number}/{len(digests)}")


def _put_rows(settings: Settings, archive: Archive, tell: Tell) -> None:
    engine = create_engine(database_url(settings), poolclass=NullPool)
    config = alembic_config(settings)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        raw = lay_as_it_was(connection, config, archive, tell)
        _migrate(config, "head")
        _refuse_lost_files(raw, Store(settings.storage), set(archive.manifest.broken))


def lay_as_it_was(connection: SqlConnection, config: Config, archive: Archive, tell: Tell) -> Connection:
    """Put the rows of the archive into a schema as old as they are, whatever was there, within the transaction."""
    raw: Connection = connection.connection.driver_connection  # type: ignore[assignment]
    raw.execute("SET LOCAL lock_timeout = '10s'")
    raw.execute("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public")
    _migrate(config, archive.manifest.revision)
    raw.execute(queue_schema().encode())
    _load(raw, archive, tell)
    return raw


def _migrate(config: Config, revision: str) -> None:
    try:
        command.upgrade(config, revision)
    except CommandError as unknown:
        raise InvalidInput(_NEWER) from unknown


def _load(connection: Connection, archive: Archive, tell: Tell) -> None:
    """The rows under the ties between tables: taken off before, since tables name one another, and put on again after,
    which proves every one of them."""
    ties = connection.execute(_TIES).fetchall()
    tables = [str(table) for table, _ in connection.execute(COLUMNS).fetchall()]
    for table, name, _ in ties:
        _run(connection, "ALTER TABLE {} DROP CONSTRAINT {}", str(table), str(name))
    for table in tables:
        _run(connection, "ALTER TABLE {} DISABLE TRIGGER USER", table)
        _run(connection, "TRUNCATE {}", table)
    for table, kept in archive.manifest.tables.items():
        count = _copy_in(connection, archive, table, kept.columns)
        if count != kept.rows:
            raise SetupIncomplete(f"Bảng {table} có {count} dòng, bản sao lưu ghi {kept.rows}: không khôi phục.")
        tell(f"Bảng {table}: {count} dòng")
    for counter, (last, called) in archive.manifest.counters.items():
        connection.execute("SELECT setval(%s, %s, %s)", [sql.Identifier(counter).as_string(), last, called])
    for table, name, definition in ties:
        statement = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(
            sql.Identifier(str(table)), sql.Identifier(str(name))
        )
        connection.execute(statement + sql.SQL(str(definition)))
    for table in tables:
        _run(connection, "ALTER TABLE {} ENABLE TRIGGER USER", table)


def _copy_in(connection: Connection, archive: Archive, table: str, columns: list[str]) -> int:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor:
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
        with cursor.copy(statement) as copy, archive.table(table) as rows:
            while chunk := rows.read(CHUNK):
                copy.write(chunk)
        return cursor.rowcount


def _refuse_lost_files(connection: Connection, store: Store, known: set[str]) -> None:
    """Every file that a row names must be there, but those that were broken before."""
    one = "SELECT {column} FROM {table} WHERE {column} IS NOT NULL"
    parts = [
        sql.SQL(one).format(column=sql.Identifier(column), table=sql.Identifier(table)) for table, column in STORED
    ]
    named = {str(digest) for (digest,) in connection.execute(sql.SQL(" UNION ").join(parts)).fetchall()}
    lost = sorted(named - known - set(store.digests()))
    if lost:
        raise SetupIncomplete(f"Bản sao lưu thiếu {len(lost)} tệp mà văn bản cần, ví dụ {lost[0]}: không khôi phục.")


def _run(connection: Connection, words: str, *names: str) -> None:
    connection.execute(sql.SQL(words).format(*map(sql.Identifier, names)))

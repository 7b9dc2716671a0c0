"""`trinhky backup`: everything as of one moment, while people go on working."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import psycopg
from psycopg import sql

from workflow.cli.safekeeping.archive import FILES, MANIFEST, TABLES, Manifest, TableKept, names_digest
from workflow.cli.safekeeping.sealing import SealedWriter
from workflow.database import psycopg_dsn
from workflow.domain.errors import InvalidInput, SetupIncomplete, StorageFailed
from workflow.settings import Settings
from workflow.storage.store import Store, sync_folder

Tell = Callable[[str], None]
Connection = psycopg.Connection[tuple[object, ...]]

# alembic's own row is the manifest's `revision`
COLUMNS = """SELECT c.table_name, array_agg(CAST(c.column_name AS text) ORDER BY c.ordinal_position)
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
AND c.table_name <> 'alembic_version' GROUP BY c.table_name ORDER BY c.table_name"""
_THERE = "Tệp {} đã có. Hãy chọn tên khác: bản sao lưu không bao giờ ghi đè bản trước."
_COUNTERS = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"


def backup(settings: Settings, path: Path, tell: Tell, passphrase: str | None = None) -> Manifest:
    """Write the archive, sealed when a passphrase is given; it appears under its name only when it is whole and on the
    disk. Refuses a name that is taken, by another backup at the same time too (InvalidInput), and a database without
    tables (SetupIncomplete)."""
    if path.exists():
        raise InvalidInput(_THERE.format(path))
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with _begun(draft, passphrase) as file, ZipFile(file, "w", allowZip64=True) as out:
            manifest = _written(settings, out, tell)
        _keep(draft, path)
    except OSError as refused:
        raise InvalidInput(f"Không ghi được {path}. Hãy kiểm tra đường dẫn, quyền ghi và dung lượng đĩa.") from refused
    finally:
        draft.unlink(missing_ok=True)
    return manifest


@contextmanager
def _begun(draft: Path, passphrase: str | None) -> Iterator[IO[bytes]]:
    with open(draft, "wb", opener=_own) as file:
        if passphrase is None:
            yield file
            return
        with SealedWriter(file, passphrase) as sealed:
            yield sealed  # type: ignore[misc]


def _own(path: str, flags: int) -> int:
    """What opens every account is in it: nobody else on the machine reads it."""
    return os.open(path, flags, 0o600)


def _written(settings: Settings, out: ZipFile, tell: Tell) -> Manifest:
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        manifest = Manifest(datetime.now(UTC).isoformat(), _revision(connection))
        for table, columns in connection.execute(COLUMNS).fetchall():
            manifest.tables[str(table)] = _copy_out(connection, str(table), list(columns), out)
            tell(f"Bảng {table}: {manifest.tables[str(table)].rows} dòng")
        for (name,) in connection.execute(_COUNTERS).fetchall():
            manifest.counters[str(name)] = _counter(connection, str(name))
    # A file is stored before the act that names it is committed, and never changed: those there now are enough.
    kept, manifest.broken = _copy_files(Store(settings.storage), out, tell)
    manifest.files, manifest.files_digest = len(kept), names_digest(kept)
    out.writestr(MANIFEST, manifest.to_json(), ZIP_DEFLATED)
    return manifest


def _revision(connection: Connection) -> str:
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except psycopg.errors.UndefinedTable as empty:
        raise SetupIncomplete("Cơ sở dữ liệu chưa có gì để sao lưu.") from empty
    return str(row[0]) if row else ""


def _copy_out(connection: Connection, table: str, columns: list[str], out: ZipFile) -> TableKept:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), names)
    entry, whole = ZipInfo(f"{TABLES}{table}"), sha256()
    entry.compress_type = ZIP_DEFLATED
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy, out.open(entry, "w", force_zip64=True) as rows:
            for chunk in copy:
                whole.update(chunk)
                rows.write(chunk)
        return TableKept(columns, cursor.rowcount, whole.hexdigest())


def _counter(connection: Connection, name: str) -> tuple[int, bool]:
    """Counters stand outside the moment; one that is ahead of it leaves numbers out that nobody sees."""
    row = connection.execute(sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(name))).fetchone()
    assert row is not None  # noqa: S101 - a sequence has one row
    return int(str(row[0])), bool(row[1])


def _copy_files(store: Store, out: ZipFile, tell: Tell) -> tuple[list[str], list[str]]:
    """The files that are kept, and those that are broken."""
    digests, broken = list(store.digests()), set()
    for number, digest in enumerate(digests, start=1):
        try:
            out.writestr(f"{FILES}{digest}", store.get(digest), ZIP_STORED)
        except StorageFailed:
            broken.add(digest)
        if number % 1_000 == 0 or number == len(digests):
            tell(f"Tệp: {number}/{len(digests)}")
    return [one for one in digests if one not in broken], sorted(broken)


def _keep(draft: Path, path: Path) -> None:
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    try:
        path.touch(mode=0o600, exist_ok=False)  # whoever comes second finds it taken; a stick knows no links
    except FileExistsError as taken:
        raise InvalidInput(_THERE.format(path)) from taken
    draft.replace(path)
    sync_folder(path.parent)

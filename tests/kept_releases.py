"""Databases as earlier releases of this project left them, kept small: what every newer release must take up whole.

A release is the state of the main line at which a part of the work was finished. To keep the newest one, after a
`trinhky run` with a TRINHKY_VAR of its own, run `python -m tests.kept_releases NAME` with the same TRINHKY_VAR:
`tests/releases/NAME.zip` is a backup whose stored files are named and left out."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import psycopg
from psycopg import sql

from workflow.cli.safekeeping.archive import MANIFEST, TABLES, Archive, names_digest
from workflow.cli.safekeeping.backup import COLUMNS, backup
from workflow.cli.safekeeping.restore import STORED
from workflow.database import leave_server, psycopg_dsn
from workflow.settings import Settings

FOLDER = Path(__file__).with_name("releases")
RELEASES = sorted(FOLDER.glob("*.zip"))

# What is written otherwise by now: table and column → where the same words stand, by the row's id.
MOVED: Mapping[tuple[str, str], str] = {
    # the first nhiệm kỳ of each organisation became a row of its own
    ("organisation", "term_from"): "SELECT organisation_id, CAST(min(from_day) AS text) FROM term GROUP BY 1",
    # a series may begin with a year, too
    ("series", "term_from"): "SELECT id, CAST(from_day AS text) FROM series",
    # figures became exact decimals: each part its value, its base and its day
    ("figure", "parts"): """SELECT id, CAST(coalesce(
        (SELECT jsonb_object_agg(key, trim_scale(CAST(value ->> 0 AS numeric))) FROM jsonb_each(parts)), '{}') AS text)
        FROM figure""",
}

EMPTY = frozenset({rb"\N", b"", b"{}", b"[]"})
Rows = Counter[tuple[bytes, ...]]


def keep(settings: Settings, path: Path) -> None:
    """Write the database as a backup without its stored files."""
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.zip"
        backup(settings, whole, lambda words: None)
        with Archive(whole) as archive, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as lean:
            manifest = replace(archive.manifest, files=0, files_digest=names_digest([]), broken=named_files(settings))
            for table in manifest.tables:
                lean.writestr(f"{TABLES}{table}", archive.table(table).read())
            lean.writestr(MANIFEST, manifest.to_json())


def named_files(settings: Settings) -> list[str]:
    """The stored files that rows name."""
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        known = {(str(table), name) for table, names in connection.execute(COLUMNS).fetchall() for name in names}
        found = [
            connection.execute(sql.SQL("SELECT {} FROM {}").format(sql.Identifier(column), sql.Identifier(table)))
            for table, column in STORED
            if (table, column) in known
        ]
        return sorted({str(digest) for rows in found for (digest,) in rows if digest is not None})


def lost(settings: Settings, archive: Archive) -> Iterator[str]:
    """Where the database says something else than the archive of what both know: rows, by the columns that stayed."""
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        now = {str(table): list(columns) for table, columns in connection.execute(COLUMNS).fetchall()}
        for table, kept in archive.manifest.tables.items():
            if table not in now:
                yield f"{table} is gone"
                continue
            moved = [name for name in kept.columns if _has_moved(archive, table, name, now[table])]
            same = [name for name in kept.columns if name not in moved]
            for name in set(same) - set(now[table]):
                same.remove(name)
                if any(value not in EMPTY for (value,) in _kept_rows(archive, table, [name])):
                    yield f"{table}.{name} is gone"
            for row in (_kept_rows(archive, table, same) - _rows(connection, table, same)).elements():
                yield f"{table} lost {dict(zip(same, row, strict=True))}"
            for name in moved:
                there = Counter(
                    (str(row[0]).encode(), str(row[1]).encode()) for row in connection.execute(MOVED[table, name])
                )
                for row in (_kept_rows(archive, table, ["id", name]) - there).elements():
                    yield f"{table}.{name} lost {row}"


def _has_moved(archive: Archive, table: str, column: str, now: Sequence[str]) -> bool:
    """Whether the column's words stand elsewhere by now; parts of figures still whole numbers were written before."""
    if (table, column) not in MOVED:
        return False
    return column not in now or ("kind" in now and "kind" not in archive.manifest.tables[table].columns)


def _kept_rows(archive: Archive, table: str, columns: Sequence[str]) -> Rows:
    places = [archive.manifest.tables[table].columns.index(name) for name in columns]
    with archive.table(table) as file:
        lines = (line.rstrip(b"\n").split(b"\t") for line in file)
        return Counter(tuple(line[place] for place in places) for line in lines)


def _rows(connection: psycopg.Connection[tuple[object, ...]], table: str, columns: Sequence[str]) -> Rows:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), names)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        data = b"".join(copy)
    return Counter(tuple(line.split(b"\t")) for line in data.splitlines())


def main(name: str) -> None:
    """Keep the database that the settings of the environment name."""
    settings = Settings.from_environment()
    try:
        keep(settings, FOLDER / f"{name}.zip")
    finally:
        leave_server(settings)


if __name__ == "__main__":
    main(sys.argv[1])

"""How long the whole record takes to verify, and how much memory: 200,000 entries in 20,000 histories, all anchored."""

import datetime as dt
import time
import tracemalloc
from collections import deque
from itertools import islice
from typing import Any

from sqlalchemy import text

from tests.bench.figures import Figure
from tests.bench.scratch import fill, scratch_application
from workflow.actions.anchor import anchor
from workflow.cli.demo.world import World
from workflow.domain.chain import COVERED, canonical, entry_digest
from workflow.models import db
from workflow.queries.evidence import every_fault, read_as_one

DOCUMENTS, ENTRIES = 20_000, 10
_HEADS = """UPDATE document SET chain_length = ordinal, chain_head = digest FROM audit_entry
WHERE subject_kind = 'document' AND subject_id = document.id AND ordinal = :last"""


def figures() -> list[Figure]:
    """Seconds for the whole walk, and the most memory that it held at once."""
    with scratch_application("bench_evidence") as (_, world):
        fill(world, DOCUMENTS, state="draft")
        _record(world)
        while anchor():
            pass
        begun = time.perf_counter()
        assert _walk() == 0
        seconds = time.perf_counter() - begun
        return [
            Figure("evidence.verify_200000", seconds, "<= 10", "s"),
            Figure("evidence.verify_memory", _peak(), "<= 64", "MB"),
        ]


def _walk() -> int:
    read_as_one()
    found = len(deque(every_fault()))
    db.session.rollback()
    return found


def _peak() -> float:
    """Under the tracer everything is several times slower, so the time is measured without it."""
    tracemalloc.start()
    try:
        assert _walk() == 0
        return tracemalloc.get_traced_memory()[1] / 1024 / 1024
    finally:
        tracemalloc.stop()


def _record(world: World) -> None:
    """The histories, copied in as rows; what is told to be anchored is told by the trigger as ever."""
    unit = world.organisations["so"].id
    columns = (*COVERED, "digest")
    connection = db.session.connection()
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    documents = [row[0] for row in connection.execute(text("SELECT id FROM document ORDER BY id"))]
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(f"COPY audit_entry ({', '.join(columns)}) FROM STDIN") as copy:
        for document_id in documents:
            for entry in islice(_history(document_id, unit), ENTRIES):
                copy.write_row([entry[name] if name != "details" else canonical(entry[name]) for name in columns])
    db.session.execute(text(_HEADS), {"last": ENTRIES})
    db.session.commit()


def _history(document_id: int, unit: int) -> Any:
    digest, ordinal = "", 0
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    while True:
        ordinal, at = ordinal + 1, at + dt.timedelta(minutes=7, microseconds=13)
        entry = dict.fromkeys(COVERED) | {
            "subject_kind": "document",
            "subject_id": document_id,
            "ordinal": ordinal,
            "at": at.isoformat(),
            "actor_name": "Nguyễn Văn A",
            "role": "drafter",
            "organisation_id": unit,
            "fact": "document:section_saved",
            "details": {"section": "ket-qua", "version": ordinal, "note": "Bổ sung số liệu quý"},
            "previous": digest,
        }
        digest = entry_digest(entry)
        yield entry | {"digest": digest}

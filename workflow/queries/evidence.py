"""Every history and every anchor, in the order in which `domain.evidence` reads them, a few rows at a time."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import merge
from operator import attrgetter
from typing import Any

from sqlalchemy import text

from workflow.domain.anchors import ANCHOR, AnchorName, Head
from workflow.domain.chain import COVERED
from workflow.domain.evidence import (
    AnchorRow,
    Broken,
    Entry,
    Fault,
    HeadRow,
    Held,
    Pin,
    Subject,
    anchor_faults,
    history_faults,
)
from workflow.domain.evidence_words import holder
from workflow.domain.facts import Fact
from workflow.models import Base, Chained, Document, Organisation, db

AT_ONCE = 2_000
SUBJECTS: Mapping[str, str] = {
    mapper.class_.subject_kind: str(mapper.local_table)
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Chained)
}
"""{kind of subject: its table}."""

_READ_ALONE = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
_ENTRIES = f"""SELECT {", ".join(COVERED)}, digest FROM audit_entry WHERE subject_kind = %(kind)s
ORDER BY subject_id, ordinal"""  # noqa: S608 - our own column names
_SUBJECTS = "SELECT id, chain_length, chain_head FROM {} WHERE chain_length > 0 OR chain_head <> '' ORDER BY id"
_PINS = """SELECT subject_id, length, digest FROM anchored_head WHERE subject_kind = %(kind)s
UNION ALL SELECT subject_id, ordinal, digest FROM anchor_outbox WHERE subject_kind = %(kind)s ORDER BY 1, 2"""
_ANCHORS = (
    """SELECT organisation_id, ordinal, at, root, previous, digest FROM anchor ORDER BY organisation_id, ordinal"""
)
_HEADS = """SELECT organisation_id, ordinal, subject_kind, subject_id, length, digest FROM anchored_head
ORDER BY organisation_id, ordinal, subject_kind COLLATE "C", subject_id"""
# an organisation's anchor holds the newest one of what belongs to none; a superior's delivery and a paper hold others
_HELD = """WITH told AS (
    SELECT regexp_match(anchor, '^([0-9]{1,18}):([0-9]{1,18}):([0-9a-f]{64})$') AS name, document_id, label FROM (
        SELECT anchor, document_id, label FROM delivery WHERE anchor IS NOT NULL
        UNION ALL SELECT prepared ->> 'anchor', id, NULL FROM document WHERE prepared ->> 'anchor' IS NOT NULL
    ) AS every
)
SELECT CAST(name[1] AS bigint), CAST(name[2] AS bigint), name[3], document_id, label FROM told WHERE name IS NOT NULL
UNION ALL SELECT subject_id, length, digest, NULL, NULL FROM anchored_head WHERE subject_kind = %(kind)s
ORDER BY 1, 2"""


def _unheard(kind: str) -> None:
    """Nobody asked how far it is."""


_STATES = """SELECT document.id, chain_length FROM document JOIN audit_entry
ON subject_kind = %(kind)s AND subject_id = document.id AND ordinal = chain_length WHERE to_state <> state"""
_ISSUED = """SELECT id, chain_length FROM document WHERE issued_digest IS NOT NULL AND NOT EXISTS (
    SELECT FROM audit_entry WHERE subject_kind = %(kind)s AND subject_id = document.id AND fact = %(fact)s
    AND details ->> 'digest' = issued_digest
)"""


def read_as_one() -> None:
    """From here to the end of the transaction everything is read as it stands at this moment, however long it takes."""
    db.session.rollback()
    db.session.execute(_READ_ALONE)
    db.session.execute(text("SET LOCAL statement_timeout = 0"))


def kinds() -> list[str]:
    """Every kind of subject that there is, or that entries speak of."""
    found = db.session.execute(text("SELECT DISTINCT subject_kind FROM audit_entry"))
    return sorted({*SUBJECTS, *(row[0] for row in found)})


def subjects(kind: str) -> Iterator[Subject]:
    """What the rows of a kind say of their histories, by id; nothing for a kind that is not known."""
    table = SUBJECTS.get(kind)
    return (Subject(*row) for row in _rows(_SUBJECTS.format(table))) if table else iter(())


def entries(kind: str) -> Iterator[Entry]:
    """The entries of a kind's histories, by subject and ordinal, as they were when their digests were taken."""
    names = (*COVERED, "digest")
    at = names.index("at")
    for row in _rows(_ENTRIES, kind=kind):
        yield dict(zip(names, row, strict=True)) | {"at": _iso(row[at])}


def pins(kind: str) -> Iterator[Pin]:
    """What anchors and promises of anchors say of those entries, by subject and ordinal."""
    return (Pin(*row) for row in _rows(_PINS, kind=kind))


def paper_faults() -> Iterator[Fault]:
    """Papers that are not what their own record says: whoever changes a row and not its history is found here."""
    kind = Document.subject_kind
    for statement, broken in ((_STATES, Broken.STATE), (_ISSUED, Broken.FILE)):
        for document_id, length in _rows(statement, kind=kind, fact=Fact.DOCUMENT_ISSUED.value):
            yield Fault(kind, document_id, length, broken)


def anchors() -> Iterator[AnchorRow]:
    """The anchors, by organisation and ordinal."""
    return (AnchorRow(row[0], row[1], _iso(row[2]), *row[3:]) for row in _rows(_ANCHORS))


def heads() -> Iterator[HeadRow]:
    """The heads of the anchors, by organisation, ordinal, kind and subject."""
    return (HeadRow(row[0], row[1], Head(*row[2:])) for row in _rows(_HEADS))


def held() -> Iterator[Held]:
    """The anchors that the database itself knows to be held, by organisation and ordinal."""
    for organisation_id, ordinal, digest, document_id, label in _rows(_HELD, kind=ANCHOR):
        yield Held(AnchorName(organisation_id, ordinal, digest), holder(document_id, label))


def every_fault(others: Iterable[Held] = (), seen: Callable[[str], None] = _unheard) -> Iterator[Fault]:
    """Whatever is wrong with any history, anchor or paper; `others` are anchors held outside the database, by
    organisation and ordinal; `seen` is told each kind of subject that was gone through. The caller ends the
    transaction."""
    yield from record_faults(others, seen)
    yield from paper_faults()


def record_faults(others: Iterable[Held] = (), seen: Callable[[str], None] = _unheard) -> Iterator[Fault]:
    """The same of histories and anchors alone."""
    for kind in kinds():
        yield from history_faults(kind, subjects(kind), entries(kind), pins(kind))
        seen(kind)
    whose = merge(held(), others, key=attrgetter("name.organisation_id", "name.ordinal"))
    yield from anchor_faults(anchors(), heads(), whose)
    seen(ANCHOR)


def called(kind: str, subject_id: int) -> str | None:
    """How people call a subject: a document's symbol and what it is about, the organisation whose anchor it is; None
    where a number must do."""
    if kind == ANCHOR:
        house = db.session.get(Organisation, subject_id)
        return house.name if house else None
    document = db.session.get(Document, subject_id) if kind == Document.subject_kind else None
    if document is None:
        return None
    return f"{document.symbol or document.kind.value} {document.abstract} ({document.organisation.short_name})"


def _rows(statement: str, **given: Any) -> Iterator[Any]:
    in_parts = {"stream_results": True, "max_row_buffer": AT_ONCE}
    yield from db.session.connection().exec_driver_sql(statement, given or None, execution_options=in_parts)


def _iso(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat()

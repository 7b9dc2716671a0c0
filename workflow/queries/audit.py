"""What the audit says of one document: its entries as people read them, and whether an act was already pressed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from workflow.domain.actor import Actor
from workflow.domain.chain import first_broken
from workflow.domain.facts import Fact
from workflow.domain.hands import BESIDE
from workflow.domain.rows import LARGEST_ROW
from workflow.domain.states import DocumentState, Role
from workflow.models import AuditEntry, Chained, Document, Organisation, db
from workflow.queries.chains import chain_of

PAGE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as it was recorded; `unit` is the short name of the organisation the person acted for."""

    ordinal: int
    at: dt.datetime
    actor: str
    role: Role | None
    unit: str | None
    fact: Fact
    from_state: DocumentState | None
    to_state: DocumentState | None
    details: Mapping[str, Any]
    digest: str


def entries_of(document_id: int, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Entry]:
    """The entries of a document, oldest first, in one statement."""
    return _entries(Document.subject_kind, document_id, *conditions, limit=limit)


def entries_of_row(row: Chained) -> list[Entry]:
    """What was done to one row of a register, oldest first."""
    return _entries(row.subject_kind, row.id, limit=PAGE)


def page_of(document_id: int, after: int = 0) -> Sequence[Entry]:
    """A page of the whole audit, oldest first; keyset on the ordinal."""
    return entries_of(document_id, AuditEntry.ordinal > after, limit=PAGE)


def broken_at(document: Document) -> int | None:
    """The ordinal at which the document's chain breaks, None when it is whole."""
    return first_broken(chain_of(document), document.chain_head, document.chain_length)


def was_pressed(document_id: int, version: int, fact: Fact, actor: Actor) -> bool:
    """Whether this person's act on this version was done before: a double press, not a conflict. A document's version
    is one more than the number of its entries without those `BESIDE` it, so that on version n is the n-th of them."""
    if not 1 <= version <= LARGEST_ROW:
        return False
    query = (
        select(AuditEntry.fact, AuditEntry.actor_id)
        .where(AuditEntry.subject_kind == Document.subject_kind, AuditEntry.subject_id == document_id)
        .where(AuditEntry.fact.not_in(BESIDE))
        .order_by(AuditEntry.ordinal)
    )
    return db.session.execute(query.offset(version - 1).limit(1)).first() == (fact, actor.user_id)


def received_only_since(document: Document, version: int) -> bool:
    """Whether addressees received the document since that version, and nothing else happened to it."""
    if not 1 <= version < document.version:
        return False
    query = (
        select(AuditEntry.fact)
        .where(AuditEntry.subject_kind == Document.subject_kind, AuditEntry.subject_id == document.id)
        .where(AuditEntry.fact.not_in(BESIDE))
        .order_by(AuditEntry.ordinal)
        .offset(version - 1)
    )
    return set(db.session.scalars(query)) == {Fact.DOCUMENT_RECEIVED}


def _entries(kind: str, subject_id: int, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Entry]:
    query = (
        select(AuditEntry, Organisation.short_name)
        .outerjoin(Organisation, AuditEntry.organisation_id == Organisation.id)
        .where(AuditEntry.subject_kind == kind, AuditEntry.subject_id == subject_id, *conditions)
        .order_by(AuditEntry.ordinal)
        .limit(limit)
    )
    return [_entry(row, unit) for row, unit in db.session.execute(query)]


def _entry(row: AuditEntry, unit: str | None) -> Entry:
    return Entry(
        ordinal=row.ordinal,
        at=row.at,
        actor=row.actor_name,
        role=Role(row.role) if row.role else None,
        unit=unit,
        fact=row.fact,
        from_state=DocumentState(row.from_state) if row.from_state else None,
        to_state=DocumentState(row.to_state) if row.to_state else None,
        details=row.details,
        digest=row.digest,
    )

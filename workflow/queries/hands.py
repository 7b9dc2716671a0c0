"""Whose hands a paper went through, as the record knows them."""

from sqlalchemy import ColumnElement, select

from workflow.domain.hands import BESIDE, Hand
from workflow.models import AuditEntry, Document, db


def bringer(document: Document) -> tuple[Hand, int] | None:
    """Who brought the paper into its state by a move, and which entry that was; one statement by the chain's index.
    None of one that began there."""
    query = select(AuditEntry).where(*_of(document), AuditEntry.from_state.is_not(None))
    query = query.where(AuditEntry.from_state != AuditEntry.to_state)
    found = db.session.scalars(query.order_by(AuditEntry.ordinal.desc()).limit(1)).first()
    return (_hand(found), found.ordinal) if found else None


def first_since(document: Document, ordinal: int, *, but: int | None) -> Hand | None:
    """The first act of a person after the entry, of anybody but one (None: of anybody at all); comments are none."""
    query = select(AuditEntry).where(*_of(document), AuditEntry.ordinal > ordinal, AuditEntry.actor_id.is_not(None))
    query = query.where(AuditEntry.fact.not_in(BESIDE))
    if but is not None:
        query = query.where(AuditEntry.actor_id != but)
    found = db.session.scalars(query.order_by(AuditEntry.ordinal).limit(1)).first()
    return _hand(found) if found else None


def _of(document: Document) -> tuple[ColumnElement[bool], ...]:
    return AuditEntry.subject_kind == Document.subject_kind, AuditEntry.subject_id == document.id


def _hand(entry: AuditEntry) -> Hand:
    return Hand(entry.actor_id, entry.actor_name, entry.at, entry.fact)

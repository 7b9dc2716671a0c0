"""The chain of a subject's history, in the shape that `domain.chain` checks."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from workflow.domain.chain import COVERED
from workflow.models import AuditEntry, Chained, Document, db


def chain_of(subject: Chained) -> list[Mapping[str, Any]]:
    """Every entry of the subject in order, as it was when its digest was taken."""
    query = select(AuditEntry).where(
        AuditEntry.subject_kind == subject.subject_kind, AuditEntry.subject_id == subject.id
    )
    return [_covered(entry) for entry in db.session.scalars(query.order_by(AuditEntry.ordinal))]


def entry_of(subject_id: int, ordinal: int, kind: str = Document.subject_kind) -> AuditEntry:
    """The one entry of a subject's history, a document's unless said otherwise, with this ordinal."""
    query = select(AuditEntry).where(
        AuditEntry.subject_kind == kind,
        AuditEntry.subject_id == subject_id,
        AuditEntry.ordinal == ordinal,
    )
    return db.session.scalars(query).one()


def _covered(entry: AuditEntry) -> Mapping[str, Any]:
    shape = {name: getattr(entry, name) for name in COVERED}
    return shape | {
        "at": entry.at.astimezone(dt.UTC).isoformat(),
        "fact": entry.fact.value,
        "digest": entry.digest,
    }

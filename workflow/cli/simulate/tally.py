"""How much there was in the year: what stands in the tables, and what was done."""

import datetime as dt
from hashlib import sha256

from sqlalchemy import func, select

from workflow.cli.simulate.ledger import Ledger
from workflow.models import (
    AuditEntry,
    Campaign,
    Contribution,
    Difficulty,
    Document,
    Figure,
    Notification,
    Organisation,
    SourceBlock,
    db,
)

_COUNTED = {
    "organisations": Organisation,
    "campaigns": Campaign,
    "documents": Document,
    "difficulties": Difficulty,
    "contributions": Contribution,
    "audit_entries": AuditEntry,
    "notifications": Notification,
}


def counts(ledger: Ledger) -> dict[str, object]:
    """Rows by table, documents and source blocks by state, acts of the year."""
    rows = {name: db.session.scalar(select(func.count()).select_from(table)) for name, table in _COUNTED.items()}
    documents = select(Document._state, func.count()).group_by(Document._state)
    blocks = select(SourceBlock.state, func.count()).group_by(SourceBlock.state)
    return rows | {
        "documents_by_state": {state.value: count for state, count in db.session.execute(documents)},
        "source_blocks_by_state": {state.value: count for state, count in db.session.execute(blocks)},
        "acts": dict(sorted(ledger.acts.items())),
        "forgotten": len(ledger.forgotten),
    }


def digest(until: dt.date = dt.date.max) -> str:
    """What stands in the books and the figures of the year up to a day, as one word: the same seed gives the same."""
    is_meant = (Document.symbol.is_not(None), Document.issued_on <= until)
    issued = select(Document.organisation_id, Document.kind, Document.symbol, Document.issued_on).where(*is_meant)
    said = select(Document.organisation_id, Document.symbol, Figure.key, Figure.value, Figure.base)
    said = said.join(Figure, Figure.document_id == Document.id).where(*is_meant)
    rows = sorted(str(tuple(row)) for query in (issued, said) for row in db.session.execute(query))
    return sha256("\n".join(rows).encode()).hexdigest()

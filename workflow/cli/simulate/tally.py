"""How much there was in the year: what stands in the tables, and what was done."""

from sqlalchemy import func, select

from workflow.cli.simulate.ledger import Ledger
from workflow.models import (
    AuditEntry,
    Campaign,
    Contribution,
    Difficulty,
    Document,
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

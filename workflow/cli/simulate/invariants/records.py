"""The books and the audit: no number missing or given twice, no chain broken."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select

from workflow.cli.simulate.invariants.reading import Seen
from workflow.cli.simulate.ledger import Ledger
from workflow.domain.states import CLOSED
from workflow.models import AuditEntry, Document, IncomingEntry, OutgoingEntry, Series, db
from workflow.queries.evidence import record_faults


def numbers(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """Series whose books do not run from 01 to the last number, and issued papers that stand in none."""
    for book in (OutgoingEntry, IncomingEntry):
        given: dict[int | None, list[int]] = {}
        for series_id, number in db.session.execute(select(book.series_id, book.number)):
            given.setdefault(series_id, []).append(number)
        lasts = {series.id: series.last for series in db.session.scalars(select(Series))}
        for of, held in given.items():
            seen.add(len(held))
            last = lasts.get(of or 0, 0)
            if sorted(held) != list(range(1, last + 1)):
                yield f"series {of} should run to {last} and has {len(held)} numbers"
    issued = select(Document.series_id, Document.number).where(Document._state.in_(CLOSED))
    for place, count in Counter(tuple(row) for row in db.session.execute(issued)).items():
        if None in place or count > 1:
            yield f"{count} papers stand at {place} of series and number"


def chains(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """Histories and anchors that are not whole."""
    seen.add(db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0)
    for fault in record_faults():
        yield f"{fault.kind} {fault.subject_id} breaks at {fault.ordinal}: {fault.broken}"

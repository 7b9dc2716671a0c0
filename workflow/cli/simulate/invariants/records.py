"""The books and the audit: no number missing or given twice, no chain broken."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from workflow.cli.simulate.invariants.reading import Seen
from workflow.cli.simulate.ledger import Ledger
from workflow.domain.chain import first_broken
from workflow.domain.states import CLOSED
from workflow.models import (
    Campaign,
    Chained,
    Difficulty,
    Document,
    IncomingEntry,
    Organisation,
    OutgoingEntry,
    Series,
    User,
    db,
)
from workflow.queries.chains import chain_of

_CHAINED: tuple[type[Chained], ...] = (Document, Campaign, Organisation, User, Difficulty)


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
    """Subjects whose history is not whole."""
    for kind in _CHAINED:
        for row in db.session.scalars(select(kind)).unique():
            seen.add()
            broken = first_broken(chain_of(row), row.chain_head, row.chain_length)
            if broken is not None:
                yield f"{row.subject_kind} {row.id} breaks at entry {broken}"

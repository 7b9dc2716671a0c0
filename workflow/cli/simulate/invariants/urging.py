"""Nobody is urged twice on one day by the same house, and nobody who was not late."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from workflow.cli.simulate.invariants.reading import Seen
from workflow.cli.simulate.ledger import Ledger
from workflow.models import Urge, db


def once_a_day(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """Units that were urged more than once, before their day, or by a paper that never left; acts that should have been
    refused."""
    urges = db.session.scalars(select(Urge).where(Urge.sent_at.is_not(None)).order_by(Urge.id)).unique().all()
    for (house, unit, day), count in Counter((one.organisation_id, one.unit_id, one.day) for one in urges).items():
        seen.add()
        if count > 1:
            yield f"unit {unit} was urged {count} times by {house} on {day}"
    for one in urges:
        if one.day <= one.due_on:
            yield f"unit {one.unit_id} was urged on {one.day} and had time until {one.due_on}"
    for act in ("urged_twice", "conflicts_overwritten"):
        if ledger.acts[act]:
            yield f"{ledger.acts[act]} acts were not refused: {act}"

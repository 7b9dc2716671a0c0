"""Reports climb level by level, each unit once; whatever is still to be done belongs to somebody who is there."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import select

from workflow.cli.simulate.invariants.reading import Seen, called, documents, sources
from workflow.cli.simulate.ledger import Ledger
from workflow.domain.difficulties import OPEN
from workflow.domain.states import CLOSED, DEAD, CampaignState
from workflow.models import Campaign, Difficulty, Document, Organisation, Target, db
from workflow.queries.accounts import members_of


def levels(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """Sources from another level or another request, units that count twice, two reports of one round."""
    known = documents()
    for document_id, taken in sources().items():
        document = known[document_id]
        seen.add(len(taken))
        for source in taken:
            origin = known[source.source_id]
            if origin.target is None or origin.target.campaign_id != document.campaign_id:
                yield f"{called(document)}: {called(origin)} answers another request"
            if source.organisation_id != origin.organisation_id or not _stands_below(origin, document):
                yield f"{called(document)}: {called(origin)} does not stand directly below"
        for unit, count in Counter(source.organisation_id for source in taken).items():
            if count > 1:
                yield f"{called(document)}: unit {unit} counts {count} times"
    for (target_id, organisation_id), count in Counter(_answers(known.values())).items():
        if count > 1:
            yield f"request {target_id} has {count} reports of unit {organisation_id}"


def _stands_below(origin: Document, document: Document) -> bool:
    asked = origin.target.campaign.organisation_id if origin.target else None
    return asked == document.organisation_id and origin.organisation.level is not document.organisation.level


def _answers(found: Iterable[Document]) -> Iterator[tuple[int, int]]:
    for one in found:
        if one.target_id is not None and one.state not in DEAD:
            yield one.target_id, one.organisation_id


def living_owners(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """Unfinished papers, open requests and open difficulties of units that are gone or have nobody."""
    waiting = select(Document.desk_id).where(Document._state.not_in(CLOSED | DEAD))
    asked = (
        select(Target.organisation_id)
        .join(Campaign, Target.campaign_id == Campaign.id)
        .where(Campaign.state == CampaignState.OPEN)
    )
    matters = select(Difficulty.desk_id).where(Difficulty._state.in_(OPEN))
    held = Organisation.id.in_(waiting.union(asked, matters))
    for organisation in db.session.scalars(select(Organisation).where(held)):
        seen.add()
        if organisation.to_day is not None:
            yield f"{organisation.name} is gone and still has something to do"
        elif not members_of(organisation.id):
            yield f"{organisation.name} has something to do and nobody in it"

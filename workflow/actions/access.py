"""Who opened a paper that not everybody may keep."""

from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.permissions import Permission, permits
from workflow.models import AccessEntry, Document, db
from workflow.models.clock import now
from workflow.queries.case import DocumentCase

_MOST_LETTERS = 400


@action
def note_access(document_id: int, way: str, *, actor: Actor) -> None:
    """The person opened the paper by this page; both names stand with it when they take another's place there."""
    entry = AccessEntry(
        document_id=document_id,
        at=now(),
        actor_id=actor.user_id,
        actor_name=actor.name,
        way=way,
        in_place_of=", ".join(_absent(document_id, actor))[:_MOST_LETTERS],
    )
    db.session.add(entry)


def _absent(document_id: int, actor: Actor) -> list[str]:
    """Who is away, in whose place alone the actor might read the paper, too."""
    if not actor.stand_ins:
        return []
    case = DocumentCase(db.session.get_one(Document, document_id))
    names = (
        one.absent_name
        for one in actor.stand_ins
        if permits(Actor(actor.user_id, actor.name, frozenset({one.grant})), Permission.DOCUMENT_READ, case)
    )
    return list(dict.fromkeys(names))

"""Who opened a paper that not everybody may keep."""

from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.models import AccessEntry, db
from workflow.models.clock import now


@action
def note_access(document_id: int, way: str, *, actor: Actor) -> None:
    """The person opened the paper by this page."""
    entry = AccessEntry(document_id=document_id, at=now(), actor_id=actor.user_id, actor_name=actor.name, way=way)
    db.session.add(entry)

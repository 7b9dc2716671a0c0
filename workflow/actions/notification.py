"""Telling people: one row each, once, and marking it read."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.messages import Message
from workflow.models import Notification, User, db
from workflow.models.clock import now


@action
def tell(about: Mapping[str, int], ordinal: int, told: Message, people: Sequence[int]) -> None:
    """Tell the people of one act on a subject ({"document_id": …}, {"difficulty_id": …} or {"campaign_id": …}); told
    already, nobody is told again, and nobody whose account was closed."""
    people = db.session.scalars(select(User.id).where(User.id.in_(people), User.active)).all() if people else ()
    if not people:
        return
    message = {"fact": told.fact, "title": told.title[:400], "text": told.text, "at": now()}
    rows = [{"user_id": person, "ordinal": ordinal, **about, **message} for person in people]
    db.session.execute(insert(Notification).values(rows).on_conflict_do_nothing())


@action
def mark_read(*, actor: Actor) -> None:
    """Everything told to the person so far counts as read."""
    mine = update(Notification).where(Notification.user_id == actor.user_id, Notification.read_at.is_(None))
    db.session.execute(mine.values(read_at=func.now()))

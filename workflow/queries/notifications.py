"""What a person was told and has not called read."""

from collections.abc import Sequence

from sqlalchemy import select

from workflow.domain.actor import Actor
from workflow.models import Notification, db


def unread(actor: Actor, limit: int = 10) -> Sequence[Notification]:
    """The newest first; one statement."""
    query = select(Notification).where(Notification.user_id == actor.user_id, Notification.read_at.is_(None))
    return db.session.scalars(query.order_by(Notification.id.desc()).limit(limit)).all()

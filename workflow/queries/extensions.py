"""One request for more time, or one that may be asked for, with what its page shows."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.models import Extension, Target, db

__all__ = ["Extension", "Target", "for_answer", "target_of_writer"]


def target_of_writer(target_id: int, actor: Actor) -> Target:
    """The request to a unit, for whoever may ask for more time there; else NotFound."""
    target = db.session.get(Target, target_id, options=[joinedload(Target.campaign)])
    if target is None or not permits(actor, Permission.EXTENSION_ASK, target):
        raise NotFound("Không có yêu cầu báo cáo này.")
    return target


def for_answer(extension_id: int, actor: Actor) -> Extension:
    """The request for more time, for the office that answers it; else NotFound."""
    query = select(Extension).where(Extension.id == extension_id)
    query = query.options(joinedload(Extension.target).joinedload(Target.campaign))
    found = db.session.scalars(query).unique().one_or_none()
    if found is None or not permits(actor, Permission.CAMPAIGN_MANAGE, found.target.campaign):
        raise NotFound("Không có đề nghị gia hạn này.")
    return found

"""Requests for more time: one for its page, and those that wait for an office."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.models import Extension, Target, db

__all__ = ["Extension", "Target", "for_answer", "target_of_writer", "waiting_at"]


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


def waiting_at(
    desk_ids: Collection[int], limit: int = 50, after: tuple[dt.date, int] | None = None
) -> Sequence[Extension]:
    """The requests for more time that wait for the offices, those first whose day comes first, with unit and round; one
    statement over the index `ix_extension_at_desk`, keyset on (day, id)."""
    query = select(Extension).where(Extension.desk_id.in_(desk_ids), Extension.decided_at.is_(None))
    if after is not None:
        query = query.where(tuple_(Extension.from_day, Extension.id) > after)
    query = query.options(joinedload(Extension.target).joinedload(Target.campaign))
    return db.session.scalars(query.order_by(Extension.from_day, Extension.id).limit(limit)).unique().all()

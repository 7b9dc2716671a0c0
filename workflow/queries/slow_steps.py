"""Steps that wait longer than their house allows. A chi bộ has nobody above its hands, and what one person approves
waits for the very person who would be told."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.domain.states import DecisionWay, DocumentState, Level, Role
from workflow.models import Document, Organisation, db

__all__ = ["Document", "may_be_slow", "slow_days", "slow_steps", "to_look_at"]

PART = 500
_ALWAYS = (DocumentState.IN_APPRAISAL, DocumentState.RETURNED, DocumentState.APPROVED)
STEPS = (*_ALWAYS, DocumentState.IN_APPROVAL)


def may_be_slow(document: Document) -> bool:
    """Whether the step is one that somebody above is told of, and was not told of yet."""
    house = document.organisation
    counts = document.state in _ALWAYS or (document.state is DocumentState.IN_APPROVAL and house.rules.is_collective)
    return counts and document.slow_since is None and house.step_days > 0 and not house.is_cell


def to_look_at(today: dt.date, after: int = 0) -> Sequence[int]:
    """The next papers whose step may have become slow, by id; each house's are short ranges of the desk's index."""
    waits = or_(
        Document._state.in_(_ALWAYS),
        and_(Document._state == DocumentState.IN_APPROVAL, Organisation.decides_by != DecisionWay.ONE),
    )
    query = select(Document.id).join(Organisation, Organisation.id == Document.desk_id)
    query = query.where(Organisation.step_days > 0, Organisation.level != Level.CELL, waits)
    query = query.where(Document.slow_since.is_(None), Document.state_since < today - dt.timedelta(days=1))
    return db.session.scalars(query.where(Document.id > after).order_by(Document.id).limit(PART)).all()


def slow_steps(actor: Actor, limit: int) -> Sequence[Document]:
    """The papers that are slow in the organisations that the person signs for, longest first; one statement."""
    query = select(Document).where(_above(actor)).options(joinedload(Document.assignee))
    return db.session.scalars(query.order_by(Document.slow_since, Document.id).limit(limit)).unique().all()


def slow_days(actor: Actor) -> Select[Any]:
    """The same as rows of the day alone, for counting them."""
    return select(Document.slow_since).where(_above(actor))


def _above(actor: Actor) -> ColumnElement[bool]:
    desks = actor.serves_in(Role.SIGNER)
    return and_(Document.desk_id.in_(desks), Document._state.in_(STEPS), Document.slow_since.is_not(None))

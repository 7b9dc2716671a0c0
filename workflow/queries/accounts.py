"""People: who signs in, who serves where, who signs for whom."""

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor, Grant
from workflow.domain.states import Role
from workflow.models import Membership, Organisation, User, db
from workflow.models.clock import today

__all__ = ["Membership", "acting", "actor_of", "by_username", "members_of", "memberships_of", "signers_of"]


def actor_of(user: User) -> Actor:
    """The person with the roles of today; one statement."""
    query = select(Membership.organisation_id, Membership.role, Organisation.to_day).join(Membership.organisation)
    rows = db.session.execute(query.where(Membership.user_id == user.id, _valid(today()))).all()
    return acting(user, ((Grant(row.organisation_id, row.role), row.to_day is None) for row in rows))


def acting(user: User, held: Iterable[tuple[Grant, bool]]) -> Actor:
    """The person with grants, each with whether its organisation still stands: where it does not, they only read."""
    told = list(held)
    now, past = (frozenset(grant for grant, stands in told if stands is wanted) for wanted in (True, False))
    return Actor(user_id=user.id, name=user.name, grants=now, past=past)


def by_username(username: str) -> User | None:
    """The account of a sign-in name."""
    return db.session.scalars(select(User).where(User.username == username.strip().lower())).one_or_none()


def memberships_of(user_id: int) -> Sequence[Membership]:
    """What a person is today, with the organisations."""
    query = select(Membership).where(Membership.user_id == user_id, _valid(today()))
    return db.session.scalars(query.options(joinedload(Membership.organisation)).order_by(Membership.id)).all()


def members_of(organisation_id: int) -> Sequence[Membership]:
    """Who serves in an organisation today, by role."""
    query = select(Membership).where(Membership.organisation_id == organisation_id, _valid(today()))
    return db.session.scalars(query.options(joinedload(Membership.user)).order_by(Membership.role, Membership.id)).all()


def signers_of(organisation_id: int) -> Sequence[Membership]:
    """Who may sign for an organisation today."""
    return [member for member in members_of(organisation_id) if member.role is Role.SIGNER]


def _valid(day: dt.date) -> ColumnElement[bool]:
    return (Membership.from_day <= day) & or_(Membership.to_day.is_(None), Membership.to_day >= day)

"""People: who signs in, who serves where, who signs for whom."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import CTE, BigInteger, ColumnElement, Date, Select, bindparam, literal, null, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from workflow.domain.actor import Actor, Grant, StandIn
from workflow.domain.delegations import LONGEST_CHAIN, PASSED_ON
from workflow.domain.states import Role
from workflow.models import Delegation, Membership, User, db
from workflow.models.clock import today

__all__ = [
    "Membership",
    "acting",
    "actor_of",
    "by_uniquifier",
    "by_username",
    "held_by",
    "members_of",
    "memberships_of",
    "signers_of",
]


def actor_of(user: User) -> Actor:
    """The person with the roles of today, those of the people whose place they take among them; one statement."""
    return acting(user, held_by(user.id))


def held_by(user_id: int) -> Sequence[Membership]:
    """What a person is today, and what those are whose place they take where they take it, with people and
    organisations; their own first; one statement."""
    return db.session.scalars(_HELD, {"person_id": user_id, "day": today()}).unique().all()


def acting(user: User, held: Iterable[Membership]) -> Actor:
    """The person with what they hold: in an organisation that has ended they only read, and nobody stands in there; an
    account that was closed holds nothing."""
    told = list(held) if user.active else []
    own = [one for one in told if one.user_id == user.id]
    lent = tuple(_lent(one for one in told if one.user_id != user.id and not one.organisation.has_ended))
    ours = frozenset(_grant(one) for one in own if not one.organisation.has_ended)
    return Actor(
        user_id=user.id,
        name=user.name,
        grants=ours | {one.grant for one in lent},
        past=frozenset(_grant(one) for one in own if one.organisation.has_ended),
        stand_ins=tuple(one for one in lent if one.grant not in ours),
    )


def by_username(username: str) -> User | None:
    """The account of a sign-in name."""
    return db.session.scalars(select(User).where(User.username == username.strip().lower())).one_or_none()


def by_uniquifier(mark: str) -> User | None:
    """The open account of a mark that is another after each change of the password."""
    return db.session.scalars(select(User).where(User.fs_uniquifier == mark, User.active)).one_or_none()


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


def _valid(day: dt.date | ColumnElement[dt.date]) -> ColumnElement[bool]:
    return (Membership.from_day <= day) & or_(Membership.to_day.is_(None), Membership.to_day >= day)


def _grant(held: Membership) -> Grant:
    return Grant(held.organisation_id, held.role)


def _lent(held: Iterable[Membership]) -> Iterator[StandIn]:
    for one in held:
        if one.role in PASSED_ON:
            yield StandIn(Grant(one.organisation_id, PASSED_ON[one.role]), one.user_id, one.user.name)


_PERSON, _DAY = bindparam("person_id", type_=BigInteger), bindparam("day", type_=Date)


def _reached() -> CTE:
    """The person, and those whose place they take on the day, each with the organisation in which; a substitute's
    substitute takes the place of both. Whoever serves there no more stands in for nobody there."""
    anywhere = null().cast(BigInteger).label("organisation_id")
    oneself = select(_PERSON.label("person_id"), anywhere, literal(0).label("steps"))
    reached = oneself.cte(recursive=True)
    nearer = or_(reached.c.organisation_id.is_(None), reached.c.organisation_id == Delegation.organisation_id)
    serves = (
        select(Membership.id)
        .where(Membership.user_id == Delegation.substitute_id, Membership.organisation_id == Delegation.organisation_id)
        .where(_valid(_DAY))
        .correlate(Delegation)
    )
    step = (
        select(Delegation.absent_id, Delegation.organisation_id, reached.c.steps + 1)
        .join(reached, reached.c.person_id == Delegation.substitute_id)
        .where(nearer, reached.c.steps < LONGEST_CHAIN)
        .where(Delegation.from_day <= _DAY, Delegation.to_day >= _DAY, Delegation.ended_at.is_(None), serves.exists())
    )
    return reached.union(step)


def _held() -> Select[Membership]:
    reached = _reached()
    query = (
        select(Membership)
        .join(reached, reached.c.person_id == Membership.user_id)
        .join(Membership.user)
        .join(Membership.organisation)
        .where(or_(reached.c.organisation_id.is_(None), reached.c.organisation_id == Membership.organisation_id))
        .where(_valid(_DAY))
        .options(contains_eager(Membership.user), contains_eager(Membership.organisation))
    )
    return query.order_by(Membership.user_id != _PERSON, Membership.id)


_HELD = _held()  # built once: every request asks it

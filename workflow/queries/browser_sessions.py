"""Who is signed in where, by the clock of the database."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Interval, bindparam, func, literal, select

from workflow.models import BrowserSession, User, db

__all__ = ["BrowserSession", "Sitting", "alive", "is_stale", "living", "of_person"]


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who sits at a browser: the person, the sign-in's id, whether it was last noted as seen more than a minute ago,
    and whether the person last proved who they are too long ago for something weighty."""

    user: User
    session_id: int
    seen_long_ago: bool
    is_stale: bool


def living(digest: str, idle: int, lifetime: int, within: int) -> Sitting | None:
    """Who sits where the secret of the digest is; stale when last proved more than `within` seconds ago. None when the
    sign-in has ended, was idle for `idle` seconds, is older than `lifetime` seconds, or the account is closed. One
    statement."""
    asked = {"digest": digest, "idle": _seconds(idle), "lifetime": _seconds(lifetime), "within": _seconds(within)}
    found = db.session.execute(_LIVING, asked).one_or_none()
    return Sitting(*found) if found else None


def of_person(user_id: int, idle: int, lifetime: int) -> Sequence[BrowserSession]:
    """Where a person is signed in, the last seen first."""
    query = select(BrowserSession).where(BrowserSession.user_id == user_id, alive(idle, lifetime))
    return db.session.scalars(query.order_by(BrowserSession.seen_at.desc(), BrowserSession.id.desc())).all()


def alive(idle: int, lifetime: int) -> ColumnElement[bool]:
    """Neither idle for too long nor too old, both in seconds."""
    return _alive(literal(_seconds(idle)), literal(_seconds(lifetime)))


def is_stale(session_id: int, within: int) -> bool:
    """Whether the person last proved who they are more than `within` seconds ago."""
    stale = _stale(literal(_seconds(within)))
    return db.session.scalar(select(stale).where(BrowserSession.id == session_id)) is not False


def _seconds(count: int) -> dt.timedelta:
    return dt.timedelta(seconds=count)


def _alive(idle: ColumnElement[dt.timedelta], lifetime: ColumnElement[dt.timedelta]) -> ColumnElement[bool]:
    return (BrowserSession.seen_at > func.now() - idle) & (BrowserSession.began_at > func.now() - lifetime)


def _stale(within: ColumnElement[dt.timedelta]) -> ColumnElement[bool]:
    return BrowserSession.confirmed_at <= func.now() - within


_IDLE, _LIFETIME, _WITHIN = (bindparam(name, type_=Interval) for name in ("idle", "lifetime", "within"))
# Built once: every request begins with it.
_LIVING = (
    select(
        User,
        BrowserSession.id,
        BrowserSession.seen_at < func.now() - _seconds(60),
        _stale(bindparam("within", type_=Interval)),
    )
    .join(BrowserSession, BrowserSession.user_id == User.id)
    .where(BrowserSession.digest == bindparam("digest"), User.active)
    .where(_alive(_IDLE, _LIFETIME))
)

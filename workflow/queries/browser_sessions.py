"""Who is signed in where, by the clock of the database."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from workflow.models import BrowserSession, User, db

__all__ = ["BrowserSession", "alive", "is_stale", "living", "of_person"]


def living(digest: str, idle: int, lifetime: int) -> tuple[User, int, bool] | None:
    """The person of a secret's digest with the sign-in's id, and whether it was last noted as seen more than a minute
    ago; None when it has ended, was idle for `idle` seconds, is older than `lifetime` seconds, or the account is
    closed. One statement."""
    query = (
        select(User, BrowserSession.id, BrowserSession.seen_at < func.now() - dt.timedelta(minutes=1))
        .join(BrowserSession, BrowserSession.user_id == User.id)
        .where(BrowserSession.digest == digest, User.active, alive(idle, lifetime))
    )
    return db.session.execute(query).one_or_none()


def of_person(user_id: int, idle: int, lifetime: int) -> Sequence[BrowserSession]:
    """Where a person is signed in, the last seen first."""
    query = select(BrowserSession).where(BrowserSession.user_id == user_id, alive(idle, lifetime))
    return db.session.scalars(query.order_by(BrowserSession.seen_at.desc(), BrowserSession.id.desc())).all()


def alive(idle: int, lifetime: int) -> ColumnElement[bool]:
    """Neither idle for too long nor too old."""
    seen = BrowserSession.seen_at > func.now() - dt.timedelta(seconds=idle)
    return seen & (BrowserSession.began_at > func.now() - dt.timedelta(seconds=lifetime))


def is_stale(session_id: int, within: int) -> bool:
    """Whether the person last proved who they are more than `within` seconds ago."""
    fresh = BrowserSession.confirmed_at > func.now() - dt.timedelta(seconds=within)
    return not db.session.scalar(select(fresh).where(BrowserSession.id == session_id))

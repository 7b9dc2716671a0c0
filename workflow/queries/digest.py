"""What a person is to be told today, and what they were told before."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.models import Digest, Membership, NoticeChoice, Notification, User, db
from workflow.queries.accounts import memberships_of

__all__ = ["Digest", "User", "choice_of", "last_told", "news_since", "pages_of", "people_after", "person", "unread"]

MOST_NEWS = 60


def people_after(user_id: int, limit: int) -> Sequence[User]:
    """Those who sign in and serve somewhere, by id; keyset."""
    serves = select(Membership.id).where(Membership.user_id == User.id)
    query = select(User).where(User.id > user_id, User.active, serves.exists())
    return db.session.scalars(query.order_by(User.id).limit(limit)).all()


def person(user_id: int) -> tuple[User, list[Membership]] | None:
    """One who may still sign in, with what they are today."""
    user = db.session.get(User, user_id)
    return (user, list(memberships_of(user_id))) if user is not None and user.active else None


def choice_of(user_id: int) -> NoticeChoice:
    """How a person wants to be told; what nobody chose is by mail to nowhere."""
    held = db.session.get(NoticeChoice, user_id)
    return held or NoticeChoice(user_id=user_id, mail=None, by_mail=True, feed_serial=1)


def last_told(user_id: int) -> Digest | None:
    """The newest notice of a person."""
    query = select(Digest).where(Digest.user_id == user_id).order_by(Digest.day.desc()).limit(1)
    return db.session.scalars(query).first()


def news_since(user_id: int, since: dt.datetime) -> Sequence[Notification]:
    """What acts told a person since the moment, newest first; one statement."""
    query = select(Notification).where(Notification.user_id == user_id, Notification.at > since)
    query = query.options(joinedload(Notification.document)).order_by(Notification.id.desc())
    return db.session.scalars(query.limit(MOST_NEWS)).unique().all()


def pages_of(actor: Actor, before: dt.date | None, limit: int) -> Sequence[Digest]:
    """A person's notices, newest first; keyset on the day."""
    query = select(Digest).where(Digest.user_id == actor.user_id)
    if before is not None:
        query = query.where(Digest.day < before)
    return db.session.scalars(query.order_by(Digest.day.desc()).limit(limit)).all()


def unread(actor: Actor) -> int:
    """How many notices the person has not called read; one statement over the index `ix_digest_unread`."""
    query = select(func.count()).select_from(Digest).where(Digest.user_id == actor.user_id, Digest.read_at.is_(None))
    return db.session.scalar(query) or 0

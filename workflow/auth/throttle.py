"""The throttle that every process shares: a try is counted before it is made, and taken back when it was right."""

import datetime as dt
import logging
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select

from workflow.actions.transaction import action
from workflow.domain.errors import Overloaded
from workflow.models import SignInFailure, db
from workflow.models.clock import now

log = logging.getLogger(__name__)


class TooManyTries(Overloaded):
    """Trying is closed for a while for this name or this address."""

    status = 429
    code = "too_many_tries"


@action
def count_try(limits: Mapping[str, int], window: int) -> list[int]:
    """Count a try under each key and give the ids of its rows; what is older than a day is forgotten. Refuses with
    TooManyTries, and counts nothing, when a key has had its limit within `window` seconds. Tries of one key are counted
    one after the other: as many as there are processes cannot slip through together."""
    for key in sorted(limits):
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    _refuse_after(limits, window)
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now() - dt.timedelta(days=1)))
    tries = [SignInFailure(key=key, at=now()) for key in limits]
    db.session.add_all(tries)
    db.session.flush()
    return [one.id for one in tries]


@action
def take_back(tries: Sequence[int], key: str | None = None) -> None:
    """The try was right: it is not counted; nor, with a key, are the wrong ones before it."""
    right = SignInFailure.id.in_(tries)
    db.session.execute(delete(SignInFailure).where(right | (SignInFailure.key == key) if key else right))


def _refuse_after(limits: Mapping[str, int], window: int) -> None:
    since = now() - dt.timedelta(seconds=window)
    query = select(SignInFailure.key, func.count()).where(SignInFailure.key.in_(limits), SignInFailure.at > since)
    for key, count in db.session.execute(query.group_by(SignInFailure.key)):
        if count >= limits[key]:
            log.warning("Thử sai quá nhiều lần: %r", key)
            raise TooManyTries(f"Đã thử sai quá nhiều lần. Hãy thử lại sau {window // 60} phút, hoặc hỏi Văn phòng.")

"""The public page's turnstile: how many questions an hour, and how many files at once, counted in the database."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import delete, func, select

from workflow.actions.transaction import action
from workflow.domain.errors import Overloaded
from workflow.models import PublicCheck, db
from workflow.models.clock import now

HOUR = dt.timedelta(hours=1)
_SLOTS = 0x7B1D  # the first number of our advisory locks; the second is the slot


class TooManyChecks(Overloaded):
    """Asked too often within an hour."""

    status = 429
    code = "too_many_checks"


def count(limits: Mapping[str, int]) -> None:
    """Count one question under each key. Refuses with TooManyChecks when a key has had more than its limit within an
    hour; a refused question counts too."""
    _note(tuple(limits))
    query = select(PublicCheck.key, func.count()).where(PublicCheck.key.in_(limits), PublicCheck.at > now() - HOUR)
    asked: dict[str, int] = {key: times for key, times in db.session.execute(query.group_by(PublicCheck.key))}  # noqa: C416
    if any(asked.get(key, 0) > most for key, most in limits.items()):
        raise TooManyChecks("Đã kiểm tra quá nhiều lần trong một giờ. Hãy đợi rồi thử lại.")


@action
def _note(keys: tuple[str, ...]) -> None:
    """Remember a question; what is older than a day is forgotten."""
    db.session.execute(delete(PublicCheck).where(PublicCheck.at < now() - 24 * HOUR))
    db.session.add_all(PublicCheck(key=key, at=now()) for key in keys)


@contextmanager
def slot(slots: int) -> Iterator[None]:
    """One of so many places for looking into a file, shared by all processes and machines. Refuses with Overloaded when
    all are taken, so that whoever writes a report never waits for a stranger's file."""
    with db.engine.connect() as connection:
        free = (connection.scalar(select(func.pg_try_advisory_xact_lock(_SLOTS, one))) for one in range(slots))
        if not any(free):
            raise Overloaded("Trang kiểm tra đang bận. Hãy thử lại sau ít giây.")
        yield

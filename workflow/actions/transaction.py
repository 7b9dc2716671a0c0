"""The only place that commits. An act is wrapped once: it is wholly done or not done."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import psycopg
from psycopg import errors as pg
from sqlalchemy import inspect, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from workflow.domain.errors import NO_ROOM, ChangedMeanwhile, InvalidInput, NoRoom, Overloaded
from workflow.models import LONGEST_TOKEN, Base, FormToken, db
from workflow.models.clock import now

P = ParamSpec("P")
R = TypeVar("R")

_TOKEN = "form token"  # noqa: S105 - the name under which a running act keeps it
_BUSY = (pg.LockNotAvailable, pg.QueryCanceled, pg.DeadlockDetected, pg.SerializationFailure)
_NOT_WRITABLE = (pg.ReadOnlySqlTransaction, pg.IoError, pg.OutOfMemory, pg.TooManyConnections)
_CLOSED = (pg.AdminShutdown, pg.CrashShutdown, pg.CannotConnectNow)


class AlreadyDone(ChangedMeanwhile):
    """The same press of the same button came twice; the first did the work and made what `made` names, so that the
    second leads there too (None: nothing that has a page)."""

    code = "already_done"

    def __init__(self, made: int | None = None) -> None:
        super().__init__("Việc này đã được ghi nhận ở lần bấm trước.")
        self.made = made


def action(act: Callable[P, R]) -> Callable[P, R]:
    """Run the act in one transaction: commit once, roll back on anything raised. A lock that does not come in time, and
    a database that cannot write or broke off, is refused with Overloaded, a full disk with NoRoom, a row changed or
    made by somebody else at the same moment with ChangedMeanwhile."""

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            result = act(*args, **kwargs)
            _lead_there_again(result)
            db.session.commit()
        except BaseException as failure:
            db.session.rollback()
            db.session.info.pop(_TOKEN, None)
            _translate(failure)
            raise
        return result

    return run


def once(token: str | None) -> None:
    """Use up a form's token inside the running act. Refuses AlreadyDone when it was used, and what no form of ours
    carries (InvalidInput). None asks for nothing."""
    if not token:
        return
    if len(token) > LONGEST_TOKEN or not token.isprintable():
        raise InvalidInput("Biểu mẫu này đã bị sửa ở đâu đó nên chưa ghi gì. Hãy mở lại trang rồi làm lại.")
    claim = insert(FormToken).values(token=token, at=now()).on_conflict_do_nothing().returning(FormToken.token)
    if db.session.connection().execute(claim).first() is None:
        made = db.session.connection().execute(select(FormToken.outcome).where(FormToken.token == token)).scalar()
        raise AlreadyDone(int(made) if made else None)
    db.session.info[_TOKEN] = token


def _lead_there_again(result: object) -> None:
    """Keep with the form's token what its act made, in the act's own transaction."""
    token = db.session.info.pop(_TOKEN, None)
    if token is not None and isinstance(result, Base):
        db.session.flush()  # what was made has its name from the database
        made = inspect(result).identity or ("",)
        used = update(FormToken).where(FormToken.token == token)
        db.session.connection().execute(used.values(outcome=str(made[0]) or None))


def _translate(failure: BaseException) -> None:
    if isinstance(failure, StaleDataError):
        raise ChangedMeanwhile("Người khác vừa thay đổi văn bản này. Hãy xem bản mới rồi làm lại.") from failure
    if isinstance(failure, IntegrityError) and isinstance(failure.orig, pg.UniqueViolation):
        raise ChangedMeanwhile("Người khác vừa ghi cùng lúc với đồng chí. Hãy xem lại rồi làm tiếp.") from failure
    if isinstance(failure, DBAPIError) and (refusal := refusal_of(failure)):
        raise refusal from failure


def refusal_of(failure: DBAPIError) -> Overloaded | None:
    """What a person reads of a database that is busy, full, not to be written to or gone; None for a fault of ours."""
    if isinstance(failure.orig, _BUSY):
        return Overloaded("Hệ thống đang bận việc khác trên văn bản này. Hãy thử lại sau ít giây.")
    if isinstance(failure.orig, pg.DiskFull):
        return NoRoom(NO_ROOM)
    if isinstance(failure.orig, _NOT_WRITABLE):
        return Overloaded("Cơ sở dữ liệu lúc này chỉ đọc được nên việc vừa rồi chưa được ghi. Hãy báo người quản trị.")
    if failure.connection_invalidated or isinstance(failure.orig, _CLOSED) or _is_gone(failure.orig):
        return Overloaded("Cơ sở dữ liệu vừa bị gián đoạn. Hãy xem việc này đã được ghi chưa rồi mới bấm lại.")
    return None


def _is_gone(orig: BaseException | None) -> bool:
    """Nobody answered: there is not even a code of what went wrong."""
    return isinstance(orig, psycopg.OperationalError) and orig.sqlstate is None

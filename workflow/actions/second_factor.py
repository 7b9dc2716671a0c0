"""The second factor: set up, switched on by its first code, passed with a code that opens once, switched off."""

from collections.abc import Callable, Sequence

from sqlalchemy import delete, select

from workflow.actions.browser_session import end_all_but
from workflow.actions.record import record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.models import RecoveryCode, SecondFactor, User, db
from workflow.models.clock import now
from workflow.queries.accounts import actor_of

Check = Callable[[SecondFactor], bool]
"""Whether what was typed is a code of the key; the code's time step is then written into the row."""

WRONG_CODE = "Mã chưa đúng hoặc đã dùng rồi. Hãy đợi ứng dụng hiện mã mới rồi nhập mã ấy."


@action
def begin_second_factor(sealed: str, *, actor: Actor) -> None:
    """Keep a new key, which counts once its first code was typed; a key begun before is replaced. Refuses while one
    counts."""
    row = _locked(actor.user_id)
    if row is not None and row.confirmed_at is not None:
        raise TransitionRefused("Mã xác thực đang bật. Muốn đổi sang điện thoại khác, hãy tắt rồi bật lại.")
    if row is None:
        db.session.add(SecondFactor(user_id=actor.user_id, sealed=sealed))
    else:
        row.sealed, row.last_step = sealed, None


@action
def switch_on(check: Check, recovery: Sequence[str], session_id: int, *, actor: Actor) -> None:
    """Let the key count from now, with `recovery` codes (hashes); every other sign-in ends. Refuses a wrong code."""
    row = _locked(actor.user_id)
    if row is None or row.confirmed_at is not None:
        raise TransitionRefused("Không có lần bật mã xác thực nào đang dở. Hãy mở lại trang Mã xác thực.")
    if not check(row):
        raise InvalidInput(WRONG_CODE, fields={"code": WRONG_CODE})
    row.confirmed_at = now()
    _keep_codes(actor.user_id, recovery)
    _changed(Fact.ACCOUNT_SECOND_FACTOR_ON, session_id, actor)


@action
def switch_off(session_id: int, *, actor: Actor) -> None:
    """The password alone opens again; every other sign-in ends. Switched off already, it stays so."""
    if drop_second_factor(actor.user_id):
        _changed(Fact.ACCOUNT_SECOND_FACTOR_OFF, session_id, actor)


@action
def renew_recovery_codes(recovery: Sequence[str], *, actor: Actor) -> None:
    """New recovery codes (hashes) in the place of all old ones. Refuses while no key counts."""
    row = _locked(actor.user_id)
    if row is None or row.confirmed_at is None:
        raise TransitionRefused("Mã dự phòng chỉ dùng khi mã xác thực đang bật.")
    _keep_codes(actor.user_id, recovery)
    record(db.session.get_one(User, actor.user_id), Fact.ACCOUNT_RECOVERY_RENEWED, actor, now())


@action
def pass_by_code(user_id: int, check: Check) -> bool:
    """Whether a code of the telephone opens; the row is locked, so that one code opens once in all processes."""
    row = _locked(user_id)
    return row is not None and row.confirmed_at is not None and check(row)


@action
def pass_by_recovery(user: User, matches: Callable[[str], bool]) -> bool:
    """Whether a recovery code opens; the one that did is used up and written down."""
    query = select(RecoveryCode).where(RecoveryCode.user_id == user.id).order_by(RecoveryCode.id).with_for_update()
    used = next((code for code in db.session.scalars(query).all() if matches(code.hashed)), None)
    if used is None:
        return False
    db.session.delete(used)
    record(user, Fact.ACCOUNT_RECOVERY_USED, actor_of(user), now())
    return True


def drop_second_factor(user_id: int | None) -> bool:
    """Forget a person's key and recovery codes, inside a running act; whether there was a key that counted."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    gone = delete(SecondFactor).where(SecondFactor.user_id == user_id).returning(SecondFactor.confirmed_at)
    return db.session.scalar(gone) is not None


def _locked(user_id: int | None) -> SecondFactor | None:
    return db.session.get(SecondFactor, user_id, with_for_update=True, populate_existing=True)


def _keep_codes(user_id: int | None, recovery: Sequence[str]) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    db.session.add_all(RecoveryCode(user_id=user_id, hashed=one) for one in recovery)


def _changed(fact: Fact, session_id: int, actor: Actor) -> None:
    user = db.session.get_one(User, actor.user_id)
    end_all_but(user.id, session_id)
    record(user, fact, actor, now())

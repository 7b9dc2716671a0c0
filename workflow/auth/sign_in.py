"""Signing in and out: the password, the throttle that every process shares, and the same answer for every wrong try."""

import datetime as dt

from flask import current_app, g, session
from flask_security import current_user, login_user, logout_user
from flask_security.utils import hash_password, verify_and_update_password, verify_password
from sqlalchemy import delete, func, select

from workflow.actions.transaction import action
from workflow.domain.errors import InvalidInput, NotPermitted, Overloaded
from workflow.models import SignInFailure, User, db
from workflow.models.clock import now
from workflow.queries.accounts import by_username

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."


class TooManyTries(Overloaded):
    """Signing in is closed for a while for this name or this address."""

    status = 429
    code = "too_many_tries"


def sign_in(username: str, password: str, address: str, *, attempts: int, window: int) -> User:
    """Sign the person in. Refuses a wrong name or password alike (NotPermitted), and too many tries from a name or, six
    times as many, from an address within `window` seconds (TooManyTries)."""
    keys = {f"name:{username.strip().lower()}": attempts, f"address:{address}": attempts * 6}
    _refuse_after(keys, window)
    user = by_username(username)
    if not _matches(user, password) or user is None:
        note_failure(tuple(keys))
        raise NotPermitted(WRONG)
    forget_failures(f"name:{user.username}")
    _forget_who_sat_here()
    login_user(user, remember=False)
    return user


def confirm_again(password: str, field: str, *, attempts: int, window: int) -> None:
    """Ask for the signed-in person's password once more before something weighty. Refuses a wrong one (InvalidInput at
    the field) and, after too many within `window` seconds, any (TooManyTries)."""
    key = f"again:{current_user.username}"
    _refuse_after({key: attempts}, window)
    if not verify_password(password, current_user.password):
        note_failure((key,))
        message = "Mật khẩu đăng nhập chưa đúng."
        raise InvalidInput(message, fields={field: message})
    forget_failures(key)


def sign_out() -> None:
    """End the session."""
    logout_user()
    _forget_who_sat_here()


@action
def note_failure(keys: tuple[str, ...]) -> None:
    """Remember a wrong try; what is older than a day is forgotten."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now() - dt.timedelta(days=1)))
    db.session.add_all(SignInFailure(key=key, at=now()) for key in keys)


@action
def forget_failures(key: str) -> None:
    """A right password clears the name's wrong tries, not the address's."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.key == key))


def _forget_who_sat_here() -> None:
    """Empty the session; Flask-WTF keeps the token of the old one in `g` for the answer still to be written."""
    session.clear()
    g.pop(current_app.config["WTF_CSRF_FIELD_NAME"], None)


def _refuse_after(keys: dict[str, int], window: int) -> None:
    since = now() - dt.timedelta(seconds=window)
    query = select(SignInFailure.key, func.count()).where(SignInFailure.key.in_(keys), SignInFailure.at > since)
    for key, count in db.session.execute(query.group_by(SignInFailure.key)):
        if count >= keys[key]:
            raise TooManyTries(f"Đã thử sai quá nhiều lần. Hãy thử lại sau {window // 60} phút, hoặc hỏi Văn phòng.")


def _matches(user: User | None, password: str) -> bool:
    if user is None or not user.active:
        hash_password(password)  # an unknown name takes as long as a known one
        return False
    return bool(verify_and_update_password(password, user))

"""Signing in: the password or the office's one-time code, the second factor; the same answer for every wrong try."""

import hashlib
import hmac
import logging
from collections.abc import Mapping

from flask_security import current_user
from flask_security.utils import hash_password, verify_and_update_password, verify_password

from workflow.actions.entry_code import use_entry_code
from workflow.auth import outside, passkeys, seat, second_factor
from workflow.auth.passwords import plain_code
from workflow.auth.throttle import count_try, take_back
from workflow.auth.waiting import Need, wait, waiting
from workflow.domain.errors import InvalidInput, NotPermitted
from workflow.models import User
from workflow.queries.accounts import by_username
from workflow.queries.door import second_factor_of

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."
WRONG_CODE = "Mã chưa đúng hoặc đã dùng rồi. Hãy nhập mã đang hiện trên điện thoại, hoặc một mã dự phòng chưa dùng."
log = logging.getLogger(__name__)


def sign_in(username: str, password: str, address: str, *, attempts: int, window: int) -> None:
    """Seat the person, or let them wait at the door for what they must still give (`waiting`). Refuses a wrong name or
    password alike (NotPermitted), and too many tries from a name or, six times as many, from an address within `window`
    seconds (TooManyTries)."""
    name = username.strip().lower()
    user = by_username(name)
    key = _name_key(user.username) if user else _unknown_key(name)
    tries = count_try(_limits(key, address, attempts), window)
    needs = _needs(user, password)
    if user is None or needs is None:
        # people type their password where their name belongs
        log.warning("Đăng nhập sai: %s từ %s", user.username if user else "tên không có ở đây", address)
        raise NotPermitted(WRONG)
    _on(user, needs, tries)


def give_code(typed: str, address: str, *, attempts: int, window: int) -> None:
    """Let whoever waits at the door go on with a code of their telephone or a recovery code. Refuses a wrong or used
    one (NotPermitted), and too many tries, counted with those of the password (TooManyTries)."""
    held = waiting()
    if held is None or Need.CODE not in held[1]:
        raise NotPermitted(WRONG)
    user, needs = held
    tries = count_try(_limits(_name_key(user.username), address, attempts), window)
    if not second_factor.opens(user, typed):
        log.warning("Mã xác thực sai: %s từ %s", user.username, address)
        raise NotPermitted(WRONG_CODE)
    _on(user, [need for need in needs if need is not Need.CODE], tries)


def sign_in_by_passkey(answer: str, address: str) -> None:
    """Seat the person whose passkey gave the answer: it stands for the password and the second factor, and no guesses
    of others at the password shut it out. Refuses (NotPermitted) a wrong answer."""
    let_in(_owner(answer, address), by_device=True)


def ask_outside(going_to: str, address: str, *, attempts: int, window: int) -> str:
    """The address at which the identity provider asks who somebody is. Refuses (NotPermitted) while it cannot be
    reached, and (TooManyTries) an address from which too many have asked within `window` seconds, none of whom came in:
    this server waits for the provider with each of them."""
    count_try({_outside_key(address): attempts * 6}, window)
    return outside.question(going_to)


def sign_in_from_outside(answer: Mapping[str, str], address: str, *, attempts: int, window: int) -> str:
    """Seat the person whom the identity provider names, or let them wait with what is asked here besides: the code of
    their telephone. The page they were going to. Refuses (NotPermitted) an answer that proves nobody, and as
    `ask_outside` counts."""
    count_try({_outside_key(address): attempts * 6}, window)
    try:
        user, going_to = outside.owner_of(answer)
    except NotPermitted as refusal:
        log.warning("Danh tính không được nhận: từ %s: %s", address, refusal.reason)
        raise
    take_back((), _outside_key(address))
    if needs := _code(user):
        wait(user, needs)
    else:
        let_in(user, is_proved=False)  # the provider may have known the browser alone
    return going_to


def let_in(user: User, *, is_proved: bool = True, by_device: bool = False) -> None:
    """Seat the person, who has given everything; whether of it anything here and now (`seat.take`)."""
    take_back((), _name_key(user.username))
    seat.take(user, is_proved=is_proved, by_device=by_device)
    log.info("Đăng nhập: %s", user.username)


def confirm_again(password: str, field: str, *, attempts: int, window: int) -> None:
    """Ask for the signed-in person's password once more before something weighty. Refuses a wrong one (InvalidInput at
    the field) and, after too many within `window` seconds, any (TooManyTries)."""
    key = f"again:{current_user.username}"
    tries = count_try({key: attempts}, window)
    if not verify_password(password, current_user.password):
        message = "Mật khẩu đăng nhập chưa đúng."
        raise InvalidInput(message, fields={field: message})
    take_back(tries, key)


def confirm_by_passkey(answer: str, address: str) -> None:
    """Take a passkey of the signed-in person for the password. Refuses (NotPermitted) a wrong answer, and somebody
    else's passkey alike."""
    if _owner(answer, address).id != current_user.id:
        raise NotPermitted(passkeys.NOT_PROVED)


def _owner(answer: str, address: str) -> User:
    try:
        return passkeys.owner_of(answer)
    except NotPermitted:
        log.warning("Khoá truy cập sai: từ %s", address)
        raise


def _on(user: User, needs: list[Need], tries: list[int]) -> None:
    """Wrong tries are forgotten once the person is in: whoever knows the password may not guess codes for ever."""
    take_back(tries)
    if needs:
        wait(user, needs)
    else:
        let_in(user)


def _needs(user: User | None, password: str) -> list[Need] | None:
    """What is still to be given after this; None when it does not open."""
    if user is None or not user.active:
        hash_password(password)  # an unknown name takes as long as a known one
        return None
    needs = _code(user)
    if verify_and_update_password(password, user):
        return needs
    plain = plain_code(password)
    by_code = use_entry_code(user, lambda hashed: bool(verify_password(plain, hashed)))
    return [*needs, Need.PASSWORD] if by_code else None


def _code(user: User) -> list[Need]:
    factor = second_factor_of(user.id)
    return [Need.CODE] if factor is not None and factor.confirmed_at is not None else []


def _limits(name_key: str, address: str, attempts: int) -> dict[str, int]:
    return {name_key: attempts, f"address:{address}": attempts * 6}


def _outside_key(address: str) -> str:
    return f"outside:{address}"


def _name_key(name: str) -> str:
    return f"name:{name[:64]}"


def _unknown_key(name: str) -> str:
    """What is typed for a name may be a password: it is told again and cannot be read."""
    secret = seat.settings_here().secret_key.encode()
    return f"unknown:{hmac.digest(secret, name.encode(), hashlib.sha256).hex()}"

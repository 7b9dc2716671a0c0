"""Codes of the telephone and recovery codes, by Flask-Security's own pieces; each opens once."""

from typing import Any

from flask import current_app
from flask_security.totp import Totp
from flask_security.utils import hash_password, verify_password

from workflow.actions.second_factor import Check, pass_by_code, pass_by_recovery
from workflow.auth.passwords import fresh_code, plain_code
from workflow.models import User
from workflow.queries.door import SecondFactor

ISSUER = "Trình Ký"
RECOVERY_CODES = 10
_FIGURES = 6
_STEP = 30  # seconds a code is shown; the one before and the one after open too, for clocks that are not right


class _Codes(Totp):
    """Flask-Security leaves the reuse of a code to whoever uses it: the last step that opened stands in the row."""

    def get_last_counter(self, user: Any) -> int | None:
        """The last step that opened, of the row that stands for the person here."""
        last: int | None = user.last_step
        return last

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """This step opens no more."""
        user.last_step = tmatch.counter


def new_key() -> str:
    """A key for a telephone, sealed."""
    return str(_codes().generate_totp_secret())


def shown_key(row: SecondFactor) -> str:
    """The key in letters, to type into the telephone."""
    return str(_codes().get_totp_pretty_key(row.sealed))


def key_address(row: SecondFactor, username: str) -> str:
    """What the square code says to the telephone (otpauth://)."""
    return str(_codes().get_totp_uri(username, row.sealed))


def check_of(typed: str) -> Check:
    """Whether what was typed is a code of a key."""

    def check(row: Any) -> bool:
        return bool(_codes().verify_totp("".join(typed.split()), row.sealed, row, window=_STEP))

    return check


def new_recovery_codes() -> list[str]:
    """Codes to put away on paper."""
    return [fresh_code() for _ in range(RECOVERY_CODES)]


def hashes(codes: list[str]) -> list[str]:
    """What is kept of them: less than 112 bits, so as a password is kept (OWASP ASVS 5, 6.5.2)."""
    return [str(hash_password(plain_code(one))) for one in codes]


def opens(user: User, typed: str) -> bool:
    """Whether a code of the telephone, or a recovery code, opens; it opens once."""
    plain = plain_code(typed)
    if plain.isdecimal() and len(plain) == _FIGURES:
        return pass_by_code(user.id, check_of(plain))
    return pass_by_recovery(user, lambda hashed: bool(verify_password(plain, hashed)))


def _codes() -> _Codes:
    return _Codes({"1": current_app.config["SECRET_KEY"]}, ISSUER)

"""Codes of the telephone (RFC 6238) and recovery codes; each opens once."""

import time
from base64 import b64decode, b64encode
from typing import Any

from flask_security.utils import hash_password, verify_password
from passlib.exc import TokenError
from passlib.totp import TOTP

from workflow.actions.second_factor import Check, pass_by_code, pass_by_recovery
from workflow.auth.passwords import fresh_code, plain_code
from workflow.auth.seat import settings_here
from workflow.models import SecondFactor, User
from workflow.signing.vault import Vault

ISSUER = "Trình Ký"
RECOVERY_CODES = 10
_FIGURES = 6
_STEP = 30  # seconds a code is shown, and opens (OWASP ASVS 5, 6.5.5)
_FAR = 10  # steps that a telephone's clock may be from ours


def new_key(user_id: int | None) -> str:
    """A key for the person's telephone, sealed."""
    return sealed_key(TOTP.new().base32_key, user_id)


def sealed_key(key: str, user_id: int | None) -> str:
    """The key as it is kept of the person."""
    return b64encode(Vault(*settings_here().secrets).seal(key.encode(), _name(user_id))).decode()


def resealed(row: SecondFactor) -> str:
    """The key of a row, sealed with the newest secret."""
    return sealed_key(plain_key(row), row.user_id)


def shown_key(row: SecondFactor) -> str:
    """The key in letters, to type into the telephone."""
    return str(_codes(row).pretty_key())


def key_address(row: SecondFactor, username: str) -> str:
    """What the square code says to the telephone (otpauth://)."""
    return str(_codes(row).to_uri(username, ISSUER))


def check_of(typed: str) -> Check:
    """Whether what was typed is the code that the telephone shows now. Its clock may be wrong: the first code of all
    says by how much. Where it fits no more, two codes one after the other that are wrong by the same say it anew."""

    def check(row: SecondFactor) -> bool:
        try:
            found = _codes(row).match("".join(typed.split()), time.time(), _FAR * _STEP, last_counter=row.last_step)
        except TokenError:
            return False
        row.last_step = found.counter
        drift = found.counter - found.expected_counter
        if row.confirmed_at is not None and drift not in (row.drift, row.other_drift):
            row.other_drift = drift
            return False
        row.drift, row.other_drift = drift, None
        return True

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


def _codes(row: SecondFactor) -> Any:
    return TOTP(key=plain_key(row))


def plain_key(row: SecondFactor) -> str:
    """The key of a row. Refuses (SetupIncomplete) one that no secret of this installation sealed."""
    if row.sealed.startswith("{"):  # as it was sealed at first
        return _of_old(row.sealed)
    return Vault(*settings_here().secrets).open(b64decode(row.sealed), _name(row.user_id)).decode()


def _of_old(sealed: str) -> str:
    """The key as passlib sealed it, with a secret that could be another by now: the oldest there is."""
    return str(TOTP.using(secrets={"1": settings_here().secrets[-1]}).from_source(sealed).base32_key)


def _name(user_id: int | None) -> str:
    return f"second factor:{user_id}"

"""Passwords and codes: made, hashed, and asked for once more before something weighty."""

import secrets

from flask_security import current_user
from flask_security.utils import hash_password, verify_password

from workflow.domain.errors import InvalidInput

# Without letters and figures that look alike when read out or copied by hand; 14 of 30 signs are 68 bits.
_SIGNS = "abcdefghjkmnpqrstuvwxyz2346789"
_LENGTH = 14
_GROUPS, _GROUP = 3, 4  # a code is read out over the telephone: abcd-efgh-jkmn, 58 bits


def fresh_password() -> str:
    """A password to hand to a new person."""
    return _signs(_LENGTH)


def fresh_code() -> str:
    """A code that opens once, in groups of four."""
    return "-".join(_signs(_GROUP) for _ in range(_GROUPS))


def plain_code(typed: str) -> str:
    """A code as it is compared: without the dashes, spaces and capitals that people type."""
    return "".join(typed.split()).replace("-", "").lower()


def hashed(password: str) -> str:
    """What is kept of a password."""
    return str(hash_password(password))


def confirm(password: str, field: str) -> None:
    """Refuse (InvalidInput at the field) what is not the signed-in person's password."""
    if not verify_password(password, current_user.password):
        message = "Mật khẩu hiện nay chưa đúng."
        raise InvalidInput(message, fields={field: message})


def _signs(length: int) -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(length))

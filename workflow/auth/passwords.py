"""Passwords: made, hashed, and asked for once more before something weighty."""

import secrets

from flask_security import current_user, login_user
from flask_security.utils import hash_password, verify_password

from workflow.domain.errors import InvalidInput
from workflow.models import User

# Without letters and figures that look alike when read out or copied by hand; 14 of 30 signs are 68 bits.
_SIGNS = "abcdefghjkmnpqrstuvwxyz2346789"
_LENGTH = 14


def fresh_password() -> str:
    """A password to hand to a new person."""
    return "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))


def hashed(password: str) -> str:
    """What is kept of a password."""
    return str(hash_password(password))


def confirm(password: str, field: str) -> None:
    """Refuse (InvalidInput at the field) what is not the signed-in person's password."""
    if not verify_password(password, current_user.password):
        message = "Mật khẩu hiện nay chưa đúng."
        raise InvalidInput(message, fields={field: message})


def stay_signed_in(user: User) -> None:
    """Go on in this browser after a new password has ended every sign-in."""
    login_user(user, remember=False)

"""Between the password and the seat: whoever must still give a code, or set a new password, is not signed in yet."""

import time
from enum import StrEnum
from typing import Any

from flask import session

from workflow.models import User
from workflow.queries.accounts import by_uniquifier

_KEY = "waiting"
_MOST = 600  # seconds


class Need(StrEnum):
    """What is still to be given, in this order."""

    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - the name of a step


def wait(user: User, needs: list[Need]) -> None:
    """Let the person stand at the door for ten minutes. What the cookie says of them is void once the password is
    another (`fs_uniquifier`)."""
    session[_KEY] = {"who": user.fs_uniquifier, "since": int(time.time()), "needs": [need.value for need in needs]}


def waiting() -> tuple[User, list[Need]] | None:
    """Who stands at the door of this browser, and what they must still give; None for nobody."""
    held: dict[str, Any] = session.get(_KEY) or {}
    if not held or held["since"] < time.time() - _MOST:
        return None
    user = by_uniquifier(held["who"])
    return (user, [Need(value) for value in held["needs"]]) if user is not None else None

"""The address of a person's calendar: a word that nobody can guess, another when the serial goes up, kept nowhere."""

import base64
import hashlib
import hmac

_BYTES = 24  # 192 bits, in 32 letters


def feed_token(secret_key: str, user_id: int, serial: int) -> str:
    """The word in the address."""
    digest = hmac.digest(secret_key.encode(), f"calendar-feed:{user_id}:{serial}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:_BYTES]).decode()


def is_feed_token(secret_key: str, user_id: int, serial: int, given: str) -> bool:
    """Whether the word opens the calendar now; told in the same time whatever was given."""
    return hmac.compare_digest(feed_token(secret_key, user_id, serial).encode(), given.encode())

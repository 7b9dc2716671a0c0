"""What a request says in confidence: passwords, codes, answers of keys, tokens. It is never shown again, carried along
or written down."""

from flask import Request, session
from werkzeug.datastructures import MultiDict

COOKIE = "trinhky"
_CARRIED_NOWHERE = ("password", "passphrase", "mat_khau", "passkey", "csrf_token", "present", "repeated")
_OPENING_ONCE = ("code", "answer", "token")
_SHORTEST = 4  # what is shorter stands in too many words to be struck out of them


def is_secret(name: str) -> bool:
    """Whether a field of this name holds what only the person may know."""
    return name.lower().endswith(_CARRIED_NOWHERE)


def secrets_of(request: Request) -> list[str]:
    """Everything in a request that opens something, the longest first; of its form only what was read already."""
    read = request.__dict__.get("form") or MultiDict()
    places = [*read.items(multi=True), *request.args.items(multi=True), *(request.view_args or {}).items()]
    given = [str(value) for name, value in places if is_secret(name) or name.lower().endswith(_OPENING_ONCE)]
    held = [value for value in session.values() if isinstance(value, str)]
    cookies = [value for name, value in request.cookies.items() if name.endswith(COOKIE)]
    found = {value for value in (*given, *held, *cookies) if len(value) >= _SHORTEST}
    return sorted(found, key=len, reverse=True)

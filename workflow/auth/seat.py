"""The seat of a person at a browser: a secret in the signed cookie, its row in the database, and nothing else that says
who is there."""

import hashlib
import secrets
from contextlib import suppress

from flask import Flask, Request, current_app, g, request, session
from flask_security import current_user, login_user, logout_user

from workflow.actions.browser_session import Browser, begin_session, confirm_session, leave_session, see_session
from workflow.domain.errors import Overloaded
from workflow.models import User
from workflow.queries.browser_sessions import is_stale, living
from workflow.settings import Settings

_SECRET_BYTES = 32
_KEY = "_user_id"  # where Flask-Login looks for what it gives to the loader
_BY_DEVICE = "by_device"


def install(app: Flask) -> None:
    """Let Flask-Login ask us who is there, and nobody else: no token in a header or an address opens anything."""
    manager = app.login_manager  # type: ignore[attr-defined]
    manager.user_loader(_sitting)
    manager.request_loader(_nobody)


def take(user: User, *, is_proved: bool = True, by_device: bool = False) -> None:
    """Seat the person: a new secret, a new row; whatever this browser kept before is forgotten. `is_proved` as for
    `begin_session`; `by_device`: a passkey opened, which is a second factor too."""
    secret, settings = secrets.token_urlsafe(_SECRET_BYTES), settings_here()
    agent, address = request.user_agent.string, request.remote_addr or ""
    _leave()
    here = Browser(_digest(secret), agent, address)
    g.seat = begin_session(user, here, settings.session_idle, settings.session_lifetime, is_proved=is_proved).id
    g.pop("seat_is_stale", None)
    login_user(user, remember=False)
    session[_KEY] = secret
    if by_device:
        has_device()


def has_device() -> None:
    """The person has a passkey in the hand, and proved it in this sign-in."""
    session[_BY_DEVICE] = True


def is_by_device() -> bool:
    """Whether the person proved a passkey in this sign-in."""
    return bool(session.get(_BY_DEVICE))


def leave() -> None:
    """End the sign-in of this browser."""
    _leave()
    logout_user()
    forget_who_sat_here()


def current_seat() -> int:
    """The id of this request's sign-in; somebody is signed in."""
    if not current_user.is_authenticated:  # asking loads the person, and with the person the seat
        raise LookupError("nobody is signed in")
    seat: int = g.seat
    return seat


def must_confirm() -> bool:
    """Whether the person at this browser last proved who they are too long ago for something weighty; somebody is
    signed in."""
    session_id = current_seat()
    if "seat_is_stale" not in g:
        g.seat_is_stale = is_stale(session_id, settings_here().confirm_within)
    stale: bool = g.seat_is_stale
    return stale


def confirm() -> None:
    """The person at this browser has just proved once more who they are."""
    confirm_session(current_seat())
    g.seat_is_stale = False


def forget_who_sat_here() -> None:
    """Empty the cookie; Flask-WTF keeps the token of the old one in `g` for the answer still to be written."""
    session.clear()
    g.pop(current_app.config["WTF_CSRF_FIELD_NAME"], None)


def _leave() -> None:
    if current_user.is_authenticated:
        leave_session(current_seat())
    forget_who_sat_here()


def _sitting(secret: str) -> User | None:
    settings = settings_here()
    found = living(_digest(secret), settings.session_idle, settings.session_lifetime, settings.confirm_within)
    if found is None:
        return None
    g.seat, g.seat_is_stale = found.session_id, found.is_stale
    if found.seen_long_ago:
        with suppress(Overloaded):  # a database that takes nothing may still be read
            see_session(found.session_id)
    return found.user


def _nobody(_: Request) -> None:
    """What Flask-Security would read from a header or the address of a request."""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def settings_here() -> Settings:
    """The settings of this application."""
    settings: Settings = current_app.extensions["trinhky-settings"]
    return settings

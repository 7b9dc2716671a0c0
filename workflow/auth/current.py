"""The actor of the request, loaded with the roles of today; nothing of rights is kept in a session."""

import datetime as dt
import secrets

from flask import g
from flask_security import current_user

from workflow.domain.actor import Actor
from workflow.domain.deadlines import soon_until
from workflow.models import Membership
from workflow.models.clock import now, today
from workflow.queries.accounts import acting, held_by
from workflow.queries.days import working_days

_FAR_ENOUGH = dt.timedelta(days=30)  # for a few worked days over any Tết


def signed_in() -> bool:
    """Whether somebody is signed in."""
    return bool(current_user.is_authenticated)


def current_username() -> str:
    """The sign-in name of whoever is signed in."""
    return str(current_user.username)


def current_actor() -> Actor:
    """Who acts in this request; one look-up a request."""
    if "actor" not in g:
        g.actor = _load()
    actor: Actor = g.actor
    return actor


def current_memberships() -> list[Membership]:
    """What the person is today, with the organisations."""
    current_actor()
    held: list[Membership] = g.memberships
    return held


def current_number() -> str:
    """The number of this request: short enough to read out on the telephone, and on each of its lines in the log."""
    if "number" not in g:
        g.number = secrets.token_hex(3).upper()
    number: str = g.number
    return number


def current_day() -> dt.date:
    """The day it is in Việt Nam; the same from the beginning of a request to its end."""
    if "day" not in g:
        g.day = today()
    day: dt.date = g.day
    return day


def current_moment() -> dt.datetime:
    """This moment, in UTC."""
    return now()


def current_soon() -> dt.date:
    """The last due day that counts as near: three worked days ahead in the calendar of the person's first organisation;
    three plain days for whoever serves in none."""
    if "soon" not in g:
        day = current_day()
        held = current_memberships() if signed_in() else []
        worked = working_days(held[0].organisation, day, day + _FAR_ENOUGH) if held else None
        g.soon = soon_until(day, worked)
    soon: dt.date = g.soon
    return soon


def _load() -> Actor:
    held = held_by(current_user.id)
    g.memberships = [one for one in held if one.user_id == current_user.id]
    return acting(current_user, held)

"""Sign-ins as rows: begun, seen, confirmed, ended by the person, by an administrator, or by a change of the account."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, not_, update

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.facts import Fact
from workflow.models import BrowserSession, User, db
from workflow.models.clock import now
from workflow.queries.browser_sessions import alive


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a person signs in: the digest of the cookie's secret, what the browser calls itself, its address."""

    digest: str
    agent: str
    address: str


_NEVER = dt.datetime.fromtimestamp(0, dt.UTC)


@action
def begin_session(user: User, browser: Browser, idle: int, lifetime: int, *, is_proved: bool = True) -> BrowserSession:
    """Note a sign-in; those of the same person that ran out (`idle`, `lifetime` in seconds) are swept away. Unless it
    `is_proved` by something given here and now, the first weighty act asks for that."""
    ran_out = not_(alive(idle, lifetime))
    db.session.execute(delete(BrowserSession).where(BrowserSession.user_id == user.id, ran_out))
    begun = BrowserSession(
        digest=browser.digest, user_id=user.id, agent=browser.agent[:300], address=browser.address[:64]
    )
    if not is_proved:
        begun.confirmed_at = _NEVER
    db.session.add(begun)
    return begun


@action
def see_session(session_id: int) -> None:
    """Note that the person was seen just now."""
    _set(session_id, seen_at=func.now())


@action
def confirm_session(session_id: int) -> None:
    """Note that the person has just proved once more who they are."""
    _set(session_id, confirmed_at=func.now())


@action
def leave_session(session_id: int) -> None:
    """The person goes out by the door: nothing is left that a copied cookie could open."""
    db.session.execute(delete(BrowserSession).where(BrowserSession.id == session_id))


@action
def end_session(session_id: int, *, actor: Actor) -> None:
    """End one of one's own sign-ins. Refuses (NotFound) one that has ended, and somebody else's alike."""
    if not _end(actor.user_id or 0, BrowserSession.id == session_id):
        raise NotFound("Nơi đăng nhập này đã hết phiên từ trước.")
    _record_end(_person(actor.user_id), 1, actor)


@action
def end_other_sessions(session_id: int, *, actor: Actor) -> int:
    """End every sign-in of one's own but this; how many there were."""
    ended = end_all_but(actor.user_id or 0, session_id)
    if ended:
        _record_end(_person(actor.user_id), ended, actor)
    return ended


def end_all(user: User) -> int:
    """End every sign-in of a person, inside a running act that says why; how many there were."""
    return _end(user.id)


def end_all_but(user_id: int, session_id: int) -> int:
    """The same, but for one."""
    return _end(user_id, BrowserSession.id != session_id)


def _end(user_id: int, *which: ColumnElement[bool]) -> int:
    ended = delete(BrowserSession).where(BrowserSession.user_id == user_id, *which).returning(BrowserSession.id)
    return len(db.session.execute(ended).all())


def _record_end(user: User, count: int, actor: Actor) -> None:
    record(user, Fact.ACCOUNT_SESSIONS_ENDED, actor, now(), Said(details={"count": count}))


def _person(user_id: int | None) -> User:
    return db.session.get_one(User, user_id)


def _set(session_id: int, **moments: ColumnElement[dt.datetime]) -> None:
    db.session.execute(update(BrowserSession).where(BrowserSession.id == session_id).values(**moments))

"""Passkeys: kept under a name, used, put away."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from workflow.actions.browser_session import end_all_but
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, NotFound
from workflow.domain.facts import Fact
from workflow.models import Passkey, User, db
from workflow.models.clock import now

MOST = 20


@dataclass(frozen=True, slots=True)
class FoundKey:
    """What a device said of its new passkey, proved."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@action
def add_passkey(name: str, found: FoundKey, challenge: str, session_id: int, *, actor: Actor) -> None:
    """Keep a passkey; every other sign-in ends. Refuses a challenge that was answered before, one passkey twice, and
    more than twenty."""
    once(challenge)
    held = db.session.scalar(select(func.count()).where(Passkey.user_id == actor.user_id)) or 0
    if held >= MOST:
        raise InvalidInput(f"Mỗi người giữ nhiều nhất {MOST} khoá. Hãy bỏ khoá không còn dùng.")
    if db.session.scalar(select(Passkey.id).where(Passkey.credential_id == found.credential_id)) is not None:
        raise InvalidInput("Khoá này đã được thêm từ trước.")
    db.session.add(
        Passkey(
            user_id=actor.user_id,
            credential_id=found.credential_id,
            public_key=found.public_key,
            sign_count=found.sign_count,
            name=name,
            made_at=now(),
        )
    )
    _changed(Fact.ACCOUNT_PASSKEY_ADDED, name, session_id, actor)


@action
def remove_passkey(passkey_id: int, session_id: int, *, actor: Actor) -> None:
    """Put a passkey of one's own away; every other sign-in ends. Refuses (NotFound) one that is gone, and somebody
    else's alike."""
    mine = (Passkey.id == passkey_id, Passkey.user_id == actor.user_id)
    name = db.session.scalar(delete(Passkey).where(*mine).returning(Passkey.name))
    if name is None:
        raise NotFound("Khoá này đã được bỏ từ trước.")
    _changed(Fact.ACCOUNT_PASSKEY_REMOVED, name, session_id, actor)


@action
def use_passkey(credential_id: bytes, challenge: str, prove: Callable[[Passkey], int | None]) -> User | None:
    """Whose passkey this is, once `prove` has found its answer to the challenge right and told what the device counted
    (None: wrong). A challenge is answered once; the row is locked while it is proved."""
    query = select(Passkey).where(Passkey.credential_id == credential_id).with_for_update()
    held = db.session.scalars(query).one_or_none()
    counted = prove(held) if held is not None else None
    if held is None or counted is None:
        return None
    once(challenge)
    held.sign_count, held.used_at = counted, now()
    user = db.session.get_one(User, held.user_id)
    return user if user.active else None


def drop_passkeys(user_id: int | None) -> list[str]:
    """Forget a person's passkeys, inside a running act; their names."""
    return list(db.session.scalars(delete(Passkey).where(Passkey.user_id == user_id).returning(Passkey.name)))


def _changed(fact: Fact, name: str, session_id: int, actor: Actor) -> None:
    user = db.session.get_one(User, actor.user_id)
    end_all_but(user.id, session_id)
    record(user, fact, actor, now(), Said(details={"name": name}))

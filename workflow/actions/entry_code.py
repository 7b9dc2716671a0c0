"""Help at the door: a one-time code in place of a forgotten password, sign-ins ended, lost devices forgotten."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import delete

from workflow.actions.browser_session import end_all
from workflow.actions.passkey import drop_passkeys
from workflow.actions.record import Said, record
from workflow.actions.second_factor import drop_second_factor
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.facts import Fact
from workflow.models import EntryCode, Membership, User, db
from workflow.models.clock import now
from workflow.queries.accounts import actor_of
from workflow.queries.door import for_help


@action
def make_entry_code(membership_id: int, hashed: str, seconds: int, *, actor: Actor) -> User:
    """Keep a code (its hash) that opens once within `seconds`; one made before opens no more. Refuses as `for_help`."""
    membership = for_help(membership_id, actor)
    ends_at = now() + dt.timedelta(seconds=seconds)
    db.session.merge(EntryCode(user_id=membership.user_id, hashed=hashed, ends_at=ends_at))
    _record(membership, Fact.ACCOUNT_ENTRY_CODE_MADE, actor)
    return membership.user


@action
def close_sign_ins(membership_id: int, *, actor: Actor) -> User:
    """End every sign-in of a person. Refuses as `for_help`."""
    membership = for_help(membership_id, actor)
    ended = end_all(membership.user)
    _record(membership, Fact.ACCOUNT_SESSIONS_ENDED, actor, count=ended)
    return membership.user


@action
def forget_devices(membership_id: int, *, actor: Actor) -> User:
    """Forget what a person has lost: the telephone of the second factor and every passkey; and end every sign-in.
    Refuses as `for_help`."""
    membership = for_help(membership_id, actor)
    telephone, passkeys = drop_second_factor(membership.user_id), drop_passkeys(membership.user_id)
    if telephone:
        _record(membership, Fact.ACCOUNT_SECOND_FACTOR_OFF, actor)
    for name in passkeys:
        _record(membership, Fact.ACCOUNT_PASSKEY_REMOVED, actor, name=name)
    if telephone or passkeys:
        end_all(membership.user)
    return membership.user


@action
def use_entry_code(user: User, matches: Callable[[str], bool]) -> bool:
    """Whether the code from the office opens; then it is used up and written down."""
    code = db.session.get(EntryCode, user.id, with_for_update=True, populate_existing=True)
    if code is None or code.ends_at <= now() or not matches(code.hashed):
        return False
    db.session.execute(delete(EntryCode).where(EntryCode.user_id == user.id))
    record(user, Fact.ACCOUNT_ENTRY_CODE_USED, actor_of(user), now())
    return True


def _record(membership: Membership, fact: Fact, actor: Actor, **details: int | str) -> None:
    said = Said(details=details, acting_for=membership.organisation_id)
    record(membership.user, fact, actor, now(), said)

"""People: open and close accounts, give and end roles, change passwords."""

import datetime as dt
import secrets

from sqlalchemy import select

from workflow.actions.browser_session import end_all
from workflow.actions.known_passwords import is_known
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, NotFound, NotPermitted
from workflow.domain.facts import Fact
from workflow.domain.inputs.organisations import GrantRole, OpenAccount
from workflow.domain.passwords import GUESSED, why_weak
from workflow.domain.permissions import Permission, require
from workflow.domain.states import Role
from workflow.models import Membership, Organisation, User, db
from workflow.models.clock import now, today
from workflow.queries.accounts import by_username, memberships_of
from workflow.queries.organisations import OrganisationCase, by_id


@action
def open_account(given: OpenAccount, password_hash: str, *, actor: Actor) -> User:
    """Open an account with a first role. Refuses a name that is taken and a weak password."""
    _permit(given.organisation_id, actor)
    username = given.username.strip().lower()
    if not username or by_username(username) is not None:
        message = "Tên đăng nhập này đã có người dùng." if username else "Hãy ghi tên đăng nhập."
        raise InvalidInput(message, fields={"username": message})
    house = db.session.get_one(Organisation, given.organisation_id)
    refuse_weak(given.password, username, given.name, *_names(house))
    user = open_person(username, given.name, password_hash, actor)
    take_post(user, given.organisation_id, given.role, given.position, actor)
    return user


@action
def grant_role(given: GrantRole, *, actor: Actor) -> Membership:
    """Give a person one more role; given already, it stays one. Refuses an unknown person."""
    _permit(given.organisation_id, actor)
    user = by_username(given.username)
    if user is None:
        message = "Không có tài khoản nào mang tên đăng nhập này."
        raise NotFound(message, fields={"username": message})
    held = select(Membership).where(
        Membership.user_id == user.id,
        Membership.organisation_id == given.organisation_id,
        Membership.role == given.role,
        Membership.to_day.is_(None),
    )
    already = db.session.scalars(held).first()
    return already or take_post(user, given.organisation_id, given.role, given.position, actor)


@action
def end_role(membership_id: int, *, actor: Actor) -> Membership:
    """End a role from today. It counts no more at the very next request, before which the person signs in again;
    ended before, it stays so."""
    membership = db.session.get(Membership, membership_id, with_for_update=True)
    if membership is None:
        raise NotFound("Không có vai trò này.")
    _permit(membership.organisation_id, actor)
    if membership.to_day is not None and membership.to_day < today():
        return membership
    membership.to_day = today() - dt.timedelta(days=1)
    end_all(membership.user)
    details = {"role": membership.role.value, "organisation": membership.organisation_id}
    record(membership.user, Fact.ROLE_ENDED, actor, now(), Said(details=details, role=Role.ADMIN))
    return membership


@action
def set_password(username: str, password: str, password_hash: str, *, actor: Actor) -> User:
    """Set a new password; every sign-in made with the old one ends. Refuses a weak one, an unknown
    person and somebody else's."""
    user = by_username(username)
    if user is None:
        raise NotFound("Không có tài khoản này.")
    if not actor.is_system and actor.user_id != user.id:
        raise NotPermitted("Mỗi người chỉ đổi được mật khẩu của mình.")
    houses = [name for held in memberships_of(user.id) for name in _names(held.organisation)]
    refuse_weak(password, user.username, user.name, *houses)
    user.password, user.fs_uniquifier = password_hash, secrets.token_hex(32)
    end_all(user)
    record(user, Fact.ACCOUNT_CHANGED, actor, now())
    return user


def refuse_weak(password: str, *own: str) -> None:
    """Refuse (InvalidInput at `password`) a password that anybody would guess, and one of those that have leaked."""
    if (message := why_weak(password, *own) or (GUESSED if is_known(password) else None)) is not None:
        raise InvalidInput(message, fields={"password": message})


def _names(house: Organisation) -> tuple[str, str]:
    return house.name, house.short_name


def open_person(username: str, name: str, password_hash: str, actor: Actor) -> User:
    """A new account without a role, inside a running act."""
    user = User(username=username, name=name, password=password_hash, fs_uniquifier=secrets.token_hex(32), active=True)
    db.session.add(user)
    db.session.flush()
    record(user, Fact.ACCOUNT_OPENED, actor, now(), Said(details={"username": username}, role=Role.ADMIN))
    return user


def take_role(held: Membership, organisation: Organisation, actor: Actor) -> int:
    """The role that a person has in one organisation, in another too, inside a running act; how many were given."""
    already = select(Membership.id).where(
        Membership.user_id == held.user_id,
        Membership.organisation_id == organisation.id,
        Membership.role == held.role,
        Membership.to_day.is_(None),
    )
    if db.session.scalar(already) is not None:
        return 0
    take_post(held.user, organisation.id, held.role, held.position, actor)
    return 1


def _permit(organisation_id: int, actor: Actor) -> None:
    if not actor.is_system:
        require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(by_id(organisation_id)))


def take_post(user: User, organisation_id: int, role: Role, position: str | None, actor: Actor) -> Membership:
    """One more role for a person, inside a running act."""
    membership = Membership(user=user, organisation_id=organisation_id, role=role, position=position, from_day=today())
    db.session.add(membership)
    details = {"role": role.value, "organisation": organisation_id}
    record(user, Fact.ROLE_GRANTED, actor, now(), Said(details=details, role=Role.ADMIN))
    return membership

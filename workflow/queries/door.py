"""Whom one may help to come in, and what stands beside a password."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound, NotPermitted
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import Role
from workflow.models import Membership, Passkey, RecoveryCode, SecondFactor, db
from workflow.queries.accounts import held_by
from workflow.queries.organisations import OrganisationCase

__all__ = [
    "Passkey",
    "SecondFactor",
    "count_recovery_codes",
    "for_help",
    "passkeys_of",
    "second_factor_of",
    "why_no_help",
]


def for_help(membership_id: int, actor: Actor) -> Membership:
    """The person behind a role of today, if the actor may help them at the door. Refuses what is not the actor's to
    know (NotFound), and whoever the actor may not help (NotPermitted)."""
    query = select(Membership).where(Membership.id == membership_id)
    options = (joinedload(Membership.organisation), joinedload(Membership.user))
    membership = db.session.scalars(query.options(*options)).one_or_none()
    if membership is None or not permits(
        actor, Permission.ORGANISATION_READ, OrganisationCase(membership.organisation)
    ):
        raise NotFound("Không có người này ở đơn vị.")
    if (reason := why_no_help(membership.user_id, actor)) is not None:
        raise NotPermitted(reason)
    return membership


def why_no_help(user_id: int, actor: Actor) -> str | None:
    """Why the actor may not help a person at the door; None when they may. One helps whoever serves nowhere but where
    one may help, and takes nobody else's place: never oneself, never somebody whose rights one would come by."""
    if user_id == actor.user_id:
        return "Không ai tự giúp mình đăng nhập được. Hãy nhờ Văn phòng hoặc người quản trị khác."
    held = held_by(user_id)
    if not held:
        return "Đồng chí này không còn giữ vai trò nào ở đơn vị."
    if not all(permits(actor, _asked(one), OrganisationCase(one.organisation)) for one in held):
        return "Đồng chí này còn giữ vai trò mà đồng chí không quản lý. Hãy nhờ người quản trị ở nơi cao hơn giúp."
    return None


def second_factor_of(user_id: int | None) -> SecondFactor | None:
    """The key of a person's telephone, counting or being set up."""
    return db.session.get(SecondFactor, user_id)


def count_recovery_codes(user_id: int | None) -> int:
    """How many recovery codes are left."""
    query = select(func.count()).where(RecoveryCode.user_id == user_id)
    return db.session.scalar(query) or 0


def passkeys_of(user_id: int | None) -> Sequence[Passkey]:
    """A person's passkeys, the first first."""
    return db.session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id)).all()


def _asked(membership: Membership) -> Permission:
    """Whoever opened an administrator's door would come by an administrator's rights."""
    is_admin = membership.role is Role.ADMIN
    return Permission.ORGANISATION_MANAGE if is_admin else Permission.ACCOUNT_HELP

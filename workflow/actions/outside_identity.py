"""Names at the identity provider: bound to accounts by the administrator, never by whoever comes in."""

from sqlalchemy import delete, select

from workflow.actions.browser_session import end_all
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, NotFound, NotPermitted
from workflow.domain.facts import Fact
from workflow.models import OutsideIdentity, User, db
from workflow.models.clock import now
from workflow.queries.accounts import by_username


@action
def bind(username: str, issuer: str, subject: str, *, actor: Actor) -> User:
    """Let a provider's name open an account, in the place of the name before; then every sign-in ends. Refuses all but
    the system (NotPermitted), an unknown person, and a name that opens another account."""
    user = _person(username, actor)
    if not 0 < len(subject) <= 255:
        raise InvalidInput("Mã người dùng ở nhà cung cấp danh tính có từ 1 đến 255 ký tự.")
    bound = find_bound(issuer, subject)
    if bound is not None and bound.id != user.id:
        raise InvalidInput(f"Mã này đã mở tài khoản {bound.username}. Hãy gỡ ở đó trước.")
    if (before := db.session.get(OutsideIdentity, user.id)) and (before.issuer, before.subject) != (issuer, subject):
        end_all(user)
    db.session.merge(OutsideIdentity(user_id=user.id, issuer=issuer, subject=subject, bound_at=now()))
    record(user, Fact.ACCOUNT_OUTSIDE_BOUND, actor, now(), Said(details={"issuer": issuer, "subject": subject}))
    return user


@action
def unbind(username: str, *, actor: Actor) -> User:
    """Let no provider's name open the account any more; every sign-in ends, those that it opened among them. Refuses
    all but the system, an unknown person, and an account that none opens."""
    user = _person(username, actor)
    gone = delete(OutsideIdentity).where(OutsideIdentity.user_id == user.id).returning(OutsideIdentity.user_id)
    if db.session.scalar(gone) is None:
        raise NotFound("Tài khoản này chưa gắn với nhà cung cấp danh tính.")
    end_all(user)
    record(user, Fact.ACCOUNT_OUTSIDE_UNBOUND, actor, now())
    return user


@action
def use_bound(issuer: str, subject: str, state: str) -> User | None:
    """Whose account the name opens; None for nobody's and for a closed one. A `state` is answered once."""
    once(state)
    user = find_bound(issuer, subject)
    return user if user is not None and user.active else None


def find_bound(issuer: str, subject: str) -> User | None:
    """Whose account the name opens."""
    named = (OutsideIdentity.issuer == issuer, OutsideIdentity.subject == subject)
    query = select(User).join(OutsideIdentity, OutsideIdentity.user_id == User.id).where(*named)
    return db.session.scalars(query).one_or_none()


def _person(username: str, actor: Actor) -> User:
    if not actor.is_system:
        raise NotPermitted("Chỉ người quản trị máy chủ gắn được tài khoản với nhà cung cấp danh tính.")
    user = by_username(username)
    if user is None:
        raise NotFound("Không có tài khoản này.")
    return user

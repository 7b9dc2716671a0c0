"""Of whom a second factor is demanded: by the setting, those whose press weighs most, or everybody."""

from workflow.auth import seat
from workflow.auth.current import current_actor
from workflow.domain.states import Role
from workflow.queries.door import second_factor_of

# approving, signing, sealing and numbering, giving rights
WEIGHTY = (Role.MEMBER, Role.SIGNER, Role.CLERK, Role.ADMIN)


def is_wanted() -> bool:
    """Whether the signed-in person must give a second factor and has given none: neither a passkey opened, nor is a
    telephone's code asked for. Whoever takes the place of such a person is asked as they are."""
    who, actor = seat.settings_here().second_factor, current_actor()
    if who == "own" or seat.is_by_device() or (who == "weighty" and not actor.serves_in(*WEIGHTY)):
        return False
    factor = second_factor_of(actor.user_id)
    return factor is None or factor.confirmed_at is None

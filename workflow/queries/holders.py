"""Who holds the role for which a paper waits at its own house: among them its work is handed on."""

from collections.abc import Mapping

from workflow.domain.states import DocumentState, Role
from workflow.models import Document, User
from workflow.queries.accounts import members_of

__all__ = ["HANDED_ON", "User", "hands_before", "holders_of"]

_OFFICE = (Role.OFFICE,)
_WRITERS = (Role.DRAFTER, Role.OFFICE)
# A decision, a slip, a signature are a person's own and are handed to nobody.
_ROLES: Mapping[DocumentState, tuple[Role, ...]] = {
    DocumentState.DRAFT: _WRITERS,
    DocumentState.RETURNED: _WRITERS,
    DocumentState.CONSOLIDATING: _OFFICE,
    DocumentState.IN_APPRAISAL: _OFFICE,
}
HANDED_ON = frozenset(_ROLES)


def holders_of(document: Document) -> list[User]:
    """Who may have the work that it waits for, each once; none where it is nobody's to hand on."""
    roles = _OFFICE if document.consolidates else _ROLES.get(document.state, ())
    if document.state not in _ROLES:
        return []
    held = [one.user for one in members_of(document.organisation_id) if one.role in roles and one.user.active]
    return list(dict.fromkeys(held))


def hands_before(document: Document, holders: list[User]) -> list[User]:
    """In whose list it is now: whoever it was handed to, else all who hold the role."""
    named = [one for one in holders if one.id == document.assignee_id]
    return named or holders

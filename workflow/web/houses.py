"""The organisation that a page is about."""

from workflow.auth.current import current_actor
from workflow.domain.permissions import Permission, require
from workflow.queries import organisations
from workflow.queries.organisations import Organisation, OrganisationCase


def managed(organisation_id: int, permission: Permission = Permission.ORGANISATION_MANAGE) -> Organisation:
    """The organisation, for whoever may change it. Refuses NotFound whoever may not see it, and NotPermitted."""
    actor = current_actor()
    organisation = organisations.for_show(organisation_id, actor)
    require(actor, permission, OrganisationCase(organisation))
    return organisation

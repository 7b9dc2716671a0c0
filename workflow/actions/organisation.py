"""The tree: found an organisation, change what is printed of it."""

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, NotPermitted
from workflow.domain.facts import Fact
from workflow.domain.inputs import FoundOrganisation
from workflow.domain.permissions import Permission, require
from workflow.domain.states import Role
from workflow.models import Organisation, db
from workflow.models.clock import now, today
from workflow.queries.organisations import OrganisationCase, by_id


@action
def found_organisation(given: FoundOrganisation, *, actor: Actor) -> Organisation:
    """Found an organisation below another; only the system founds the top of a tree. Refuses an empty name."""
    superior = by_id(given.superior_id) if given.superior_id is not None else None
    if superior is None and not actor.is_system:
        raise NotPermitted("Chỉ hệ thống lập được đơn vị cao nhất. Hãy chọn đơn vị cấp trên.")
    if superior is not None and not actor.is_system:
        require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(superior))
    if not given.name.strip():
        raise InvalidInput("Đơn vị cần có tên.", fields={"name": "Hãy ghi tên đơn vị."})
    organisation = Organisation(
        name=given.name,
        short_name=given.short_name,
        heading=given.heading,
        party_heading=given.party_heading,
        symbol=given.symbol,
        place=given.place,
        authority=given.authority,
        level=given.level,
        superior=superior,
        ancestor_ids=[superior.id, *superior.ancestor_ids] if superior else [],
        term_from=given.term_from,
        from_day=today(),
    )
    db.session.add(organisation)
    said = Said(details={"name": given.name, "superior": given.superior_id}, role=Role.ADMIN)
    record(organisation, Fact.ORGANISATION_FOUNDED, actor, now(), said)
    return organisation

"""Days worked, or not worked, otherwise than the public calendar says."""

import datetime as dt

from sqlalchemy import select

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, NotFound
from workflow.domain.facts import Fact
from workflow.domain.inputs.calendar import SetDay
from workflow.domain.permissions import Permission, require
from workflow.domain.states import Role
from workflow.models import DayOff, Organisation, db
from workflow.models.clock import now
from workflow.queries.organisations import OrganisationCase, for_change


@action
def set_day(organisation_id: int, given: SetDay, *, actor: Actor) -> DayOff:
    """Say of one day that it is worked or not, for the organisation and all below it. Refuses a day that has been
    said already, and an empty reason."""
    organisation = _managed(organisation_id, actor)
    if not given.reason.strip():
        raise InvalidInput("Hãy ghi lý do.", fields={"reason": "Hãy ghi lý do, ví dụ theo công văn nào."})
    if _found(organisation_id, given.day) is not None:
        message = f"Ngày {dates.short(given.day)} đã được ghi. Hãy bỏ dòng cũ trước khi ghi lại."
        raise InvalidInput(message, fields={"day": message})
    row = DayOff(organisation_id=organisation_id, day=given.day, works=given.works, reason=given.reason.strip())
    db.session.add(row)
    details = {"day": given.day.isoformat(), "works": given.works, "reason": row.reason}
    record(organisation, Fact.DAY_SET, actor, now(), Said(details=details, role=Role.ADMIN))
    return row


@action
def unset_day(organisation_id: int, day: dt.date, *, actor: Actor) -> None:
    """Leave the day to the public calendar again. Refuses NotFound."""
    organisation = _managed(organisation_id, actor)
    row = _found(organisation_id, day)
    if row is None:
        raise NotFound("Ngày này không còn trong danh sách.")
    db.session.delete(row)
    details = {"day": day.isoformat(), "works": row.works, "reason": row.reason}
    record(organisation, Fact.DAY_UNSET, actor, now(), Said(details=details, role=Role.ADMIN))


def _managed(organisation_id: int, actor: Actor) -> Organisation:
    organisation = for_change(organisation_id)
    require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(organisation))
    return organisation


def _found(organisation_id: int, day: dt.date) -> DayOff | None:
    query = select(DayOff).where(DayOff.organisation_id == organisation_id, DayOff.day == day)
    return db.session.scalars(query).one_or_none()

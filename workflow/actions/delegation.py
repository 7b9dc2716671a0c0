"""Substitutes: somebody takes another's place from a day to a day, and stops before its end."""

from collections.abc import Sequence
from typing import NoReturn

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.delegations import PASSED_ON, Absence, wrong_with
from workflow.domain.errors import InvalidInput
from workflow.domain.facts import Fact
from workflow.domain.inputs.delegations import Delegate
from workflow.domain.permissions import Permission, require
from workflow.models import Delegation, Membership, Organisation, User, db
from workflow.models.clock import now, today
from workflow.queries import organisations
from workflow.queries.accounts import members_of
from workflow.queries.delegations import DelegationCase, absences_of, for_change


@action
def delegate(organisation_id: int, given: Delegate, *, actor: Actor) -> Delegation:
    """Let one take another's place. Refuses people who do not serve there, days gone by, a second substitute for the
    same days, a ring, and a chain too long (InvalidInput at the field)."""
    require(actor, Permission.DELEGATION_KEEP, DelegationCase(organisation_id, given.absent_id))
    house = organisations.for_change(organisation_id)
    members = members_of(organisation_id)
    absent = _person(members, given.absent_id, "absent")
    substitute = _person(members, given.substitute_id, "substitute")
    if not any(one.role in PASSED_ON for one in members if one.user_id == absent.id):
        _refuse("absent", "Người này chỉ quản trị hoặc kiểm tra, là việc không giao cho người thay được.")
    if given.from_day < today():
        _refuse("from_day", "Ngày đầu phải từ hôm nay trở đi.")
    wrong = wrong_with(
        Absence(given.absent_id, given.substitute_id, given.from_day, given.to_day), absences_of(organisation_id)
    )
    if wrong:
        _refuse(*wrong)
    row = Delegation(
        organisation_id=organisation_id,
        absent=absent,
        substitute=substitute,
        from_day=given.from_day,
        to_day=given.to_day,
        reason=given.reason,
        given_by_id=actor.user_id,
        given_by=actor.name,
    )
    db.session.add(row)
    _tell(house, Fact.DELEGATION_GIVEN, row, actor)
    return row


@action
def end_delegation(delegation_id: int, *, actor: Actor) -> Delegation:
    """End it now: it counts no more at the very next request. Ended or over before, it stays so."""
    row = for_change(delegation_id)
    require(actor, Permission.DELEGATION_KEEP, DelegationCase(row.organisation_id, row.absent_id))
    if row.ended_at is None and row.to_day >= today():
        row.ended_at = now()
        _tell(organisations.for_change(row.organisation_id), Fact.DELEGATION_ENDED, row, actor)
    return row


def _person(members: Sequence[Membership], user_id: int, field: str) -> User:
    found = next((one.user for one in members if one.user_id == user_id), None)
    if found is None:
        _refuse(field, "Người này không phụ trách việc gì ở đơn vị. Hãy chọn người trong danh sách.")
    return found


def _refuse(field: str, message: str) -> NoReturn:
    raise InvalidInput(message, fields={field: message})


def _tell(house: Organisation, fact: Fact, row: Delegation, actor: Actor) -> None:
    details = {
        "absent": {"id": row.absent.id, "name": row.absent.name},
        "substitute": {"id": row.substitute.id, "name": row.substitute.name},
        "from_day": row.from_day.isoformat(),
        "to_day": row.to_day.isoformat(),
        "reason": row.reason,
    }
    record(house, fact, actor, now(), Said(details=details))

"""Who stands in for whom in an organisation."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workflow.domain.delegations import LONGEST_CHAIN, Absence
from workflow.domain.errors import NotFound
from workflow.models import Delegation, db
from workflow.models.clock import today

__all__ = ["Delegation", "DelegationCase", "absences_of", "delegations_of", "for_change", "substitutes_of"]

SHOWN = 60


class DelegationCase:
    """One absence as the rules see it: whose it is and where."""

    def __init__(self, organisation_id: int, absent_id: int | None) -> None:
        self.organisation_id = organisation_id
        self.absent_id = absent_id


def delegations_of(organisation_id: int) -> Sequence[Delegation]:
    """Those of an organisation, the last to end first, with both people; one statement."""
    query = select(Delegation).where(Delegation.organisation_id == organisation_id)
    people = (joinedload(Delegation.absent), joinedload(Delegation.substitute))
    order = (Delegation.to_day.desc(), Delegation.id.desc())
    return db.session.scalars(query.options(*people).order_by(*order).limit(SHOWN)).all()


def absences_of(organisation_id: int) -> list[Absence]:
    """Those of an organisation that count today or later."""
    query = select(Delegation).where(
        Delegation.organisation_id == organisation_id, Delegation.to_day >= today(), Delegation.ended_at.is_(None)
    )
    return [Absence(one.absent_id, one.substitute_id, one.from_day, one.to_day) for one in db.session.scalars(query)]


def substitutes_of(organisation_id: int, people: Collection[int]) -> list[int]:
    """Who takes the place of one of these people there today, the substitutes of substitutes among them."""
    stands_in = {one.absent_id: one.substitute_id for one in absences_of(organisation_id) if one.covers(today())}
    return [substitute for one in people for substitute in _behind(one, stands_in)]


def for_change(delegation_id: int) -> Delegation:
    """One, locked until the transaction ends. Refuses NotFound."""
    found = db.session.get(Delegation, delegation_id, with_for_update=True)
    if found is None:
        raise NotFound("Không có việc thay này.")
    return found


def _behind(person: int, stands_in: Mapping[int, int]) -> Iterator[int]:
    for _ in range(LONGEST_CHAIN):
        if person not in stands_in:
            return
        person = stands_in[person]
        yield person

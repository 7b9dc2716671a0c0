"""The tree: who is below, who is above, where a person may look."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, or_, select

from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.models import Organisation, db

__all__ = ["Organisation", "OrganisationCase", "above_and_below", "by_id", "for_show", "neighbours", "subordinates"]


class OrganisationCase:
    """An organisation as the rules see it."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation

    @property
    def organisation_id(self) -> int:
        """Itself."""
        return self._organisation.id

    @property
    def superior_id(self) -> int | None:
        """The direct superior."""
        return self._organisation.superior_id

    @property
    def ancestor_ids(self) -> tuple[int, ...]:
        """From the direct superior to the top."""
        return tuple(self._organisation.ancestor_ids)

    @property
    def subordinate_ids(self) -> tuple[int, ...]:
        """Directly below, today."""
        return tuple(one.id for one in subordinates(self._organisation.id))


def by_id(organisation_id: int) -> Organisation:
    """One organisation. Refuses NotFound."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound("Không có đơn vị này.")
    return organisation


def for_change(organisation_id: int) -> Organisation:
    """One organisation, locked until the transaction ends; no number is given in it meanwhile. Refuses NotFound."""
    query = select(Organisation).where(Organisation.id == organisation_id).with_for_update(of=Organisation)
    organisation = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if organisation is None:
        raise NotFound("Không có đơn vị này.")
    return organisation


def for_show(organisation_id: int, actor: Actor) -> Organisation:
    """One organisation that the actor may look at; "not there" and "not yours" are the same NotFound."""
    organisation = by_id(organisation_id)
    if not permits(actor, Permission.ORGANISATION_READ, OrganisationCase(organisation)):
        raise NotFound("Không có đơn vị này.")
    return organisation


def above_and_below(organisation_ids: Collection[int]) -> Sequence[Organisation]:
    """The organisations, their direct superiors and those directly below that exist today, by name; one statement."""
    above = select(Organisation.superior_id).where(Organisation.id.in_(organisation_ids))
    below = and_(Organisation.superior_id.in_(organisation_ids), Organisation.to_day.is_(None))
    query = select(Organisation).where(or_(Organisation.id.in_(organisation_ids), Organisation.id.in_(above), below))
    return db.session.scalars(query.order_by(Organisation.name, Organisation.id)).all()


def neighbours(organisation: Organisation) -> Sequence[Organisation]:
    """Its superior, those below the same superior and those directly below it that exist today, by rank and name."""
    around = or_(
        Organisation.id == organisation.superior_id,
        Organisation.superior_id == organisation.superior_id,
        Organisation.superior_id == organisation.id,
    )
    query = select(Organisation).where(around, Organisation.id != organisation.id, Organisation.to_day.is_(None))
    return db.session.scalars(query.order_by(Organisation.superior_id.nulls_first(), Organisation.name)).all()


def subordinates(organisation_id: int) -> Sequence[Organisation]:
    """Those directly below that exist today, by name."""
    query = select(Organisation).where(Organisation.superior_id == organisation_id, Organisation.to_day.is_(None))
    return db.session.scalars(query.order_by(Organisation.name)).all()

"""The tree: who is below, who is above, where a person may look."""

from collections.abc import Collection, Sequence

from sqlalchemy import BigInteger, ColumnElement, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.orm import aliased

from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import EDITABLE, Level, ReorganisationKind, ReorganisationState, UnitPart
from workflow.models import Document, Organisation, Reorganisation, ReorganisedUnit, db

__all__ = [
    "Organisation",
    "OrganisationCase",
    "bodies_of",
    "by_id",
    "for_show",
    "heirs_of",
    "neighbours",
    "predecessors_of",
    "subordinates",
    "successors_of",
    "with_superiors",
]


_HANDING_OVER = (ReorganisationKind.MERGE, ReorganisationKind.SPLIT, ReorganisationKind.DISSOLVE)


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
    def has_ended(self) -> bool:
        """Whether it was merged, split up or dissolved."""
        return self._organisation.has_ended

    @property
    def successor_ids(self) -> tuple[int, ...]:
        """Those that took over from it, however long ago."""
        return successors_of(self._organisation)

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


def with_superiors(organisation_ids: Collection[int]) -> Sequence[Organisation]:
    """The organisations and their direct superiors, by name; one statement."""
    above = select(Organisation.superior_id).where(Organisation.id.in_(organisation_ids))
    query = select(Organisation).where(or_(Organisation.id.in_(organisation_ids), Organisation.id.in_(above)))
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


def in_branch(organisation_id: int) -> ColumnElement[bool]:
    """The organisation and everything below it."""
    return or_(Organisation.id == organisation_id, Organisation.ancestor_ids.contains([organisation_id]))


def below_called(organisation_id: int, name: str) -> int | None:
    """The one organisation anywhere below that bears exactly this name today; None when nobody or several do."""
    query = select(Organisation.id).where(Organisation.name == name.strip(), Organisation.to_day.is_(None))
    found = db.session.scalars(query.where(Organisation.ancestor_ids.contains([organisation_id])).limit(2)).all()
    return found[0] if len(found) == 1 else None


def successors_of(organisation: Organisation) -> tuple[int, ...]:
    """Those that took over from it, and from those, without itself; nothing is asked of one that never handed over."""
    return _walked([organisation.id], UnitPart.FROM, UnitPart.TO) if organisation.successor_id else ()


def heirs_of(organisation_ids: Collection[int]) -> tuple[int, ...]:
    """Those that took over, however long ago, from those of these that are no more; one statement where all stand."""
    ended = select(Organisation.id).where(Organisation.id.in_(organisation_ids), Organisation.to_day.is_not(None))
    gone = db.session.scalars(ended).all() if organisation_ids else ()
    return _walked(gone, UnitPart.FROM, UnitPart.TO) if gone else ()


def predecessors_of(organisation_ids: Collection[int]) -> tuple[int, ...]:
    """Those that handed over to them and are no more, and those before them. Of one that goes on only a part came."""
    reached = _walked(organisation_ids, UnitPart.TO, UnitPart.FROM)
    ended = select(Organisation.id).where(Organisation.id.in_(reached), Organisation.to_day.is_not(None))
    return tuple(db.session.scalars(ended)) if reached else ()


def _walked(organisation_ids: Collection[int], here: UnitPart, there: UnitPart) -> tuple[int, ...]:
    """From act to act that was carried out, without where it began; one statement, and a ring of acts ends."""
    ours, theirs = aliased(ReorganisedUnit), aliased(ReorganisedUnit)
    begun = cast(array(sorted(organisation_ids)), ARRAY(BigInteger))
    walked = select(func.unnest(begun).label("id")).cte(recursive=True)
    step = (
        select(theirs.organisation_id)
        .select_from(walked)
        .join(ours, and_(ours.organisation_id == walked.c.id, ours.part == here))
        .join(theirs, and_(theirs.reorganisation_id == ours.reorganisation_id, theirs.part == there))
        .join(Reorganisation, Reorganisation.id == ours.reorganisation_id)
        .where(Reorganisation.state == ReorganisationState.DONE, Reorganisation.kind.in_(_HANDING_OVER))
    )
    reached = db.session.scalars(select(walked.union(step).c.id))
    return tuple(one for one in reached if one not in organisation_ids)


def closed_below(organisation_id: int) -> Sequence[int]:
    """Those that stood directly below it when they ended."""
    ended = Organisation.to_day.is_not(None)
    return db.session.scalars(select(Organisation.id).where(Organisation.superior_id == organisation_id, ended)).all()


def subordinates(organisation_id: int) -> Sequence[Organisation]:
    """Those directly below that exist today, by name."""
    query = select(Organisation).where(Organisation.superior_id == organisation_id, Organisation.to_day.is_(None))
    return db.session.scalars(query.order_by(Organisation.name)).all()


def bodies_of(organisation_id: int | None) -> Sequence[Organisation]:
    """The advisory bodies of a committee, which may be its clearing houses."""
    if organisation_id is None:
        return []
    query = select(Organisation).where(
        Organisation.superior_id == organisation_id, Organisation.level == Level.ADVISORY, Organisation.to_day.is_(None)
    )
    return db.session.scalars(query.order_by(Organisation.name)).all()


def drafts_around(organisation_id: int) -> Sequence[Document]:
    """The unfinished papers of the organisation and of those directly below it: they name it."""
    below = select(Organisation.id).where(Organisation.superior_id == organisation_id)
    query = select(Document).where(
        or_(Document.organisation_id == organisation_id, Document.organisation_id.in_(below)),
        Document._state.in_(EDITABLE),
    )
    return db.session.scalars(query.order_by(Document.id)).unique().all()

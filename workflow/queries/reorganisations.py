"""Changes of the tree: one for a change or for its page, those of an organisation."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from workflow.domain.actor import Actor
from workflow.domain.errors import ChangedMeanwhile, NotFound
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import ReorganisationState, UnitPart
from workflow.models import Organisation, Reorganisation, ReorganisedUnit, db
from workflow.queries.organisations import OrganisationCase

__all__ = ["Reorganisation", "due", "for_change", "for_show", "of_organisation", "related"]

_MOST_AT_ONCE = 100
_MISSING = "Không có việc sắp xếp này, hoặc đồng chí không thuộc diện được xem."


def for_change(act_id: int, version: int | None = None) -> Reorganisation:
    """The act, locked. Refuses NotFound and a stale version (ChangedMeanwhile)."""
    query = select(Reorganisation).where(Reorganisation.id == act_id).with_for_update(of=Reorganisation)
    act = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if act is None:
        raise NotFound(_MISSING)
    if version is not None and act.version != version:
        raise ChangedMeanwhile("Việc sắp xếp này vừa được người khác thay đổi. Hãy xem lại rồi làm tiếp.")
    return act


def for_show(act_id: int, actor: Actor) -> Reorganisation:
    """The act with its units, for whoever may do such acts; "not there" and "not yours" are the same NotFound."""
    act = db.session.get(Reorganisation, act_id)
    if act is None or not _may_see(act, actor):
        raise NotFound(_MISSING)
    return act


def of_organisation(organisation_id: int, *, done: bool) -> Sequence[Reorganisation]:
    """What was done to the organisation, or is yet to be done, newest first."""
    states = [ReorganisationState.DONE] if done else [ReorganisationState.PREPARED, ReorganisationState.SCHEDULED]
    concerned = select(ReorganisedUnit.reorganisation_id).where(ReorganisedUnit.organisation_id == organisation_id)
    query = select(Reorganisation).where(Reorganisation.id.in_(concerned), Reorganisation.state.in_(states))
    query = query.options(selectinload(Reorganisation.units))
    return db.session.scalars(query.order_by(Reorganisation.effective_on.desc(), Reorganisation.id.desc())).all()


def due(today: dt.date) -> Sequence[int]:
    """Those that wait and whose day has come, oldest first; a bounded number."""
    query = select(Reorganisation.id).where(
        Reorganisation.state == ReorganisationState.SCHEDULED, Reorganisation.effective_on <= today
    )
    query = query.order_by(Reorganisation.effective_on, Reorganisation.id)
    return db.session.scalars(query.limit(_MOST_AT_ONCE)).all()


def related(act: Reorganisation, part: UnitPart) -> list[Organisation]:
    """The organisations that the act changes or ends, or that take over."""
    return [one.organisation for one in act.units if one.part is part]


def _may_see(act: Reorganisation, actor: Actor) -> bool:
    return permits(actor, Permission.ORGANISATION_REORGANISE, OrganisationCase(act.organisation))

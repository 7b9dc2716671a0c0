"""Changes of the tree by real acts of the cast's administrator."""

import datetime as dt

from workflow.actions.reorganise import confirm, prepare
from workflow.cli.demo.world import World
from workflow.domain.inputs.reorganising import Names, Plan, Prepare, Receiver
from workflow.domain.states import ReorganisationKind
from workflow.models import Organisation, Reorganisation, db
from workflow.models.clock import today

NEW = Names("Chi bộ Thư viện và Bảo tàng", "Thư viện và Bảo tàng", "CB", "Sông Lam", "T/M CHI BỘ")


def given(kind: ReorganisationKind, plan: Plan, effective_on: dt.date | None = None, reason: str = "") -> Prepare:
    """A change by a decision of today."""
    return Prepare(kind, plan, "12-QĐ/TU", today(), effective_on or today(), reason)


def prepared(world: World, kind: ReorganisationKind, plan: Plan, effective_on: dt.date | None = None) -> Reorganisation:
    """A change written down, not yet carried out."""
    return prepare(plan.units[0], given(kind, plan, effective_on), actor=world.actor("quantri"))


def done(world: World, kind: ReorganisationKind, plan: Plan) -> Reorganisation:
    """A change carried out."""
    act = prepared(world, kind, plan)
    return confirm(act.id, act.version, actor=world.actor("quantri"))


def merged(world: World, *cells: str, into: str | None = None) -> Organisation:
    """The cells merged into one that is there, or into a new one; that one."""
    there = world.organisations[into].id if into else None
    receiver = Receiver("moi", there) if there else Receiver("moi", names=NEW)
    plan = Plan(units=tuple(world.organisations[cell].id for cell in cells), receivers=(receiver,))
    act = done(world, ReorganisationKind.MERGE, plan)
    ended = db.session.get_one(Organisation, plan.ending[0])
    assert act.done_at is not None
    return db.session.get_one(Organisation, ended.successor_id)


def unit(world: World, key: str) -> Organisation:
    """The organisation as it is now."""
    return db.session.get_one(Organisation, world.organisations[key].id, populate_existing=True)

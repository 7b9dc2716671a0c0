"""Changes of the tree by a decision: prepared, looked over with everything that is still in hand, carried out on their
day, whole or not at all."""

import datetime as dt
from collections.abc import Mapping

from workflow.actions.carry_out import carry_out, refuse_plan
from workflow.actions.founding import hold_tree
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain import dates
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.reorganising import Plan, Prepare
from workflow.domain.permissions import Permission, require
from workflow.domain.states import ReorganisationState, Role, UnitPart
from workflow.models import Reorganisation, ReorganisedUnit, db
from workflow.models.clock import now, today
from workflow.queries import reorganisations
from workflow.queries.organisations import OrganisationCase, by_id

_LATEST = dt.timedelta(days=366)


@action
def prepare(organisation_id: int, given: Prepare, *, actor: Actor, token: str | None = None) -> Reorganisation:
    """Write down what a decision changes; nothing changes yet. Refuses NotPermitted, a decision without symbol or of a
    day to come, an effective day in the past without a reason, and what cannot be done to the tree (InvalidInput)."""
    organisation = by_id(organisation_id)
    require(actor, Permission.ORGANISATION_REORGANISE, OrganisationCase(organisation))
    _refuse_days(given)
    refuse_plan(given.kind, given.plan, actor)
    once(token)
    act = Reorganisation(
        organisation_id=organisation.id,
        kind=given.kind,
        state=ReorganisationState.PREPARED,
        decision_symbol=given.decision_symbol.strip(),
        decision_on=given.decision_on,
        effective_on=given.effective_on,
        reason=given.reason.strip(),
        plan=given.plan.to_json(),
        asked_by_id=actor.user_id,
        asked_at=now(),
    )
    act.units = [ReorganisedUnit(organisation_id=unit, part=UnitPart.FROM) for unit in given.plan.units]
    there = sorted(given.plan.kept_units | ({given.plan.superior_id} if given.plan.superior_id else set()))
    act.units += [ReorganisedUnit(organisation_id=unit, part=UnitPart.TO) for unit in there]
    db.session.add(act)
    _said(act, Fact.REORGANISATION_PREPARED, actor, {"kind": given.kind.value, "decision": act.decision_symbol})
    return act


@action
def share_out(act_id: int, shares: dict[str, str], version: int, *, actor: Actor) -> Reorganisation:
    """Say who takes what. Refuses an act that is over (TransitionRefused), a stale version, and a receiver that the act
    does not name (InvalidInput)."""
    act = _open_act(act_id, version, actor)
    plan = Plan.from_json(act.plan)
    keys = {"", *(one.key for one in plan.receivers)}
    if not set(shares.values()) <= keys:
        raise InvalidInput("Hãy chọn nơi nhận trong các đơn vị của việc này.")
    act.plan = act.plan | {"shares": dict(shares)}
    _changed(act, Fact.REORGANISATION_SHARED, actor, {"shares": dict(shares)})
    return act


@action
def confirm(act_id: int, version: int, *, actor: Actor) -> Reorganisation:
    """Carry the act out, or, when its day is still to come, let it wait for that. Refuses what cannot be done to the
    tree as it stands now, and open work that nobody may finish elsewhere (TransitionRefused)."""
    hold_tree(alone=True)
    act = _open_act(act_id, version, actor)
    refuse_plan(act.kind, Plan.from_json(act.plan), actor)
    if act.effective_on > today():
        act.state, act.error = ReorganisationState.SCHEDULED, None
        _changed(act, Fact.REORGANISATION_SCHEDULED, actor, {"day": act.effective_on.isoformat()})
        return act
    _carried_out(act, actor)
    return act


@action
def drop(act_id: int, version: int, *, actor: Actor) -> Reorganisation:
    """Give up an act that was not carried out."""
    act = _open_act(act_id, version, actor)
    act.state = ReorganisationState.DROPPED
    _changed(act, Fact.REORGANISATION_DROPPED, actor, {})
    return act


@action
def carry_out_on_its_day(act_id: int) -> Reorganisation:
    """What waited for its day is done by the system; done already, nothing happens. Refuses as `confirm`."""
    hold_tree(alone=True)
    act = reorganisations.for_change(act_id)
    if act.state is ReorganisationState.SCHEDULED and act.effective_on <= today():
        _carried_out(act, SYSTEM)
    return act


@action
def note_not_carried_out(act_id: int, reason: str) -> None:
    """Say why it could not be done on its day; it is tried again. The same reason again says nothing new."""
    act = reorganisations.for_change(act_id)
    if act.state is ReorganisationState.SCHEDULED and act.error != reason:
        act.error = reason
        _changed(act, Fact.REORGANISATION_FAILED, SYSTEM, {"reason": reason})


def _carried_out(act: Reorganisation, actor: Actor) -> None:
    act.outcome = carry_out(act, actor)
    act.state, act.done_at, act.error = ReorganisationState.DONE, now(), None
    _changed(act, Fact.REORGANISATION_DONE, actor, act.outcome)


def _open_act(act_id: int, version: int, actor: Actor) -> Reorganisation:
    act = reorganisations.for_change(act_id, version)
    require(actor, Permission.ORGANISATION_REORGANISE, OrganisationCase(act.organisation))
    if act.state not in {ReorganisationState.PREPARED, ReorganisationState.SCHEDULED}:
        raise TransitionRefused("Việc sắp xếp này đã thực hiện hoặc đã bỏ nên không đổi được nữa.")
    return act


def _refuse_days(given: Prepare) -> None:
    wrong: dict[str, str] = {}
    if not given.decision_symbol.strip():
        wrong["decision_symbol"] = "Hãy ghi số, ký hiệu quyết định."
    if given.decision_on > today():
        wrong["decision_on"] = f"Ngày {dates.short(given.decision_on)} chưa tới."
    if given.effective_on > today() + _LATEST:
        wrong["effective_on"] = "Ngày có hiệu lực không quá một năm kể từ hôm nay."
    if given.effective_on < today() and not given.reason.strip():
        wrong["reason"] = "Ngày có hiệu lực đã qua: hãy ghi lý do ghi muộn."
    if wrong:
        raise InvalidInput("Hãy xem lại quyết định và các ngày.", fields=wrong)


def _changed(act: Reorganisation, fact: Fact, actor: Actor, details: Mapping[str, object]) -> None:
    act.version += 1
    _said(act, fact, actor, details)


def _said(act: Reorganisation, fact: Fact, actor: Actor, details: Mapping[str, object]) -> None:
    role = None if actor.is_system else Role.ADMIN
    record(act, fact, actor, now(), Said(details=details, role=role, acting_for=act.organisation_id))

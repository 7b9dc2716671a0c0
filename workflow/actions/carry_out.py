"""What each kind of change does to the tree, inside a running act that holds it."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from workflow.actions.duties import place_duty
from workflow.actions.founding import begin_term, found, keep_names
from workflow.actions.handing_over import HandingOver, hand_over, rename_in_draft
from workflow.actions.record import Said, record
from workflow.actions.seats import reseat
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.inputs.reorganising import Names, Plan, Receiver
from workflow.domain.permissions import Permission, require
from workflow.domain.states import Level, Numbering, ReorganisationKind, Role, UnitPart
from workflow.domain.tree import why_not_below
from workflow.models import Organisation, Reorganisation, ReorganisedUnit
from workflow.models.clock import now
from workflow.queries.holdings import Holdings, holdings
from workflow.queries.organisations import OrganisationCase, by_id, drafts_around, for_change
from workflow.queries.registers import term_on

Outcome = dict[str, int]
_WRONG_NUMBER = {
    ReorganisationKind.MERGE: "Hãy chọn ít nhất hai đơn vị, hoặc một đơn vị và nơi nhận khác.",
    ReorganisationKind.SPLIT: "Chia, tách cần ít nhất hai đơn vị nhận.",
    ReorganisationKind.DISSOLVE: "Giải thể: chọn một đơn vị, và nhiều nhất một nơi nhận.",
}


def refuse_plan(kind: ReorganisationKind, plan: Plan, actor: Actor) -> None:
    """Refuse (InvalidInput, TransitionRefused, NotPermitted) what cannot be done to the tree as it stands."""
    units = [by_id(unit) for unit in plan.units]
    receivers = [by_id(one) for one in sorted(plan.kept_units)]
    superior = by_id(plan.superior_id) if plan.superior_id else None
    for house in [*units, *receivers, *([superior] if superior else [])]:
        _refuse_ended(house)
    for house in [*units, *receivers]:
        _permit(house, actor)
    if superior is not None:
        _refuse_seat(units, superior, actor)
    _refuse_count(kind, plan)
    _refuse_receivers(units, receivers, plan)
    _refuse_levels(units, plan)


def carry_out(act: Reorganisation, actor: Actor) -> Outcome:
    """Do it; how much of what passed. Refuses (TransitionRefused) what only the unit itself can finish, and duties that
    nobody takes over."""
    plan = Plan.from_json(act.plan)
    for house in sorted({*plan.units, *plan.kept_units}):
        for_change(house)
    if act.kind is ReorganisationKind.RENAME:
        return _rename(act, plan, actor)
    if act.kind is ReorganisationKind.MOVE:
        return _move(act, plan, actor)
    return _pass_on(act, plan, actor)


def why_stuck(held: Holdings) -> str | None:
    """The sentence that names what only the unit itself can finish; None when there is nothing."""
    if not held.stuck:
        return None
    named = ", ".join(one.symbol or f"{one.traits.name} {one.abstract}"[:60] for one in held.stuck[:3])
    more = " …" if len(held.stuck) > 3 else ""
    return (
        f"{held.organisation.name} còn văn bản đang dở ở khâu ban hành: {named}{more}. "
        "Hãy ban hành và gửi xong, hoặc huỷ, rồi làm lại."
    )


def _rename(act: Reorganisation, plan: Plan, actor: Actor) -> Outcome:
    assert plan.names is not None  # noqa: S101 - a plan of this kind has them
    unit, names = by_id(plan.units[0]), plan.names
    before = unit.name
    if plan.restart and names.symbol != unit.symbol:
        _number_anew(unit, names.symbol, act.effective_on)
    unit.name, unit.short_name, unit.heading = names.name, names.short_name, names.heading
    unit.symbol, unit.place, unit.authority = names.symbol, names.place, names.authority
    unit.party_heading = names.party_heading
    keep_names(unit, act.effective_on)
    changed = drafts_around(unit.id)
    for document in changed:
        rename_in_draft(document, {before: unit.name})
    record(unit, Fact.ORGANISATION_RENAMED, actor, now(), _said(act, {"before": before, "after": unit.name}))
    return {"drafts": len(changed)}


def _number_anew(unit: Organisation, symbol: str, day: dt.date) -> None:
    """Papers with another symbol are another series, from 01."""
    term = term_on(unit.id, day)
    if term is None or term.from_day != day:
        numbering = term.numbering if term else Numbering.TERM
        begin_term(unit.id, f"Ký hiệu {symbol}, từ {dates.short(day)}", day, numbering)


def _move(act: Reorganisation, plan: Plan, actor: Actor) -> Outcome:
    assert plan.superior_id is not None  # noqa: S101 - a plan of this kind has it
    superior, at, ended = by_id(plan.superior_id), now(), 0
    duties = [target for unit in plan.units for target in holdings(by_id(unit)).duties]
    before = {unit: by_id(unit).superior_id for unit in plan.units}
    reseat(plan.units, superior, act.effective_on)
    for target in duties:
        place_duty(target, target.organisation, actor, at)
        ended += target.ended_on is not None
    for unit in plan.units:
        details = {"from": before[unit], "to": superior.id}
        record(by_id(unit), Fact.ORGANISATION_MOVED, actor, at, _said(act, details))
    return {"units": len(plan.units), "duties": len(duties) - ended, "ended": ended}


def _pass_on(act: Reorganisation, plan: Plan, actor: Actor) -> Outcome:
    """Merger, split, dissolution: those that end hand over everything, one that goes on what was named."""
    units = [by_id(unit) for unit in plan.units]
    receivers = {one.key: _receiver(one, units[0], act, actor) for one in plan.receivers}
    done: Counter[str] = Counter()
    splits = act.kind is ReorganisationKind.SPLIT
    for unit in units:
        goes_on = unit.id in plan.kept_units
        if goes_on and not splits:
            continue
        held = holdings(unit)
        _refuse_left_over(held, receivers, goes_on=goes_on)
        if receivers:
            task = HandingOver(unit, receivers, plan.shares, actor, now(), act.effective_on)
            task.goes_on, task.divides = goes_on, splits
            done += hand_over(task)
        if not goes_on:
            _end(unit, next(iter(receivers.values()), None), act, actor)
    for receiver in receivers.values():
        record(receiver, Fact.ORGANISATION_TOOK_OVER, actor, now(), _said(act, {"from": list(plan.units)}))
    return dict(done)


def _receiver(one: Receiver, like: Organisation, act: Reorganisation, actor: Actor) -> Organisation:
    if one.organisation_id is not None:
        return by_id(one.organisation_id)
    assert one.names is not None  # noqa: S101 - it is there or it is founded
    superior = by_id(like.superior_id) if like.superior_id else None
    new = found(_founding(one.names, one, like, act), superior, act.effective_on, actor)
    act.units.append(ReorganisedUnit(organisation_id=new.id, part=UnitPart.TO))
    return new


def _founding(names: Names, one: Receiver, like: Organisation, act: Reorganisation) -> FoundOrganisation:
    return FoundOrganisation(
        name=names.name,
        short_name=names.short_name,
        heading=names.heading,
        party_heading=names.party_heading,
        symbol=names.symbol,
        place=names.place,
        authority=names.authority,
        level=one.level or like.level,
        superior_id=like.superior_id,
        term_from=act.effective_on,
    )


def _end(unit: Organisation, heir: Organisation | None, act: Reorganisation, actor: Actor) -> None:
    unit.to_day = act.effective_on - dt.timedelta(days=1)
    unit.successor_id = heir.id if heir else None
    record(unit, Fact.ORGANISATION_ENDED, actor, now(), _said(act, {"successor": unit.successor_id}))


def _refuse_left_over(held: Holdings, receivers: Mapping[str, Organisation], *, goes_on: bool) -> None:
    stuck = None if goes_on else why_stuck(held)
    if stuck is not None:
        raise TransitionRefused(stuck)
    if not receivers and not held.is_empty:
        raise TransitionRefused(
            f"{held.organisation.name} còn việc dở dang hoặc đơn vị trực thuộc. Hãy chọn đơn vị nhận rồi làm lại."
        )


def _refuse_ended(house: Organisation) -> None:
    if house.to_day is not None:
        raise TransitionRefused(f"{house.name} đã kết thúc hoạt động ngày {dates.short(house.to_day)}.")


def _permit(house: Organisation, actor: Actor) -> None:
    if not actor.is_system:
        require(actor, Permission.ORGANISATION_REORGANISE, OrganisationCase(house))


def _refuse_seat(units: Sequence[Organisation], superior: Organisation, actor: Actor) -> None:
    if not actor.is_system:
        require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(superior))
    for unit in units:
        reason = why_not_below(unit.level, superior.level)
        if superior.id == unit.id or unit.id in superior.ancestor_ids:
            reason = f"{superior.name} đang trực thuộc {unit.name} nên không làm cấp trên của đơn vị này được."
        if superior.id == unit.superior_id:
            reason = f"{unit.name} đang trực thuộc {superior.name} rồi."
        if reason is not None:
            raise InvalidInput(reason, fields={"chosen": reason})


def _refuse_count(kind: ReorganisationKind, plan: Plan) -> None:
    wrong = {
        ReorganisationKind.MERGE: not plan.ending or len(plan.receivers) != 1,
        ReorganisationKind.SPLIT: len(plan.units) != 1 or len(plan.receivers) < 2,
        ReorganisationKind.DISSOLVE: len(plan.units) != 1 or len(plan.receivers) > 1 or not plan.ending,
        ReorganisationKind.MOVE: not plan.units or plan.superior_id is None,
        ReorganisationKind.RENAME: len(plan.units) != 1 or plan.names is None,
    }
    if wrong[kind]:
        message = _WRONG_NUMBER.get(kind, "Hãy chọn đơn vị.")
        raise InvalidInput(message, fields={"chosen": message})


def _refuse_receivers(units: Sequence[Organisation], receivers: Sequence[Organisation], plan: Plan) -> None:
    ending = [unit for unit in units if unit.id in plan.ending]
    for unit in ending:
        above = next((other for other in ending if other.id in unit.ancestor_ids), None)
        below = next((one for one in receivers if unit.id in one.ancestor_ids), None)
        if above is not None or below is not None:
            other = (above or below or unit).name
            message = f"{other} và {unit.name} là cấp trên, cấp dưới của nhau. Hãy chuyển cấp trên trước rồi sắp xếp."
            raise InvalidInput(message, fields={"chosen": message})
        if unit.superior_id is None:
            raise InvalidInput(f"{unit.name} là đơn vị cao nhất nên không kết thúc được bằng việc này.")


def _refuse_levels(units: Sequence[Organisation], plan: Plan) -> None:
    """Whoever stands below a unit that ends or is split must be able to stand below the one that takes it over, be that
    there already or founded by the act."""
    heirs = {one.key: _seat_of(one, units[0]) for one in plan.receivers}
    for unit in units if heirs else ():
        unshared = "" if unit.id in plan.kept_units else plan.receivers[0].key
        for below in holdings(unit).below:
            name, level = heirs.get(plan.shares.get(f"unit:{below.id}", unshared), ("", None))
            reason = why_not_below(below.level, level) if level else None
            if reason is not None:
                raise InvalidInput(f"{below.name} không chuyển về {name} được. {reason}")


def _seat_of(receiver: Receiver, like: Organisation) -> tuple[str, Level]:
    if receiver.organisation_id is not None:
        house = by_id(receiver.organisation_id)
        return house.name, house.level
    return receiver.names.name if receiver.names else "", receiver.level or like.level


def _said(act: Reorganisation, details: Mapping[str, object]) -> Said:
    told = {"act": act.id, "decision": act.decision_symbol, "day": act.effective_on.isoformat()}
    return Said(details={**told, **details}, role=Role.ADMIN)

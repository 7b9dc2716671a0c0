"""The only code that changes a document's state; it also tells which acts are open now and why others are not."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from transitions import EventData, Machine, MachineError

from workflow.domain import document_machine, labels
from workflow.domain.actor import Actor
from workflow.domain.document_machine import TABLE, Move
from workflow.domain.errors import TransitionRefused
from workflow.domain.guards import NO_CIRCUMSTANCES, Case, Circumstances, Meeting
from workflow.domain.permissions import permission_of, permits, who_may
from workflow.domain.states import DocumentState, Trigger


class Stateful(Protocol):
    """The row whose protected `_state` the machine moves."""

    _state: DocumentState


@dataclass(frozen=True, slots=True)
class Offer:
    """One act as the page shows it: open, or closed with the reason (mock rule 3)."""

    trigger: Trigger
    reason: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether pressing it now would be accepted."""
        return self.reason is None


def _choose(event: EventData, move: Move) -> bool:
    return move.when is None or move.when(event.kwargs["case"])


def _chooser(move: Move) -> object:
    return lambda event: _choose(event, move)


# One machine for every row, with no model registered: a machine per row is five times slower and keeps rows alive.
_machine = Machine(
    model=None,
    states=DocumentState,
    initial=DocumentState.DRAFT,
    transitions=[
        {"trigger": move.trigger.value, "source": move.source, "dest": move.target, "conditions": [_chooser(move)]}
        for move in TABLE
        if move.source is not None
    ],
    auto_transitions=False,
    send_event=True,
    model_attribute="_state",
)


def begin(trigger: Trigger, case: Case | None = None, given: Circumstances = NO_CIRCUMSTANCES) -> DocumentState:
    """The first state of a document made by `trigger`; refuses what its guards refuse (TransitionRefused)."""
    (move,) = document_machine.moves(trigger, None)
    if case is not None:
        _refuse(_first_reason(move, case, _NOBODY, given))
    return move.target


def advance(
    row: Stateful, trigger: Trigger, case: Case, actor: Actor, given: Circumstances = NO_CIRCUMSTANCES
) -> DocumentState:
    """Move the row by the trigger and return its new state. Refuses a wrong state and every unmet guard with
    TransitionRefused; leaves the row untouched when it refuses."""
    _refuse(why_closed(case, trigger, actor, given))
    try:
        _machine.events[trigger.value].trigger(row, case=case)
    except MachineError as wrong:  # pragma: no cover - the table and the machine are one
        raise TransitionRefused(_wrong_state(case, trigger)) from wrong
    return row._state


def why_closed(case: Case, trigger: Trigger, actor: Actor, given: Circumstances = NO_CIRCUMSTANCES) -> str | None:
    """None when the move is possible now, else the sentence that says what it waits for."""
    rows = [m for m in document_machine.moves(trigger, case.state) if m.when is None or m.when(case)]
    if not rows:
        return _wrong_state(case, trigger)
    return _first_reason(rows[0], case, actor, given)


def offers(case: Case, actor: Actor, triggers: tuple[Trigger, ...]) -> tuple[Offer, ...]:
    """The acts a page shows for this person: open ones first, then those closed by rule, each with its reason.
    What needs words from the person (a reason, a meeting) is not held against an act before it is begun."""
    shown = [_offer(case, trigger, actor) for trigger in triggers]
    return tuple(sorted((offer for offer in shown if offer), key=lambda offer: not offer.is_open))


def _offer(case: Case, trigger: Trigger, actor: Actor) -> Offer | None:
    permitted = permits(actor, permission_of(trigger), case)
    here = bool(document_machine.moves(trigger, case.state))
    if permitted:
        return Offer(trigger, why_closed(case, trigger, actor, _PROMISED)) if here or _tells(case, trigger) else None
    if here and actor.holds(case.organisation_id):
        return Offer(trigger, who_may(trigger))
    return None


def _tells(case: Case, trigger: Trigger) -> bool:
    return (trigger, case.state) in labels.WHY_NOT_NOW


def _first_reason(move: Move, case: Case, actor: Actor, given: Circumstances) -> str | None:
    return next((reason for guard in move.guards if (reason := guard(case, actor, given))), None)


def _wrong_state(case: Case, trigger: Trigger) -> str:
    told = labels.WHY_NOT_NOW.get((trigger, case.state))
    return told or f"Văn bản đang ở trạng thái “{labels.STATES[case.state]}” nên không làm được việc này."


def _refuse(reason: str | None) -> None:
    if reason is not None:
        raise TransitionRefused(reason)


_NOBODY = Actor(user_id=None, name="")
_PROMISED = Circumstances(reason="…", meeting=Meeting(day=dt.date.min, present=1, agreed=1))

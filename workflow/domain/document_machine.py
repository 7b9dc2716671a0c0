"""The table of a document: which trigger leads from which state to which, under which guards (design §3)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workflow.domain import guards
from workflow.domain.guards import Case, Guard
from workflow.domain.states import DocumentState as S
from workflow.domain.states import Trigger as T  # noqa: N817 - a table of thirty rows reads better so

When = Callable[[Case], bool]


@dataclass(frozen=True, slots=True)
class Move:
    """One row: `trigger` leads from `source` (None: the document is made by it) to `target` if `when` chooses this row
    and every guard is content."""

    trigger: T
    source: S | None
    target: S
    guards: tuple[Guard, ...] = ()
    when: When | None = None


def _has_office(case: Case) -> bool:
    return not case.is_cell


def _is_cell(case: Case) -> bool:
    return case.is_cell


def _consolidates(case: Case) -> bool:
    return case.consolidates


def _drafted(case: Case) -> bool:
    return not case.consolidates


def _rows(trigger: T, sources: Iterable[S], target: S, *needs: Guard, when: When | None = None) -> tuple[Move, ...]:
    return tuple(Move(trigger, source, target, needs, when) for source in sources)


_READY = (guards.sources_handled, guards.sources_current, guards.has_text, guards.sections_finished)
_WORK = (S.DRAFT, S.CONSOLIDATING, S.RETURNED)
_IN_HAND = (S.IN_APPRAISAL, S.IN_APPROVAL)
_AGREED = (S.APPROVED,)
_STILL = (guards.decision_holds, guards.replaces_what_stands_alone)
_OWN_STEP = (guards.has_reason, guards.took_the_step, guards.is_not_followed)
_UNFINISHED = (*_WORK, *_IN_HAND, S.APPROVED)

TABLE: tuple[Move, ...] = (
    Move(T.START, None, S.DRAFT),
    Move(T.START_CONSOLIDATION, None, S.CONSOLIDATING, (guards.has_received_sources,)),
    Move(T.REGISTER, None, S.ISSUED),
    Move(T.COPY, None, S.APPROVED),
    *_rows(T.SUBMIT, _WORK, S.IN_APPRAISAL, *_READY, when=_has_office),
    *_rows(T.SUBMIT, _WORK, S.IN_APPROVAL, *_READY, guards.format_in_order, when=_is_cell),
    Move(T.APPRAISE, S.IN_APPRAISAL, S.IN_APPROVAL, (guards.sources_current, guards.format_in_order)),
    *_rows(T.RETURN_FOR_REVISION, _IN_HAND, S.RETURNED, guards.has_reason),
    Move(T.RETURN_TO_APPRAISAL, S.IN_APPROVAL, S.IN_APPRAISAL, (guards.has_reason,), when=_has_office),
    *_rows(T.RECALL, _IN_HAND, S.DRAFT, guards.is_submitter, guards.is_not_taken, when=_drafted),
    *_rows(T.RECALL, _IN_HAND, S.CONSOLIDATING, guards.is_submitter, guards.is_not_taken, when=_consolidates),
    Move(T.RECALL, S.SENT, S.ISSUED, (guards.is_not_received, guards.is_not_passed_on, guards.has_reason)),
    Move(T.UNDO, S.IN_APPROVAL, S.IN_APPRAISAL, _OWN_STEP),
    Move(T.UNDO, S.APPROVED, S.IN_APPROVAL, (*_OWN_STEP, guards.one_decided, guards.is_not_numbered)),
    Move(
        T.APPROVE,
        S.IN_APPROVAL,
        S.APPROVED,
        (guards.is_not_the_author, guards.the_body_decided, guards.sources_current),
    ),
    *_rows(T.TAKE_NUMBER, _AGREED, S.APPROVED, guards.is_not_prepared, *_STILL),
    *_rows(T.SIGN, _AGREED, S.APPROVED, guards.is_prepared, guards.is_not_signed, *_STILL),
    *_rows(
        T.SEAL, _AGREED, S.APPROVED, guards.has_a_seal, guards.is_signed_by_the_person, guards.is_not_sealed, *_STILL
    ),
    *_rows(T.ISSUE, _AGREED, S.ISSUED, guards.is_fully_signed, *_STILL),
    Move(T.SEND, S.ISSUED, S.SENT, (guards.has_addressee, guards.is_printed, guards.is_not_locked)),
    Move(T.HAND_UP, S.SENT, S.SENT, (guards.is_at_clearing_house, guards.says_why_not_waited_for)),
    Move(T.RECEIVE, S.SENT, S.RECEIVED, (guards.came_through,)),
    Move(T.RETURN_TO_SENDER, S.SENT, S.RETURNED, (guards.has_reason, guards.is_not_received, guards.lies_here)),
    Move(T.CONSOLIDATE, S.RECEIVED, S.CONSOLIDATED),
    *_rows(T.CANCEL, (*_WORK, S.APPROVED, S.ISSUED), S.CANCELLED, guards.has_reason, guards.is_not_in_the_works),
    *_rows(T.HAND_OVER, _UNFINISHED, S.DRAFT, guards.is_not_numbered, when=_drafted),
    *_rows(T.HAND_OVER, _UNFINISHED, S.CONSOLIDATING, guards.is_not_numbered, when=_consolidates),
    *_rows(T.SUPERSEDE, (S.ISSUED, S.SENT, S.RECEIVED), S.SUPERSEDED, guards.has_reason),
)


def moves(trigger: T, state: S | None) -> tuple[Move, ...]:
    """The rows of the table for a trigger in a state."""
    return _BY_KEY.get((trigger, state), ())


_BY_KEY: dict[tuple[T, S | None], tuple[Move, ...]] = {}
for _move in TABLE:
    _key = (_move.trigger, _move.source)
    _BY_KEY[_key] = (*_BY_KEY.get(_key, ()), _move)

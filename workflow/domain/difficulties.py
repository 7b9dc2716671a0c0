"""Difficulties and proposals on their way up and the answer on its way down: the closed lists of words, the table of
moves as plain data, and the conditions of each act (features.md §3.7)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from workflow.domain.errors import TransitionRefused


class DifficultyKind(StrEnum):
    """What a unit meets, or asks for (seed of the province IV.1: "khó khăn, vướng mắc … đề xuất")."""

    DIFFICULTY = "difficulty"
    OBSTACLE = "obstacle"
    PROPOSAL = "proposal"


class DifficultyState(StrEnum):
    """Where a difficulty stands; changed only by `moved`."""

    RAISED = "raised"
    RECEIVED = "received"
    REOPENED = "reopened"
    RETURNED = "returned"
    JOINED = "joined"
    PASSED_UP = "passed_up"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class DifficultyAct(StrEnum):
    """What is done to a difficulty. `ASCEND`: what it was joined into went up; `DESCEND`: that was called back;
    `LEARN`: that was answered."""

    RECEIVE = "receive"
    JOIN = "join"
    UNJOIN = "unjoin"
    PASS_UP = "pass_up"  # noqa: S105 - a way, not a secret
    ASCEND = "ascend"
    DESCEND = "descend"
    PASS_ON = "pass_on"  # noqa: S105 - likewise
    CHARGE = "charge"
    ANSWER = "answer"
    ANSWER_IN_PART = "answer_in_part"
    LEARN = "learn"
    RETURN = "return"
    CLARIFY = "clarify"
    REOPEN = "reopen"
    ASK = "ask"
    WITHDRAW = "withdraw"
    URGE = "urge"


class WordKind(StrEnum):
    """What was said about a difficulty. Answers go down to all who raised it; the rest stays between two levels."""

    ANSWER = "answer"
    PART = "part"
    RETURNED = "returned"
    CLARIFIED = "clarified"
    UNSATISFIED = "unsatisfied"
    QUESTION = "question"


A, S = DifficultyAct, DifficultyState
ANSWERING = frozenset({WordKind.ANSWER, WordKind.PART})
WAITING = frozenset({S.RAISED, S.RECEIVED, S.REOPENED})
UNDERWAY = frozenset({S.RETURNED, S.JOINED, S.PASSED_UP})
OPEN = WAITING | UNDERWAY
_WITH_PARENT = OPEN | {S.ANSWERED}

# act → from which states, to which (None: it stays where it is)
MOVES: Mapping[DifficultyAct, tuple[frozenset[DifficultyState], DifficultyState | None]] = {
    A.RECEIVE: (frozenset({S.RAISED}), S.RECEIVED),
    A.JOIN: (WAITING, S.JOINED),
    A.UNJOIN: (frozenset({S.JOINED}), S.RECEIVED),
    A.PASS_UP: (WAITING, S.RAISED),
    A.ASCEND: (WAITING | {S.JOINED}, S.PASSED_UP),
    A.DESCEND: (frozenset({S.PASSED_UP}), S.JOINED),
    A.PASS_ON: (WAITING, S.RAISED),
    A.CHARGE: (WAITING, S.RAISED),
    A.ANSWER: (WAITING, S.ANSWERED),
    A.ANSWER_IN_PART: (WAITING, S.RECEIVED),
    A.LEARN: (_WITH_PARENT, S.ANSWERED),
    A.RETURN: (WAITING, S.RETURNED),
    A.CLARIFY: (frozenset({S.RETURNED}), S.RAISED),
    A.REOPEN: (frozenset({S.ANSWERED}), S.REOPENED),
    A.ASK: (frozenset({S.RECEIVED, S.JOINED, S.PASSED_UP, S.ANSWERED}), S.REOPENED),
    A.WITHDRAW: (frozenset({S.RAISED, S.RETURNED}), S.WITHDRAWN),
    A.URGE: (WAITING, None),
}

_RANKS = {**dict.fromkeys(WAITING, 0), **dict.fromkeys(UNDERWAY, 1)}
_WRONG: Mapping[DifficultyState, str] = {
    S.RAISED: "Việc này đang chờ cấp trên tiếp nhận nên chưa làm được việc đó.",
    S.RECEIVED: "Cấp trên đã tiếp nhận việc này nên không làm được việc đó nữa.",
    S.REOPENED: "Việc này đang mở lại, chờ trả lời tiếp.",
    S.RETURNED: "Việc này đang ở đơn vị nêu để làm rõ.",
    S.JOINED: "Việc này đã ghép vào việc chung. Hãy làm ở việc chung, hoặc tách ra trước.",
    S.PASSED_UP: "Việc này đã chuyển lên cấp trên, chờ cấp trên trả lời.",
    S.ANSWERED: "Việc này đã được trả lời.",
    S.WITHDRAWN: "Đơn vị nêu đã rút việc này.",
}


class DifficultyCase(Protocol):
    """A difficulty and what surrounds it, as far as rules ask; costly facts may be looked up when first asked."""

    @property
    def state(self) -> DifficultyState: ...
    @property
    def organisation_id(self) -> int: ...
    @property
    def desk_id(self) -> int: ...
    @property
    def above_desk_id(self) -> int | None: ...
    @property
    def is_at_clearing_house(self) -> bool: ...
    @property
    def is_charged(self) -> bool: ...
    @property
    def has_parent(self) -> bool: ...
    @property
    def stands_for_others(self) -> bool: ...
    @property
    def has_answer(self) -> bool: ...


def rank(state: DifficultyState) -> int:
    """The order of every list: 0 what waits at the desk, 1 what is on its way, 2 what came to an end."""
    return _RANKS.get(state, 2)


def why_closed(case: DifficultyCase, act: DifficultyAct) -> str | None:
    """None when the act is possible now, else the sentence that says why not and what to do."""
    sources, _ = MOVES[act]
    if case.state not in sources:
        return _WRONG[case.state]
    rule = _CONDITIONS.get(act)
    return rule(case) if rule else None


def moved(case: DifficultyCase, act: DifficultyAct) -> DifficultyState:
    """The state after the act. Refuses a wrong state and every unmet condition with TransitionRefused."""
    reason = why_closed(case, act)
    if reason is not None:
        raise TransitionRefused(reason)
    return MOVES[act][1] or case.state


def _is_own(case: DifficultyCase) -> bool:
    return case.organisation_id == case.desk_id


def _join(case: DifficultyCase) -> str | None:
    return "Việc này đã gắn với một việc chung từ trước. Hãy chuyển lên hoặc trả lời." if case.has_parent else None


def _pass_up(case: DifficultyCase) -> str | None:
    if case.above_desk_id is None:
        return "Đơn vị này không có cấp trên trực tiếp trong hệ thống. Hãy trả lời, hoặc gửi cấp trên bằng đường khác."
    return None


def _pass_on(case: DifficultyCase) -> str | None:
    return None if case.is_at_clearing_house else "Chỉ cơ quan đầu mối chuyển tiếp; cấp uỷ thì chuyển lên cấp trên."


def _answer(case: DifficultyCase) -> str | None:
    """A clearing house never decides (features.md §3.8); nobody answers what only it has raised."""
    if case.is_at_clearing_house and not case.is_charged:
        return "Cơ quan đầu mối không trả lời thay cấp uỷ. Hãy chuyển tiếp, hoặc chờ được giao trả lời."
    if _is_own(case) and not case.stands_for_others:
        return "Việc này do chính đơn vị nêu nên đơn vị không tự trả lời. Hãy chuyển lên cấp trên."
    return None


def _return(case: DifficultyCase) -> str | None:
    if _is_own(case):
        return "Việc này của chính đơn vị nên không có ai để trả lại."
    return "Việc này đã gắn với một việc chung từ trước. Hãy trả lời hoặc chuyển lên." if case.has_parent else None


def _ask(case: DifficultyCase) -> str | None:
    return None if case.has_answer else "Việc này chưa có câu trả lời nào để hỏi thêm."


def _charge(case: DifficultyCase) -> str | None:
    return "Việc này đang ở cơ quan đầu mối." if case.is_at_clearing_house else None


def _withdraw(case: DifficultyCase) -> str | None:
    if case.stands_for_others:
        return "Việc này gộp ý kiến của các đơn vị khác. Hãy tách các việc đó ra trước khi rút."
    return "Việc này đã gắn với một việc chung nên không rút được." if case.has_parent else None


def _urge(case: DifficultyCase) -> str | None:
    return "Việc này đang ở chính đơn vị." if _is_own(case) else None


_CONDITIONS = {
    A.JOIN: _join,
    A.PASS_UP: _pass_up,
    A.PASS_ON: _pass_on,
    A.ANSWER: _answer,
    A.ANSWER_IN_PART: _answer,
    A.RETURN: _return,
    A.CHARGE: _charge,
    A.ASK: _ask,
    A.WITHDRAW: _withdraw,
    A.URGE: _urge,
}

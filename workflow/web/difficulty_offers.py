"""What a person may do with a difficulty, as its page shows it: from the table of moves, never from a template."""

from dataclasses import replace

from flask import url_for

from workflow.domain.actor import Actor
from workflow.domain.difficulties import MOVES, DifficultyAct, why_closed
from workflow.domain.permissions import Permission, permits
from workflow.queries.difficulties import Difficulty
from workflow.queries.difficulty_links import DifficultyCase
from workflow.queries.organisations import bodies_of
from workflow.web.page_act import PageAct

A = DifficultyAct

# act → (endpoint, label, whose, whether a further step follows), in the order of weight; the first open one is red
_SHOWN: dict[DifficultyAct, tuple[str, str, Permission, bool]] = {
    A.CLARIFY: ("difficulty_acts.clarify", "Làm rõ", Permission.DIFFICULTY_RAISE, True),
    A.ANSWER: ("difficulty_acts.answer", "Trả lời", Permission.DIFFICULTY_ANSWER, True),
    A.PASS_UP: ("difficulty_acts.pass_up", "Chuyển lên {}", Permission.DIFFICULTY_HANDLE, True),
    A.JOIN: ("difficulty_acts.join", "Ghép với việc giống nhau", Permission.DIFFICULTY_HANDLE, True),
    A.RECEIVE: ("difficulty_acts.receive", "Tiếp nhận", Permission.DIFFICULTY_HANDLE, False),
    A.CHARGE: ("difficulty_acts.charge", "Giao cơ quan tham mưu trả lời", Permission.DIFFICULTY_HANDLE, True),
    A.ASK: ("difficulty_acts.ask", "Hỏi thêm về câu trả lời", Permission.DIFFICULTY_RAISE, True),
    A.REOPEN: ("difficulty_acts.reopen", "Trả lời chưa thoả đáng", Permission.DIFFICULTY_RAISE, True),
    A.URGE: ("difficulty_acts.urge", "Nhắc trả lời", Permission.DIFFICULTY_URGE, False),
    A.UNJOIN: ("difficulty_acts.unjoin", "Tách khỏi việc chung", Permission.DIFFICULTY_HANDLE, False),
    A.RETURN: ("difficulty_acts.return_", "Đề nghị làm rõ", Permission.DIFFICULTY_HANDLE, True),
    A.WITHDRAW: ("difficulty_acts.withdraw", "Rút việc này", Permission.DIFFICULTY_RAISE, True),
}
_FORWARD = (A.CLARIFY, A.ANSWER, A.PASS_UP)
_NOT_WITH_ONESELF = frozenset({A.RECEIVE, A.RETURN, A.URGE})
_POSTED = frozenset({A.RECEIVE, A.UNJOIN, A.URGE})


def acts_for(difficulty: Difficulty, actor: Actor) -> list[PageAct]:
    """The acts of the page in the order of weight; closed by rule, each with its reason."""
    case = DifficultyCase(difficulty)
    found = {act: _offer(difficulty, case, act) for act in _SHOWN if _is_shown(difficulty, case, act, actor)}
    red = next((act for act in _FORWARD if act in found and found[act].open), None)
    return [replace(one, primary=act is red) for act, one in found.items()]


def _is_shown(difficulty: Difficulty, case: DifficultyCase, act: DifficultyAct, actor: Actor) -> bool:
    is_own = difficulty.organisation_id == difficulty.desk_id
    if difficulty.state not in MOVES[act][0] or (is_own and act in _NOT_WITH_ONESELF):
        return False
    if not permits(actor, _SHOWN[act][2], case):
        return False
    if act is A.CHARGE:
        return bool(bodies_of(difficulty.desk_id))
    if act is A.URGE:  # whoever holds the desk does not remind itself
        return not actor.holds(difficulty.desk_id)
    return act is not A.ASK or case.has_answer


def _offer(difficulty: Difficulty, case: DifficultyCase, act: DifficultyAct) -> PageAct:
    endpoint, label, _, more = _SHOWN[act]
    above = difficulty.desk.superior
    return PageAct(
        label.format(above.name if above else "cấp trên"),
        url_for(endpoint, difficulty_id=difficulty.id),
        open=(why := why_closed(case, act)) is None,
        why=why,
        method="post" if act in _POSTED else "get",
        more=more,
    )

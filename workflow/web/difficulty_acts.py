"""The acts on a difficulty: each with its page when words are needed, and one press where none are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug import Response

from forms.base import StageForm
from forms.difficulty import AnswerForm, AskForm, ChargeForm, ClarifyForm, JoinForm, PassUpForm, RemarkForm, ReturnForm
from workflow.actions.difficulty import (
    ask_further,
    clarify_difficulty,
    reopen_difficulty,
    urge_difficulty,
    withdraw_difficulty,
)
from workflow.actions.difficulty_answer import answer_difficulty
from workflow.actions.difficulty_handling import (
    charge_body,
    join_difficulties,
    pass_up,
    receive_difficulty,
    return_difficulty,
    unjoin_difficulty,
)
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain.difficulties import DifficultyAct, why_closed
from workflow.domain.errors import ChangedMeanwhile, TransitionRefused, WorkflowError
from workflow.domain.permissions import Permission, require
from workflow.queries import difficulties
from workflow.queries.difficulties import Alike, Difficulty
from workflow.queries.difficulty_links import DifficultyCase
from workflow.queries.organisations import bodies_of
from workflow.web.act_pages import RECORDED

pages = Blueprint("difficulty_acts", __name__, url_prefix="/kho-khan/<int:difficulty_id>")

Hints = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act with words: which move, whose, what the page says, its form for a record, what it does."""

    act: DifficultyAct
    permission: Permission
    label: str
    why: str
    form: Callable[[Difficulty], Any]
    do: Callable[..., Difficulty]
    done: str
    hints: Hints = field(default_factory=dict)


def _serve(page: ActPage) -> Callable[[int], Response]:
    def view(difficulty_id: int) -> Response:
        actor = current_actor()
        difficulty = difficulties.for_show(difficulty_id, actor)
        require(actor, page.permission, DifficultyCase(difficulty))
        form = page.form(difficulty)
        if not form.is_submitted():
            if (reason := why_closed(DifficultyCase(difficulty), page.act)) is not None:
                raise TransitionRefused(reason)
            return _rendered(page, difficulty, form)
        if not form.validate():
            return _rendered(page, difficulty, form, 422)
        try:
            result = page.do(difficulty_id, form.to_input(), actor=actor, token=form.token.data)
        except AlreadyDone:
            return _to(difficulty_id, RECORDED)
        except WorkflowError as refusal:
            return _refused(page, difficulty_id, form, refusal)
        return _to(result.id, page.done)

    return view


def _refused(page: ActPage, difficulty_id: int, form: StageForm, refusal: WorkflowError) -> Response:
    difficulty = difficulties.for_show(difficulty_id, current_actor())
    form.refuse(refusal)
    if isinstance(refusal, ChangedMeanwhile):
        form.renew(version=difficulty.version)
    return _rendered(page, difficulty, form, refusal.status)


def _rendered(page: ActPage, difficulty: Difficulty, form: StageForm, status: int = 200) -> Response:
    above = difficulty.desk.superior
    heading = page.label.format(above.name if above else "cấp trên")
    html = render_template("difficulties/act.html", page=page, heading=heading, difficulty=difficulty, form=form)
    return make_response(html, status)


def _to(difficulty_id: int, said: str) -> Response:
    flash(said, "ok")
    return redirect(url_for("difficulties.show", difficulty_id=difficulty_id), 303)


def _answer_form(difficulty: Difficulty) -> AnswerForm:
    return AnswerForm(data={"version": difficulty.version, "who": difficulty.desk.name})


def _pass_up_form(difficulty: Difficulty) -> PassUpForm:
    kept = {"kind": difficulty.kind.value, "text": difficulty.text, "addressed_to": difficulty.addressed_to}
    form = PassUpForm(data={"version": difficulty.version, **kept})
    form.offer((body.id, f"qua {body.name}") for body in bodies_of(difficulty.desk.superior_id))
    return form


def _join_form(difficulty: Difficulty) -> JoinForm:
    start = {"version": difficulty.version, "kind": difficulty.kind.value, "text": difficulty.text}
    form = JoinForm(data=start)
    own = difficulties.own_open(difficulty.desk_id, difficulty)
    form.offer(map(_choice, difficulties.like_ones(difficulty)), map(_choice, own))
    return form


def _choice(alike: Alike) -> tuple[int, str]:
    one = alike.difficulty
    told = f" (giống {alike.share}% lời văn)" if alike.is_proposed else ""
    return one.id, f"{one.organisation.short_name}: {one.text}{told}"


def _charge_form(difficulty: Difficulty) -> ChargeForm:
    form = ChargeForm(data={"version": difficulty.version})
    form.offer((body.id, body.name) for body in bodies_of(difficulty.desk_id))
    return form


def _clarify_form(difficulty: Difficulty) -> ClarifyForm:
    return ClarifyForm(data={"version": difficulty.version, "text": difficulty.text})


def _remark(form: type[RemarkForm]) -> Callable[[Difficulty], RemarkForm]:
    return lambda difficulty: form(data={"version": difficulty.version})


A, P = DifficultyAct, Permission
_PAGES: Mapping[str, tuple[str, ActPage]] = {
    "answer": (
        "tra-loi",
        ActPage(
            A.ANSWER,
            P.DIFFICULTY_ANSWER,
            "Trả lời",
            "Câu trả lời tới mọi đơn vị đã nêu việc này, qua từng cấp.",
            _answer_form,
            answer_difficulty,
            "Đã trả lời. Mọi đơn vị đã nêu việc này đều thấy câu trả lời.",
            {"who": "Tên cơ quan hoặc chức danh, như trong văn bản.", "symbol": "ví dụ 45-CV/ĐU"},
        ),
    ),
    "pass_up": (
        "chuyen-len",
        ActPage(
            A.PASS_UP,
            P.DIFFICULTY_HANDLE,
            "Chuyển lên {}",
            "Đơn vị nêu chỉ thấy việc đã được chuyển lên đâu, không thấy lời văn sửa ở đây.",
            _pass_up_form,
            pass_up,
            "Đã chuyển lên cấp trên.",
            {"text": "Lời văn gửi cấp trên; sửa được."},
        ),
    ),
    "join": (
        "ghep",
        ActPage(
            A.JOIN,
            P.DIFFICULTY_HANDLE,
            "Ghép với việc giống nhau",
            "Các việc giống nhau thành một việc chung của đơn vị; trả lời việc chung là trả lời tất cả.",
            _join_form,
            join_difficulties,
            "Đã ghép.",
            {"others": "Việc giống nhất ở trên; hệ thống chỉ gợi ý, người chọn quyết định."},
        ),
    ),
    "charge": (
        "giao-tra-loi",
        ActPage(
            A.CHARGE,
            P.DIFFICULTY_HANDLE,
            "Giao cơ quan tham mưu trả lời",
            "Cơ quan được giao trả lời thay cấp uỷ việc này.",
            _charge_form,
            charge_body,
            "Đã giao trả lời.",
        ),
    ),
    "return_": (
        "de-nghi-lam-ro",
        ActPage(
            A.RETURN,
            P.DIFFICULTY_HANDLE,
            "Đề nghị làm rõ",
            "Việc này trở về đơn vị nêu để bổ sung, rồi quay lại đây.",
            _remark(ReturnForm),
            return_difficulty,
            "Đã đề nghị đơn vị làm rõ.",
        ),
    ),
    "clarify": (
        "lam-ro",
        ActPage(
            A.CLARIFY,
            P.DIFFICULTY_RAISE,
            "Làm rõ",
            "Sửa nội dung và trả lời điều cấp trên hỏi; việc này lại tới cấp trên.",
            _clarify_form,
            clarify_difficulty,
            "Đã làm rõ và gửi lại cấp trên.",
        ),
    ),
    "reopen": (
        "chua-thoa-dang",
        ActPage(
            A.REOPEN,
            P.DIFFICULTY_RAISE,
            "Trả lời chưa thoả đáng",
            "Việc này mở lại và cấp trên được báo cùng lý do.",
            _remark(RemarkForm),
            reopen_difficulty,
            "Đã mở lại việc này.",
        ),
    ),
    "ask": (
        "hoi-them",
        ActPage(
            A.ASK,
            P.DIFFICULTY_RAISE,
            "Hỏi thêm về câu trả lời",
            "Việc này mở lại để cấp trên trả lời câu hỏi.",
            _remark(AskForm),
            ask_further,
            "Đã gửi câu hỏi.",
        ),
    ),
    "withdraw": (
        "rut",
        ActPage(
            A.WITHDRAW,
            P.DIFFICULTY_RAISE,
            "Rút việc này",
            "Việc đã rút vẫn còn trong sổ của đơn vị cùng lý do.",
            _remark(RemarkForm),
            withdraw_difficulty,
            "Đã rút.",
        ),
    ),
}
for _name, (_path, _page) in _PAGES.items():
    pages.add_url_rule(f"/{_path}", _name, _serve(_page), methods=("GET", "POST"))


@pages.post("/tiep-nhan")
def receive(difficulty_id: int) -> Response:
    """The receipt of the office."""
    return _pressed(difficulty_id, receive_difficulty, "Đã tiếp nhận.")


@pages.post("/tach")
def unjoin(difficulty_id: int) -> Response:
    """Take it out of what it was joined into."""
    return _pressed(difficulty_id, unjoin_difficulty, "Đã tách khỏi việc chung.")


@pages.post("/nhac")
def urge(difficulty_id: int) -> Response:
    """Remind whoever holds it."""
    return _pressed(difficulty_id, urge_difficulty, "Đã nhắc. Mỗi ngày chỉ nhắc một lần.")


def _pressed(difficulty_id: int, do: Callable[..., Difficulty], said: str) -> Response:
    actor = current_actor()
    difficulties.for_show(difficulty_id, actor)
    do(difficulty_id, actor=actor)
    return _to(difficulty_id, said)

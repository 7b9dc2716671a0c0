"""Changes of the tree: written down by their decision, looked over, carried out or left until their day."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.reorganising import (
    DecisionForm,
    DissolveForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SharesForm,
    SplitForm,
    shares_form,
)
from workflow.actions.carry_out import why_stuck
from workflow.actions.reorganise import confirm, drop, prepare, share_out
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor, current_day
from workflow.domain import dates
from workflow.domain.errors import NotFound, WorkflowError
from workflow.domain.inputs.reorganising import Names, Plan
from workflow.domain.labels import REORGANISATION_STATES, REORGANISATIONS
from workflow.domain.permissions import Permission
from workflow.domain.states import ReorganisationKind, ReorganisationState
from workflow.domain.tree import why_not_below
from workflow.queries import organisations, reorganisations
from workflow.queries.branches import beside, branch_size, search
from workflow.queries.holdings import holdings
from workflow.queries.organisations import Organisation
from workflow.queries.reorganisations import Reorganisation
from workflow.web.houses import managed
from workflow.web.passing_on import PassingOn, names_of, receiver_names

pages = Blueprint("reorganising", __name__, url_prefix="/don-vi")
PATHS: Mapping[str, type[DecisionForm]] = {
    "doi-ten": RenameForm,
    "chuyen-cap-tren": MoveForm,
    "sap-nhap": MergeForm,
    "chia-tach": SplitForm,
    "giai-the": DissolveForm,
}
_OPEN = (ReorganisationState.PREPARED, ReorganisationState.SCHEDULED)


@pages.get("/<int:organisation_id>/sap-xep")
def index(organisation_id: int) -> str:
    """What may be done to the organisation, what is being prepared, what was done."""
    unit = managed(organisation_id, Permission.ORGANISATION_REORGANISE)
    return render_template(
        "reorganising/index.html",
        organisation=unit,
        ways=[(path, REORGANISATIONS[form.kind], _WORDS[form.kind]) for path, form in PATHS.items()],
        acts=reorganisations.of_organisation(unit.id, done=False),
        kinds=REORGANISATIONS,
        states=REORGANISATION_STATES,
    )


@pages.route("/<int:organisation_id>/sap-xep/<way>", methods=["GET", "POST"])
def begin(organisation_id: int, way: str) -> Response:
    """Write down a change by its decision."""
    unit = managed(organisation_id, Permission.ORGANISATION_REORGANISE)
    if way not in PATHS:
        raise NotFound("Không có việc này.")
    form = _form(PATHS[way], unit)
    if not form.is_submitted() or request.form.get("act") == "tim":
        return _begin_page(unit, form)
    if not form.validate():
        return _begin_page(unit, form, 422)
    try:
        act = prepare(unit.id, form.to_input(unit.id), actor=current_actor(), token=form.token.data)
    except AlreadyDone as done:
        return redirect(url_for(".show", act_id=done.made), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _begin_page(organisations.by_id(organisation_id), form, refusal.status)
    return redirect(url_for(".show", act_id=act.id), 303)


@pages.get("/sap-xep/<int:act_id>")
def show(act_id: int) -> Response:
    """What the change does, and what becomes of everything in hand."""
    return _page(reorganisations.for_show(act_id, current_actor()))


@pages.post("/sap-xep/<int:act_id>")
def do(act_id: int) -> Response:
    """Keep who takes what; then, as the button says, carry it out, or give it up."""
    actor = current_actor()
    act = reorganisations.for_show(act_id, actor)
    form = shares_form(_asked(_previews(act)))
    if not form.validate():
        return _page(act, form, 422)
    pressed, version = form.act.data, form.version.data or 0
    try:
        if pressed == "bo":
            drop(act_id, version, actor=actor)
            flash("Đã bỏ việc sắp xếp này. Không có gì thay đổi.", "ok")
            return redirect(url_for(".index", organisation_id=act.organisation_id), 303)
        act = share_out(act_id, form.shares(), version, actor=actor)
        if pressed == "lam":
            act = confirm(act_id, act.version, actor=actor)
        flash(_told(act, pressed == "lam"), "ok")
    except WorkflowError as refusal:
        act = reorganisations.for_show(act_id, actor)
        form = shares_form(_asked(_previews(act)))
        form.refuse(refusal)
        return _page(act, form, refusal.status)
    return redirect(url_for(".show", act_id=act_id), 303)


_WORDS = {
    ReorganisationKind.RENAME: "Tên, ký hiệu mới từ một ngày; văn bản đã lấy số giữ tên cũ.",
    ReorganisationKind.MOVE: "Sang trực thuộc cấp uỷ khác, cùng mọi đơn vị bên dưới.",
    ReorganisationKind.MERGE: "Nhiều đơn vị thành một, vào đơn vị này hoặc đơn vị mới.",
    ReorganisationKind.SPLIT: "Một đơn vị thành nhiều, hoặc tách một phần; chọn người và việc cho từng nơi.",
    ReorganisationKind.DISSOLVE: "Kết thúc hoạt động; việc dở dang chuyển cho nơi nhận.",
}


def _form(kind: type[DecisionForm], unit: Organisation) -> DecisionForm:
    names = Names(unit.name, unit.short_name, unit.symbol, unit.place, unit.authority, unit.party_heading)
    start: dict[str, Any] = {"effective_on": current_day()}
    if kind is RenameForm:
        start |= {name: getattr(unit, name) for name in Names.__dataclass_fields__}
    form = kind(**start)
    if isinstance(form, MergeForm):
        form.into.choices = [("unit", f"Nhập vào {unit.name}"), ("new", "Lập đơn vị mới, các đơn vị trên kết thúc")]
    if isinstance(form, MergeForm | SplitForm):
        form.like = names
    if isinstance(form, MoveForm | MergeForm | DissolveForm):
        form.offer(_candidates(form, unit))
    return form


def _candidates(form: MoveForm | MergeForm | DissolveForm, unit: Organisation) -> list[tuple[int, str]]:
    """Those chosen, then those found by their words, then, when nothing was looked for, those around the unit, or
    around its superior where a new one is wanted."""
    words = (form.search.data or "").strip()
    around = search(words, current_actor().organisation_ids) if words else _around(form, unit)
    found = [one for one in around if _may_take(form, unit, one)]
    chosen = [one.id for one in found]
    known = [*found, *(organisations.by_id(one) for one in form.chosen_ids if one not in chosen)]
    return [(one.id, one.name) for one in known if one.id != unit.id]


def _around(form: MoveForm | MergeForm | DissolveForm, unit: Organisation) -> Sequence[Organisation]:
    if isinstance(form, MoveForm) and unit.superior_id:
        return beside(organisations.by_id(unit.superior_id), above=True)
    return beside(unit, above=not isinstance(form, MergeForm))


def _may_take(form: MoveForm | MergeForm | DissolveForm, unit: Organisation, other: Organisation) -> bool:
    """A new superior is another one, and of a level that has such units below it."""
    if not isinstance(form, MoveForm):
        return True
    return other.id != unit.superior_id and why_not_below(unit.level, other.level) is None


def _begin_page(unit: Organisation, form: DecisionForm, status: int = 200) -> Response:
    context = {"organisation": unit, "form": form, "title": REORGANISATIONS[form.kind], "words": _WORDS[form.kind]}
    return make_response(render_template("reorganising/begin.html", kind=form.kind.value, **context), status)


def _previews(act: Reorganisation) -> list[PassingOn]:
    """What each unit that ends or is split hands over; of an act that is over nothing is left to show."""
    plan = Plan.from_json(act.plan)
    if act.state not in _OPEN or act.kind in {ReorganisationKind.RENAME, ReorganisationKind.MOVE}:
        return []
    units = plan.units if act.kind is ReorganisationKind.SPLIT else plan.ending
    return [PassingOn(holdings(organisations.by_id(unit)), plan, act.kind) for unit in units]


def _asked(previews: Iterable[PassingOn]) -> dict[str, tuple[str, str, list[tuple[str, str]]]]:
    return {key: asked for preview in previews for key, asked in preview.asked().items()}


def _page(act: Reorganisation, form: SharesForm | None = None, status: int = 200) -> Response:
    plan, previews = Plan.from_json(act.plan), _previews(act)
    form = form or shares_form(_asked(previews))
    form.version.data = act.version
    page = render_template(
        "reorganising/show.html",
        act=act,
        plan=plan,
        form=form,
        previews=previews,
        stuck=[reason for one in previews if not one.goes_on and (reason := why_stuck(one.held))],
        units=names_of(plan.units),
        receivers=receiver_names(plan),
        superior=organisations.by_id(plan.superior_id) if plan.superior_id else None,
        moves=_moves(act, plan),
        may_act=act.state in _OPEN,
        is_later=act.effective_on > current_day(),
        title=REORGANISATIONS[act.kind],
        state=REORGANISATION_STATES[act.state],
        outcome=[(words, act.outcome[key]) for key, words in _OUTCOME.items() if act.outcome.get(key)],
    )
    return make_response(page, status)


_OUTCOME = {
    "units": "đơn vị trực thuộc chuyển sang nơi nhận",
    "duties": "yêu cầu báo cáo chuyển",
    "ended": "yêu cầu báo cáo thôi, vì cấp trên mới không yêu cầu",
    "papers": "văn bản đang soạn chuyển",
    "campaigns": "đợt báo cáo chuyển",
    "schedules": "lịch báo cáo định kỳ chuyển",
    "clearing": "đợt, lịch báo cáo đổi đầu mối",
    "tasks": "nhiệm vụ chuyển",
    "difficulties": "khó khăn, kiến nghị chưa trả lời chuyển",
    "waiting": "báo cáo của cấp dưới chuyển",
    "arriving": "văn bản đến chờ tiếp nhận chuyển",
    "people": "vai trò được giao ở nơi nhận",
    "numbers": "số đang giữ được bỏ",
    "certificates": "chứng thư số thôi dùng",
    "drafts": "văn bản đang soạn được sửa tên đơn vị",
}


def _moves(act: Reorganisation, plan: Plan) -> list[tuple[str, int, int]]:
    """Of a move that is still to come: (unit, how many stand below it, how many reports are asked of it)."""
    if act.kind is not ReorganisationKind.MOVE or act.state not in _OPEN:
        return []
    units = [organisations.by_id(unit) for unit in plan.units]
    return [(unit.name, branch_size(unit.id), len(holdings(unit).duties)) for unit in units]


def _told(act: Reorganisation, pressed: bool) -> str:
    if not pressed:
        return "Đã lưu nơi nhận việc, nhận người."
    if act.state is ReorganisationState.SCHEDULED:
        return f"Đã hẹn. Hệ thống thực hiện vào ngày {dates.short(act.effective_on)}."
    return "Đã thực hiện việc sắp xếp tổ chức."

"""Pages of outlines: the list, a new one, one being designed part by part, its versions and what each changed."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug import Response

from forms.base import StageForm
from forms.outline import (
    BeginOutlineForm,
    CheckForm,
    IndicatorForm,
    OutlineNameForm,
    indicator_data,
    section_data,
    section_form,
)
from workflow.actions.outline import begin_outline, change_outline, fix_outline
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain import outlining
from workflow.domain.errors import InvalidInput, WorkflowError
from workflow.domain.inputs.outlines import BeginOutline, ChangeOutline
from workflow.domain.labels import COLUMN_RULES, FORMULAS, INDICATOR_KINDS, RELATIONS, SECTION_KINDS
from workflow.domain.outline import Formula, Indicator, Outline, Section, marks
from workflow.domain.outline_templates import TEMPLATES
from workflow.domain.permissions import Permission, permits
from workflow.queries import outlines
from workflow.queries.outlines import OutlineRecord
from workflow.web.campaigns import offices, opening_office

pages = Blueprint("outlines", __name__, url_prefix="/de-cuong")

NEW = "moi"
Answer = str | Response | tuple[str, int]


@pages.get("")
def index() -> str:
    """The outlines of the person's organisations, and those that ship with the system."""
    kept = outlines.kept_by(sorted(current_actor().organisation_ids))
    return render_template("outlines/index.html", kept=kept, templates=TEMPLATES.values(), may_keep=bool(offices()))


@pages.get("/mau/<key>")
def template(key: str) -> str:
    """One of those that ship with the system."""
    shipped = TEMPLATES.get(key) or abort(404)
    context = {"shipped": shipped, "may_keep": bool(offices()), **_words(shipped.outline)}
    return render_template("outlines/template.html", **context)


@pages.route("/moi", methods=["GET", "POST"])
def new() -> Answer:
    """A new outline, begun from a template, an own version, or what the superior asks."""
    organisation_id, form = opening_office(), BeginOutlineForm(data={"outline": request.args.get("tu", "")})
    form.offer((one.value, one.words) for one in outlines.choices(organisation_id))

    def act() -> OutlineRecord:
        outline, _ = outlines.chosen(form.outline.data, organisation_id)
        given = BeginOutline(form.title.data, outline)
        return begin_outline(organisation_id, given, actor=current_actor(), token=form.token.data)

    return _answer(form, act, lambda: render_template("outlines/new.html", form=form))


@pages.get("/<int:outline_id>")
def show(outline_id: int) -> str:
    """One outline as it is being designed, with its versions."""
    return _show(_read(outline_id))


@pages.post("/<int:outline_id>")
def arrange(outline_id: int) -> Answer:
    """Lift or take out a part, or fix the outline as its next version, as the pressed button says."""
    kept, version = _kept(outline_id), request.form.get("version", 0, int)
    verb, _, target = request.form.get("act", "").partition(":")
    kind, _, key = target.partition(":")
    try:
        if verb == "chot":
            fixed = fix_outline(outline_id, version, actor=current_actor())
            flash(f"Đã chốt phiên bản {fixed.ordinal}. Đợt báo cáo mở sau đây dùng được phiên bản này.", "ok")
            return _back(outline_id)
        change = {"len": outlining.lifted, "bo": outlining.without}.get(verb)
        if change is None:
            raise InvalidInput("Không rõ việc cần làm. Hãy tải lại trang rồi bấm lại.")
        given = ChangeOutline(change(kept.outline, kind, key), version)
        change_outline(outline_id, given, actor=current_actor())
    except WorkflowError as refusal:
        return _show(_read(outline_id), refusal.reason), refusal.status
    return _back(outline_id, kind)


@pages.route("/<int:outline_id>/ten", methods=["GET", "POST"])
def name(outline_id: int) -> Answer:
    """Its name, and the files that are asked for."""
    kept = _kept(outline_id)
    start = {"title": kept.title, "attachments": "\n".join(kept.outline.attachments), "version": kept.version}
    form = OutlineNameForm(data=start)

    def changed() -> Outline:
        return Outline(kept.outline.sections, kept.outline.indicators, kept.outline.checks, form.asked)

    return _part(kept, form, changed, "outlines/name.html", title=form.title)


@pages.route("/<int:outline_id>/muc/<key>", methods=["GET", "POST"])
def section(outline_id: int, key: str) -> Answer:
    """One section, or a new one."""
    kept = _kept(outline_id)
    found = Section("", "") if key == NEW else kept.outline.section(key) or abort(404)
    form = section_form(found)(data={**section_data(found), "version": kept.version})

    def changed() -> Outline:
        return outlining.put_section(kept.outline, form.to_section(found.key))

    return _part(kept, form, changed, "outlines/section.html", part=found)


@pages.route("/<int:outline_id>/chi-tieu/<key>", methods=["GET", "POST"])
def indicator(outline_id: int, key: str) -> Answer:
    """One figure, or a new one."""
    kept = _kept(outline_id)
    found = Indicator("", "", "") if key == NEW else kept.outline.indicator(key) or abort(404)
    form = IndicatorForm(data={**indicator_data(found), "version": kept.version})
    others = [one for one in kept.outline.indicators if one.formula is not Formula.RATIO and one.key != found.key]
    form.offer((one.key, one.title) for one in others)

    def changed() -> Outline:
        return outlining.put_indicator(kept.outline, form.to_indicator(found.key))

    return _part(kept, form, changed, "outlines/indicator.html", part=found)


@pages.route("/<int:outline_id>/phep-so", methods=["GET", "POST"])
def check(outline_id: int) -> Answer:
    """What must hold between figures."""
    kept = _kept(outline_id)
    form = CheckForm(data={"version": kept.version})
    form.offer((one.key, one.title) for one in kept.outline.indicators)

    def changed() -> Outline:
        return outlining.put_check(kept.outline, form.to_check())

    return _part(kept, form, changed, "outlines/check.html")


@pages.get("/<int:outline_id>/phien-ban/<int:ordinal>")
def version(outline_id: int, ordinal: int) -> str:
    """One version as it was fixed, and what it changed against another one (the one before when none is asked)."""
    kept = _read(outline_id)
    by_ordinal = {one.ordinal: one for one in kept.versions}
    shown = by_ordinal.get(ordinal) or abort(404)
    other = by_ordinal.get(request.args.get("so_voi", ordinal - 1, int))
    found = list(outlining.changes(other.outline, shown.outline)) if other else []
    context = {"kept": kept, "shown": shown, "other": other, "changes": found, **_words(shown.outline)}
    return render_template("outlines/version.html", **context)


def _read(outline_id: int) -> OutlineRecord:
    return outlines.for_show(outline_id, current_actor())


def _kept(outline_id: int) -> OutlineRecord:
    return outlines.for_show(outline_id, current_actor(), Permission.OUTLINE_KEEP)


def _part(kept: OutlineRecord, form: StageForm, changed: Callable[[], Outline], page: str, **context: Any) -> Answer:
    """The page of one part, or what its pressed button does; `title` in the context names the outline anew."""

    def act() -> OutlineRecord:
        title = context["title"].data if "title" in context else None
        given = ChangeOutline(changed(), form.version.data or 0, title)
        return change_outline(kept.id, given, actor=current_actor())

    return _answer(form, act, lambda: render_template(page, form=form, kept=kept, **context))


def _answer(form: StageForm, act: Callable[[], OutlineRecord], page: Callable[[], str]) -> Answer:
    if not form.is_submitted():
        return page()
    if not form.validate():
        return page(), 422
    try:
        return _back(act().id)
    except AlreadyDone as done:
        return _back(done.made) if done.made else redirect(url_for(".index"), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return page(), refusal.status


def _back(outline_id: int, kind: str = "") -> Response:
    return redirect(url_for(".show", outline_id=outline_id, _anchor=kind or None), 303)


def _show(kept: OutlineRecord, refused: str = "") -> str:
    last = kept.latest
    unfixed = list(outlining.changes(last.outline, kept.outline)) if last else []
    return render_template(
        "outlines/show.html",
        kept=kept,
        last=last,
        unfixed=unfixed,
        refused=refused,
        form=StageForm(formdata=None, version=kept.version),
        may_keep=permits(current_actor(), Permission.OUTLINE_KEEP, kept),
        **_words(kept.outline),
    )


def _words(outline: Outline) -> dict[str, Any]:
    """An outline with the names of all that it is made of."""
    return {
        "outline": outline,
        "marks": list(marks(one.level for one in outline.sections)),
        "titles": {one.key: one.title for one in outline.indicators},
        "section_kinds": SECTION_KINDS,
        "indicator_kinds": INDICATOR_KINDS,
        "formulas": FORMULAS,
        "column_rules": COLUMN_RULES,
        "relations": RELATIONS,
    }

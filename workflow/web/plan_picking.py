"""The page on which a person says which plan of a superior a plan carries out: for one that bears no number."""

from collections.abc import Sequence

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.plan_link import PickForm
from workflow.actions.plan_link import pick_plan
from workflow.auth.current import current_actor
from workflow.domain import dates
from workflow.domain.cited_plans import carried_out, may_mean
from workflow.domain.errors import NotFound, WorkflowError
from workflow.domain.permissions import Permission, require
from workflow.domain.rows import row_id
from workflow.queries import plan_links
from workflow.queries.case import DocumentCase
from workflow.queries.documents import Document
from workflow.queries.plan_links import PlanLink
from workflow.web.tasks import plan_to_read

pages = Blueprint("plan_picking", __name__)
PAGE = 30
FITS = "Hợp với căn cứ: cùng nơi ban hành, cùng văn bản được thực hiện."


@pages.route("/ke-hoach/<int:document_id>/ban-do/chon", methods=["GET", "POST"])
def pick(document_id: int) -> Response:
    """The plans of the superiors, those that fit first; `can_cu` names the citation that is meant."""
    plan, form = plan_to_read(document_id), PickForm()
    require(current_actor(), Permission.TASK_KEEP, DocumentCase(plan))
    link = _cited(plan)
    found = _offered(plan)
    form.offer([(one.id, _called(one)) for one in _fitting_first(found[:PAGE], plan, link)])
    if not form.is_submitted():
        form.version.data = link.version if link else 0
        return _page(plan, link, form, found)
    if not form.validate():
        return _page(plan, link, form, found, 422)
    try:
        pick_plan(plan.id, form.to_input(link.id if link else None), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(plan_to_read(document_id), _cited(plan), form, found, refusal.status)
    flash("Đã ghi kế hoạch cấp trên mà kế hoạch này thực hiện.", "ok")
    return redirect(url_for("cascade.show", document_id=document_id), 303)


def _cited(plan: Document) -> PlanLink | None:
    number = request.args.get("can_cu", type=row_id)
    if number is None:
        return None
    for link in plan_links.links_of(plan.id):
        if link.id == number and link.symbol is not None:
            return link
    raise NotFound("Không có văn bản căn cứ này.")


def _offered(plan: Document) -> Sequence[Document]:
    return plan_links.superiors_plans(plan.organisation, request.args.get("truoc", type=row_id), PAGE + 1)


def _fitting_first(found: Sequence[Document], plan: Document, link: PlanLink | None) -> list[Document]:
    return sorted(found, key=lambda one: not _fits(one, plan, link))


def _fits(one: Document, plan: Document, link: PlanLink | None) -> bool:
    if link is None:
        return bool(carried_out(one.abstract) & carried_out(plan.abstract))
    return one.symbol == link.symbol or may_mean(plan_links.cited_as(plan, link), plan_links.kept_as(one))


def _called(one: Document) -> str:
    number = f"số {one.symbol}" if one.number else "(chưa có số)"
    day = f", ngày {dates.short(one.issued_on)}" if one.issued_on else ""
    return f"Kế hoạch {number}{day} của {one.issuer_name}"


def _page(
    plan: Document, link: PlanLink | None, form: PickForm, found: Sequence[Document], status: int = 200
) -> Response:
    hints = {one.id: f"{one.abstract}. {FITS if _fits(one, plan, link) else ''}".strip() for one in found[:PAGE]}
    further = found[PAGE - 1].id if len(found) > PAGE else None
    page = render_template("cascade/pick.html", plan=plan, link=link, form=form, hints=hints, further=further)
    return make_response(page, status)

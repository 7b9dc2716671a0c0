"""The map of a plan: the plans above it, the units below it, what nobody took up, which dates bind."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.plan_link import AdoptForm, LinkForm
from workflow.actions import plan_link as acts
from workflow.auth.current import current_actor, current_day
from workflow.domain.actor import Actor
from workflow.domain.cutting import cut
from workflow.domain.errors import ChangedMeanwhile, NotFound, WorkflowError
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.rows import row_or_none
from workflow.domain.tasks import LinkState, TaskState
from workflow.queries import cascade, plan_links, tasks
from workflow.queries.case import DocumentCase
from workflow.queries.documents import Document
from workflow.queries.organisations import Organisation
from workflow.queries.plan_links import PlanLink
from workflow.queries.tasks import Task
from workflow.web.cascade_picture import picture_of
from workflow.web.tasks import keeps, plan_to_read

pages = Blueprint("cascade", __name__)

ADDRESS = "/ke-hoach/<int:document_id>/ban-do"
_MOST_OF_A_TASK = 220  # letters


@pages.get(ADDRESS)
def show(document_id: int) -> Response:
    """The map."""
    return _page(plan_to_read(document_id), LinkForm(formdata=None))


@pages.post(ADDRESS)
def add(document_id: int) -> Response:
    """A superior plan that the text does not cite."""
    plan, form = plan_to_read(document_id), LinkForm()
    require(current_actor(), Permission.TASK_KEEP, DocumentCase(plan))
    if not form.validate():
        return _page(plan, form, 422)
    try:
        link = acts.add_link(plan.id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(plan_to_read(document_id), form, refusal.status)
    flash(f"Đã ghi: kế hoạch này thực hiện {link.symbol or 'kế hoạch đã chọn'}.", "ok")
    return redirect(url_for(".show", document_id=document_id), 303)


@pages.post(f"{ADDRESS}/<int:link_id>")
def settle(document_id: int, link_id: int) -> Response:
    """Whether the plan carries out the one that it cites."""
    plan = plan_to_read(document_id)
    require(current_actor(), Permission.TASK_KEEP, DocumentCase(plan))
    if all(link.id != link_id for link in plan_links.links_of(plan.id)):
        raise NotFound("Không có văn bản căn cứ này.")
    version, carries_out = request.form.get("version", 0, type=int), request.form.get("act") == "dung"
    try:
        acts.settle_link(link_id, version, carries_out=carries_out, actor=current_actor())
    except ChangedMeanwhile as refusal:
        form = LinkForm(formdata=None)
        form.refuse(refusal)
        return _page(plan_to_read(document_id), form, refusal.status)
    flash("Đã ghi quan hệ với kế hoạch cấp trên.", "ok")
    return redirect(url_for(".show", document_id=document_id), 303)


@pages.route("/nhiem-vu/<int:task_id>/nhan", methods=["GET", "POST"])
def adopt(task_id: int) -> Response:
    """Which superior tasks a task takes up."""
    task = tasks.by_id(task_id)
    plan = plan_to_read(task.document_id)
    require(current_actor(), Permission.TASK_KEEP, DocumentCase(plan))
    offered = acts.offered_to(task, current_actor())
    taken = [one.id for one in cascade.takes_up([task.id]).get(task.id, [])]
    form = AdoptForm(data={"superior_ids": taken, "version": task.version})
    form.offer([(one.id, f"{one.place}. {cut(one.text, _MOST_OF_A_TASK)}") for one in offered])
    if not form.is_submitted():
        return _adopt_page(plan, task, form)
    if not form.validate():
        return _adopt_page(plan, task, form, 422)
    try:
        acts.adopt_tasks(task_id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        if isinstance(refusal, ChangedMeanwhile):
            form.renew(version=tasks.by_id(task_id).version)
        return _adopt_page(plan, task, form, refusal.status)
    flash("Đã ghi nhiệm vụ của cấp trên mà nhiệm vụ này thực hiện.", "ok")
    return redirect(url_for(".show", document_id=plan.id), 303)


def _page(plan: Document, form: LinkForm, status: int = 200) -> Response:
    actor = current_actor()
    links, own = plan_links.links_of(plan.id), tasks.register(plan.id, TaskState.CONFIRMED)
    inside, after = permits(actor, Permission.HOUSE_READ, plan), row_or_none(request.args.get("sau", ""))
    rows, further = cascade.units_below(plan, None if inside else actor.organisation_ids, after or 0)
    below = _told(rows, actor, inside=inside)
    numbers = [task.id for task in own]
    page = render_template(
        "cascade/show.html",
        plan=plan,
        form=form,
        may_keep=keeps(plan),
        inside=inside,
        links=[(link, _may_read(link.superior, actor)) for link in links if link.state is not LinkState.DISMISSED],
        dismissed=[link for link in links if link.state is LinkState.DISMISSED],
        below=below,
        begins_later=after is not None,
        further=further,
        own=own,
        taken_up=cascade.taken_up(numbers),
        takes_up=cascade.takes_up(numbers),
        above=_dates_above(plan, own, actor),
        picture=picture_of(plan, _standing(links), below),
        today=current_day(),
    )
    return make_response(page, status)


def _adopt_page(plan: Document, task: Task, form: AdoptForm, status: int = 200) -> Response:
    return make_response(render_template("cascade/adopt.html", plan=plan, task=task, form=form), status)


def _told(rows: Sequence[cascade.Below], actor: Actor, *, inside: bool) -> list[dict[str, Any]]:
    """Each unit with what this person may follow; a unit below sees itself alone."""
    if not inside:
        rows = [row for row in rows if permits(actor, Permission.HOUSE_READ, row.organisation)]
    return [{"row": row, "may_read": row.plan is not None and _sees(row.organisation, actor)} for row in rows]


def _sees(unit: Organisation, actor: Actor) -> bool:
    """Whether what left the unit's house is this person's to read: theirs, or their subordinate's."""
    return permits(actor, Permission.PLAN_FOLLOW, unit)


def _dates_above(plan: Document, own: Any, actor: Actor) -> list[Task]:
    """The dates of superior plans, where the plan itself leaves tasks without a deadline."""
    if all(task.deadline for task in own) and own:
        return []
    found = cascade.dates_above(plan)
    plans = {task.document_id: task.document for task in found}
    readable = {number for number, one in plans.items() if _may_read(one, actor)}
    return [task for task in found if task.document_id in readable]


def _standing(links: Any) -> list[PlanLink]:
    return [link for link in links if link.state is not LinkState.DISMISSED]


def _may_read(document: Document | None, actor: Actor) -> bool:
    return document is not None and permits(actor, Permission.DOCUMENT_READ, DocumentCase(document))

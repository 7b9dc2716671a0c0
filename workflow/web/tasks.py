"""Pages of the register of a plan's tasks: read from it, confirmed, corrected, split, joined, added by hand."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.base import StageForm
from forms.task import ChosenForm, SplitForm, TaskForm, seen_tasks
from workflow.actions import task as acts
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor, current_day
from workflow.domain.errors import ChangedMeanwhile, NotFound, WorkflowError
from workflow.domain.labels import SHARES
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.states import CLOSED, DocumentKind
from workflow.domain.tasks import Share, TaskState
from workflow.queries import documents, task_clearings, tasks
from workflow.queries.accounts import members_of
from workflow.queries.case import DocumentCase
from workflow.queries.documents import Document
from workflow.queries.organisations import neighbours
from workflow.queries.task_clearings import ClearingCase, TaskClearing
from workflow.queries.tasks import Task

pages = Blueprint("tasks", __name__)

ADDRESS = "/ke-hoach/<int:document_id>/nhiem-vu"
ONE = "/nhiem-vu/<int:task_id>"


@pages.get(ADDRESS)
def show(document_id: int) -> Response:
    """The register of a plan; its office sees the proposals too."""
    return _register_page(plan_to_read(document_id), ChosenForm(formdata=None))


@pages.post(ADDRESS)
def press(document_id: int) -> Response:
    """Confirm what is ticked or everything seen, join what is ticked, or read an older plan."""
    plan, form = _plan_to_keep(document_id), ChosenForm()
    try:
        said = _pressed(plan.id, request.form.get("act", ""))
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _register_page(plan_to_read(document_id), form, refusal.status)
    flash(said, "ok")
    return redirect(url_for(".show", document_id=document_id), 303)


@pages.route(f"{ADDRESS}/them", methods=["GET", "POST"])
def add(document_id: int) -> Response:
    """A task that the reading missed."""
    plan, form = _plan_to_keep(document_id), TaskForm()
    if not form.is_submitted():
        return _task_page(plan, None, form)
    if not form.validate():
        return _task_page(plan, None, form, 422)
    try:
        acts.add_task(plan.id, form.to_input(), actor=current_actor(), token=form.token.data)
    except AlreadyDone:
        return redirect(url_for(".show", document_id=document_id), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _task_page(plan, None, form, refusal.status)
    flash("Đã thêm nhiệm vụ vào sổ.", "ok")
    return redirect(url_for(".show", document_id=document_id), 303)


@pages.get(f"{ONE}/sua")
def edit(task_id: int) -> Response:
    """One task to correct."""
    task, plan = _task_to_keep(task_id)
    return _task_page(plan, task, TaskForm(formdata=None, data=_kept(task)))


@pages.post(f"{ONE}/sua")
def save(task_id: int) -> Response:
    """Correct it, and confirm it when that is what was pressed."""
    task, plan = _task_to_keep(task_id)
    form = TaskForm()
    if not form.validate():
        return _task_page(plan, task, form, 422)
    try:
        given = form.to_input(confirm=request.form.get("act") == "confirm")
        acts.save_task(task_id, given, actor=current_actor())
    except WorkflowError as refusal:
        return _refused(plan, task_id, form, refusal)
    flash("Đã lưu nhiệm vụ.", "ok")
    return _back(plan)


@pages.route(f"{ONE}/tach", methods=["GET", "POST"])
def split(task_id: int) -> Response:
    """One task as several."""
    task, plan = _task_to_keep(task_id)
    form = SplitForm(data={"text": task.text, "version": task.version})
    if not form.is_submitted():
        return _split_page(plan, task, form)
    if not form.validate():
        return _split_page(plan, task, form, 422)
    try:
        parts = acts.split_task(task_id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        _renew(form, task_id, refusal)
        return _split_page(plan, tasks.by_id(task_id), form, refusal.status)
    flash(f"Đã tách thành {len(parts)} nhiệm vụ.", "ok")
    return _back(plan)


@pages.post(f"{ONE}/bo")
def drop(task_id: int) -> Response:
    """Set a task aside; the register offers it back."""
    _, plan = _task_to_keep(task_id)
    acts.drop_task(task_id, request.form.get("version", 0, type=int), actor=current_actor())
    flash("Đã bỏ nhiệm vụ khỏi sổ. Có thể lấy lại ở cuối trang.", "ok")
    return _back(plan)


@pages.post(f"{ONE}/lay-lai")
def restore(task_id: int) -> Response:
    """Take it back among the proposals."""
    _, plan = _task_to_keep(task_id)
    acts.restore_task(task_id, request.form.get("version", 0, type=int), actor=current_actor())
    flash("Đã lấy lại nhiệm vụ, đang chờ xác nhận.", "ok")
    return _back(plan)


def plan_to_read(document_id: int) -> Document:
    """An issued plan that the person may read. Refuses NotFound."""
    plan = documents.for_show(document_id, current_actor())
    if plan.kind is not DocumentKind.PLAN or plan.state not in CLOSED:
        raise NotFound("Chỉ kế hoạch đã ban hành có sổ nhiệm vụ.")
    return plan


def keeps(plan: Document) -> bool:
    """Whether the person keeps the plan's register."""
    return permits(current_actor(), Permission.TASK_KEEP, DocumentCase(plan))


def _plan_to_keep(document_id: int) -> Document:
    plan = plan_to_read(document_id)
    require(current_actor(), Permission.TASK_KEEP, DocumentCase(plan))
    return plan


def _task_to_keep(task_id: int) -> tuple[Task, Document]:
    task = tasks.by_id(task_id)
    return task, _plan_to_keep(task.document_id)


def _pressed(plan_id: int, act: str) -> str:
    actor, ticked = current_actor(), seen_tasks(request.form.getlist("task"))
    if act == "read":
        return f"Đã đọc được {acts.read_tasks(plan_id, actor=actor)} nhiệm vụ từ kế hoạch."
    if act == "join":
        acts.join_tasks(plan_id, ticked, actor=actor)
        return "Đã ghép các nhiệm vụ đã chọn thành một."
    wanted = seen_tasks(request.form.getlist("all")) if act == "confirm_all" else ticked
    return f"Đã xác nhận {acts.confirm_tasks(plan_id, wanted, actor=actor)} nhiệm vụ."


def _register_page(plan: Document, form: StageForm, status: int = 200) -> Response:
    may_keep = keeps(plan)
    found = tasks.register(plan.id, *(() if may_keep else (TaskState.CONFIRMED,)))
    page = render_template(
        "tasks/show.html",
        plan=plan,
        form=form,
        may_keep=may_keep,
        opens_campaigns=permits(current_actor(), Permission.CAMPAIGN_OPEN, DocumentCase(plan)),
        proposed=[task for task in found if task.state is TaskState.PROPOSED],
        confirmed=[task for task in found if task.state is TaskState.CONFIRMED],
        dropped=[task for task in found if task.state is TaskState.DROPPED],
        cleared=task_clearings.of_plan(plan.id, current_actor()),
        may_reopen=_reopening({task.id: task for task in found}),
        ticked=set(request.form.getlist("task")),
        shares=SHARES,
        due_of=lambda task: tasks.due_of(task, current_day()),
    )
    return make_response(page, status)


def _reopening(known: Mapping[int, Task]) -> Callable[[TaskClearing], bool]:
    """Whether the person may open a task again that a unit called done."""
    actor = current_actor()
    return lambda one: permits(actor, Permission.TASK_REOPEN, ClearingCase(known[one.task_id], one.organisation_id))


def _task_page(plan: Document, task: Task | None, form: TaskForm, status: int = 200) -> Response:
    page = render_template(
        "tasks/edit.html",
        plan=plan,
        task=task,
        form=form,
        houses=neighbours(plan.organisation),
        people=sorted({member.user.name for member in members_of(plan.organisation_id)}),
    )
    return make_response(page, status)


def _split_page(plan: Document, task: Task, form: SplitForm, status: int = 200) -> Response:
    return make_response(render_template("tasks/split.html", plan=plan, task=task, form=form), status)


def _refused(plan: Document, task_id: int, form: TaskForm, refusal: WorkflowError) -> Response:
    form.refuse(refusal)
    _renew(form, task_id, refusal)
    return _task_page(plan, tasks.by_id(task_id), form, refusal.status)


def _renew(form: StageForm, task_id: int, refusal: WorkflowError) -> None:
    """After a conflict the form carries the newest version: what was typed is kept, and saved when pressed again."""
    if isinstance(refusal, ChangedMeanwhile):
        form.renew(version=tasks.by_id(task_id).version)


def _kept(task: Task) -> dict[str, Any]:
    names = {
        share: "\n".join(one.name for one in task.assignments if one.share is share)
        for share in (Share.LEAD, Share.COOPERATING)
    }
    deadline = task.deadline
    yearly = f"{deadline.day}/{deadline.month}" if deadline and deadline.day else ""
    return {
        "text": task.text,
        "lead": names[Share.LEAD],
        "cooperating": names[Share.COOPERATING],
        "kind": deadline.kind.value if deadline else "",
        "due_on": deadline.date if deadline else None,
        "yearly": yearly,
        "condition": (deadline.condition or "") if deadline else "",
        "version": task.version,
    }


def _back(plan: Document) -> Response:
    return redirect(url_for(".show", document_id=plan.id), 303)

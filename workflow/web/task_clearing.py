"""Pages on which a unit says, beside reports, that a task with a day is done or not to be done any more."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug import Response

from forms.task_clearing import ClearTaskForm
from workflow.actions.task_clearing import clear_task, reopen_task
from workflow.auth.current import current_actor, current_day
from workflow.domain.errors import NotFound, WorkflowError
from workflow.domain.permissions import Permission, permits
from workflow.domain.tasks import cleared_day
from workflow.queries import task_clearings, tasks
from workflow.queries.duties import Lane
from workflow.queries.task_clearings import ClearingCase, Organisation, Task
from workflow.web.tasks import plan_to_read

pages = Blueprint("task_clearing", __name__, url_prefix="/nhiem-vu")


@pages.route("/<int:task_id>/xong/<int:organisation_id>", methods=["GET", "POST"])
def clear(task_id: int, organisation_id: int) -> Response:
    """The word of one unit."""
    task, house = task_clearings.for_clearing(task_id, organisation_id, current_actor())
    form = ClearTaskForm()
    if not form.is_submitted():
        return _page(task, house, form)
    if not form.validate():
        return _page(task, house, form, 422)
    try:
        clear_task(task.id, house.id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(tasks.by_id(task_id), house, form, refusal.status)
    flash("Đã ghi. Nhiệm vụ không còn nhắc; nơi giao thấy lời này ở sổ nhiệm vụ của kế hoạch.", "ok")
    return redirect(url_for("duties.index", don_vi=house.id, loai=Lane.DUE.value), 303)


@pages.post("/bao-xong/<int:clearing_id>/mo-lai")
def reopen(clearing_id: int) -> Response:
    """The word is taken back, or not accepted where the task was set."""
    one = task_clearings.one(clearing_id)
    task = tasks.by_id(one.task_id)
    if not permits(current_actor(), Permission.TASK_REOPEN, ClearingCase(task, one.organisation_id)):
        raise NotFound(tasks.MISSING)
    reopen_task(clearing_id, actor=current_actor())
    flash("Đã mở lại nhiệm vụ.", "ok")
    if current_actor().holds(one.organisation_id):
        return redirect(url_for("duties.index", don_vi=one.organisation_id, loai=Lane.DUE.value), 303)
    return redirect(url_for("tasks.show", document_id=plan_to_read(task.document_id).id), 303)


def _page(task: Task, house: Organisation, form: ClearTaskForm, status: int = 200) -> Response:
    page = render_template(
        "tasks/clear.html", task=task, house=house, form=form, day=cleared_day(task.deadline, current_day())
    )
    return make_response(page, status)

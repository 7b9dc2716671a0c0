"""A unit says of a task with a day, beside reports, that it is done or not to be done any more; and takes it back."""

from sqlalchemy import select

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.tasks import ClearTask
from workflow.domain.permissions import Permission, require
from workflow.domain.states import IN_FORCE, Role
from workflow.domain.tasks import Clearing, TaskState, cleared_day
from workflow.models import Task, TaskClearing, db
from workflow.models.clock import now, today
from workflow.queries import organisations, task_clearings, task_days, tasks
from workflow.queries.task_clearings import ClearingCase

_EMPTY = {
    Clearing.DONE: "Hãy ghi ngắn gọn đã làm gì, kết quả ra sao.",
    Clearing.VOID: "Hãy ghi lý do không còn phải làm.",
}


@action
def clear_task(task_id: int, organisation_id: int, given: ClearTask, *, actor: Actor) -> TaskClearing:
    """Say for an organisation that a task is done, or not to be done any more. Refuses NotPermitted, a task that the
    organisation does not answer for (NotFound), no words (InvalidInput), a task without a day or of a plan not in
    force, and what was said already (TransitionRefused)."""
    task = tasks.for_change(task_id)
    require(actor, Permission.TASK_CLEAR, ClearingCase(task, organisation_id))
    day = cleared_day(task.deadline, today())
    if task.state is not TaskState.CONFIRMED or task.document.state not in IN_FORCE or day is None:
        raise TransitionRefused("Chỉ nhiệm vụ có thời hạn, của kế hoạch đang có hiệu lực, mới báo xong ở đây được.")
    if not task_days.answers(organisations.by_id(organisation_id), task.id):
        raise NotFound(tasks.MISSING)
    if not given.words.strip():
        raise InvalidInput(_EMPTY[given.way], fields={"words": _EMPTY[given.way]})
    _refuse_twice(task, organisation_id)
    row = TaskClearing(task_id=task.id, organisation_id=organisation_id, due_on=day, way=given.way, at=now())
    row.said, row.evidence, row.user_id = given.words.strip(), given.evidence.strip(), actor.user_id
    db.session.add(row)
    _told(task, Fact.TASK_CLEARED, row, actor)
    return row


@action
def reopen_task(clearing_id: int, *, actor: Actor) -> Task:
    """The word is taken back: by the organisation that gave it, or by the office whose plan set the task. Refuses
    NotFound, NotPermitted."""
    row = task_clearings.one(clearing_id)
    task = tasks.for_change(row.task_id)
    require(actor, Permission.TASK_REOPEN, ClearingCase(task, row.organisation_id))
    db.session.delete(row)
    _told(task, Fact.TASK_REOPENED, row, actor)
    return task


def _refuse_twice(task: Task, organisation_id: int) -> None:
    day = cleared_day(task.deadline, today())
    query = select(TaskClearing.id).where(TaskClearing.task_id == task.id, TaskClearing.due_on == day)
    if db.session.scalar(query.where(TaskClearing.organisation_id == organisation_id)) is not None:
        raise TransitionRefused("Đơn vị đã báo xong nhiệm vụ này. Muốn ghi lại, hãy mở lại nhiệm vụ ở sổ nhiệm vụ.")


def _told(task: Task, fact: Fact, row: TaskClearing, actor: Actor) -> None:
    details = {"unit": row.organisation_id, "way": row.way.value, "note": row.said, "due_on": row.due_on.isoformat()}
    role = actor.role_in(row.organisation_id, Role.DRAFTER, Role.OFFICE)
    record(task, fact, actor, now(), Said(details=details, role=role))

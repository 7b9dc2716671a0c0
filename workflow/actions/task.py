"""The register of a plan's tasks: proposals confirmed, corrected, split, joined, set aside; tasks added by hand."""

from collections.abc import Sequence

from workflow.actions.propose import STEP, Names, propose_from
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.blocks import clean
from workflow.domain.deadlines import Deadline
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.tasks import SaveTask, SeenTasks, SplitTask
from workflow.domain.permissions import Permission, require
from workflow.domain.states import CLOSED, DocumentKind, Role
from workflow.domain.tasks import (
    LONGEST_BODY,
    LONGEST_TASK,
    Share,
    TaskState,
    joined,
    keeps_every_word,
    said,
    split_text,
)
from workflow.models import Document, Task, TaskAssignment, db
from workflow.models.clock import now
from workflow.queries import documents
from workflow.queries.case import DocumentCase
from workflow.queries.organisations import by_id
from workflow.queries.tasks import STALE, for_change, register

__all__ = ["STALE"]


@action
def read_tasks(document_id: int, *, actor: Actor) -> int:
    """Read the tasks of a plan that entered the system before tasks were read; how many were found. Refuses
    NotPermitted, and a plan that is not issued (TransitionRefused)."""
    document = _plan(document_id, actor)
    found = propose_from(document)
    record(document, Fact.TASKS_READ, actor, now(), Said(document.state, {"count": found}, role=_role(actor, document)))
    return found


@action
def confirm_tasks(document_id: int, given: SeenTasks, *, actor: Actor) -> int:
    """Take proposals, as they were seen, into the register; how many were. Refuses NotPermitted, an empty choice
    (InvalidInput), and what somebody changed meanwhile."""
    document = _plan(document_id, actor)
    chosen = _chosen(document, given)
    fresh = [task for task in chosen if task.state is not TaskState.CONFIRMED]
    for task in fresh:
        _move(task, TaskState.CONFIRMED, Fact.TASK_CONFIRMED, actor)
    return len(fresh)


@action
def save_task(task_id: int, given: SaveTask, *, actor: Actor) -> Task:
    """Correct a task's words, deadline and bodies; the same again changes nothing. Refuses NotPermitted, an empty or
    overlong text (InvalidInput), and a task that somebody changed meanwhile."""
    task = for_change(task_id, given.version)
    document = _plan(task.document_id, actor)
    _refuse_bad(given)
    if _as_saved(given) != _as_kept(task):
        _put(task, given, Names(by_id(document.organisation_id)))
        _changed(task, Fact.TASK_CORRECTED, actor, _told(task))
    if given.confirm and task.state is not TaskState.CONFIRMED:
        _move(task, TaskState.CONFIRMED, Fact.TASK_CONFIRMED, actor)
    return task


@action
def add_task(document_id: int, given: SaveTask, *, actor: Actor, token: str | None = None) -> Task:
    """A task that the plan sets and the reading missed; it is confirmed at once. Refuses as `save_task`, and the same
    press twice."""
    document = _plan(document_id, actor)
    _refuse_bad(given)
    once(token)
    last = max((task.position for task in register(document.id)), default=0)
    task = Task(
        document_id=document.id,
        organisation_id=document.organisation_id,
        position=last + STEP,
        place="thêm bằng tay",
        state=TaskState.CONFIRMED,
    )
    _put(task, given, Names(by_id(document.organisation_id)))
    db.session.add(task)
    record(task, Fact.TASK_ADDED, actor, now(), Said(details=_told(task), role=_role(actor, document)))
    return task


@action
def split_task(task_id: int, given: SplitTask, *, actor: Actor) -> list[Task]:
    """One task as several with the same deadline and bodies; the first keeps its row. Refuses fewer than two, and any
    word added, lost or moved (InvalidInput)."""
    task = for_change(task_id, given.version)
    _plan(task.document_id, actor)
    parts = split_text(given.text)
    if len(parts) < 2:
        _refuse("text", "Nội dung: hãy để một dòng trống giữa hai nhiệm vụ.")
    if not keeps_every_word(parts, task.text):
        _refuse("text", "Nội dung: tách phải giữ nguyên mọi chữ theo thứ tự. Muốn đổi chữ thì sửa từng nhiệm vụ sau.")
    whole, task.text = task.text, parts[0]
    fresh = [_part_of(task, text, place) for place, text in enumerate(parts[1:], 1)]
    db.session.add_all(fresh)
    _changed(task, Fact.TASK_SPLIT, actor, {"before": whole, "parts": len(parts)})
    for part in fresh:
        record(part, Fact.TASK_SPLIT, actor, now(), Said(details={"from": task.id}))
    return [task, *fresh]


@action
def join_tasks(document_id: int, given: SeenTasks, *, actor: Actor) -> Task:
    """Several tasks as one, in printed order, with everybody's bodies; the first keeps its row, the others are set
    aside. Refuses fewer than two, and deadlines that differ (InvalidInput)."""
    document = _plan(document_id, actor)
    chosen = _chosen(document, given)
    if len(chosen) < 2:
        raise InvalidInput("Hãy chọn từ hai nhiệm vụ trở lên để ghép.")
    deadlines = {task.deadline for task in chosen}
    if len(deadlines) > 1:
        raise InvalidInput("Các nhiệm vụ đã chọn có thời hạn khác nhau. Hãy sửa cho cùng thời hạn rồi ghép.")
    first, others = chosen[0], chosen[1:]
    first.text = joined(task.text for task in chosen)
    if len(first.text) > LONGEST_TASK:
        raise InvalidInput(f"Ghép lại thì dài quá {LONGEST_TASK} ký tự. Hãy ghép ít nhiệm vụ hơn.")
    _gather_bodies(first, others)
    _changed(first, Fact.TASK_JOINED, actor, {"with": [task.id for task in others]})
    for task in others:
        _move(task, TaskState.DROPPED, Fact.TASK_JOINED, actor, {"into": first.id})
    return first


@action
def drop_task(task_id: int, version: int, *, actor: Actor) -> Task:
    """Set a task aside; it can be taken back. Refuses NotPermitted and what was changed meanwhile."""
    return _moved(task_id, version, TaskState.DROPPED, Fact.TASK_DROPPED, actor)


@action
def restore_task(task_id: int, version: int, *, actor: Actor) -> Task:
    """Take a task that was set aside back among the proposals. Refuses as `drop_task`."""
    return _moved(task_id, version, TaskState.PROPOSED, Fact.TASK_RESTORED, actor)


def _plan(document_id: int, actor: Actor) -> Document:
    """The issued plan, for a change of its register. Refuses NotPermitted and a plan that is not issued."""
    document = documents.for_change(document_id)
    require(actor, Permission.TASK_KEEP, DocumentCase(document))
    if document.kind is not DocumentKind.PLAN or document.state not in CLOSED:
        raise TransitionRefused("Nhiệm vụ được ghi vào sổ khi kế hoạch đã ban hành.")
    return document


def _chosen(document: Document, given: SeenTasks) -> list[Task]:
    """The tasks chosen, of this plan alone, locked in the order of their numbers, in printed order."""
    found = [for_change(number, given.versions[number]) for number in sorted(given.versions)]
    mine = [task for task in found if task.document_id == document.id]
    if not mine:
        raise InvalidInput("Hãy chọn ít nhất một nhiệm vụ.")
    return sorted(mine, key=lambda task: (task.position, task.id))


def _moved(task_id: int, version: int, state: TaskState, fact: Fact, actor: Actor) -> Task:
    task = for_change(task_id, version)
    _plan(task.document_id, actor)
    if task.state is not state:
        _move(task, state, fact, actor)
    return task


def _move(task: Task, state: TaskState, fact: Fact, actor: Actor, details: dict[str, object] | None = None) -> None:
    task.state = state
    _changed(task, fact, actor, details or {"text": task.text})


def _changed(task: Task, fact: Fact, actor: Actor, details: dict[str, object]) -> None:
    task.version += 1
    role = actor.role_in(task.organisation_id, Role.OFFICE, Role.DRAFTER)
    record(task, fact, actor, now(), Said(details=details, role=role))


def _put(task: Task, given: SaveTask, names: Names) -> None:
    task.text, task.deadline = _one_line(given.text), given.deadline
    if given.deadline is None:
        task.deadline_words = ""
    task.assignments = names.assignments(given.lead, given.cooperating)


def _part_of(task: Task, text: str, place: int) -> Task:
    part = Task(
        document_id=task.document_id,
        organisation_id=task.organisation_id,
        position=task.position + place,
        block=task.block,
        row=task.row,
        place=task.place,
        heading=task.heading,
        text=text,
        deadline_words=task.deadline_words,
        state=task.state,
        assignments=[_copied(one) for one in task.assignments],
    )
    part.deadline = task.deadline
    return part


def _copied(one: TaskAssignment) -> TaskAssignment:
    return TaskAssignment(
        name=one.name,
        share=one.share,
        position=one.position,
        organisation_id=one.organisation_id,
        user_id=one.user_id,
        reach=one.reach,
        level=one.level,
    )


def _gather_bodies(first: Task, others: Sequence[Task]) -> None:
    known = {(one.share, one.name) for one in first.assignments}
    for task in others:
        for one in task.assignments:
            if (one.share, one.name) not in known:
                known.add((one.share, one.name))
                first.assignments.append(_copied(one))
    for place, one in enumerate(sorted(first.assignments, key=lambda one: one.share is not Share.LEAD)):
        one.position = place


def _as_saved(given: SaveTask) -> tuple[str, Deadline | None, tuple[str, ...], tuple[str, ...]]:
    return _one_line(given.text), given.deadline, given.lead, given.cooperating


def _as_kept(task: Task) -> tuple[str, Deadline | None, tuple[str, ...], tuple[str, ...]]:
    lead, others = (
        tuple(one.name for one in task.assignments if one.share is share) for share in (Share.LEAD, Share.COOPERATING)
    )
    return task.text, task.deadline, lead, others


def _told(task: Task) -> dict[str, object]:
    _, _, lead, others = _as_kept(task)
    return {"text": task.text, "deadline": said(task.deadline), "lead": list(lead), "cooperating": list(others)}


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _refuse_bad(given: SaveTask) -> None:
    length = len(_one_line(given.text))
    if not length:
        _refuse("text", "Nội dung: hãy ghi nhiệm vụ.")
    if length > LONGEST_TASK:
        _refuse("text", f"Nội dung: nhiều nhất {LONGEST_TASK} ký tự. Hãy tách thành nhiều nhiệm vụ.")
    for field, names in (("lead", given.lead), ("cooperating", given.cooperating)):
        if any(len(name) > LONGEST_BODY for name in names):
            _refuse(field, f"Mỗi tên nhiều nhất {LONGEST_BODY} ký tự, mỗi dòng một tên.")


def _refuse(field: str, message: str) -> None:
    raise InvalidInput(message, fields={field: message})


def _role(actor: Actor, document: Document) -> Role | None:
    return actor.role_in(document.organisation_id, Role.OFFICE, Role.DRAFTER)

"""Which plan carries out which: links confirmed, dismissed or added by a person; tasks taken up from the plan above."""

from sqlalchemy import select

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.tasks import AdoptTasks, LinkPlan
from workflow.domain.numbers import parse_symbol
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.states import CLOSED, DocumentKind, Role
from workflow.domain.tasks import LinkState, TaskState
from workflow.models import Document, PlanLink, Task, TaskAdoption, db
from workflow.models.clock import now
from workflow.queries import documents, plan_links, tasks
from workflow.queries.case import DocumentCase


@action
def settle_link(link_id: int, version: int, *, carries_out: bool, actor: Actor) -> PlanLink:
    """Say whether the plan carries out the one that it cites; said so already, nothing happens. A plan that came into
    the system since is found now. Refuses NotPermitted, NotFound, and a link that somebody settled meanwhile."""
    link = plan_links.for_change(link_id, version)
    document = _plan(link.document_id, actor)
    state = LinkState.CONFIRMED if carries_out else LinkState.DISMISSED
    if link.state is state:
        return link
    _resolve(link)
    _settled(document, link, state, actor)
    return link


@action
def add_link(document_id: int, given: LinkPlan, *, actor: Actor) -> PlanLink:
    """A superior plan that the text does not cite, by its symbol; there already, it is confirmed. Refuses NotPermitted
    and what is no number and symbol of a plan (InvalidInput)."""
    document = _plan(document_id, actor)
    symbol = parse_symbol(given.symbol)
    if symbol.number is None or symbol.kind != DocumentKind.PLAN.value or str(symbol) == document.symbol:
        message = "Số, ký hiệu: hãy ghi đủ của một kế hoạch cấp trên, ví dụ 187-KH/TU."
        raise InvalidInput(message, fields={"symbol": message})
    known = select(PlanLink).where(PlanLink.document_id == document.id, PlanLink.symbol == str(symbol))
    link = db.session.scalars(known.with_for_update()).one_or_none()
    if link is None:
        link = PlanLink(document_id=document.id, symbol=str(symbol), state=LinkState.PROPOSED, version=1)
        db.session.add(link)
    if link.state is not LinkState.CONFIRMED:
        _resolve(link)
        _settled(document, link, LinkState.CONFIRMED, actor)
    return link


@action
def adopt_tasks(task_id: int, given: AdoptTasks, *, actor: Actor) -> Task:
    """Say which tasks of superior plans this one takes up; the same again changes nothing. Refuses NotPermitted, a task
    changed meanwhile, and one of a plan that this plan does not carry out or that the person may not read
    (InvalidInput)."""
    task = tasks.for_change(task_id, given.version)
    _plan(task.document_id, actor)
    offered = {one.id for one in offered_to(task, actor)}
    wanted = set(given.superior_ids)
    if not wanted <= offered:
        raise InvalidInput("Có nhiệm vụ không thuộc kế hoạch cấp trên mà kế hoạch này thực hiện. Hãy chọn lại.")
    kept = db.session.scalars(select(TaskAdoption).where(TaskAdoption.task_id == task.id)).all()
    before = {row.superior_task_id for row in kept}
    gone = (before & offered) - wanted  # what this person may not read is not theirs to give up
    if not gone and wanted <= before:
        return task
    for row in kept:
        if row.superior_task_id in gone:
            db.session.delete(row)
    db.session.add_all(TaskAdoption(task_id=task.id, superior_task_id=one) for one in sorted(wanted - before))
    task.version += 1
    role = actor.role_in(task.organisation_id, Role.OFFICE, Role.DRAFTER)
    details = {"takes_up": sorted((before | wanted) - gone)}
    record(task, Fact.TASK_ADOPTED, actor, now(), Said(details=details, role=role))
    return task


def offered_to(task: Task, actor: Actor) -> list[Task]:
    """The confirmed tasks of the superior plans that the task's plan carries out, as far as the person may read."""
    readable = [
        plan
        for plan in plan_links.superior_plans(task.document_id)
        if permits(actor, Permission.DOCUMENT_READ, DocumentCase(plan))
    ]
    return [one for plan in readable for one in tasks.register(plan.id, TaskState.CONFIRMED)]


def _plan(document_id: int, actor: Actor) -> Document:
    document = documents.for_change(document_id)
    require(actor, Permission.TASK_KEEP, DocumentCase(document))
    if document.kind is not DocumentKind.PLAN or document.state not in CLOSED:
        raise TransitionRefused("Chỉ kế hoạch đã ban hành mới liên kết với kế hoạch cấp trên.")
    return document


def _resolve(link: PlanLink) -> None:
    if link.superior_id is None:
        link.superior_id = plan_links.the_one(plan_links.plans_called([link.symbol]), link.symbol, link.issued_on)


def _settled(document: Document, link: PlanLink, state: LinkState, actor: Actor) -> None:
    link.state = state
    link.version += 1
    fact = Fact.PLAN_LINKED if state is LinkState.CONFIRMED else Fact.PLAN_UNLINKED
    role = actor.role_in(document.organisation_id, Role.OFFICE, Role.DRAFTER)
    record(document, fact, actor, now(), Said(document.state, {"symbol": link.symbol}, role=role))

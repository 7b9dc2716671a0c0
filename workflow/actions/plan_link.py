"""Which plan carries out which: links confirmed, dismissed or added by a person; tasks taken up from the plan above."""

from sqlalchemy import false, or_, select

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.tasks import AdoptTasks, LinkPlan, PickPlan
from workflow.domain.numbers import parse_symbol
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.states import CLOSED, DocumentKind, Role
from workflow.domain.tasks import LinkState, TaskState
from workflow.models import Document, PlanLink, Task, TaskAdoption, db
from workflow.models.clock import now
from workflow.queries import documents, organisations, plan_links, tasks
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
    _resolve(document, link)
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
    superior_id = plan_links.the_one(plan_links.plans_called([str(symbol)]), str(symbol), None)
    link = _linked(document, superior_id, str(symbol))
    if link is None:
        link = PlanLink(document_id=document.id, symbol=str(symbol), state=LinkState.PROPOSED, version=1)
        db.session.add(link)
    if link.state is not LinkState.CONFIRMED:
        link.superior_id = link.superior_id or superior_id
        _settled(document, link, LinkState.CONFIRMED, actor)
    return link


@action
def pick_plan(document_id: int, given: PickPlan, *, actor: Actor) -> PlanLink:
    """Say which plan of a superior this one carries out, or which one a citation means; so linked already, nothing
    happens. Refuses NotPermitted, a link that somebody settled meanwhile (ChangedMeanwhile), a plan that did not come
    to the organisation from above, and one that another citation means (InvalidInput)."""
    document = _plan(document_id, actor)
    superior = plan_links.superiors_plan(organisations.by_id(document.organisation_id), given.superior_id)
    if superior is None:
        raise _no_plan("Hãy chọn một kế hoạch của cấp trên đã gửi tới đơn vị.")
    symbol = superior.symbol if superior.number else None
    link = known = _linked(document, superior.id, symbol)
    if given.link_id is not None:
        link = plan_links.for_change(given.link_id, given.version)
        _refuse_another(document, link, known)
    if link is None:
        link = PlanLink(document_id=document.id, symbol=symbol, state=LinkState.PROPOSED, version=1)
        link.issued_on = superior.issued_on
        db.session.add(link)
    if (link.superior_id, link.state) != (superior.id, LinkState.CONFIRMED):
        link.superior_id = superior.id
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


def _resolve(document: Document, link: PlanLink) -> None:
    """The plan of its symbol came into the system since."""
    if link.superior_id is None and link.symbol is not None:
        found = plan_links.the_one(plan_links.plans_called([link.symbol]), link.symbol, link.issued_on)
        if found is not None and _linked(document, found, None) is None:
            link.superior_id = found


def _linked(document: Document, superior_id: int | None, symbol: str | None) -> PlanLink | None:
    """The plan's link to another one in the system, else the one of a symbol; locked."""
    same_plan = false() if superior_id is None else PlanLink.superior_id == superior_id
    same_symbol = false() if symbol is None else PlanLink.symbol == symbol
    query = select(PlanLink).where(PlanLink.document_id == document.id, or_(same_plan, same_symbol))
    query = query.order_by(PlanLink.superior_id.is_(None)).limit(1).with_for_update()
    return db.session.scalars(query).one_or_none()


def _refuse_another(document: Document, link: PlanLink, known: PlanLink | None) -> None:
    """A citation of another plan, and one plan that two citations would mean."""
    if link.document_id != document.id:
        raise NotFound("Không có văn bản căn cứ này.")
    if known is not None and known is not link:
        raise _no_plan(f"Kế hoạch này đã được ghi là {known.symbol or 'kế hoạch cấp trên'}. Hãy chọn kế hoạch khác.")


def _no_plan(message: str) -> InvalidInput:
    return InvalidInput(message, fields={"superior_id": message})


def _settled(document: Document, link: PlanLink, state: LinkState, actor: Actor) -> None:
    link.state = state
    link.version += 1
    fact = Fact.PLAN_LINKED if state is LinkState.CONFIRMED else Fact.PLAN_UNLINKED
    role = actor.role_in(document.organisation_id, Role.OFFICE, Role.DRAFTER)
    details = {"superior": link.superior_id} | ({"symbol": link.symbol} if link.symbol else {})
    record(document, fact, actor, now(), Said(document.state, details, role=role))

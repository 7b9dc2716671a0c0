"""What of a person's work has a due day, as reminders and the calendar see it: nothing that was sent, was closed, or is
somebody else's."""

import datetime as dt
from dataclasses import dataclass

from workflow.domain.actor import Actor
from workflow.domain.dates import VIETNAM, short
from workflow.domain.difficulty_words import first_words
from workflow.domain.labels import KINDS, STATES
from workflow.domain.states import CampaignState
from workflow.models import Difficulty, Document
from workflow.queries import awaiting, difficulties, inbox
from workflow.queries.awaiting import Delivery, Extension, LateRound, LateTask, Slip, Span, TaskDay
from workflow.queries.difficulties import Heap, Tab
from workflow.queries.duties import Lane
from workflow.queries.inbox import Item, Target, Work

__all__ = ["Duty", "Span", "duties"]

MOST = 100


@dataclass(frozen=True, slots=True)
class Duty:
    """One piece of work: a name that lasts (`target-12`), what it is, where it is done, the act, its due day, since
    when it waits, and what was said with it."""

    key: str
    title: str
    path: str
    act: Work
    due_on: dt.date | None
    since: dt.datetime
    said: str = ""


def duties(actor: Actor, span: Span) -> list[Duty]:
    """What waits for the person now, soonest first, at most a hundred of each sort, tasks of the span alone; a fixed
    number of statements."""
    other = awaiting.awaiting(actor, span, MOST)
    asked = [_request(target) for target in inbox.requests(actor, MOST)]
    asked += [_difficulty(one) for one in difficulties.returned_to(actor, MOST)]
    asked += [_heap(heap) for heap in difficulties.heaps_for(actor)]
    asked += [_slip(one) for one in other.slips]
    asked += [_extension(one) for one in other.extensions]
    asked += [_arrival(one) for one in other.arrivals]
    asked += [_plan(one) for one in other.plans]
    asked += [_task(one) for one in other.tasks]
    asked += [_late(one) for one in other.late]
    asked += [_slow(one) for one in other.slow]
    return [*asked, *(_paper(item) for item in inbox.inbox(actor, None, MOST) if not _is_over(item))]


def _request(target: Target) -> Duty:
    campaign = target.campaign
    title = f"{KINDS[campaign.kind]} {campaign.title}"
    path = f"/dot-bao-cao/{campaign.id}"
    return Duty(f"target-{target.id}", title, path, Work.REPORT, target.due_on, campaign.opened_at)


def _difficulty(one: Difficulty) -> Duty:
    title = f"Khó khăn, kiến nghị: {first_words(one.text)}"
    return Duty(f"difficulty-{one.id}", title, f"/kho-khan/{one.id}", Work.CLARIFY, one.due_on, one.raised_at)


def _heap(heap: Heap) -> Duty:
    house = heap.organisation
    title = f"{heap.count} khó khăn, kiến nghị chờ trả lời ở {house.name}"
    path = f"/kho-khan?don_vi={house.id}&muc={Tab.BELOW.value}"
    return Duty(f"difficulties-{house.id}", title, path, Work.MATTER, heap.due_on, heap.since)


def _slip(one: Slip) -> Duty:
    document, asked = one.round.document, one.round
    title = f"Cho ý kiến bằng phiếu: {_name(document)} của {document.issuer_short_name}"
    since = one.fell_at or asked.opened_at
    said = f"Phiếu đã cho hết hiệu lực vì {one.fell_because}." if one.fell_at else asked.note
    return Duty(f"slip-{one.id}", title, f"/van-ban/{document.id}", Work.OPINION, asked.closes_on, since, said)


def _extension(one: Extension) -> Duty:
    target = one.target
    title = f"Xin gia hạn: {target.organisation.short_name}, báo cáo {target.campaign.title}"
    said = f"Xin tới {short(one.to_day)}: “{one.reason}”"
    path, since = f"/dot-bao-cao/xin-gia-han/{one.id}", one.asked_at or target.campaign.opened_at
    return Duty(f"extension-{one.id}", title, path, Work.EXTENSION, one.from_day, since, said)


def _arrival(one: Delivery) -> Duty:
    document, key = one.document, f"delivery-{one.id}"
    title = f"{_name(document)} của {document.issuer_short_name}"
    return Duty(key, title, f"/van-ban/{document.id}", Work.ARRIVAL, None, one.sent_at)


def _plan(one: Delivery) -> Duty:
    document, since = one.document, one.received_at or one.sent_at
    title = f"{_name(document)} của {document.issuer_short_name} yêu cầu ban hành kế hoạch"
    return Duty(f"plan-{one.id}", title, f"/ke-hoach/{document.id}/ban-do", Work.PLAN, None, since)


def _task(one: TaskDay) -> Duty:
    plan, unit = one.task.document, one.organisation
    title = f"Nhiệm vụ {one.task.place or ''}: {first_words(one.task.text)}".replace(" :", ":")
    path = f"/nhiem-vu?don_vi={unit.id}&loai={Lane.DUE.value}#nv-{one.task.id}"
    said = f"{_name(plan)} của {plan.issuer_short_name}."
    return Duty(f"task-{one.task.id}-{unit.id}", title, path, Work.TASK, one.due_on, plan.state_since, said)


def _late(one: LateRound | LateTask) -> Duty:
    since = dt.datetime.combine(one.due_on, dt.time.min, VIETNAM)
    if isinstance(one, LateRound):
        key, path = f"late-{one.campaign.id}", f"/dot-bao-cao/{one.campaign.id}"
        title = f"{one.count} đơn vị trễ hạn báo cáo {one.campaign.title}"
    else:
        key, path = f"late-task-{one.task.id}", f"/nhiem-vu/{one.task.id}/don-doc"
        title = f"{one.count} đơn vị trễ hạn nhiệm vụ: {first_words(one.task.text)}"
    return Duty(key, title, path, Work.URGE, one.due_on, since)


def _slow(document: Document) -> Duty:
    """Of a step that is slow; the paper itself has its own name in the calendar of whoever does the step."""
    since = dt.datetime.combine(document.slow_since or document.state_since, dt.time.min, VIETNAM)
    title = f"Chậm ở bước {STATES[document.state].lower()}: {_name(document)}"
    return Duty(f"slow-{document.id}", title, f"/van-ban/{document.id}", Work.SLOW, document.slow_since, since)


def _paper(item: Item) -> Duty:
    document = item.document
    # a report keeps the name of the request that it answers: in a calendar the day does not jump when it is begun
    key = f"target-{document.target_id}" if document.target_id else f"document-{document.id}"
    # every chi bộ has a number 01
    title = f"{_name(document)} của {document.issuer_short_name}" if document.number else _name(document)
    return Duty(key, title, f"/van-ban/{document.id}", item.work, document.due_on, document.state_since)


def _is_over(item: Item) -> bool:
    target = item.document.target
    return target is not None and target.campaign.state is CampaignState.CLOSED


def _name(document: Document) -> str:
    kind = KINDS[document.kind]
    return f"{kind} số {document.symbol}" if document.number else f"{kind} {document.abstract}"

"""The words of what waits and is no paper at a desk, as rows of "Việc của tôi"."""

from flask import url_for

from workflow.domain import dates
from workflow.domain.cutting import cut
from workflow.domain.difficulty_words import first_words
from workflow.domain.inputs.many import Picked
from workflow.domain.labels import STATES
from workflow.domain.states import DocumentKind
from workflow.queries.awaiting import Awaiting, Delivery, Document, Extension, LateRound, LateTask, Slip, TaskDay
from workflow.queries.duties import Lane
from workflow.queries.inbox import Work
from workflow.web.worklist import MOST_OF_A_REASON, WORDINGS, Row, first_upper, title_of

ROUND, TASK = "dot", "nhiem-vu"
"""What the box of late units names them by."""


def rows(found: Awaiting) -> list[Row]:
    """Everything that was found."""
    slips = [slip_row(one) for one in found.slips]
    extensions = [extension_row(one) for one in found.extensions]
    plans = [plan_row(one) for one in found.plans]
    return [
        *slips,
        *map(late_row, found.late),
        *map(slow_row, found.slow),
        *extensions,
        *map(arrival_row, found.arrivals),
        *plans,
        *map(task_row, found.tasks),
    ]


def late_row(one: LateRound | LateTask) -> Row:
    """The row of units that are late, which leads to where they are urged."""
    if isinstance(one, LateRound):
        act_url = url_for("campaigns.show", campaign_id=one.campaign.id, _anchor="don-doc")
        title = f"{one.count} đơn vị trễ hạn báo cáo {one.campaign.title}"
        meta, key = f"Đợt báo cáo của {one.campaign.organisation.name}", f"{ROUND}.{one.campaign.id}"
    else:
        act_url = url_for("urges.task", task_id=one.task.id)
        title = f"{one.count} đơn vị trễ hạn nhiệm vụ: {first_words(one.task.text)}"
        meta = f"Nhiệm vụ {one.task.place} của {title_of(one.task.document)}".replace("  ", " ")
        key = f"{TASK}.{one.task.id}"
    meta += ". Chưa đôn đốc, hoặc đã qua ngày phải trả lời"
    return Row(Work.URGE, one.due_on, title, meta, act_url, WORDINGS[Work.URGE].act, act_url, key=key)


def slow_row(document: Document) -> Row:
    """The row of a step that waits too long in the house."""
    shown = url_for("documents.show", document_id=document.id)
    since = dates.day_and_month(dates.local_day(document.state_since))
    meta = f"{STATES[document.state]} từ {since}, quá số ngày quy định của một bước"
    if document.assignee:
        meta += f". Đang giao đồng chí {document.assignee.name}"
    return Row(Work.SLOW, document.slow_since, title_of(document), meta, shown, WORDINGS[Work.SLOW].act, shown)


def slip_row(one: Slip) -> Row:
    """The row of a slip that the person is asked for, or asked for again."""
    document = one.round.document
    shown = url_for("documents.show", document_id=document.id)
    act_url = url_for("opinions.give", document_id=document.id)
    said = [f"{document.issuer_name} lấy ý kiến đến hết ngày {dates.short(one.round.closes_on)}"]
    if one.fell_at:
        said.append(f"Phiếu đã cho hết hiệu lực vì {cut(one.fell_because, MOST_OF_A_REASON)}")
    meta = ". ".join(said)
    return Row(Work.OPINION, one.round.closes_on, title_of(document), meta, shown, WORDINGS[Work.OPINION].act, act_url)


def extension_row(one: Extension) -> Row:
    """The row of a request for more time, with its reason."""
    target, act_url = one.target, url_for("extensions.answer", extension_id=one.id)
    title = f"{target.organisation.name} xin gia hạn báo cáo {target.campaign.title}"
    asked = f", từ {dates.day_and_month(dates.local_day(one.asked_at))}" if one.asked_at else ""
    reason = cut(one.reason, MOST_OF_A_REASON).rstrip(".")
    meta = f"Xin tới {dates.short(one.to_day)}: {reason}. Người chờ: {one.asked_by}{asked}"
    return Row(Work.EXTENSION, one.from_day, title, meta, act_url, WORDINGS[Work.EXTENSION].act, act_url)


def arrival_row(one: Delivery) -> Row:
    """The row of a paper that came and that nobody received."""
    document = one.document
    shown = url_for("documents.show", document_id=document.id)
    act_url = url_for("acts.receive", document_id=document.id)
    meta = f"{first_upper(document.abstract)}. Gửi ngày {_day(one)}, tới {_house(one)}"
    key = Picked(document.id, document.version).key
    return Row(Work.ARRIVAL, None, title_of(document), meta, shown, WORDINGS[Work.ARRIVAL].act, act_url, key=key)


def plan_row(one: Delivery) -> Row:
    """The row of a superior's plan that asks for a plan of one's own."""
    document = one.document
    shown = url_for("cascade.show", document_id=document.id)
    begun = url_for("begin.new", kind=DocumentKind.PLAN.value, don_vi=one.organisation_id)
    title = f"Ban hành kế hoạch thực hiện {title_of(document)}"
    meta = f"{first_upper(document.abstract)}. Nơi lập: {_house(one)}"
    return Row(Work.PLAN, None, title, meta, shown, WORDINGS[Work.PLAN].act, begun)


def task_row(one: TaskDay) -> Row:
    """The row of a task whose day is near or past."""
    task, house = one.task, one.organisation
    here = url_for("duties.index", don_vi=house.id, loai=Lane.DUE.value, _anchor=f"nv-{task.id}")
    meta = f"Nhiệm vụ {task.place} của {title_of(task.document)}. Nơi thực hiện: {house.name}".replace("  ", " ")
    return Row(Work.TASK, one.due_on, first_words(task.text), meta, here, WORDINGS[Work.TASK].act, here)


def _house(one: Delivery) -> str:
    return one.organisation.name if one.organisation else one.label


def _day(one: Delivery) -> str:
    return dates.day_and_month(dates.local_day(one.sent_at))

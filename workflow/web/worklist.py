"""The words of "Việc của tôi": what waits, turned into groups of rows, each with its next page."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask import url_for

from workflow.auth.current import current_actor
from workflow.domain import dates
from workflow.domain.cutting import cut
from workflow.domain.deadlines import days_late
from workflow.domain.difficulty_words import first_words
from workflow.domain.inputs.many import Picked
from workflow.domain.labels import KINDS
from workflow.domain.states import CLOSED, DocumentState
from workflow.queries.difficulties import Difficulty, Heap, Tab
from workflow.queries.documents import Document
from workflow.queries.inbox import Item, Place, Target, Work

MOST_OF_A_REASON = 160  # letters


@dataclass(frozen=True, slots=True)
class Wording:
    """One kind of work: the heading of its group, what is counted there, the act, and the page it happens on."""

    heading: str
    counted: str
    act: str
    endpoint: str


WORDINGS: Mapping[Work, Wording] = {
    Work.REPORT: Wording("Báo cáo cần lập", "yêu cầu của cấp trên", "Lập báo cáo", "drafts.start"),
    Work.HAND_UP: Wording("Cho ý kiến, chuyển lên", "báo cáo gửi qua đơn vị", "Xem và chuyển lên", "acts.hand_up"),
    Work.RECEIVE: Wording("Tiếp nhận", "văn bản cấp dưới gửi lên", "Tiếp nhận", "acts.receive"),
    Work.CONSOLIDATE: Wording("Tổng hợp", "báo cáo đang tổng hợp", "Tổng hợp tiếp", "consolidation.first"),
    Work.MEND: Wording("Sửa theo yêu cầu", "văn bản bị trả lại", "Sửa", "drafts.first"),
    Work.WRITE: Wording("Soạn thảo", "văn bản đang soạn", "Soạn tiếp", "drafts.first"),
    Work.APPRAISE: Wording("Thẩm định", "dự thảo", "Thẩm định", "acts.appraise"),
    Work.APPROVE: Wording("Thông qua", "văn bản chờ ý kiến", "Xem và cho ý kiến", "acts.approve"),
    Work.OPINION: Wording("Cho ý kiến bằng phiếu", "văn bản lấy ý kiến cấp uỷ", "Đọc và cho ý kiến", "opinions.give"),
    Work.CONCLUDE: Wording(
        "Lấy ý kiến, kết luận", "văn bản chờ cấp uỷ quyết định", "Lấy ý kiến, kết luận", "opinions.show"
    ),
    Work.NUMBER: Wording("Lấy số", "văn bản đã thông qua", "Lấy số", "acts.number"),
    Work.SIGN: Wording("Ký số", "văn bản đã có số", "Ký số", "signing.sign"),
    Work.SEAL: Wording("Đóng dấu", "văn bản người ký đã ký", "Đóng dấu", "signing.seal"),
    Work.MATTER: Wording("Khó khăn, kiến nghị", "đơn vị có việc chờ trả lời", "Xem và trả lời", "difficulties.index"),
    Work.CLARIFY: Wording("Làm rõ khó khăn, kiến nghị", "việc cấp trên hỏi lại", "Làm rõ", "difficulty_acts.clarify"),
    Work.SEND: Wording("Gửi đi", "văn bản đã ban hành", "Gửi đi", "acts.send"),
    Work.EXTENSION: Wording("Xin gia hạn", "đề nghị của cấp dưới", "Trả lời", "extensions.answer"),
    Work.ARRIVAL: Wording("Văn bản đến", "văn bản chờ vào sổ", "Tiếp nhận", "acts.receive"),
    Work.PLAN: Wording("Kế hoạch cần ban hành", "kế hoạch cấp trên yêu cầu", "Soạn kế hoạch", "begin.new"),
    Work.URGE: Wording("Đơn vị trễ hạn", "đợt báo cáo, nhiệm vụ có đơn vị trễ", "Đôn đốc", "campaigns.show"),
    Work.SLOW: Wording("Việc chậm ở đơn vị", "văn bản quá ngày xử lý", "Xem việc chậm", "documents.show"),
    Work.TASK: Wording("Nhiệm vụ đến hạn", "nhiệm vụ chưa báo cáo xong", "Xem nhiệm vụ", "duties.index"),
}
_AWAITED = {
    DocumentState.IN_APPRAISAL: "thẩm định",
    DocumentState.IN_APPROVAL: "thông qua",
    DocumentState.APPROVED: "ban hành",
    DocumentState.SENT: "tiếp nhận",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `posts` says that the act begins something and is therefore a button of a form;
    `other` is a second way, (label, address); `key` is what its box says where many may be chosen."""

    work: Work
    due_on: dt.date | None
    title: str
    meta: str
    url: str
    act: str
    act_url: str
    posts: bool = False
    other: tuple[str, str] | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one kind of work."""

    heading: str
    counted: str
    work: Work
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something handed in: who has it now, what they do with it, since when."""

    holder: str
    doing: str
    title: str
    url: str
    due_on: dt.date | None
    since: dt.datetime


def document_row(item: Item, left: Mapping[int, tuple[int, int]]) -> Row:
    """The row of a paper that waits; `left` tells of consolidations how many source blocks are open, of how many."""
    document, wording = item.document, WORDINGS[item.work]
    shown = url_for("documents.show", document_id=document.id)
    act_url = url_for(wording.endpoint, document_id=document.id)
    row = Row(item.work, document.due_on, title_of(document), _meta(item, left), shown, wording.act, act_url)
    if document.step_error:
        return replace(row, act="Xem lỗi, thử lại", act_url=shown)
    if item.work in {Work.APPROVE, Work.RECEIVE}:
        return replace(row, key=Picked(document.id, document.version).key)
    return replace(row, url=act_url) if item.work in {Work.MEND, Work.WRITE, Work.CONSOLIDATE} else row


def request_row(target: Target, has_office: bool) -> Row:
    """The row of a request; an office answers from the reports of those below, and only then with a text of its own."""
    campaign = target.campaign
    asked = url_for("campaigns.show", campaign_id=campaign.id)
    start = url_for("drafts.start", target_id=target.id)
    title = f"{KINDS[campaign.kind]} {campaign.title}"
    meta = f"Yêu cầu của {campaign.organisation.name}. Nơi lập: {target.organisation.name}"
    row = Row(Work.REPORT, target.due_on, title, meta, asked, WORDINGS[Work.REPORT].act, start, posts=True)
    return (
        replace(row, act="Tự lập báo cáo", other=("Tổng hợp từ cấp dưới", url_for("campaigns.index")))
        if has_office
        else row
    )


def heap_row(heap: Heap) -> Row:
    """The one row of all difficulties that wait at a desk."""
    listed = url_for("difficulties.index", don_vi=heap.organisation.id, muc=Tab.BELOW.value)
    title = f"{heap.count} khó khăn, kiến nghị chờ trả lời ở {heap.organisation.name}"
    meta = f"Việc cũ nhất nêu ngày {dates.short(dates.local_day(heap.since))}"
    return Row(Work.MATTER, heap.due_on, title, meta, listed, WORDINGS[Work.MATTER].act, listed)


def returned_row(difficulty: Difficulty) -> Row:
    """The row of a difficulty that was sent back to the person's unit."""
    shown = url_for("difficulties.show", difficulty_id=difficulty.id)
    act_url = url_for(WORDINGS[Work.CLARIFY].endpoint, difficulty_id=difficulty.id)
    meta = f"{difficulty.desk.name} đề nghị làm rõ"
    title = first_words(difficulty.text)
    return Row(Work.CLARIFY, difficulty.due_on, title, meta, shown, WORDINGS[Work.CLARIFY].act, act_url)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Soonest first, without a due day last."""
    return sorted(rows, key=lambda row: (row.due_on is None, row.due_on or dt.date.max))


def grouped(rows: Sequence[Row]) -> list[Group]:
    """Groups by work, the one with the soonest row first; the rows come and stay in order."""
    first = {row.work: place for place, row in reversed(list(enumerate(rows)))}
    parts = groupby(sorted(rows, key=lambda row: first[row.work]), key=lambda row: row.work)
    return [_group(work, tuple(part)) for work, part in parts]


def awaited(document: Document) -> Awaited:
    """The line of something handed in."""
    holder, doing = document.desk.name, _AWAITED[document.state]
    if document.state is DocumentState.IN_APPRAISAL:
        holder = f"Văn phòng {holder}"
    elif document.is_at_clearing_house:
        doing = "cho ý kiến"
    shown = url_for("documents.show", document_id=document.id)
    return Awaited(holder, doing, title_of(document), shown, document.due_on, document.state_since)


def title_of(document: Document) -> str:
    """ "Báo cáo số 11-BC/CB, Chi bộ Thư viện tỉnh", before it has a number "Báo cáo kết quả …"; one that was issued
    without a number is told by its day too: "Kế hoạch (chưa có số, ngày 25/12/2023), Tỉnh uỷ"."""
    kind = KINDS[document.kind]
    if document.number:
        return f"{kind} số {document.symbol}, {document.issuer_name}"
    if document.state in CLOSED:
        day = f", ngày {dates.short(document.issued_on)}" if document.issued_on else ""
        return f"{kind} (chưa có số{day}), {document.issuer_name}"
    return f"{kind} {document.abstract}"


def place_of(text: str | None) -> Place | None:
    """The place that an address names ("2024-12-03.17", ".17" without a day); None for what names none."""
    day, dot, number = (text or "").partition(".")
    try:
        return Place(dt.date.fromisoformat(day) if day else None, int(number)) if dot else None
    except ValueError:
        return None


def place_text(place: Place) -> str:
    """The place as an address names it."""
    return f"{place.due_on or ''}.{place.document_id}"


def first_upper(text: str) -> str:
    """The text as a sentence of its own."""
    return text[:1].upper() + text[1:]


def _group(work: Work, rows: tuple[Row, ...]) -> Group:
    return Group(WORDINGS[work].heading, f"{len(rows)} {WORDINGS[work].counted}", work, rows)


def _meta(item: Item, left: Mapping[int, tuple[int, int]]) -> str:
    document = item.document
    since = dates.day_and_month(dates.local_day(document.state_since))
    said = [first_upper(document.abstract)] if document.number or document.state in CLOSED else []
    if item.work is Work.CONSOLIDATE and document.id in left:
        said.append("Còn {}/{} đoạn chưa xử lý".format(*left[document.id]))
    if document.assignee_id and document.assignee_id == current_actor().user_id:
        said.append("Giao riêng cho đồng chí")
    if document.return_reason and document.state in {DocumentState.RETURNED, DocumentState.IN_APPRAISAL}:
        said.append(f"Lý do trả lại: {cut(document.return_reason, MOST_OF_A_REASON)}")
    if item.work in {Work.HAND_UP, Work.RECEIVE} and (late := days_late(document.due_on, _sent_on(document))):
        said.append(f"Gửi trễ {late} ngày")
    if document.submitter and item.work not in {Work.MEND, Work.WRITE, Work.CONSOLIDATE}:
        said.append(f"Người chờ: {document.submitter.name}, từ {since}")
    elif item.work is Work.WRITE:
        said.append(f"Bắt đầu soạn từ {since}")
    return ". ".join(one.rstrip(".") for one in said)


def _sent_on(document: Document) -> dt.date:
    """The day of sending: a report that came by way of a clearing house was sent before it lay here."""
    target = document.target
    return dates.local_day(target.sent_at if target and target.sent_at else document.state_since)

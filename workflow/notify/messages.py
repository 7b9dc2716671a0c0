"""What a message says: which paper, what happened, who did it, the reason in full, and who acts next."""

from collections.abc import Mapping

from workflow.domain.comments import Audience
from workflow.domain.dates import clock_and_day
from workflow.domain.facts import Fact
from workflow.domain.labels import FACTS, KINDS
from workflow.domain.messages import Message
from workflow.models import AuditEntry, Document
from workflow.queries.comments import visible_words

_NEXT: Mapping[Fact, str] = {
    Fact.DOCUMENT_SUBMITTED: "Văn phòng {house} thẩm định",
    Fact.DOCUMENT_APPRAISED: "cấp uỷ {house} cho ý kiến",
    Fact.DOCUMENT_RETURNED: "{house} sửa và trình lại",
    Fact.DOCUMENT_SENT_BACK: "{house} sửa và trình lại",
    Fact.COMMENT_MADE: "{house} xem góp ý và trả lời",
    Fact.DOCUMENT_RETURNED_TO_APPRAISAL: "Văn phòng {house} thẩm định lại",
    Fact.DOCUMENT_SLOW: "đồng chí nhắc người đang giữ việc, hoặc giao cho người khác",
    Fact.OPINION_ASKED: "đồng chí cho ý kiến bằng phiếu",
    Fact.OPINION_FELL: "đồng chí đọc bản mới và cho ý kiến lại",
    Fact.OPINION_CLOSED: "Văn phòng {house} trả lại để sửa, lấy ý kiến lại hoặc ghi quyết định của hội nghị",
    Fact.DOCUMENT_APPROVED: "văn thư {house} lấy số",
    Fact.DOCUMENT_PREPARED: "người ký của {house} ký số",
    Fact.DOCUMENT_SIGNED: "văn thư {house} đóng dấu",
    Fact.DOCUMENT_ISSUED: "văn thư {house} gửi đi",
    Fact.DOCUMENT_SENT: "{desk} tiếp nhận",
    Fact.DOCUMENT_STEP_FAILED: "văn thư {house} xem lỗi rồi thử lại",
}
_NEXT_IN_CELL: Mapping[Fact, str] = {Fact.DOCUMENT_SUBMITTED: "cấp uỷ {house} cho ý kiến", Fact.DOCUMENT_SIGNED: ""}

_ROUND_ENDED = "Vòng lấy ý kiến kết thúc vì văn bản được trả lại; {} phiếu đã cho giữ trong lịch sử."
_TAKEN_BACK = "Văn bản đã gửi được lấy lại lúc {}; nơi nhận không tiếp nhận văn bản này nữa."


def message(document: Document, entry: AuditEntry) -> Message:
    """The words about one act of a document."""
    name = f"{KINDS[document.kind]} số {document.symbol}" if document.number else KINDS[document.kind]
    said = [entry.details.get("note"), *entry.details.get("reasons", {}).values(), entry.details.get("reason")]
    said += [entry.details.get("because"), *entry.details.get("changes", ()), *_replies(document, entry)]
    said += _commented(entry)
    late = entry.details.get("days_late")
    first = f"{entry.actor_name}, trễ hạn {late} ngày." if late else f"{entry.actor_name}."
    return Message(
        fact=entry.fact,
        title=f"{FACTS[entry.fact]}: {name} của {document.issuer_name}",
        text="\n".join([first, *_meant(entry), *(f"“{one}”" for one in said if one), *_next(document, entry.fact)]),
    )


def _meant(entry: AuditEntry) -> list[str]:
    """What the act did besides, in the system's own words."""
    said: list[str] = []
    if "round_ended" in entry.details:
        said.append(_ROUND_ENDED.format(entry.details["round_ended"]))
    if "taken_from" in entry.details:
        said.append(_TAKEN_BACK.format(clock_and_day(entry.at)))
    if "undone" in entry.details:
        said.append(f"Việc được hoàn tác: {FACTS[Fact(entry.details['undone'])]}.")
    if "handed_to" in entry.details:
        said.append(f"Việc được giao đồng chí {entry.details['handed_to']}.")
    return said


def _commented(entry: AuditEntry) -> list[str]:
    """What was said in a comment for both houses; a message may be read after its reader left the house, so those for
    one house alone say only that something was said."""
    number = entry.details.get("comment")
    return visible_words(number) if number and entry.details["audience"] == Audience.VISIBLE else []


def _replies(document: Document, entry: AuditEntry) -> list[str]:
    """What the office answered to opinions."""
    return [f"{one['opinion']}: {one['reply'].lower()}. {one['answer']}" for one in entry.details.get("replies", ())]


def _next(document: Document, fact: Fact) -> list[str]:
    """Who acts next, where the act left it to somebody."""
    house = document.organisation
    if fact is Fact.DOCUMENT_APPRAISED and house.rules.is_collective:
        return [f"Tiếp theo: Văn phòng {house.short_name} lấy ý kiến cấp uỷ."]
    words = _NEXT_IN_CELL.get(fact, _NEXT.get(fact)) if house.is_cell else _NEXT.get(fact)
    if not words:
        return []
    desk = document.desk.short_name if document.traits.goes_up else "nơi nhận"
    return [f"Tiếp theo: {words.format(house=house.short_name, desk=desk)}."]

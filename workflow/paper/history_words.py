"""The parts of a document's history as tables of words, for its printed book and its workbook alike."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflow.domain import dates
from workflow.domain.history import Act, Delivery, History, Round, Slip
from workflow.domain.labels import KINDS, REPLIES, ROLES, ROUND_ENDS, SIGN_WAYS, STANCES, STATES
from workflow.domain.states import DecisionWay, DocumentKind, DocumentState, Reply, Role, RoundEnd, SignWay, Stance
from workflow.paper.workbooks import Column, Row

_DECIDED: Mapping[DecisionWay, str] = {DecisionWay.SLIPS: "Bằng phiếu", DecisionWay.MEETING: "Tại hội nghị"}
NOTHING = "Chưa có."


@dataclass(frozen=True, slots=True)
class Table:
    """One part: its name, what stands above its rows, its columns, its rows."""

    name: str
    above: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def called(history: History) -> str:
    """ "Báo cáo số 74-BC/ĐU", "Báo cáo chưa có số"."""
    document = history.document
    number = f"số {document.symbol}" if document.symbol else "chưa có số"
    return f"{KINDS[DocumentKind(document.kind)]} {number}"


def scope(history: History) -> str:
    """How much of the history it is."""
    if history.chain is None:
        return "Phần lịch sử nơi nhận được đọc: đường đi của văn bản."
    return f"Toàn bộ lịch sử, {history.chain.length} việc đã ghi."


def moment(at: str | None, *, seconds: bool = False) -> str:
    """ "10:42 06/12/2024" in Vietnam; empty for None."""
    if at is None:
        return ""
    when = dt.datetime.fromisoformat(at)
    clock = f"{dates.local(when):%H:%M:%S}" if seconds else dates.clock(when)
    return f"{clock} {dates.short(dates.local_day(when))}"


def day(of: str) -> str:
    """ "06/12/2024" of a day in ISO 8601."""
    return dates.short(dt.date.fromisoformat(of))


def role_of(act: Act) -> str:
    """The role in which somebody acted."""
    return ROLES[Role(act.role)] if act.role else ""


def states_of(act: Act) -> str:
    """ "Đang soạn thảo → Chờ thông qua" when the act moved the paper, else nothing."""
    if act.to_state is None or act.from_state in (None, act.to_state):
        return ""
    return f"{STATES[DocumentState(act.from_state)]} → {STATES[DocumentState(act.to_state)]}"


def reasons_of(act: Act) -> list[str]:
    """Why which part was sent back."""
    return [f"{one.part}: “{one.reason}”" for one in act.reasons]


def told_of(one: Round) -> str:
    """When a round was open, what came of it and what was said about it."""
    opened = f"Lấy ý kiến từ {moment(one.opened_at)}, đến hết ngày {day(one.closes_on)}, {one.members} uỷ viên"
    ended = f"kết thúc lúc {moment(one.closed_at)}: {ROUND_ENDS[RoundEnd(one.end)]}" if one.end else "chưa kết thúc"
    words = [f"“{said}”" for said in (one.note, one.reason) if said]
    return " ".join([f"{opened}; {ended}.", *words])


def stance_of(slip: Slip) -> str:
    """What a slip says and whether it counts."""
    if slip.stance is None:
        return "Người soạn, không cho phiếu" if slip.wrote else "Chưa cho ý kiến"
    fell = f"; hết hiệu lực lúc {moment(slip.fell_at)} vì {slip.fell_because}" if slip.fell_at else ""
    return STANCES[Stance(slip.stance)] + fell


def slips(one: Round) -> Iterator[Row]:
    """A row for each member: name, slip, which text, when."""
    for slip in one.slips:
        yield slip.member, stance_of(slip), f"bản {slip.revision}" if slip.revision else "", moment(slip.given_at)


def opinions(one: Round) -> Iterator[Row]:
    """A row for each opinion: who, where, what, the reply."""
    for said in one.opinions:
        reply = "Chưa trả lời"
        if said.reply:
            by = f" ({said.answered_by}, {moment(said.answered_at)})"
            reply = f"{REPLIES[Reply(said.reply)]}. {said.answer}".strip() + by
        yield said.member, said.place, said.text, reply


def decisions(history: History) -> Iterator[Row]:
    """A row for each decision of the body."""
    for one in history.decisions:
        opposed = f", {one.opposed} không đồng ý" if one.opposed else ""
        counted = f"{one.agreed}/{one.members} đồng ý{opposed}; {one.present} tham gia"
        fell = f"Hết hiệu lực lúc {moment(one.fell_at)} vì {one.fell_because}" if one.fell_at else ""
        words = "\n".join(filter(None, [one.conclusion, fell, f"{one.recorded_by} ghi lúc {moment(one.decided_at)}"]))
        yield day(one.day), _DECIDED[DecisionWay(one.way)], counted, words, f"bản {one.revision}", one.text


def texts(history: History) -> Iterator[Row]:
    """A row for each text that was handed in."""
    for one in history.texts:
        yield f"Bản {one.revision}", moment(one.at), one.by, one.digest


def signatures(history: History) -> Iterator[Row]:
    """A row for each signature."""
    for one in history.signatures:
        signer = ", ".join(filter(None, (one.signer, (one.position or "").capitalize())))
        yield signer, moment(one.at), SIGN_WAYS[SignWay(one.way)], one.digest


def deliveries(history: History) -> Iterator[Row]:
    """A row for each addressee with its receipt."""
    for one in history.deliveries:
        yield _addressee(one), moment(one.sent_at), moment(one.received_at), one.received_by, one.anchor


def anchors(history: History) -> Iterator[Row]:
    """A row for each anchor that holds the history."""
    for one in history.anchors:
        yield f"việc thứ {one.ordinal}", moment(one.at), one.name


def tables(history: History) -> Iterable[Table]:
    """The parts after the acts and the rounds that there is anything to tell of."""
    found = (
        _table("Quyết định của cấp uỷ", decisions(history), *_DECISION_HEADS),
        _table("Phiên bản đã trình", texts(history), ("Bản", 8), ("Lúc", 17), ("Người trình", 25), ("Mã nội dung", 50)),
        _table("Chữ ký", signatures(history), ("Người ký", 28), ("Lúc", 17), ("Cách ký", 20), ("Mã tệp sau ký", 35)),
        _table("Chuyển và tiếp nhận", deliveries(history), *_DELIVERY_HEADS),
        _table("Neo giữ nhật ký", anchors(history), ("Giữ tới", 15), ("Lúc", 18), ("Neo", 67)),
    )
    return [one for one in found if one.rows]


_DECISION_HEADS = (("Ngày", 11), ("Cách", 11), ("Kết quả", 20), ("Kết luận", 29), ("Bản", 7), ("Mã nội dung", 22))
_DELIVERY_HEADS = (("Nơi nhận", 28), ("Gửi lúc", 15), ("Tiếp nhận lúc", 15), ("Người nhận", 17), ("Neo gửi kèm", 25))


def _addressee(one: Delivery) -> str:
    said = f". Ý kiến: “{one.opinion}”" if one.opinion else ""
    return f"{one.to} (đầu mối){said}" if one.by_way_of else one.to


def _table(name: str, rows: Iterable[Row], *heads: tuple[str, float]) -> Table:
    return Table(name, "", tuple(Column(head, share) for head, share in heads), tuple(rows))

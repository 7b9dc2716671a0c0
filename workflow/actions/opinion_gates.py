"""Why an act around the body's decision is closed now, None when it is open: asked by the acts themselves, and by the
pages that show every closed button with its reason."""

from workflow.domain import rounds
from workflow.domain.actor import Actor
from workflow.domain.states import DecisionWay, DocumentState
from workflow.models import Document, OpinionRound, Slip
from workflow.queries.opinions import standing_of

NOT_NOW = "Văn bản không ở bước thông qua nên chưa làm được việc này."
ONE_DECIDES = (
    "Đơn vị này do một người thông qua. Muốn cấp uỷ quyết định tập thể, "
    "quản trị chọn cách quyết định ở trang của đơn vị."
)
NO_ROUND = "Chưa lấy ý kiến về văn bản này, hoặc vòng lấy ý kiến đã kết thúc."
BY_MEETING = "Cấp uỷ này quyết định tại hội nghị. Hãy ghi quyết định của hội nghị."
WROTE = "Đồng chí là người soạn văn bản này nên không cho phiếu về nó; ý kiến của đồng chí nêu tại hội nghị."
NOT_ASKED = "Đồng chí không có trong danh sách được lấy ý kiến lần này."


def why_not_deciding(document: Document) -> str | None:
    """Where one person approves, and at any other moment than before the body."""
    if document.organisation.is_cell or not document.organisation.rules.is_collective:
        return ONE_DECIDES
    return None if document.state is DocumentState.IN_APPROVAL else NOT_NOW


def why_not_asking(document: Document, asked: OpinionRound | None) -> str | None:
    """Slips are asked for once at a time, of a body that decides by them."""
    if closed := why_not_deciding(document):
        return closed
    if document.organisation.decides_by is not DecisionWay.SLIPS:
        return BY_MEETING
    return None if asked is None else f"Đang lấy ý kiến: {standing_of(asked, document).given}."


def why_not_giving(document: Document, asked: OpinionRound | None, actor: Actor) -> str | None:
    """A slip is given by whoever was asked, and did not write the text."""
    if closed := why_not_deciding(document):
        return closed
    if asked is None:
        return rounds.AT_MEETING if document.organisation.decides_by is DecisionWay.MEETING else rounds.NOT_ASKED
    slip = slip_of(asked, actor)
    if slip is None:
        return NOT_ASKED
    return WROTE if slip.wrote else None


def why_not_replying(document: Document, asked: OpinionRound | None) -> str | None:
    """Opinions are replied to while their round goes on."""
    if closed := why_not_deciding(document):
        return closed
    if asked is None:
        return NO_ROUND
    return None if any(one.opinions for one in asked.slips) else "Chưa có ý kiến nào cần tiếp thu, giải trình."


def why_not_ending(document: Document, asked: OpinionRound | None) -> str | None:
    """A round ends when it has come to a result, or its day has passed."""
    if closed := why_not_deciding(document):
        return closed
    return standing_of(asked, document).why_not_ended if asked else NO_ROUND


def slip_of(asked: OpinionRound, actor: Actor) -> Slip | None:
    """The person's slip of the round."""
    return next((one for one in asked.slips if one.user_id == actor.user_id), None)

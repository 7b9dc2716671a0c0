"""The decision of a committee's meeting, written down by its office or its secretary."""

from workflow.actions.decide import Decided, adopt, refuse
from workflow.actions.opinion_gates import why_not_deciding
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput
from workflow.domain.inputs.opinions import RecordMeeting
from workflow.domain.majority import Count, why_not_adopted
from workflow.domain.permissions import Permission, require
from workflow.domain.states import DecisionWay, RoundEnd
from workflow.models import Document
from workflow.models.clock import now, today
from workflow.queries.case import DocumentCase
from workflow.queries.documents import for_change
from workflow.queries.opinions import deciders_of, open_round, standing_of


@action
def record_meeting(document_id: int, given: RecordMeeting, *, actor: Actor) -> Document:
    """Keep what the meeting decided on the version that was seen, and approve the paper by it; a round of opinions that
    is going on ends with it. Whoever wrote the text sits in the meeting as any other member. Refuses NotPermitted, a
    wrong moment, too few present or agreed, an opinion without a reply (TransitionRefused), and numbers that cannot be
    (InvalidInput)."""
    document = for_change(document_id, given.version)
    require(actor, Permission.MEETING_RECORD, DocumentCase(document))
    refuse(why_not_deciding(document))
    _refuse_impossible(given, len(deciders_of(document.organisation_id)))
    count, at = Count(given.members, given.present, given.agreed, given.opposed), now()
    short = why_not_adopted(document.organisation.rules, count)
    refuse(short and f"Hội nghị chưa thông qua được. {short} Nếu cần sửa, hãy trả lại với ý kiến hội nghị.")
    asked = open_round(document.id)
    if asked is not None:
        refuse(standing_of(asked, document).unreplied)
        asked.closed_at, asked.end = at, RoundEnd.AT_MEETING
    adopt(document, Decided(DecisionWay.MEETING, given.day, count, given.conclusion.strip(), asked), actor, at)
    return document


def _refuse_impossible(given: RecordMeeting, known: int) -> None:
    """Members are at least those who have an account here; nobody agrees who was not present."""
    for name, wrong, message in (
        ("day", given.day > today(), "Ngày họp: ngày này chưa tới."),
        ("members", given.members < known, f"Tổng số uỷ viên: trong hệ thống đã có {known} uỷ viên."),
        ("present", given.present > given.members, "Số có mặt nhiều hơn tổng số uỷ viên."),
        ("agreed", given.agreed + given.opposed > given.present, "Số đồng ý và không đồng ý nhiều hơn số có mặt."),
        ("conclusion", not given.conclusion.strip(), "Kết luận của hội nghị: hãy ghi như trong biên bản."),
    ):
        if wrong:
            raise InvalidInput(message, fields={name: message})

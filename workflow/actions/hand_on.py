"""A piece of waiting work is handed to one of those who hold its role; from then on it waits in their list alone."""

from typing import Any

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.handing import HandOn
from workflow.domain.job_names import JobName
from workflow.domain.permissions import Permission, require
from workflow.domain.states import DocumentState, Role
from workflow.models import Document
from workflow.models.clock import now
from workflow.queries.case import DocumentCase
from workflow.queries.documents import for_change
from workflow.queries.holders import hands_before, holders_of

DECISIONS = frozenset({DocumentState.IN_APPROVAL, DocumentState.APPROVED})


@action
def hand_on(document_id: int, given: HandOn, *, actor: Actor) -> Document:
    """Hand the writing or the appraisal of a paper to a person of its role; to the one who has it, nothing happens.
    Refuses NotPermitted, work that is not handed on (TransitionRefused), a person without the role (InvalidInput)."""
    document = for_change(document_id, given.version)
    require(actor, Permission.DOCUMENT_HAND_ON, DocumentCase(document))
    reason = why_not_handed_on(document)
    if reason is not None:
        raise TransitionRefused(reason)
    holders = holders_of(document)
    person = next((one for one in holders if one.id == given.user_id), None)
    if person is None:
        message = "Người này không giữ vai trò của bước này ở đơn vị. Hãy chọn trong danh sách."
        raise InvalidInput(message, fields={"user_id": message})
    before = [one for one in hands_before(document, holders) if one.id != person.id]
    if document.assignee_id == person.id:
        return document
    document.assignee_id = person.id
    names = [one.name for one in before]
    details: dict[str, Any] = {"handed_to": person.name, "handed_from": names, "note": given.note}
    details |= {"people": [person.id, *(one.id for one in before)]}
    role = actor.role_in(document.organisation_id, Role.OFFICE, Role.SIGNER, Role.ADMIN)
    record(document, Fact.DOCUMENT_HANDED_ON, actor, now(), Said(None, details, (JobName.NOTIFY,), role))
    return document


def why_not_handed_on(document: Document) -> str | None:
    """None when the work may be handed to another, else the sentence that says why not."""
    if document.state in DECISIONS:
        return (
            "Thông qua, cho ý kiến, lấy số và ký là việc của đúng người, không giao cho người khác được. "
            "Khi vắng, hãy ghi người thay ở trang đơn vị."
        )
    holders = holders_of(document)
    if not holders:
        return "Văn bản không còn ở bước soạn thảo hay thẩm định nên không giao cho người khác được."
    return None if len(holders) > 1 else f"Ở đơn vị chỉ có đồng chí {holders[0].name} giữ vai trò của bước này."

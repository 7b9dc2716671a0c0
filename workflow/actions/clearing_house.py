"""Advisory bodies as clearing houses ("qua Ban Tổ chức"): which body may be one, and its part of a report's way up."""

from workflow.actions.incoming import enter_received
from workflow.actions.move import move
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput
from workflow.domain.facts import Fact
from workflow.domain.guards import Circumstances
from workflow.domain.inputs.deciding import Act
from workflow.domain.job_names import JobName
from workflow.domain.states import Role, Trigger
from workflow.models import Document, Organisation, db
from workflow.models.clock import now
from workflow.queries.documents import for_change
from workflow.queries.organisations import bodies_of, by_id


def clearing_house(superior_id: int | None, through_id: int | None) -> Organisation | None:
    """The advisory body of the level above that was chosen. Refuses any other organisation."""
    if through_id is None:
        return None
    body = next((one for one in bodies_of(superior_id) if one.id == through_id), None)
    if body is None:
        message = "Đầu mối: hãy chọn một cơ quan tham mưu của cấp trên."
        raise InvalidInput(message, fields={"through_id": message})
    return body


@action
def hand_up(document_id: int, given: Act, *, actor: Actor) -> Document:
    """Hand a report on from the advisory body that it goes up through to the desk of the superior, with an opinion or
    without; this is the body's receipt too. The superior's office may fetch it, with the reason. Refuses NotPermitted,
    a report that does not lie with the body any more, and a fetching without reason (TransitionRefused)."""
    document = for_change(document_id, given.version)
    at, body = now(), by_id(document.through_id or document.desk_id)
    left = move(document, Trigger.HAND_UP, actor, at, Circumstances(reason=given.note))
    assert body.superior_id is not None  # noqa: S101 - the machine moves only what lies with a body of a committee
    passing = next(one for one in document.deliveries if one.is_passage)
    is_own = actor.holds(body.id, Role.OFFICE)
    if is_own:
        passing.received_at, passing.received_by, passing.opinion = at, actor.name, given.note
        enter_received(document, body.id, at)
    document.desk_id, document.state_since = body.superior_id, at
    db.session.expire(document, ["desk"])
    # what the body thinks is between it and its committee; the unit's record says that it was handed on
    details = {"through": body.name, "has_opinion": bool(given.note)} if is_own else {"reason": given.note}
    here = body.id if is_own else body.superior_id
    record(document, Fact.DOCUMENT_HANDED_UP, actor, at, Said(left, details, (JobName.NOTIFY,), Role.OFFICE, here))
    return document

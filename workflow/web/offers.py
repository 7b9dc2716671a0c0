"""What a person may do with a document, as the page shows it: from the machine's offers, never from a template."""

from collections.abc import Mapping
from dataclasses import replace

from flask import url_for

from workflow.actions.copy import copying_houses
from workflow.actions.hand_on import why_not_handed_on
from workflow.actions.withdraw import NOT_REPLACEABLE, REPLACEABLE
from workflow.domain.actor import Actor
from workflow.domain.advance import Offer, offers
from workflow.domain.figures import number
from workflow.domain.guards import NOT_THEIR_STEP
from workflow.domain.labels import STATES, TRIGGERS
from workflow.domain.permissions import Permission, permits
from workflow.domain.predicates import receives_for
from workflow.domain.states import CLOSED, EDITABLE, DocumentState, Role, Trigger
from workflow.queries.case import DocumentCase
from workflow.queries.documents import Document, replacement_of
from workflow.queries.holders import HANDED_ON
from workflow.web.opinion_acts import giving, is_before_the_body
from workflow.web.page_act import PageAct

# Where an act stands, and whether a further step (words, a look) follows before it is done; in the order of weight.
_OWN: Mapping[Trigger, tuple[str, bool]] = {
    Trigger.SUBMIT: ("acts.submit", True),
    Trigger.APPROVE: ("acts.approve", True),
    Trigger.APPRAISE: ("acts.appraise", True),
    Trigger.SIGN: ("signing.sign", True),
    Trigger.SEAL: ("signing.seal", True),
    Trigger.TAKE_NUMBER: ("acts.number", True),
    Trigger.SEND: ("acts.send", False),
    Trigger.RETURN_FOR_REVISION: ("acts.return_", True),
    Trigger.RECALL: ("acts.recall", True),
    Trigger.UNDO: ("acts.undo", True),
    Trigger.CANCEL: ("acts.cancel", True),
}
_INCOMING: Mapping[Trigger, tuple[str, bool]] = {
    Trigger.HAND_UP: ("acts.hand_up", True),
    Trigger.RECEIVE: ("acts.receive", False),
    Trigger.RETURN_TO_SENDER: ("acts.send_back", True),
}
FETCH = "Nhận về, không chờ đầu mối"
# Acts that carry a paper forward; the others never stand in red.
_FORWARD = (
    "opinions.give",
    "acts.submit",
    "drafts.check",
    "acts.approve",
    "acts.appraise",
    "signing.sign",
    "signing.seal",
    "acts.number",
    "acts.send",
)
# Acts that undo: they stand after everything else that is open.
_GRAVE = frozenset({"acts.return_", "acts.send_back", "acts.recall", "acts.undo", "acts.cancel"})
_RED = frozenset({*_FORWARD, "acts.receive", "drafts.first", "consolidation.first", "documents.pdf"})


def acts_for(document: Document, actor: Actor) -> list[PageAct]:
    """The acts of the page, the one it exists for in red."""
    offered = [*_deciding(document, actor), *_machine_acts(document, actor), *_writing(document, actor)]
    if document.issued_digest or document.prepared_digest:
        offered.append(("documents.pdf", PageAct(_pdf_label(document), _url("documents.pdf", document), open=True)))
    offered += _replacing(document, actor)
    offered += _copying(document, actor)
    offered += _handing(document, actor)
    reds = _RED if fetches(document, actor) else _RED | {"acts.hand_up"}
    red = next((endpoint for endpoint, act in offered if act.open and endpoint in reds), None)
    offered.sort(key=lambda one: (one[0] != red, one[0] in _GRAVE))
    return [replace(act, primary=act.open and endpoint == red) for endpoint, act in offered]


def may_retry(document: Document, actor: Actor) -> bool:
    """Whether "thử lại" stands beside a failed step for this person."""
    return document.step_error is not None and permits(actor, Permission.DOCUMENT_RETRY, DocumentCase(document))


def may_write(document: Document, actor: Actor) -> bool:
    """Whether the text is open and this person's to write."""
    return document.state in EDITABLE and permits(actor, Permission.DOCUMENT_WRITE, DocumentCase(document))


def why_not_replaceable(document: Document, actor: Actor) -> str | None:
    """None when a replacing paper may be begun now, else the sentence that says why not."""
    if document.state is DocumentState.CONSOLIDATED:
        return "Cấp trên đã tổng hợp văn bản này vào báo cáo của mình nên không thay thế được nữa."
    if document.state not in REPLACEABLE or document.consolidates or not document.sections:
        return NOT_REPLACEABLE
    return None


def why_not_signer(document: Document, actor: Actor) -> str | None:
    """None unless another person was chosen to sign when the number was taken."""
    if document.signer_id in (None, actor.user_id):
        return None
    return f"Văn bản này do đồng chí {document.signature['name']} ký."


def _machine_acts(document: Document, actor: Actor) -> list[tuple[str, PageAct]]:
    case = DocumentCase(document)
    shown: dict[Trigger, tuple[str, bool]] = {}
    if permits(actor, Permission.HOUSE_READ, document):
        shown |= _OWN
    if actor.organisation_ids - {document.organisation_id}:
        shown |= _INCOMING
    found = [_signers_own(document, offer, actor) for offer in offers(case, actor, tuple(shown))]
    found.sort(key=lambda offer: not offer.is_open)
    acts = [_act(document, offer, *shown[offer.trigger]) for offer in found if not _is_over(document, offer, actor)]
    return [
        (endpoint, replace(act, label=FETCH) if endpoint == "acts.hand_up" and fetches(document, actor) else act)
        for endpoint, act in acts
    ]


def _signers_own(document: Document, offer: Offer, actor: Actor) -> Offer:
    if offer.trigger is Trigger.SIGN and offer.is_open:
        return replace(offer, reason=why_not_signer(document, actor))
    return offer


def fetches(document: Document, actor: Actor) -> bool:
    """Whether passing on is, for this person, the superior's fetching of what its clearing house leaves lying."""
    return not actor.holds(document.through_id, Role.OFFICE)


def _act(document: Document, offer: Offer, endpoint: str, more: bool) -> tuple[str, PageAct]:
    if offer.trigger is Trigger.SUBMIT and not document.consolidates:
        endpoint = "drafts.check"
    act = PageAct(TRIGGERS[offer.trigger], _url(endpoint, document), offer.is_open, offer.reason, more=more)
    if not more:
        act = replace(act, method="post", fields={"version": document.version})
    return endpoint, act


def _is_over(document: Document, offer: Offer, actor: Actor) -> bool:
    """A receipt is given once for each addressee, though a plan stays sent; a chi bộ has nothing to seal with; most
    papers pass through no clearing house; only one person has a step to undo."""
    if offer.trigger is Trigger.UNDO:
        return offer.reason == NOT_THEIR_STEP
    if offer.trigger is Trigger.SEAL:
        return document.organisation.is_cell
    if offer.trigger is Trigger.HAND_UP:
        return not document.is_at_clearing_house
    if offer.trigger is not Trigger.RECEIVE:
        return False
    above = document.organisation.superior_id
    mine = [one for one in document.deliveries if receives_for(actor, one.organisation_id, above)]
    return all(one.received_at is not None for one in mine)


def _deciding(document: Document, actor: Actor) -> list[tuple[str, PageAct]]:
    """Before a body that decides together: the member's slip, and everything that was said."""
    if not is_before_the_body(document) or not permits(actor, Permission.HOUSE_READ, document):
        return []
    own = giving(document, actor)
    found = [("opinions.give", own)] if own else []
    shown = PageAct("Ý kiến và quyết định của cấp uỷ", _url("opinions.show", document), open=True, more=True)
    return [*found, ("opinions.show", shown)]


def _writing(document: Document, actor: Actor) -> list[tuple[str, PageAct]]:
    if not permits(actor, Permission.DOCUMENT_WRITE, DocumentCase(document)) or not document.sections:
        return []
    endpoint = "consolidation.first" if document.consolidates else "drafts.first"
    url = _url(endpoint, document)
    if document.state in EDITABLE:
        label = "Viết tiếp" if document.state is not DocumentState.RETURNED else "Sửa theo ý kiến trả lại"
        return [(endpoint, PageAct(label, url, open=True))]
    if document.state in CLOSED:
        why = "Văn bản đã ban hành nên nội dung được giữ nguyên."
    else:
        why = f"Văn bản đang ở trạng thái “{STATES[document.state]}” nên chưa sửa được."
    return [(endpoint, PageAct("Sửa nội dung", url, open=False, why=why))]


def _replacing(document: Document, actor: Actor) -> list[tuple[str, PageAct]]:
    if document.state not in CLOSED or not permits(actor, Permission.DOCUMENT_START, DocumentCase(document)):
        return []
    if replacement_of(document.id) is not None or not document.sections or document.consolidates:
        return []
    why = why_not_replaceable(document, actor)
    label = "Lập văn bản thay thế"
    return [("acts.replace", PageAct(label, _url("acts.replace", document), why is None, why, more=True))]


def _handing(document: Document, actor: Actor) -> list[tuple[str, PageAct]]:
    """Where the work is nobody's to hand on, nothing is shown; the slips and the signature have their substitutes."""
    if document.state not in HANDED_ON or not permits(actor, Permission.DOCUMENT_HAND_ON, DocumentCase(document)):
        return []
    why, url = why_not_handed_on(document), _url("handing.hand_on", document)
    return [("handing.hand_on", PageAct("Giao việc cho người khác", url, why is None, why, more=True))]


def _copying(document: Document, actor: Actor) -> list[tuple[str, PageAct]]:
    if not copying_houses(document, actor):
        return []
    return [("copies.new", PageAct(TRIGGERS[Trigger.COPY], _url("copies.new", document), open=True, more=True))]


def _pdf_label(document: Document) -> str:
    """What the file is, how many pages, how heavy; of an older file only what is known."""
    name = "Tải PDF đã ký" if document.issued_digest else "Tải bản PDF"
    pages, size = document.prepared.get("pages"), document.prepared.get("bytes")
    return f"{name} ({pages} trang, {number(max(size // 1024, 1))} KB)" if pages and size else name


def _url(endpoint: str, document: Document) -> str:
    return url_for(endpoint, document_id=document.id)

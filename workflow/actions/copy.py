"""Copies of issued papers: sao y bản chính and trích sao by the issuer, sao lục by whoever received it (HD36 II.3)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from workflow.actions.record import Said, record
from workflow.actions.revise import keep_revision
from workflow.actions.transaction import action, once
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.advance import begin
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.extract import called, extracted
from workflow.domain.facts import Fact
from workflow.domain.inputs.writing import CopyPaper
from workflow.domain.paper import CopyKind, Paper
from workflow.domain.permissions import Permission, require
from workflow.domain.states import CLOSED, DocumentKind, DocumentState, Role, Trigger
from workflow.models import Document, Organisation, db
from workflow.models.clock import now
from workflow.queries.documents import for_show
from workflow.queries.organisations import OrganisationCase, by_id
from workflow.queries.papers import paper_of

LONGEST_ABSTRACT = 600
ANNEX_KEY = "phu-luc-"


@action
def copy_paper(
    document_id: int, organisation_id: int, given: CopyPaper, *, actor: Actor, token: str | None = None
) -> Document:
    """Make the organisation's copy of an issued paper. Its words were approved with the original, so it begins approved
    and waits for its own number. Refuses NotFound, NotPermitted, what may not be copied or not in this way
    (TransitionRefused), an extract without parts and a copy without Nơi nhận (InvalidInput)."""
    original = for_show(document_id, actor)
    organisation = by_id(organisation_id)
    require(actor, Permission.DOCUMENT_COPY, OrganisationCase(organisation))
    if given.kind not in kinds_for(original, organisation_id):
        raise TransitionRefused(why_not_copied(original, organisation_id) or _OTHERS[given.kind])
    if not given.recipients:
        raise InvalidInput("Hãy ghi nơi nhận bản sao.", fields={"recipients": "Hãy ghi nơi nhận bản sao."})
    content = _content(original, given)
    once(token)
    document = _document(original, organisation, given, now())
    document.decided_revision_id = keep_revision(document, content, actor, document.created_at).id
    details = {"origin": original.id, "symbol": original.symbol, "copy": given.kind.value}
    said = Said(details=details, role=actor.role_in(organisation_id, Role.CLERK, Role.OFFICE))
    record(document, Fact.DOCUMENT_COPIED, actor, document.created_at, said)
    return document


def kinds_for(original: Document, organisation_id: int) -> tuple[CopyKind, ...]:
    """The copies that the organisation may make of the paper now; none when it may make none."""
    if why_not_copied(original, organisation_id) is not None:
        return ()
    if organisation_id == original.organisation_id:
        return (CopyKind.WHOLE, CopyKind.PART)
    return (CopyKind.BY_RECIPIENT,)


def copying_houses(document: Document, actor: Actor) -> list[int]:
    """The organisations for which the person may copy the paper now."""
    return [house for house in actor.serves_in(Role.CLERK, Role.OFFICE) if kinds_for(document, house)]


def why_not_copied(original: Document, organisation_id: int) -> str | None:
    """None when the organisation may copy the paper, else the sentence that says why not."""
    if original.kind is DocumentKind.COPY:
        return "Bản sao không được sao tiếp. Hãy sao từ bản chính."
    if original.state not in CLOSED or original.state is DocumentState.SUPERSEDED or original.revision_id is None:
        return "Chỉ sao được văn bản đã ban hành và còn hiệu lực."
    received = any(
        one.organisation_id == organisation_id and one.received_at is not None for one in original.deliveries
    )
    if organisation_id != original.organisation_id and not received:
        return "Đơn vị chưa tiếp nhận văn bản này nên chưa sao lục được."
    return None


_OTHERS = {
    CopyKind.WHOLE: "Sao y bản chính do cơ quan ban hành văn bản thực hiện; nơi nhận thì sao lục.",
    CopyKind.PART: "Trích sao do cơ quan ban hành văn bản thực hiện; nơi nhận thì sao lục.",
    CopyKind.BY_RECIPIENT: "Sao lục do nơi nhận thực hiện; cơ quan ban hành thì sao y bản chính hoặc trích sao.",
}


def _content(original: Document, given: CopyPaper) -> dict[str, Any]:
    """The words copied, in the shape of a revision, with the original's head and foot beside them."""
    assert original.revision is not None  # noqa: S101 - refused before
    paper = paper_of(original, original.revision.content)
    kept: dict[str, Any] = {
        name: original.revision.content[name]
        for name in ("abstract", "blocks", "footnotes", "annexes", "addressees", "parts")
        if name in original.revision.content
    }
    if given.kind is CopyKind.PART:
        kept |= _extract(paper, given.parts)
    return {**kept, "recipients": list(given.recipients), "original": _frame(paper)}


def _frame(paper: Paper) -> dict[str, Any]:
    names = ("kind", "title", "issuer", "superior", "symbol", "number", "place", "date", "profile")
    shape = paper.to_json()
    return {name: shape[name] for name in (*names, "recipients", "signature")}


def _extract(paper: Paper, chosen: Collection[str]) -> dict[str, Any]:
    blocks = extracted(paper.blocks, chosen)
    annexes = [annex for at, annex in enumerate(paper.annexes, start=1) if f"{ANNEX_KEY}{at}" in chosen]
    if not blocks and not annexes:
        message = "Hãy chọn ít nhất một phần để trích sao."
        raise InvalidInput(message, fields={"parts": message})
    notes = called([*blocks, *(block for annex in annexes for block in annex.blocks)])
    return {
        "blocks": [block.to_json() for block in blocks],
        "annexes": [annex.to_json() for annex in annexes],
        "footnotes": [asdict(note) for note in paper.footnotes if note.marker in notes],
    }


def _document(original: Document, organisation: Organisation, given: CopyPaper, at: dt.datetime) -> Document:
    document = Document(
        state=begin(Trigger.COPY),
        organisation_id=organisation.id,
        kind=DocumentKind.COPY,
        origin_id=original.id,
        copy_kind=given.kind,
        desk_id=organisation.id,
        state_since=at,
        created_at=at,
        abstract=_abstract(original, given.kind),
        recipients=list(given.recipients),
    )
    db.session.add(document)
    db.session.flush()
    return document


def _abstract(original: Document, kind: CopyKind) -> str:
    """What lists and books call the copy: "Kế hoạch số 32-KH/ĐU, ngày 06/02/2024 của … thực hiện … (trích sao)"."""
    number = f" số {original.symbol}" if original.number else ""
    day = f", ngày {dates.short(original.issued_on)}" if original.issued_on else ""
    named = f"{original.traits.name}{number}{day} của {original.issuer_name} {original.abstract}"
    mark = f" ({kind.value.lower()})"
    most = LONGEST_ABSTRACT - len(mark)
    return f"{named if len(named) <= most else named[: most - 1] + '…'}{mark}"

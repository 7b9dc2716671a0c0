"""Papers issued before, or outside, the system: read from their text, entered in the register, printed again."""

import datetime as dt
from typing import Any

from workflow.actions.numbering import reserve_number
from workflow.actions.propose import propose_from
from workflow.actions.record import Said, record
from workflow.actions.revise import keep_revision
from workflow.actions.transaction import action
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.advance import begin
from workflow.domain.errors import InvalidInput
from workflow.domain.facts import Fact
from workflow.domain.inputs.writing import RegisterPaper
from workflow.domain.job_names import JobName
from workflow.domain.numbers import DocumentSymbol, parse_symbol
from workflow.domain.paper import Paper
from workflow.domain.parts import Parts
from workflow.domain.permissions import Permission, require
from workflow.domain.secrecy import refuse_classified
from workflow.domain.states import DocumentKind, JobStep, Role, Trigger
from workflow.models import Document, Organisation, db
from workflow.models.clock import now, today
from workflow.paper.parse import parse_text
from workflow.queries.organisation_names import issuer_on, names_on
from workflow.queries.organisations import OrganisationCase, by_id

LONGEST_ABSTRACT = 600


@action
def register_paper(organisation_id: int, given: RegisterPaper, *, actor: Actor) -> Document:
    """Enter an issued paper into the system from its whole text. What the text says of number and day counts,
    what it does not say may be given. Refuses an empty text, an unknown kind, a number without its day or already
    in the register, numbers and days that do not rise together (unless `out_of_order` says so on purpose), a day still
    to come, another body's symbol, an abstract longer than any abstract, and a mark of secrecy."""
    organisation = by_id(organisation_id)
    require(actor, Permission.DOCUMENT_REGISTER, OrganisationCase(organisation))
    if not given.text.strip():
        raise InvalidInput("Hãy dán toàn văn văn bản hoặc chọn tệp.")
    return _entered(organisation, parse_text(given.text), given, actor)


def enter_paper(organisation: Organisation, paper: Paper, actor: Actor, *, out_of_order: bool) -> Document:
    """Enter a paper that was read and looked over already, inside a running act. Refuses as `register_paper` does."""
    return _entered(organisation, paper, RegisterPaper("", out_of_order=out_of_order), actor)


def _entered(organisation: Organisation, paper: Paper, given: RegisterPaper, actor: Actor) -> Document:
    refuse_classified(paper)
    kind = _kind(paper)
    _refuse_anothers(paper, organisation, paper.date or given.issued_on)
    _refuse_half_known(paper, given)
    document = _document(organisation, kind, paper, given)
    record_content(document, paper, actor)
    propose_from(document)
    details = {"symbol": document.symbol} | ({"out_of_order": True} if given.out_of_order else {})
    said = Said(details=details, jobs=(JobName.PREPARE,), role=_role(actor, organisation))
    record(document, Fact.DOCUMENT_REGISTERED, actor, document.created_at, said)
    return document


def _refuse_anothers(paper: Paper, organisation: Organisation, day: dt.date | None) -> None:
    if paper.symbol and parse_symbol(paper.symbol).body != names_on(organisation, day).symbol:
        raise InvalidInput(f"Văn bản mang ký hiệu {paper.symbol}, không phải văn bản của {organisation.name}.")


def record_content(document: Document, paper: Paper, actor: Actor) -> None:
    """Keep the parsed paper as the document's first revision."""
    shape = paper.to_json()
    content: dict[str, Any] = {
        "abstract": paper.abstract,
        "recipients": list(paper.recipients),
        "blocks": shape["blocks"],
        "footnotes": shape["footnotes"],
        "figures": [],
        "tasks": shape["tasks"],
        "citations": shape["citations"],
        "warnings": shape["warnings"],
    }
    content |= _optional(paper, shape)
    keep_revision(document, content, actor, document.created_at)


def _optional(paper: Paper, shape: dict[str, Any]) -> dict[str, Any]:
    """What most papers do without; a paper without it keeps nothing of it."""
    parts = Parts.of(paper).to_json()
    own = {name: shape[name] for name in ("addressees", "annexes") if name in shape}
    return own | ({"parts": parts} if parts else {})


def _document(organisation: Organisation, kind: DocumentKind, paper: Paper, given: RegisterPaper) -> Document:
    at = now()
    number, day = paper.number or given.number, paper.date or given.issued_on
    document = Document(
        state=begin(Trigger.REGISTER),
        organisation_id=organisation.id,
        kind=kind,
        desk_id=organisation.id,
        state_since=at,
        created_at=at,
        abstract=paper.abstract or paper.title,
        recipients=list(paper.recipients),
        addressees=list(paper.addressees),
        signature=_signature(organisation, paper),
        profile=paper.profile.value,
        issued_on=day,
        step=JobStep.RENDERING,
    )
    names = names_on(organisation, day)
    document.symbol = str(DocumentSymbol(number, kind.value, names.symbol))
    document.named = issuer_on(names, day).to_json()
    db.session.add(document)
    db.session.flush()
    if number is not None:
        _enter(document, number, day, given.out_of_order)
    return document


def _enter(document: Document, number: int, day: dt.date | None, out_of_order: bool) -> None:
    """Into the register of the nhiệm kỳ of its day; before the first that is known a paper only keeps its number."""
    if day is not None:
        document.series_id = reserve_number(
            document.organisation_id, document.kind.value, number, day, out_of_order=out_of_order
        )
    document.number = number


def _kind(paper: Paper) -> DocumentKind:
    try:
        return DocumentKind(paper.kind)
    except ValueError as unknown:
        raise InvalidInput(
            "Chưa nhận ra đây là loại văn bản nào. Hãy dán toàn văn, có dòng tên loại (KẾ HOẠCH, BÁO CÁO, …)."
        ) from unknown


def _refuse_half_known(paper: Paper, given: RegisterPaper) -> None:
    if (paper.number or given.number) and not (paper.date or given.issued_on):
        raise InvalidInput("Văn bản có số nhưng chưa rõ ngày ban hành. Hãy ghi ngày ban hành.")
    day = paper.date or given.issued_on
    if day is not None and day > today():
        raise InvalidInput(f"Ngày {dates.short(day)} chưa tới. Văn bản đã ban hành không thể mang ngày sau hôm nay.")
    if len(paper.abstract or paper.title) > LONGEST_ABSTRACT:
        raise InvalidInput(
            f"Trích yếu đọc được dài quá {LONGEST_ABSTRACT} ký tự. Hãy để trích yếu ngay dưới dòng tên loại, "
            "rồi một dòng gạch ngang hoặc một dòng trống trước phần nội dung."
        )


def _signature(organisation: Organisation, paper: Paper) -> dict[str, str | None]:
    printed = paper.signature
    return {
        "authority": printed.authority or organisation.authority,
        "position": printed.position,
        "name": printed.name,
    }


def _role(actor: Actor, organisation: Organisation) -> Role | None:
    return actor.role_in(organisation.id, Role.CLERK, Role.OFFICE)

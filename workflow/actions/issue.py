"""Issuing: number and date first, then the PDF, then the person's and the organisation's signature (design §3)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.actions.move import move
from workflow.actions.numbering import allot_number, is_of_series
from workflow.actions.propose import propose_from
from workflow.actions.record import Said, record
from workflow.actions.register import claim_reserved, leave_number
from workflow.actions.transaction import action
from workflow.actions.withdraw import hold_replaced, supersede_replaced
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.authority import Signing, authority_line
from workflow.domain.dates import local_day
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, MayNotSign, NotPermitted
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.job_names import JobName
from workflow.domain.numbers import DocumentSymbol
from workflow.domain.paper import profile_for
from workflow.domain.permissions import Permission, require
from workflow.domain.states import JobStep, Role, SignatureKind, SignWay, Trigger
from workflow.models import Document, Signature, db
from workflow.models.clock import now
from workflow.queries.accounts import Membership, signers_of
from workflow.queries.case import DocumentCase
from workflow.queries.documents import for_change
from workflow.queries.opinions import decision_on
from workflow.queries.papers import issuer_of


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature as it was made: by whom, in which way, with which certificate, over which bytes, making which."""

    kind: SignatureKind
    way: SignWay
    signer_name: str
    fingerprint: str
    position: str | None
    user_id: int | None
    at: dt.datetime
    signed_digest: str
    result_digest: str


@action
def take_number(document_id: int, given: TakeNumber, *, actor: Actor) -> Document:
    """The clerk registers the paper: number, day and signer are fixed and the PDF is made. Refuses a second time."""
    document = for_change(document_id, given.version)
    give_number(document, actor, now(), given)
    return document


@action
def sign_document(document_id: int, given: Sign, *, actor: Actor) -> Document:
    """The signer agrees to the very bytes shown. Refuses other bytes (ChangedMeanwhile) and another person."""
    document = for_change(document_id, given.version)
    if document.prepared_digest is not None and document.prepared_digest != given.digest:
        raise ChangedMeanwhile("Bản PDF đã được tạo lại sau khi đồng chí xem. Hãy xem bản mới rồi ký.")
    agree_to_sign(document, actor, now())
    return document


@action
def keep_prepared(document_id: int, prepared: Mapping[str, Any]) -> Document:
    """The worker made the PDF (`digest`, `pages`, `bytes`, `boxes`); kept once, whatever happens twice."""
    document = for_change(document_id)
    if document.step is not JobStep.RENDERING:
        return document
    document.prepared_digest, document.prepared = prepared["digest"], dict(prepared)
    document.step_error = None
    jobs: tuple[JobName, ...] = (JobName.NOTIFY,)
    document.step = JobStep.NONE
    if document.sign_consent:
        document.step, jobs = JobStep.SIGNING, (JobName.SIGN,)
    said = Said(document.state, {"digest": prepared["digest"], "pages": prepared["pages"]}, jobs)
    record(document, Fact.DOCUMENT_PREPARED, SYSTEM, now(), said)
    return document


def issue(document: Document, digest: str) -> None:
    """The last signature is on: the paper is issued as those bytes and its content closed."""
    hold_replaced(document)
    at = now()
    left = move(document, Trigger.ISSUE, SYSTEM, at)
    document.issued_digest, document.step, document.step_error = digest, JobStep.NONE, None
    details = {
        "symbol": document.symbol,
        "digest": document.issued_digest,
        "signatures": [signature.signer_name for signature in document.signatures],
    }
    jobs = [JobName.NOTIFY] if not document.consolidates else [JobName.NOTIFY, JobName.CONSOLIDATE]
    if document.send_when_issued:
        document.step = JobStep.SENDING
        jobs.append(JobName.SEND)
    record(document, Fact.DOCUMENT_ISSUED, SYSTEM, at, Said(left, details, tuple(jobs)))
    supersede_replaced(document)
    propose_from(document)


def current_digest(document: Document) -> str | None:
    """The newest bytes of the paper: as the last signature made them, before the first as they were printed."""
    return document.signatures[-1].result_digest if document.signatures else document.prepared_digest


@action
def note_failure(document_id: int, step: JobStep, reason: str) -> None:
    """A slow step failed for good: say so on the document, where "thử lại" stands beside it; said already, it stays."""
    document = for_change(document_id)
    if document.step is step and document.step_error is None:
        fail_step(document, reason)


def fail_step(document: Document, reason: str) -> None:
    """Inside a running act: the step that the document waits for will not be done unless somebody tries it again."""
    document.step_error = reason
    details = {"step": document.step.value, "reason": reason}
    record(document, Fact.DOCUMENT_STEP_FAILED, SYSTEM, now(), Said(document.state, details, (JobName.NOTIFY,)))


@action
def retry_step(document_id: int, given: Act, *, actor: Actor) -> Document:
    """Promise the failed step again. Does nothing when there is none."""
    document = for_change(document_id, given.version)
    require(actor, Permission.DOCUMENT_RETRY, DocumentCase(document))
    if document.step_error is None:
        return document
    document.step_error = None
    said = Said(document.state, {"step": document.step.value}, (_JOB_OF[document.step],))
    record(document, Fact.DOCUMENT_STEP_RETRIED, actor, now(), said)
    return document


_JOB_OF = {
    JobStep.RENDERING: JobName.PREPARE,
    JobStep.SIGNING: JobName.SIGN,
    JobStep.SENDING: JobName.SEND,
    JobStep.NONE: JobName.CONSOLIDATE,  # nobody waits for it, so no step stands for it
}


def give_number(document: Document, actor: Actor, at: dt.datetime, given: TakeNumber) -> None:
    """Fix signer, day and guide on form, allot the number (a paper sent back keeps its own), promise the PDF. A guide
    chosen against the day is told by the record of the act."""
    hold_replaced(document)
    left = move(document, Trigger.TAKE_NUMBER, actor, at)
    with db.session.no_autoflush:  # an act writes its document once, at the commit
        _choose_signer(document, given.signer_id)
        document.issued_on = local_day(at)
        document.named = {}
        document.named = issuer_of(document).to_json()
        document.profile = (given.profile or profile_for(document.issued_on)).value
        document.step, document.step_error = JobStep.RENDERING, None
        _take_a_number(document, document.issued_on, actor, at, given.reserved)
    role = actor.role_in(document.organisation_id, Role.CLERK)
    details = {"symbol": document.symbol, "day": document.issued_on.isoformat()}
    details |= {"profile": given.profile.value} if given.profile else {}
    record(document, Fact.DOCUMENT_NUMBERED, actor, at, Said(left, details, (JobName.PREPARE,), role))


def _take_a_number(document: Document, day: dt.date, actor: Actor, at: dt.datetime, reserved: int | None) -> None:
    """A paper sent back keeps its number while its day lies in the same series; else that number is given up."""
    if document.number is not None and is_of_series(document.series_id, document.organisation_id, day):
        return
    if document.number is not None:
        leave_number(document, "Ban hành lại ở nhiệm kỳ hoặc năm sau, lấy số mới.", actor, at)
    if reserved is not None:
        claim_reserved(document, reserved, day)
        return
    kind = document.kind.value
    document.series_id, document.number = allot_number(document.organisation_id, kind, day)
    document.symbol = str(DocumentSymbol(document.number, kind, document.organisation.symbol))


def agree_to_sign(document: Document, actor: Actor, at: dt.datetime, *, at_once: bool = False) -> None:
    """Keep the signer's consent; the worker signs the prepared bytes now or, when the signer has just approved the text
    they will show (`at_once`), as soon as they are made."""
    case = DocumentCase(document)
    require(actor, Permission.DOCUMENT_SIGN, case)
    if actor.user_id != document.signer_id:
        chosen = document.signature.get("name", "người khác")
        raise NotPermitted(f"Văn bản này do đồng chí {chosen} ký.")
    left = document.state if at_once else move(document, Trigger.SIGN, actor, at)
    document.sign_consent = {"user_id": actor.user_id, "at": at.isoformat(), "digest": document.prepared_digest}
    jobs: tuple[JobName, ...] = ()
    if not at_once:
        document.step, document.step_error, jobs = JobStep.SIGNING, None, (JobName.SIGN,)
    details = {"digest": document.prepared_digest, "revision": document.revision.digest if document.revision else None}
    record(document, Fact.DOCUMENT_SIGN_AGREED, actor, at, Said(left, details, jobs, Role.SIGNER))


def _choose_signer(document: Document, signer_id: int | None) -> None:
    signers = signers_of(document.organisation_id)
    chosen = next((one for one in signers if one.user_id == signer_id), None)
    if chosen is None and signer_id is None and len(signers) == 1:
        chosen = signers[0]
    if chosen is None:
        raise InvalidInput("Hãy chọn người ký văn bản này.", fields={"signer_id": "Hãy chọn người ký."})
    document.signer_id = chosen.user_id
    document.signature = {
        "authority": _authority(document, chosen) or None,
        "position": chosen.position,
        "name": chosen.user.name,
    }


def _authority(document: Document, chosen: Membership) -> str:
    """In whose name this person signs the paper. Refuses MayNotSign, at the choice of the signer."""
    house, collective = document.organisation, decision_on(document) is not None
    signing = Signing(house.level, house.authority, document.kind, chosen.user.name, chosen.position, collective)
    try:
        return authority_line(signing)
    except MayNotSign as refusal:
        raise MayNotSign(refusal.reason, fields={"signer_id": refusal.reason}) from refusal


def signature_row(one: Signed, ordinal: int) -> Signature:
    """The row that keeps a signature; `ordinal` from 1."""
    return Signature(
        ordinal=ordinal,
        kind=one.kind.value,
        signer_name=one.signer_name,
        position=one.position,
        user_id=one.user_id,
        signed_at=one.at,
        signed_digest=one.signed_digest,
        result_digest=one.result_digest,
        way=one.way,
        fingerprint=one.fingerprint,
    )

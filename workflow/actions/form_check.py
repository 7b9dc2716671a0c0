"""The form of a paper put right without changing what it says, and findings waived with a written reason."""

import datetime as dt
from collections.abc import Iterable, Mapping

from workflow.actions.compose import Content
from workflow.actions.opinion_text import follow_text
from workflow.actions.record import Said, record
from workflow.actions.remarks import (
    WITH_OFFICE,
    Remark,
    remarks_of,
    text_to_check,
    why_not_mendable,
    why_not_waivable,
    with_paper,
)
from workflow.actions.revise import keep_revision
from workflow.actions.transaction import action
from workflow.actions.write_back import write_back
from workflow.domain.actor import Actor
from workflow.domain.blocks import digest
from workflow.domain.errors import InvalidInput, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import MendForm, WaiveFinding
from workflow.domain.permissions import Permission, require
from workflow.domain.states import Role
from workflow.models import Document, Waiver, db
from workflow.models.clock import now
from workflow.paper.check import Finding
from workflow.queries.case import DocumentCase
from workflow.queries.documents import for_change
from workflow.queries.papers import paper_of

GONE = "Lỗi này không còn trong văn bản. Hãy xem lại danh sách."
_MOST_REPAIRS = 400


@action
def mend_form(document_id: int, given: MendForm, *, actor: Actor) -> Document:
    """Make the safe repairs that were chosen. With the office the mended text is a new revision, recorded with its
    list as a repair of form: its writers stay its authors, what was waived stays waived, and so do the slips given on
    it unless a repair put other words into it. Refuses NotPermitted, a text
    that may not be mended any more, and a choice of which nothing is left (TransitionRefused)."""
    document = for_change(document_id, given.version)
    _permit(document, actor, why_not_mendable(document))
    content = text_to_check(document)
    waived = [remark for remark in remarks_of(document, content) if remark.waiver]
    mended, repairs = _mended(document, content, given.keys)
    if not repairs:
        raise TransitionRefused(GONE)
    _keep_waived(document, waived, mended)
    write_back(document, content, mended)
    at = now()
    details: dict[str, object] = {"repairs": repairs}
    before = document.revision_id
    if document.state in WITH_OFFICE:
        revision = keep_revision(document, mended, actor, at)
        details |= {"revision": revision.ordinal, "digest": revision.digest}
    record(document, Fact.DOCUMENT_FORM_MENDED, actor, at, Said(details=details, role=_role(document, actor)))
    follow_text(document, before, at)
    return document


@action
def waive_finding(document_id: int, given: WaiveFinding, *, actor: Actor) -> Document:
    """Let one finding stand, with the reason; it falls when the text of its place changes. Refuses NotPermitted, a
    wrong moment (TransitionRefused), a finding that is no more (NotFound) and an empty reason (InvalidInput)."""
    document = for_change(document_id, given.version)
    _permit(document, actor, why_not_waivable(document))
    if not given.reason.strip():
        raise InvalidInput("Hãy ghi lý do bỏ qua.", fields={"reason": "Hãy ghi lý do bỏ qua."})
    remark = next((one for one in remarks_of(document) if one.finding.key == given.key), None)
    if remark is None:
        raise NotFound(GONE)
    at = now()
    if remark.waiver is None:
        db.session.add(_waiver(document, remark.finding, given.reason.strip(), actor, at))
    details = {"rule": remark.finding.rule, "finding": remark.finding.message, "reason": given.reason.strip()}
    record(document, Fact.FINDING_WAIVED, actor, at, Said(details=details, role=_role(document, actor)))
    return document


def _permit(document: Document, actor: Actor, closed: str | None) -> None:
    permission = Permission.DOCUMENT_APPRAISE if document.state in WITH_OFFICE else Permission.DOCUMENT_SUBMIT
    require(actor, permission, DocumentCase(document))
    if closed is not None:
        raise TransitionRefused(closed)


def _mended(document: Document, content: Content, keys: Iterable[str]) -> tuple[Content, list[Mapping[str, str]]]:
    """The content after the chosen repairs, and what each did. A repair changes the text, and with it the names of the
    findings that follow at its place: from the second on they are known by rule and place."""
    found = [remark.finding for remark in remarks_of(document, content)]
    chosen = {(one.rule, one.place) for one in found if one.key in set(keys)}
    repairs: list[Mapping[str, str]] = []
    while len(repairs) < _MOST_REPAIRS:
        finding = next((one for one in found if one.fix and (one.rule, one.place) in chosen), None)
        if finding is None or finding.fix is None:
            break
        content = with_paper(content, finding.fix.apply(paper_of(document, content)))
        repairs.append({"rule": finding.rule, "place": finding.place, "words": finding.fix.words})
        found = [remark.finding for remark in remarks_of(document, content)]
    return content, repairs


def _keep_waived(document: Document, waived: Iterable[Remark], mended: Content) -> None:
    """A waiver falls when a person rewrites its place, not when a repair beside it moved a comma."""
    reasons = {(one.finding.rule, one.finding.place, one.finding.message): one.waiver for one in waived}
    for remark in remarks_of(document, mended):
        finding = remark.finding
        given = reasons.get((finding.rule, finding.place, finding.message))
        if given is None or remark.waiver is not None:
            continue
        by = Actor(given.given_by_id, given.given_by)
        db.session.add(_waiver(document, finding, given.reason, by, given.given_at))


def _waiver(document: Document, finding: Finding, reason: str, actor: Actor, at: dt.datetime) -> Waiver:
    return Waiver(
        document_id=document.id,
        key=finding.key,
        rule=finding.rule,
        place=finding.place,
        message=finding.message,
        text_digest=digest(finding.text),
        reason=reason,
        given_at=at,
        given_by=actor.name,
        given_by_id=actor.user_id,
    )


def _role(document: Document, actor: Actor) -> Role | None:
    return actor.role_in(document.organisation_id, Role.OFFICE, Role.DRAFTER)

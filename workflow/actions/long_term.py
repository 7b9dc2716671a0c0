"""The end of a signing whose proofs are kept in the file (PAdES B-LT): with them or without, the paper is issued."""

from dataclasses import dataclass

from workflow.actions.issue import current_digest, issue
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import SYSTEM
from workflow.domain.facts import Fact
from workflow.domain.job_names import JobName
from workflow.domain.states import DocumentState, JobStep
from workflow.models import Document
from workflow.models.clock import now
from workflow.queries.case import DocumentCase
from workflow.queries.documents import for_change


@dataclass(frozen=True, slots=True)
class Proofs:
    """What became of the search for proofs: which bytes were signed, which are issued; the level that these reached, or
    (they are the same bytes then) the sentence why not. `taken_back`: a certificate had been revoked."""

    signed_digest: str
    digest: str
    level: str = ""
    reason: str = ""
    taken_back: bool = False


def waits_for_proofs(document: Document) -> bool:
    """Whether every signature is on and the worker looks for proofs before it issues the paper."""
    if document.state is not DocumentState.APPROVED or document.step is not JobStep.SIGNING:
        return False
    return len(document.signatures) >= DocumentCase(document).signatures_needed


@action
def keep_proofs(document_id: int, found: Proofs) -> Document:
    """Issue the paper as it was found. Done once: a job that runs twice finds the paper further on and leaves it. A
    paper signed with a certificate that had been revoked is not sent by itself: its people are told and decide."""
    document = for_change(document_id)
    if not waits_for_proofs(document) or current_digest(document) != found.signed_digest:
        return document
    jobs: tuple[JobName, ...] = ()
    if found.taken_back:
        document.send_when_issued, jobs = False, (JobName.NOTIFY,)
    details = {"digest": found.digest, "level": found.level, "reason": found.reason, "taken_back": found.taken_back}
    record(document, Fact.DOCUMENT_PROVEN, SYSTEM, now(), Said(document.state, details, jobs))
    issue(document, found.digest)
    return document

"""Whether a file is one of our papers: judged in a child process, then compared with the record."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from cryptography.hazmat.primitives.serialization import Encoding

from workflow.domain.errors import StorageFailed
from workflow.domain.proofs import read_code
from workflow.domain.states import DocumentState, SignatureKind
from workflow.queries import documents, proofs
from workflow.queries.proofs import Document
from workflow.sandbox import ApartError, Limits, run
from workflow.settings import Settings
from workflow.signing.api import NO_SIGNATURE, ExpectedSignature, Verdict
from workflow.signing.expectation import missing
from workflow.signing.trust import trusted_roots
from workflow.storage.store import Store

LIMITS = Limits(seconds=5, memory=512 * 1024 * 1024, answer=4 * 1024 * 1024)
"""A paper takes 0.03 s; a web process that waits longer is one process less for everybody else."""

IN_FORCE = (DocumentState.ISSUED, DocumentState.SENT, DocumentState.RECEIVED, DocumentState.CONSOLIDATED)


class Outcome(StrEnum):
    """What a file, or a record, turned out to be."""

    GENUINE = "genuine"
    REPLACED = "replaced"
    REISSUED = "reissued"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"
    DIFFERENT = "different"
    ALTERED = "altered"
    INVALID = "invalid"
    UNSIGNED = "unsigned"
    NOT_PDF = "not_pdf"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one file: what it is, why, and the record it belongs to. `pages` are the numbers of pages (from 1)
    whose words differ from the issued paper's, None when they were not compared."""

    outcome: Outcome
    digest: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    document: Document | None = None
    replacement: Document | None = None
    pages: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """What the children found in the file."""

    verdict: Verdict
    structure: str | None = None
    disagree: bool = False
    code: str | None = None
    pages: tuple[str, ...] = ()


NOTHING = Verdict(False, (), ())

FILE_HEAD = b"%PDF-"


def examine(pdf: bytes, roots: bytes, store: Store) -> Finding:
    """What the file is. Never raises for what the file is like; whatever takes too long or too much is not trusted."""
    digest = sha256(pdf).hexdigest()
    if FILE_HEAD not in pdf[:1024]:
        return Finding(Outcome.NOT_PDF, digest, NOTHING)
    try:
        found = _read(pdf, roots)
    except ApartError as failure:
        return Finding(Outcome.INVALID, digest, NOTHING, (failure.reason,))
    document = proofs.by_digest(digest) or _claimed(found)
    if document is None:
        return _alone(digest, found)
    continues = _is_issued(document, digest) or _begins_with_issued(pdf, document, store)
    return _against(document, digest, found, store, continues=continues)


def standing(document: Document) -> Outcome:
    """Whether an issued paper is the newest, replaced, cancelled, or taken back to be corrected."""
    if document.state in IN_FORCE:
        return Outcome.GENUINE
    named = {DocumentState.SUPERSEDED: Outcome.REPLACED, DocumentState.CANCELLED: Outcome.CANCELLED}
    return named.get(document.state, Outcome.WITHDRAWN)


def replacement_of(document: Document) -> Document | None:
    """The issued paper in this one's place."""
    found = documents.replacement_of(document.id)
    return found if found is not None and found.issued_digest else None


def expected_signatures(document: Document) -> tuple[ExpectedSignature, ...]:
    """The signatures that the issued paper carries, as its record knows them."""
    return tuple(
        ExpectedSignature(SignatureKind(one.kind), one.signer_name, document.issuer_name, one.fingerprint)
        for one in document.signatures
    )


def verdict_apart(pdf: bytes, roots: bytes) -> Verdict:
    """The verdict on a file by the roots of a PEM text, in a child process. Refuses (ApartError) what takes too long or
    too much."""
    return Verdict.from_words(run("workflow.signing.judged_apart.verdict", pdf, roots, limits=LIMITS).words)


def _read(pdf: bytes, roots: bytes) -> _Read:
    verdict = verdict_apart(pdf, roots)
    inside = run("workflow.paper.proof_reading.read", pdf, limits=LIMITS).words
    pages = tuple(inside["pages"])
    return _Read(verdict, inside["structure"], inside["disagree"], inside["code"], pages)


def _claimed(found: _Read) -> Document | None:
    """The paper that the file says it is."""
    code = read_code(found.code or "")
    return proofs.by_code(code) if code else None


def _alone(digest: str, found: _Read) -> Finding:
    if NO_SIGNATURE in found.verdict.reasons:
        return Finding(Outcome.UNSIGNED, digest, found.verdict)
    outcome = Outcome.UNKNOWN if found.verdict.valid else Outcome.INVALID
    return Finding(outcome, digest, found.verdict, found.verdict.reasons)


def _against(document: Document, digest: str, found: _Read, store: Store, *, continues: bool) -> Finding:
    """The file beside the record it belongs to. Its words count twice: as the structured document inside it, and as
    they stand on the pages; and it must be the issued file itself (`continues`), for more than words can differ."""
    reasons = [*found.verdict.reasons, *missing(found.verdict.signatures, expected_signatures(document))]
    if found.disagree:
        reasons.append("Nội dung đính kèm trong tệp không khớp với mã ghi trong tệp.")
    same_bytes = _is_issued(document, digest)
    same_words = found.structure is not None and found.structure == document.prepared.get("structure")
    pages = () if same_bytes else _changed_pages(document, found, store)
    if not same_bytes and proofs.was_issued_as(document, digest):
        outcome = Outcome.REISSUED
    elif reasons:
        outcome = Outcome.UNSIGNED if NO_SIGNATURE in reasons else Outcome.ALTERED
    elif not same_bytes and (pages or not same_words or not continues):
        outcome = Outcome.DIFFERENT
    else:
        outcome = standing(document)
    return Finding(outcome, digest, found.verdict, tuple(reasons), document, replacement_of(document), pages)


def _is_issued(document: Document, digest: str) -> bool:
    """Whether these are the issued bytes, or the same before the proofs of their certificates were added."""
    return digest == document.issued_digest or digest in [one.result_digest for one in document.signatures[-1:]]


def _begins_with_issued(pdf: bytes, document: Document, store: Store) -> bool:
    """Whether the very bytes that were issued stand at the file's beginning: proofs and copies are added behind."""
    if document.issued_digest is None:
        return False
    try:
        return sha256(pdf[: store.size(document.issued_digest)]).hexdigest() == document.issued_digest
    except StorageFailed:
        return False


def _changed_pages(document: Document, found: _Read, store: Store) -> tuple[int, ...] | None:
    try:
        issued = issued_pages(store, document.issued_digest or "")
    except (ApartError, StorageFailed):
        return None
    if not found.pages:
        return None
    most = max(len(issued), len(found.pages))
    return tuple(
        number + 1 for number in range(most) if found.pages[number : number + 1] != issued[number : number + 1]
    )


def issued_pages(store: Store, digest: str) -> tuple[str, ...]:
    """Digests of the words of each page of an issued paper."""
    return tuple(run("workflow.paper.proof_reading.read", store.get(digest), limits=LIMITS).words["pages"])


def roots_text(settings: Settings) -> bytes:
    """The PEM text of the roots trusted here, for a child that may not read their files."""
    return b"".join(root.public_bytes(Encoding.PEM) for root in trusted_roots(settings.root_files))

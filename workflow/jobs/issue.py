"""From an approved text to a signed paper: print it, keep the bytes, put the signatures on."""

from dataclasses import asdict
from hashlib import sha256

from workflow.actions.issue import Signed, issue_document, keep_prepared
from workflow.domain.errors import SigningFailed
from workflow.domain.job_names import JobName
from workflow.domain.states import DocumentState, JobStep, SignatureKind
from workflow.jobs.keys import organisation_key, person_key
from workflow.jobs.printing import print_apart
from workflow.jobs.step import step
from workflow.jobs.workshop import settings, store
from workflow.models import Document, db
from workflow.models.clock import now
from workflow.queries.papers import paper_of
from workflow.signing.api import SignaturePlace, Signer, SignRequest


@step(JobName.PREPARE, JobStep.RENDERING)
def prepare(document_id: int) -> None:
    """Print the approved revision with its number and day, keep the bytes. Printed already, it stops."""
    document = _loaded(document_id)
    if document.step is not JobStep.RENDERING or document.revision is None:
        return
    address = settings().base_url if settings().proof_on_paper else None
    rendered = print_apart(paper_of(document, document.revision.content, base_url=address))
    digest = store().put(rendered.pdf)
    keep_prepared(
        document_id,
        {
            "digest": digest,
            "pages": rendered.pages,
            "bytes": len(rendered.pdf),
            "boxes": {name: asdict(box) for name, box in rendered.boxes.items()},
            "structure": rendered.structure,
            "edition": asdict(rendered.edition),
        },
    )


@step(JobName.SIGN, JobStep.SIGNING)
def sign(document_id: int) -> None:
    """Put the person's signature and then the organisation's on the prepared bytes. Issued already, it stops; killed in
    between, it begins again from the same prepared bytes and nothing was recorded."""
    document = _loaded(document_id)
    if document.state is not DocumentState.APPROVED or document.step is not JobStep.SIGNING:
        return
    if document.signer is None or document.prepared_digest is None:
        raise SigningFailed("Văn bản chưa có bản PDF hoặc người ký.", permanent=True)
    pdf = store().get(document.prepared_digest)
    signed: list[Signed] = []
    for kind, signer in _signers(document):
        request = _request(document, kind, pdf)
        pdf = signer.sign(request)
        signed.append(_kept(document, signer, request, pdf))
    issue_document(document_id, signed)


def _loaded(document_id: int) -> Document:
    return db.session.get_one(Document, document_id)


def _signers(document: Document) -> list[tuple[SignatureKind, Signer]]:
    assert document.signer is not None  # noqa: S101 - checked by the caller
    person = person_key(document.signer, document.organisation)
    if document.organisation.is_cell:  # a chi bộ has no seal of its own (domain.md §1.8)
        return [(SignatureKind.PERSON, person)]
    return [(SignatureKind.PERSON, person), (SignatureKind.ORGANISATION, organisation_key(document.organisation))]


def _request(document: Document, kind: SignatureKind, pdf: bytes) -> SignRequest:
    box = document.prepared["boxes"].get(kind.value)
    return SignRequest(
        pdf=pdf,
        kind=kind,
        field=f"trinhky-{kind.value}",
        reason=f"Ban hành {document.symbol}",
        location=document.organisation.place,
        at=now(),
        place=SignaturePlace(**box) if box else None,
    )


def _kept(document: Document, signer: Signer, request: SignRequest, pdf: bytes) -> Signed:
    is_person = request.kind is SignatureKind.PERSON
    return Signed(
        kind=request.kind,
        signer_name=signer.certificate_name,
        position=document.signature.get("position") if is_person else None,
        user_id=document.signer_id if is_person else None,
        at=request.at,
        signed_digest=sha256(request.pdf).hexdigest(),
        result_digest=store().put(pdf),
    )

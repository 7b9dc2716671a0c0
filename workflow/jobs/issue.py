"""From an approved text to a signed paper: print it, keep the bytes, put on the signatures that need no hand."""

from dataclasses import asdict, dataclass

from workflow.actions.issue import current_digest, keep_prepared
from workflow.actions.long_term import keep_proofs, waits_for_proofs
from workflow.actions.sign import Errand, Follows, errand_of, keep_own_signature, make_signature, require_still_signs
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import SigningFailed
from workflow.domain.job_names import JobName
from workflow.domain.states import DocumentState, JobStep, SignatureKind, SignWay
from workflow.jobs.anchor import anchor_house
from workflow.jobs.keys import demo_person_key, desk_of, follows, person_signs_by_demo, seal_key, seal_way
from workflow.jobs.long_term import prove
from workflow.jobs.printing import print_apart
from workflow.jobs.step import step
from workflow.jobs.workshop import settings, store
from workflow.models import Document, db
from workflow.queries.papers import paper_of
from workflow.signing.api import Signer


@step(JobName.PREPARE, JobStep.RENDERING)
def prepare(document_id: int) -> None:
    """Print the approved revision with its number and day, keep the bytes. Printed already, it stops."""
    document = _loaded(document_id)
    if document.step is not JobStep.RENDERING or document.revision is None:
        return
    address = settings().base_url if settings().proof_on_paper else None
    held = anchor_house(document.organisation_id)
    anchor = str(held) if held else None
    rendered = print_apart(paper_of(document, document.revision.content, base_url=address, anchor=anchor))
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
            "address": address,
            "anchor": anchor,
        },
    )


@step(JobName.SIGN, JobStep.SIGNING)
def sign(document_id: int) -> None:
    """Put on what the server may put by itself, one signature after the other, each kept as soon as it is made: the
    demo key that the signer agreed to, then the seal of an organisation that chose so, then the proofs of a paper that
    waits for them. Killed in between, it goes on from the last one kept."""
    while (turn := _turn(_loaded(document_id))) is not None:
        db.session.rollback()  # nothing is open while the signature is made
        signed = make_signature(turn.errand, turn.signer, desk_of(store(), settings()))
        keep_own_signature(document_id, signed, actor=SYSTEM, follows=turn.follows)
    document = _loaded(document_id)
    digest = current_digest(document)
    if digest is not None and waits_for_proofs(document):
        db.session.rollback()  # nor while others are asked
        keep_proofs(document_id, prove(digest, store(), settings()))


@dataclass(frozen=True, slots=True)
class _Turn:
    """The signature that is next, and what follows it without anybody's hand."""

    errand: Errand
    signer: Signer
    follows: Follows


def _turn(document: Document) -> _Turn | None:
    is_waiting = document.state is DocumentState.APPROVED and document.step is JobStep.SIGNING
    if not is_waiting or waits_for_proofs(document):
        return None
    if document.signatures:
        return _seal(document)
    return _person(document)


def _person(document: Document) -> _Turn:
    signer, house = document.signer, document.organisation
    if signer is None or not document.sign_consent:
        raise SigningFailed("Văn bản chưa có người ký.", permanent=True)
    if not person_signs_by_demo(signer.id, house, settings()):
        raise SigningFailed("Máy chủ không giữ khoá để ký thay. Người ký hãy tự ký văn bản này.", permanent=True)
    require_still_signs(document)
    errand = errand_of(document, SignatureKind.PERSON, SignWay.DEMO)
    return _Turn(errand, demo_person_key(signer.name, house, settings()), follows(house, settings()))


def _seal(document: Document) -> _Turn:
    house = document.organisation
    way = seal_way(house, settings())
    if way is None:
        raise SigningFailed("Tổ chức không còn chọn cách tự đóng dấu. Văn thư hãy đóng dấu.", permanent=True)
    errand = errand_of(document, SignatureKind.ORGANISATION, way)
    return _Turn(errand, seal_key(house, way, settings()), follows(house, settings()))


def _loaded(document_id: int) -> Document:
    return db.session.get_one(Document, document_id)

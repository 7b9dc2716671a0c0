"""Putting a signature on a paper: made outside any transaction, passed through the gate, then kept in one."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cryptography import x509

from workflow.actions.issue import Signed, current_digest, issue, signature_row
from workflow.actions.move import move
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.advance import why_closed
from workflow.domain.dates import short
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotPermitted, SigningFailed, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.job_names import JobName
from workflow.domain.permissions import Permission, permission_of, permits, require
from workflow.domain.states import DocumentState, JobStep, Role, SignatureKind, SignWay, Trigger
from workflow.models import Certificate, Document, db
from workflow.models.clock import now, today
from workflow.queries.accounts import actor_of
from workflow.queries.case import DocumentCase
from workflow.queries.certificates import counting, former_names, picture_of
from workflow.queries.documents import STALE, for_change
from workflow.signing import certificates
from workflow.signing.addition import Addition, Window, read_addition
from workflow.signing.api import SignaturePlace, Signer, SignRequest, TimeService
from workflow.signing.picture import seal_place
from workflow.storage.store import Store

Reader = Callable[[bytes, bytes, Sequence[x509.Certificate], Window], Addition]
_TRIGGER = {SignatureKind.PERSON: Trigger.SIGN, SignatureKind.ORGANISATION: Trigger.SEAL}
_ROLE = {SignatureKind.PERSON: Role.SIGNER, SignatureKind.ORGANISATION: Role.CLERK}
OLD_NAME = "Chứng thư số ghi tên cũ của đơn vị: {name}. Hãy xin cấp chứng thư theo tên mới."
_SIGNS_NO_MORE = "Người đã đồng ý ký không còn được giao ký ở đơn vị này. Hãy trả lại để chọn người ký khác."
_CHANGED = "Bản PDF đã được tạo lại sau khi đồng chí xem. Hãy xem bản mới rồi ký."


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be signed: read once, so that no transaction is open while the signature is made."""

    document_id: int
    kind: SignatureKind
    way: SignWay
    digest: str
    symbol: str
    location: str
    position: str | None
    user_id: int | None
    opened: dt.datetime
    place: SignaturePlace | None
    picture: bytes | None

    def request(self, pdf: bytes, at: dt.datetime) -> SignRequest:
        """The signature that is wanted on the bytes."""
        return SignRequest(
            pdf=pdf,
            kind=self.kind,
            field=f"trinhky-{self.kind.value}",
            reason=f"Ban hành {self.symbol}",
            location=self.location,
            at=at,
            place=self.place,
            picture=self.picture,
        )


@dataclass(frozen=True, slots=True)
class Desk:
    """Where signatures are made: the store of bytes, the trusted roots, the service that vouches for the time, and
    who reads a file that comes back from somebody's own token."""

    store: Store
    roots: Sequence[x509.Certificate]
    time_service: TimeService | None = None
    read: Reader = read_addition


@dataclass(frozen=True, slots=True)
class Follows:
    """What the worker does by itself after a signature: put the seal after the person's, look for proofs (PAdES B-LT)
    after the last."""

    seal: bool = False
    proofs: bool = False


NOTHING_FOLLOWS = Follows()


@dataclass(frozen=True, slots=True)
class Shown:
    """What the person saw when pressing the button: the document's version and the digest of its bytes; in which way
    they sign, what follows, and for how long a certificate with the organisation's old name counts (None: for ever)."""

    version: int
    digest: str
    way: SignWay
    follows: Follows = NOTHING_FOLLOWS
    old_name_days: int | None = None


def errand_of(document: Document, kind: SignatureKind, way: SignWay, *, shown: str | None = None) -> Errand:
    """What the document waits to have signed. Refuses TransitionRefused before it is printed, and, when the digest that
    the person was `shown` is given, ChangedMeanwhile for any other."""
    digest = current_digest(document)
    if digest is None:
        raise TransitionRefused("Chưa có bản PDF để ký. Chờ tạo xong rồi ký.")
    if shown is not None and shown != digest:
        raise ChangedMeanwhile(_CHANGED)
    picture = picture_for(document, kind)
    is_person = kind is SignatureKind.PERSON
    return Errand(
        document_id=document.id,
        kind=kind,
        way=way,
        digest=digest,
        symbol=document.symbol or "",
        location=document.organisation.place,
        position=document.signature.get("position") if is_person else None,
        user_id=document.signer_id if is_person else None,
        opened=document.signatures[-1].signed_at if document.signatures else document.state_since,
        place=_place(document, kind, picture),
        picture=picture,
    )


def picture_for(document: Document, kind: SignatureKind) -> bytes | None:
    """The picture that stands for this signature on the paper, if its owner brought one in."""
    is_person = kind is SignatureKind.PERSON
    owner = {"user_id": document.signer_id} if is_person else {"organisation_id": document.organisation_id}
    kept = picture_of(**owner)
    return kept.png if kept else None


def _place(document: Document, kind: SignatureKind, picture: bytes | None) -> SignaturePlace | None:
    box = document.prepared["boxes"].get(kind.value)
    if box is None:
        return None
    place = SignaturePlace(**box)
    return seal_place(place, picture) if picture and kind is SignatureKind.ORGANISATION else place


def make_signature(errand: Errand, signer: Signer, desk: Desk) -> Signed:
    """Sign the bytes of the errand and keep the result in the store. Refuses SigningFailed, and whatever the gate finds
    wrong with what the signer made: nothing enters that our own check would refuse."""
    before = desk.store.get(errand.digest)
    wanted = replace(errand.request(before, now()), time_service=desk.time_service)
    after = signer.sign(wanted)
    addition = read_addition(before, after, desk.roots, Window(errand.opened, now()), covers_nothing=False)
    return _signed(errand, addition, desk.store.put(after))


def take_signature(errand: Errand, after: bytes, desk: Desk) -> Signed:
    """Take a file that the signer's own token made. Refuses InvalidInput with the reason; nothing is kept then."""
    before = desk.store.get(errand.digest)
    addition = desk.read(before, after, desk.roots, Window(errand.opened, now()))
    return _signed(errand, addition, desk.store.put(after))


def sign_now(
    document: Document, kind: SignatureKind, given: Shown, *, signer: Signer, desk: Desk, actor: Actor
) -> Document:
    """Sign with a key that was just opened. Refuses what the machine refuses before the key is used, then as
    `make_signature` and `keep_signature`."""
    errand = _errand(document, kind, given, actor)
    return _kept(errand, make_signature(errand, signer, desk), given, actor)


def take_file(document: Document, given: Shown, after: bytes, *, desk: Desk, actor: Actor) -> Document:
    """Take the file that the signer's own token made of the bytes shown. Refuses as `take_signature` and
    `keep_signature`; refused, nothing has changed."""
    errand = _errand(document, SignatureKind.PERSON, given, actor)
    return _kept(errand, take_signature(errand, after, desk), given, actor)


def _errand(document: Document, kind: SignatureKind, given: Shown, actor: Actor) -> Errand:
    trigger, case = _TRIGGER[kind], DocumentCase(document)
    require(actor, permission_of(trigger), case)
    if (reason := why_closed(case, trigger, actor)) is not None:
        raise TransitionRefused(reason)
    if document.version != given.version:
        raise ChangedMeanwhile(STALE)
    errand = errand_of(document, kind, given.way, shown=given.digest)
    db.session.rollback()  # nothing is open while the signature is made: it may wait for a token or a time stamp
    return errand


def _kept(errand: Errand, signed: Signed, given: Shown, actor: Actor) -> Document:
    return keep_signature(
        errand.document_id,
        signed,
        actor=actor,
        version=given.version,
        follows=given.follows,
        old_name_days=given.old_name_days,
    )


@action
def keep_signature(
    document_id: int,
    signed: Signed,
    *,
    actor: Actor,
    version: int | None = None,
    follows: Follows = NOTHING_FOLLOWS,
    old_name_days: int | None = None,
) -> Document:
    """The signature stands on the paper: the person's first, then the seal; with the last one the paper is issued,
    unless proofs follow. Refuses bytes that are not the newest, a wrong turn, a person who was not chosen to sign, a
    certificate that is not bound to this person for this unit, and one that bears the unit's old name too long."""
    document, at = for_change(document_id, version), now()
    if current_digest(document) != signed.signed_digest:
        raise ChangedMeanwhile(_CHANGED)
    _require_signer(document, signed, actor)
    refuse_old_name(_require_bound(document, signed), old_name_days)
    left = move(document, _TRIGGER[signed.kind], actor, at)
    _add(document, signed, actor, left, follows)
    return document


def require_still_signs(document: Document) -> None:
    """Refuse (SigningFailed) to sign for a person who agreed and has since lost the role, the place or the account."""
    signer = document.signer
    if signer is None or not permits(actor_of(signer), Permission.DOCUMENT_SIGN, DocumentCase(document)):
        raise SigningFailed(_SIGNS_NO_MORE, permanent=True)


@action
def keep_own_signature(
    document_id: int, signed: Signed, *, actor: Actor, follows: Follows = NOTHING_FOLLOWS
) -> Document:
    """The worker's part of `keep_signature`: the demo key a signer agreed to, or the seal of an organisation that chose
    so. Done once: a job that runs twice finds the paper further on and leaves it. Refuses as `require_still_signs`."""
    document = for_change(document_id)
    waits = document.state is DocumentState.APPROVED and document.step is JobStep.SIGNING
    if waits and current_digest(document) == signed.signed_digest:
        if signed.kind is SignatureKind.PERSON:
            require_still_signs(document)
        _add(document, signed, actor, document.state, follows)
    return document


def _add(document: Document, signed: Signed, actor: Actor, left: DocumentState, follows: Follows) -> None:
    if not document.sign_consent:
        document.sign_consent = {"user_id": signed.user_id, "at": signed.at.isoformat(), "digest": signed.signed_digest}
    document.signatures.append(signature_row(signed, len(document.signatures) + 1))
    document.step, document.step_error = JobStep.NONE, None
    is_last = len(document.signatures) >= DocumentCase(document).signatures_needed
    worker_is_next = follows.proofs if is_last else follows.seal
    jobs: tuple[JobName, ...] = () if is_last else (JobName.NOTIFY,)
    if worker_is_next:
        document.step, jobs = JobStep.SIGNING, (JobName.SIGN,)
    record(document, Fact.DOCUMENT_SIGNED, actor, now(), Said(left, _details(signed), jobs, _role(signed, actor)))
    if is_last and not worker_is_next:
        db.session.flush()
        issue(document, signed.result_digest)


def _details(signed: Signed) -> dict[str, object]:
    return {
        "kind": signed.kind.value,
        "way": signed.way.value,
        "signer": signed.signer_name,
        "certificate": signed.fingerprint,
        "signed": signed.signed_digest,
        "digest": signed.result_digest,
    }


def _role(signed: Signed, actor: Actor) -> Role | None:
    return None if actor.is_system else _ROLE[signed.kind]


def _require_signer(document: Document, signed: Signed, actor: Actor) -> None:
    if signed.kind is SignatureKind.PERSON and actor.user_id != document.signer_id:
        raise NotPermitted(f"Văn bản này do đồng chí {document.signature.get('name', 'người khác')} ký.")


def refuse_old_name(certificate: Certificate, days: int | None) -> None:
    """Refuse (InvalidInput at `file`) a certificate that names its organisation as it was called so many days ago; None
    refuses none."""
    former = former_names([certificate]).get(certificate.id) if days is not None else None
    if former is not None and days is not None and today() > former.last_day(days):
        reason = f"{OLD_NAME.format(name=former.name)} Chứng thư ấy chỉ dùng được đến {short(former.last_day(days))}."
        raise InvalidInput(reason, fields={"file": reason})


def _require_bound(document: Document, signed: Signed) -> Certificate:
    """The certificate must be this person's, for this unit, today (reliability.md T27)."""
    bound = {one.fingerprint: one for one in counting(document.organisation_id, signed.user_id)}
    if signed.fingerprint in bound:
        return bound[signed.fingerprint]
    whose = "đồng chí" if signed.kind is SignatureKind.PERSON else "tổ chức"
    reason = (
        f"Chứng thư số đã ký ({signed.signer_name}) chưa được gắn với {whose} ở {document.organisation.name}. "
        "Hãy dùng đúng chứng thư đã khai, hoặc đưa chứng thư vào hệ thống trước khi ký."
    )
    raise InvalidInput(reason, fields={"file": reason})


def _signed(errand: Errand, addition: Addition, result: str) -> Signed:
    return Signed(
        kind=errand.kind,
        way=errand.way,
        signer_name=certificates.holder(addition.certificate),
        fingerprint=certificates.fingerprint(addition.certificate),
        position=errand.position,
        user_id=errand.user_id,
        at=addition.at,
        signed_digest=errand.digest,
        result_digest=result,
    )

"""One signature: whole, by a sound algorithm, with a certificate that was trusted and valid at the signing time."""

from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from workflow.signing import certificates, envelope, revocation, timestamps
from workflow.signing.api import SignatureReport
from workflow.signing.digests import SOUND_DIGESTS

SUBFILTERS = (SigSeedSubFilter.PADES.value, SigSeedSubFilter.ADOBE_PKCS7_DETACHED.value)

WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)

REQUIRED = "require"
"""Every certificate below the root needs word of its authority; else (pyHanko's "soft-fail") such word counts where it
is there."""


@lru_cache(maxsize=64)
def _read_whole(root: bytes) -> asn1.Certificate:
    """A trusted root, kept from one verdict to the next and read to its end: asn1crypto reads in pieces, when asked,
    and several threads may ask."""
    certificate = asn1.Certificate.load(root)
    certificate.native  # noqa: B018  # reading it is the point
    return certificate


@dataclass(frozen=True)
class Judged:
    """One signature with what speaks against it."""

    report: SignatureReport
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Trust:
    """What certificates are judged by: trusted roots, and the proofs that the file itself carries (PAdES B-LT)."""

    roots: tuple[asn1.Certificate, ...]
    proofs: DocumentSecurityStore | None = None

    @classmethod
    def of(cls, reader: PdfFileReader, roots: Sequence[x509.Certificate]) -> "Trust":
        """The trusted roots, in the form pyHanko reads, and what the file says of revocation."""
        proofs = DocumentSecurityStore.read_dss(reader) if "/DSS" in reader.root else None
        return cls(tuple(_read_whole(root.public_bytes(Encoding.DER)) for root in roots), proofs)

    def at(self, moment: datetime | None, revocation: str = "soft-fail", **more: Any) -> ValidationContext:
        """What was trusted at that moment. A list of revocations issued later tells of that moment too."""
        known: dict[str, Any] = {
            "trust_roots": self.roots,
            "moment": moment,
            "revocation_mode": revocation,
            "retroactive_revinfo": True,
            **more,
        }
        return self.proofs.as_validation_context(known) if self.proofs else ValidationContext(**known)


def judge_one(pdf: bytes, signature: EmbeddedPdfSignature, trust: Trust) -> Judged:
    """Everything about one signature but what happened to the file around it."""
    certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
    stamped = timestamps.stamped_at(signature)
    report = SignatureReport(
        signer=certificates.holder(certificate),
        organisation=certificates.organisation(certificate),
        kind=certificates.kind(certificate),
        issuer=certificates.issuer(certificate),
        time=stamped or signature.self_reported_timestamp,
        time_stamped=stamped is not None,
        fingerprint=signature.signer_cert.sha256.hex(),
        covers_whole_file=envelope.covers_whole_file(pdf, signature.byte_range, signature.pkcs7_content),
    )
    faults = (
        envelope.range_fault(pdf, signature.byte_range, signature.pkcs7_content)
        or envelope.contents_fault(signature.pkcs7_content)
        or _form_fault(signature)
    )
    if faults:
        return Judged(report, (f"Chữ ký của {report.signer}: {faults}",))
    status = _status(signature, trust.at(report.time))
    reasons = (*_doubts(signature, status, report, certificate), *_taken_back(status, report, trust))
    if not reasons and not status.bottom_line:
        reasons = (f"Chữ ký của {report.signer} không hợp lệ.",)
    return Judged(replace(report, proven=not reasons and _is_proven(signature, report, trust)), reasons)


def _is_proven(signature: EmbeddedPdfSignature, report: SignatureReport, trust: Trust) -> bool:
    """Whether the file's own proofs leave no certificate of the signature, or of its time stamp, without an answer."""
    return trust.proofs is not None and _status(signature, trust.at(report.time, REQUIRED)).bottom_line


def _form_fault(signature: EmbeddedPdfSignature) -> str | None:
    if signature.sig_object.get("/SubFilter") not in SUBFILTERS:
        return "Chữ ký không theo chuẩn PAdES."
    time = signature.self_reported_timestamp
    return "Chữ ký không ghi giờ ký kèm múi giờ." if time is None or time.tzinfo is None else None


def _doubts(
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    report: SignatureReport,
    certificate: x509.Certificate,
) -> Iterator[str]:
    if not status.intact:
        yield f"Nội dung tệp đã bị sửa sau khi {report.signer} ký."
    elif not status.valid:
        yield f"Chữ ký của {report.signer} không khớp với chứng thư số."
    else:
        yield from _certificate_doubts(signature, status, report, certificate)
        yield from timestamps.doubts(signature, status, report)
    if status.md_algorithm not in SOUND_DIGESTS:
        yield f"Chữ ký của {report.signer} dùng thuật toán băm yếu ({status.md_algorithm})."
    if status.coverage not in WHOLE:
        yield f"Chữ ký của {report.signer} không phủ hết phần tệp có lúc ký."


def _taken_back(status: PdfSignatureStatus, report: SignatureReport, trust: Trust) -> Iterator[str]:
    path = status.validation_path or ()
    if status.revocation_details or (report.time and revocation.revoked(path, trust.proofs, report.time)):
        yield f"Chứng thư số của {report.signer} đã bị thu hồi trước lúc ký."


def _certificate_doubts(
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    report: SignatureReport,
    certificate: x509.Certificate,
) -> Iterator[str]:
    path = status.validation_path or ()
    if certificates.of_an_authority(certificate):
        yield f"{report.signer} là chứng thư của nơi cấp, không dùng để ký văn bản."
    if report.time and (fault := certificates.out_of_date(certificate, report.time)):
        yield fault
    elif not status.trusted:
        yield f"Chứng thư số của {report.signer} không do nơi được tin cậy cấp."
    elif fault := envelope.certificates_fault(signature.signed_data, signature.signer_cert, path):
        yield f"Chữ ký của {report.signer}: {fault}"


def _status(signature: EmbeddedPdfSignature, context: ValidationContext) -> PdfSignatureStatus:
    """pyHanko's own findings. What later updates changed is judged apart (`contents.only_signed`)."""
    return _done(async_validate_pdf_signature(signature, context, skip_diff=True))


def _done(judging: Coroutine[None, None, PdfSignatureStatus]) -> PdfSignatureStatus:
    """What a coroutine that never waits comes to. Nothing is fetched, so none does; and an event loop would open a
    socket, which the sandbox refuses."""
    try:
        judging.send(None)
    except StopIteration as done:
        status: PdfSignatureStatus = done.value
        return status
    judging.close()
    raise RuntimeError("the judgement waits for something outside")

"""The judgement behind `verify`, by pyHanko and by our own stricter rules: every doubt is a reason against the file."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import diff_analysis as diff
from pyhanko.sign.diff_analysis.policy_api import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from workflow.signing import certificates, envelope
from workflow.signing.api import SignatureReport, Verdict

MAX_SIGNATURES = 16
"""A paper carries two; a copy of it one or two more."""

SOUND_DIGESTS = ("sha256", "sha384", "sha512")

SUBFILTERS = (SigSeedSubFilter.PADES.value, SigSeedSubFilter.ADOBE_PKCS7_DETACHED.value)

ONLY_SIGNATURES = diff.StandardDiffPolicy(
    global_rules=diff.DEFAULT_DIFF_POLICY.global_rules,
    form_rule=diff.FormUpdatingRule([diff.SigFieldCreationRule(), diff.SigFieldModificationRule()]),  # type: ignore[no-untyped-call]
)
"""What may stand between two signatures: what the second one needs. Unlike pyHanko's default, no filled-in fields."""


@dataclass(frozen=True)
class Judged:
    """One signature with what speaks against it."""

    report: SignatureReport
    reasons: tuple[str, ...]


def judge(pdf: bytes, roots: Sequence[x509.Certificate], expected: int | None) -> Verdict:
    """The verdict on a file that can be parsed; raises whatever the parsers raise on one that cannot."""
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    if reader.encrypted:
        return Verdict(False, (), ("Tệp bị mã hoá nên không kiểm tra được chữ ký.",))
    fields = list(enumerate_sig_fields(reader, filled_status=True))
    if len(fields) > MAX_SIGNATURES:
        return Verdict(False, (), (f"Tệp có hơn {MAX_SIGNATURES} chữ ký nên không được kiểm tra.",))
    signatures = list(reader.embedded_signatures)
    judged = [_judge_one(pdf, signature, roots) for signature in signatures]
    reasons = [
        *_count_faults(len(fields), len(signatures), expected),
        *(reason for one in judged for reason in one.reasons),
        *_file_faults(reader, signatures, judged),
    ]
    reports = tuple(one.report for one in judged)
    return Verdict(not reasons, reports, tuple(dict.fromkeys(reasons)))


def _count_faults(fields: int, readable: int, expected: int | None) -> Iterator[str]:
    if fields == 0:
        yield "Tệp không có chữ ký số nào."
    if readable != fields:
        yield "Tệp có chữ ký không theo chuẩn nên không đọc được."
    if expected is not None and readable < expected:
        yield f"Tệp thiếu chữ ký: cần {expected}, chỉ có {readable}."


def _file_faults(
    reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature], judged: Sequence[Judged]
) -> Iterator[str]:
    revisions = [signature.signed_revision for signature in signatures]
    if any(later != earlier + 1 for earlier, later in pairwise(revisions)):
        yield "Giữa hai lần ký, tệp đã bị ghi thêm nội dung."
    if signatures and (not judged[-1].report.covers_whole_file or revisions[-1] != reader.total_revisions - 1):
        yield "Sau lần ký cuối cùng, tệp đã bị ghi thêm nội dung."


def _judge_one(pdf: bytes, signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate]) -> Judged:
    certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
    report = SignatureReport(
        signer=certificates.holder(certificate),
        organisation=certificates.organisation(certificate),
        kind=certificates.kind(certificate),
        time=signature.self_reported_timestamp,
        covers_whole_file=envelope.covers_whole_file(pdf, signature.byte_range, signature.pkcs7_content),
    )
    faults = (
        envelope.range_fault(pdf, signature.byte_range, signature.pkcs7_content)
        or envelope.contents_fault(signature.pkcs7_content)
        or _form_fault(signature)
    )
    if faults:
        return Judged(report, (f"Chữ ký của {report.signer}: {faults}",))
    status = _status(signature, report, roots)
    reasons = tuple(_doubts(signature, status, report, certificate))
    if not reasons and not status.bottom_line:
        reasons = (f"Chữ ký của {report.signer} không hợp lệ.",)
    return Judged(report, reasons)


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
    if status.md_algorithm not in SOUND_DIGESTS:
        yield f"Chữ ký của {report.signer} dùng thuật toán băm yếu ({status.md_algorithm})."
    if _changed_afterwards(status):
        yield f"Sau khi {report.signer} ký, tệp có thay đổi khác ngoài chữ ký."


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


def _changed_afterwards(status: PdfSignatureStatus) -> bool:
    level = status.modification_level
    covered = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    return not covered or not status.docmdp_ok or level is None or level is ModificationLevel.OTHER


def _status(
    signature: EmbeddedPdfSignature, report: SignatureReport, roots: Sequence[x509.Certificate]
) -> PdfSignatureStatus:
    """pyHanko's own findings, with the signing time as the moment at which certificates must be valid."""
    context = ValidationContext(
        trust_roots=[asn1.Certificate.load(root.public_bytes(Encoding.DER)) for root in roots],
        moment=report.time,
        allow_fetching=False,
    )
    return asyncio.run(async_validate_pdf_signature(signature, context, diff_policy=ONLY_SIGNATURES))

"""The judgement behind `verify`, by pyHanko and by our own stricter rules: every doubt is a reason against the file."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise

from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature

from workflow.signing import contents, envelope, revisions
from workflow.signing.api import NO_SIGNATURE, Expected, Verdict
from workflow.signing.expectation import missing
from workflow.signing.one_signature import Judged, Trust, judge_one
from workflow.signing.quicker import make_quicker

MAX_SIGNATURES = 16
"""A paper carries two; a copy of it one or two more."""

make_quicker()


def judge(pdf: bytes, roots: Sequence[x509.Certificate], expected: Expected) -> Verdict:
    """The verdict on a file that can be parsed; raises whatever the parsers raise on one that cannot."""
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    if reader.encrypted:
        return Verdict(False, (), ("Tệp bị mã hoá nên không kiểm tra được chữ ký.",))
    fields = list(enumerate_sig_fields(reader, filled_status=True))
    if len(fields) > MAX_SIGNATURES:
        return Verdict(False, (), (f"Tệp có hơn {MAX_SIGNATURES} chữ ký nên không được kiểm tra.",))
    signatures = list(reader.embedded_signatures)
    trust = Trust.of(reader, roots)
    judged = [judge_one(pdf, signature, trust) for signature in signatures]
    reports = tuple(one.report for one in judged)
    reasons = [
        *_count_faults(len(fields), len(signatures)),
        *missing(reports, expected),
        *(reason for one in judged for reason in one.reasons),
        *_file_faults(reader, pdf, signatures),
        *_change_faults(reader, pdf, signatures, judged),
        *contents.faults(reader),
    ]
    return Verdict(not reasons, reports, tuple(dict.fromkeys(reasons)))


def _count_faults(fields: int, readable: int) -> Iterator[str]:
    if fields == 0:
        yield NO_SIGNATURE
    if readable != fields:
        yield "Tệp có chữ ký không theo chuẩn nên không đọc được."


def _file_faults(reader: PdfFileReader, pdf: bytes, signatures: Sequence[EmbeddedPdfSignature]) -> Iterator[str]:
    signed = [signature.signed_revision for signature in signatures]
    if any(later != earlier + 1 for earlier, later in pairwise(signed)):
        yield "Giữa hai lần ký, tệp đã bị ghi thêm nội dung."
    if not signatures:
        return
    for later in range(signed[-1] + 1, reader.total_revisions):
        if not revisions.wrote_only_proofs(reader, pdf, later):
            yield "Sau lần ký cuối cùng, tệp đã bị ghi thêm nội dung."
    if signed[-1] == reader.total_revisions - 1 and envelope.end(signatures[-1].byte_range) != len(pdf):
        yield "Sau lần ký cuối cùng, tệp đã bị ghi thêm nội dung."


def _change_faults(
    reader: PdfFileReader, pdf: bytes, signatures: Sequence[EmbeddedPdfSignature], judged: Sequence[Judged]
) -> Iterator[str]:
    """What the later signatures' own updates did to what the earlier ones had signed."""
    for number, (earlier, later) in enumerate(pairwise(signatures)):
        end = envelope.end(earlier.byte_range)
        if revisions.points_ahead(reader, earlier.signed_revision, end):
            yield "Tệp được chuẩn bị sẵn để đổi nội dung sau khi ký."
        elif later.signed_revision == earlier.signed_revision + 1 and not contents.only_signed(
            reader, pdf, earlier, later
        ):
            yield f"Sau khi {judged[number].report.signer} ký, tệp có thay đổi khác ngoài chữ ký."
        elif contents.covers_too_much(later):
            yield f"Chữ ký của {judged[number + 1].report.signer} che phần nội dung đã ký trước đó."

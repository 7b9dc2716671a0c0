"""The time stamp within a signature (PAdES B-T): when a trusted service saw it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from asn1crypto import cms
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.status import PdfSignatureStatus

from workflow.signing import envelope
from workflow.signing.api import SignatureReport
from workflow.signing.digests import SOUND_DIGESTS

FURTHEST = timedelta(days=1)
"""How far the signer's own clock may be from the service's; more is a date written in, not a clock gone wrong."""


def stamped_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """What the time stamp says, believed or not; None when there is none."""
    stamp = _token(signature)
    if stamp is None:
        return None
    time: datetime = stamp["encap_content_info"]["content"].parsed["gen_time"].native
    return time


def doubts(signature: EmbeddedPdfSignature, status: PdfSignatureStatus, report: SignatureReport) -> Iterator[str]:
    """What speaks against the time stamp, when there is one."""
    stamp, found = _token(signature), status.timestamp_validity
    if stamp is None:
        return
    if found is None or not (found.intact and found.valid and found.trusted):
        yield f"Dấu thời gian trong chữ ký của {report.signer} không hợp lệ hoặc không do nơi được tin cậy cấp."
        return
    if found.md_algorithm not in SOUND_DIGESTS:
        yield f"Dấu thời gian trong chữ ký của {report.signer} dùng thuật toán băm yếu ({found.md_algorithm})."
    if fault := envelope.time_stamp_fault(stamp, found.validation_path or ()):
        yield f"Dấu thời gian trong chữ ký của {report.signer}: {fault}"
    stated = signature.self_reported_timestamp
    if stated is not None and abs(stated - found.timestamp) > FURTHEST:
        yield f"Giờ ký mà {report.signer} ghi lệch hơn một ngày so với dấu thời gian."


def _token(signature: EmbeddedPdfSignature) -> cms.SignedData | None:
    return next(extract_tst_data_iter(signature.signer_info, signed=False), None)

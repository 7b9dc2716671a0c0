"""PAdES B-LT: a signed paper takes along the word of the authorities that none of its certificates had been taken back,
so that it can be judged when those authorities answer no more."""

import asyncio
from collections.abc import Iterator, Sequence
from io import BytesIO

from asn1crypto import cms
from asn1crypto import x509 as asn1
from cryptography import x509
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, PathValidationError, RevokedError, ValidationError
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.util import get_declared_revinfo

from workflow.signing import certificates, timestamps
from workflow.signing.api import VIETNAM_TIME
from workflow.signing.one_signature import REQUIRED, Trust
from workflow.signing.pades import SparingWriter
from workflow.signing.reach import Inquiry, Reach
from workflow.signing.revocation_sources import sources


class NoProofs(Exception):
    """The paper stays as it was signed; the sentence says why. `taken_back`: an authority says that a certificate had
    been revoked."""

    def __init__(self, reason: str, *, taken_back: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.taken_back = reason, taken_back


def with_proofs(pdf: bytes, roots: Sequence[x509.Certificate], reach: Reach) -> bytes:
    """The signed file with one update that holds, for every certificate of its signatures and of their time stamps, an
    answer of its authority or the authority's list. Refuses (NoProofs) a file whose last signature has no time stamp,
    for what it holds is proven to be old by that alone, and whatever keeps one certificate without an answer."""
    writer = SparingWriter(BytesIO(pdf))
    signatures = list(writer.prev.embedded_signatures)
    moment = timestamps.stamped_at(signatures[-1]) if signatures else None
    if moment is None:
        raise NoProofs("Chữ ký cuối cùng không có dấu thời gian nên không lập được bằng chứng kiểm tra lâu dài.")
    inquiry = Inquiry(reach)
    context = Trust.of(writer.prev, roots).at(moment, REQUIRED, allow_fetching=True, fetchers=sources(inquiry))
    try:
        paths = asyncio.run(_paths(signatures, context, inquiry))
        return _written(writer, paths, context)
    except NoProofs:
        raise
    except Exception as failure:  # what a foreign answer does to its readers is no fault of the paper
        raise NoProofs("Câu trả lời của nơi cấp chứng thư số không đọc được.") from failure


def _written(writer: SparingWriter, paths: Sequence[ValidationPath], context: ValidationContext) -> bytes:
    DocumentSecurityStore.supply_dss_in_writer(writer, None, paths=paths, validation_context=context, embed_roots=False)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


async def _paths(
    signatures: Sequence[EmbeddedPdfSignature], context: ValidationContext, inquiry: Inquiry
) -> list[ValidationPath]:
    signed = [data for signature in signatures for data in _signed_data(signature)]
    return [await _path(data, context, inquiry) for data in signed]


def _signed_data(signature: EmbeddedPdfSignature) -> Iterator[cms.SignedData]:
    yield signature.signed_data
    yield from extract_tst_data_iter(signature.signer_info, signed=False)


async def _path(data: cms.SignedData, context: ValidationContext, inquiry: Inquiry) -> ValidationPath:
    """The way from the signer's certificate to the root, no certificate of it taken back."""
    found, inquiry.refusal = extract_certificate_info(data), ""
    validator = CertificateValidator(found.signer_cert, found.other_certs, validation_context=context)
    try:
        return await validator.async_validate_path()
    except RevokedError as revoked:
        raise NoProofs(_taken_back(revoked, found.signer_cert), taken_back=True) from revoked
    except (PathError, ValidationError) as failure:
        raise NoProofs(_missing(found.signer_cert, inquiry, failure)) from failure


def _taken_back(revoked: RevokedError, signer: asn1.Certificate) -> str:
    whose = _name(signer) if revoked.is_ee_cert else f"nơi cấp cho {_name(signer)}"
    day = revoked.revocation_dt.astimezone(VIETNAM_TIME)
    return f"Nơi cấp báo chứng thư số của {whose} đã bị thu hồi từ {day:%H:%M ngày %d/%m/%Y}."


def _missing(signer: asn1.Certificate, inquiry: Inquiry, failure: Exception) -> str:
    if inquiry.refusal:
        return f"Nơi cấp chứng thư số của {_name(signer)} {inquiry.refusal}."
    if isinstance(failure, PathValidationError) and _tells_nowhere(failure.original_path):
        return f"Chứng thư số của {_name(signer)} không nêu nơi tra cứu thu hồi."
    return f"Nơi cấp chứng thư số của {_name(signer)} trả lời không dùng được."


def _tells_nowhere(path: ValidationPath) -> bool:
    below_the_root = list(path)[1:]
    return any(not any(get_declared_revinfo(one)) for one in below_the_root)


def _name(certificate: asn1.Certificate) -> str:
    return certificates.holder(x509.load_der_x509_certificate(certificate.dump()))

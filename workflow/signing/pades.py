"""PAdES B-B and B-T signatures by pyHanko; the only module that makes them, and it takes half a second to import."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Protocol

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from workflow.domain.errors import SigningFailed
from workflow.signing import certificates
from workflow.signing.api import VIETNAM_TIME, SignaturePlace, SignRequest, TimeService
from workflow.signing.lettering import find_font
from workflow.signing.stamp import LineStampStyle
from workflow.signing.time_stamp import ServiceStamper

DIGEST = "sha256"

ROOM = 2048
"""Bytes a signature needs beside its certificates: attributes, the signed digest (512 with RSA-4096), ASN.1 frames."""


STAMP_ROOM = 2 * 12_000
"""The same for a time stamp with the certificates of the service, in hexadecimal digits."""


class DistantKey(Protocol):
    """A key that signs where it lies and never leaves it."""

    def signed(self, data: bytes) -> bytes:
        """The signature over the data, with SHA-256."""


@dataclass(frozen=True)
class KeyHolder:
    """A private key with its certificate and the certificates above it."""

    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | DistantKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @cached_property
    def asn1_chain(self) -> tuple[asn1.Certificate, ...]:
        """The signer's certificate first, in the form pyHanko reads."""
        return tuple(
            asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
            for certificate in (self.certificate, *self.chain)
        )

    @property
    def reserve(self) -> int:
        """Room for the signature in hexadecimal digits. Known beforehand, so no trial signature is made."""
        return 2 * (ROOM + sum(len(certificate.dump()) for certificate in self.asn1_chain))


class KeptKey(signers.Signer):
    """Signs with a key object that stays open; pyHanko's own would read and check the key at every signature."""

    def __init__(self, holder: KeyHolder) -> None:
        registry = SimpleCertificateStore.from_certs(holder.asn1_chain[1:])  # type: ignore[no-untyped-call]
        super().__init__(signing_cert=holder.asn1_chain[0], cert_registry=registry, embed_roots=False)
        self.key = holder.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self.key.signed(data)


class SparingWriter(IncrementalPdfFileWriter):
    """Adds what is asked for and leaves the metadata alone, which say whose words the file holds (PDF/A); pyHanko would
    write them anew with other prefixes and the machine's clock."""

    def _update_meta(self) -> None:
        """Nothing to renew."""


class TimedSigner(signers.PdfSigner):
    """Signs at the moment given, where pyHanko would take the machine's clock."""

    at: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def sign(request: SignRequest, holder: KeyHolder, font: Path | None) -> bytes:
    """Adds the signature as an incremental update: not one byte of `request.pdf` changes.

    An approval signature without DocMDP: certifying would show the person's signature as the author's and forbid
    the very field the organisation signs in next. What may follow is judged at verification instead: nothing but
    further signatures, the last of which covers the whole file.
    """
    try:
        writer = SparingWriter(BytesIO(request.pdf))
        _refuse_used_field(writer, request.field)
        room = holder.reserve + (STAMP_ROOM if request.time_service else 0)
        signed = _signer(request, holder, font).sign_pdf(writer, bytes_reserved=room)
    except TimestampRequestError as error:
        raise SigningFailed(
            "Dịch vụ dấu thời gian chưa trả lời nên chưa ký được. Hãy thử lại sau ít phút; số văn bản vẫn giữ nguyên."
        ) from error
    except SigningError as error:
        raise SigningFailed(
            "Tệp PDF đã khoá, không cho ký thêm. Hãy lập lại tệp PDF rồi ký.", permanent=True
        ) from error
    except (PdfError, ValueError, IndexError) as error:
        raise SigningFailed(
            "Không ký được: tệp không phải PDF đọc được hoặc ô ký nằm ngoài trang. Hãy lập lại tệp PDF rồi ký.",
            permanent=True,
        ) from error
    return bytes(signed.getbuffer())


def _signer(request: SignRequest, holder: KeyHolder, font: Path | None) -> TimedSigner:
    signer = TimedSigner(
        signers.PdfSignatureMetadata(
            field_name=request.field,
            md_algorithm=DIGEST,
            reason=request.reason,
            location=request.location,
            name=certificates.holder(holder.certificate),
            subfilter=fields.SigSeedSubFilter.PADES,
        ),
        KeptKey(holder),
        stamp_style=LineStampStyle(
            lines=request.lines, kind=request.kind, font=font or find_font(), picture=request.picture
        ),
        new_field_spec=_field(request.field, request.place),
        timestamper=_stamper(request.time_service),
    )
    signer.at = request.at.astimezone(VIETNAM_TIME)
    return signer


def _stamper(service: TimeService | None) -> ServiceStamper | None:
    return ServiceStamper(service) if service else None


def _field(name: str, place: SignaturePlace | None) -> fields.SigFieldSpec:
    if place is None:
        return fields.SigFieldSpec(name)
    box = (round(place.x1), round(place.y1), round(place.x2), round(place.y2))
    return fields.SigFieldSpec(name, on_page=place.page, box=box)


def _refuse_used_field(writer: SparingWriter, name: str) -> None:
    if any(field == name for field, _, _ in fields.enumerate_sig_fields(writer)):
        raise SigningFailed(f"Tệp đã có chữ ký ở ô {name}. Hãy mở lại văn bản để xem chữ ký.", permanent=True)

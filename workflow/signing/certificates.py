"""Reading certificates: whose they are, when they are valid, and the files of trusted roots."""

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier

from workflow.domain.errors import InvalidInput
from workflow.domain.inputs.issuing import BoundCertificate
from workflow.domain.states import SignatureKind


def read_roots(pem: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM file; refuses one that holds none."""
    try:
        return tuple(x509.load_pem_x509_certificates(pem))
    except ValueError as error:
        raise InvalidInput("Tệp chứng thư gốc không đọc được. Hãy chọn tệp PEM có ít nhất một chứng thư.") from error


def read_certificate(data: bytes) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    """The first certificate of a .cer or .pem file and those that come with it; refuses a file that holds none."""
    try:
        if b"-----BEGIN" in data:
            first, *others = x509.load_pem_x509_certificates(data)
            return first, tuple(others)
        return x509.load_der_x509_certificate(data), ()
    except ValueError as error:
        message = "Tệp chứng thư không đọc được. Hãy xuất lại chứng thư từ thiết bị dạng .cer hoặc .pem."
        raise InvalidInput(message, fields={"certificate": message}) from error


def bound(certificate: x509.Certificate) -> BoundCertificate:
    """What the certificate says, as it is bound to its holder."""
    return BoundCertificate(
        fingerprint=fingerprint(certificate),
        holder=holder(certificate),
        holder_organisation=organisation(certificate),
        issuer=issuer(certificate),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        pem=certificate.public_bytes(Encoding.PEM).decode(),
    )


def holder(certificate: x509.Certificate) -> str:
    """The name the certificate was issued to; the organisation's when no common name stands there."""
    return _subject(certificate, NameOID.COMMON_NAME) or organisation(certificate)


def organisation(certificate: x509.Certificate) -> str:
    """The organisation the certificate names, empty when none."""
    return _subject(certificate, NameOID.ORGANIZATION_NAME)


def issuer(certificate: x509.Certificate) -> str:
    """Who issued the certificate, by the name it gives itself."""
    values = certificate.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(values[0].value) if values else certificate.issuer.rfc4514_string()


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, as lower-case hex: the one name that two certificates never share."""
    return certificate.fingerprint(SHA256()).hex()


def kind(certificate: x509.Certificate) -> SignatureKind:
    """An organisation's certificate carries the organisation's name as its common name."""
    same = holder(certificate) == organisation(certificate)
    return SignatureKind.ORGANISATION if same else SignatureKind.PERSON


def out_of_date(certificate: x509.Certificate, at: datetime) -> str | None:
    """Says in Vietnamese why the certificate is not valid at that moment, None when it is."""
    if at < certificate.not_valid_before_utc:
        return f"Chứng thư số của {holder(certificate)} chưa có hiệu lực vào lúc ký."
    if at > certificate.not_valid_after_utc:
        until = certificate.not_valid_after_utc
        return f"Chứng thư số của {holder(certificate)} đã hết hạn ngày {until:%d/%m/%Y}, trước lúc ký."
    return None


def of_an_authority(certificate: x509.Certificate) -> bool:
    """Whether the certificate is one to issue others with; papers are never signed with it."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _subject(certificate: x509.Certificate, attribute: ObjectIdentifier) -> str:
    values = certificate.subject.get_attributes_for_oid(attribute)
    return str(values[0].value) if values else ""

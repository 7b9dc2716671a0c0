"""Whether a certificate may be signed with: what it is, whether it is valid, and who vouches for it."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from workflow.domain.errors import SetupIncomplete
from workflow.signing import certificates

LEAST_RSA_BITS = 2048
CURVES = ("secp256r1", "secp384r1", "secp521r1")


def trusted_roots(files: Iterable[Path]) -> tuple[x509.Certificate, ...]:
    """The certificates of the files of trusted roots, read again when a file has changed. Refuses (SetupIncomplete) a
    file that cannot be read, (InvalidInput) one that holds no certificate."""
    return tuple(root for file in files for root in _read(file, _changed(file)))


def why_not_usable(
    certificate: x509.Certificate, chain: Sequence[x509.Certificate], roots: Sequence[x509.Certificate], at: datetime
) -> str | None:
    """The Vietnamese sentence why papers may not be signed with the certificate at that moment, None when they may."""
    if certificates.of_an_authority(certificate):
        return "Đây là chứng thư của nơi cấp, không dùng để ký văn bản. Hãy chọn chứng thư của chính người ký."
    if fault := _weak(certificate):
        return fault
    if fault := certificates.out_of_date(certificate, at):
        return f"{fault} Hãy dùng chứng thư số còn hiệu lực."
    if not _leads_to_a_root(certificate, chain, roots, at):
        return (
            f"Chứng thư số của {certificates.holder(certificate)} không do nơi được tin cậy cấp. "
            "Hãy dùng chứng thư của nơi cấp đã khai trong hệ thống, hoặc báo người quản trị."
        )
    return None


def _weak(certificate: x509.Certificate) -> str | None:
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        is_weak = key.key_size < LEAST_RSA_BITS
    else:
        is_weak = not (isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in CURVES)
    return "Khoá của chứng thư số quá yếu: cần RSA từ 2048 bit hoặc ECDSA từ P-256." if is_weak else None


def _leads_to_a_root(
    certificate: x509.Certificate, chain: Sequence[x509.Certificate], roots: Sequence[x509.Certificate], at: datetime
) -> bool:
    # pyHanko's validator takes half a second to import; only a certificate brought in needs it
    from asn1crypto import x509 as asn1
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

    def read(one: x509.Certificate) -> asn1.Certificate:
        return asn1.Certificate.load(one.public_bytes(Encoding.DER))

    context = ValidationContext(
        trust_roots=[read(root) for root in roots], other_certs=[read(one) for one in chain], moment=at
    )
    try:
        asyncio.run(CertificateValidator(read(certificate), validation_context=context).async_validate_path())
    except (PathBuildingError, PathValidationError):
        return False
    return True


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError as missing:
        raise SetupIncomplete(f"Không đọc được tệp chứng thư gốc {file}.") from missing


@lru_cache(maxsize=16)
def _read(file: Path, changed: float) -> tuple[x509.Certificate, ...]:
    return certificates.read_roots(file.read_bytes())

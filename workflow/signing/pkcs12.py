"""Signing with a key from a PKCS#12 file: opened once with its passphrase, the key object kept open."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from workflow.domain.errors import InvalidInput
from workflow.signing import certificates
from workflow.signing.api import SignRequest
from workflow.signing.with_key import sign_with

if TYPE_CHECKING:
    from workflow.signing.pades import KeyHolder

SigningKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Pkcs12Signer:
    """A key with its certificate, ready to sign any number of files."""

    key: SigningKey
    """Kept open: opening the file anew costs more than the signature itself (44 ms with RSA-2048)."""
    certificate: x509.Certificate
    """The certificate of `key`."""
    chain: tuple[x509.Certificate, ...] = ()
    """Certificates between `certificate` and the root, sent along in the signature."""
    font: Path | None = None
    """The font file of visible stamps; None looks for it among the system's fonts."""

    @classmethod
    def open(cls, data: bytes, passphrase: str, *, font: Path | None = None) -> "Pkcs12Signer":
        """Opens the bytes of a .p12 or .pfx file; `InvalidInput` for a wrong passphrase or a file that is none."""
        try:
            key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase.encode())
        except ValueError as error:
            raise InvalidInput(
                "Không mở được tệp chứng thư số: mật khẩu không đúng hoặc tệp bị hỏng. Hãy nhập lại mật khẩu.",
                fields={"passphrase": "Mật khẩu của tệp chứng thư số không đúng."},
            ) from error
        if certificate is None or not isinstance(key, SigningKey):
            raise InvalidInput("Tệp chứng thư số không có khoá ký RSA hoặc ECDSA kèm chứng thư. Hãy chọn tệp khác.")
        return cls(key, certificate, tuple(others), font)

    @property
    def certificate_name(self) -> str:
        return certificates.holder(self.certificate)

    @property
    def organisation(self) -> str:
        return certificates.organisation(self.certificate)

    def sign(self, request: SignRequest) -> bytes:
        """Returns the file with one more signature; refuses as `sign_with`."""
        return sign_with(request, self._holder, self.font)

    @cached_property
    def _holder(self) -> "KeyHolder":
        from workflow.signing.pades import KeyHolder  # pyHanko takes half a second to import; only a signature needs it

        return KeyHolder(self.key, self.certificate, self.chain)

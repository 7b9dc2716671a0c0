"""Signing with a key that never leaves its device: a token or a security module that this server reaches by PKCS#11."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from workflow.domain.errors import InvalidInput, SetupIncomplete, SigningFailed
from workflow.signing import certificates
from workflow.signing.api import SignRequest
from workflow.signing.with_key import sign_with

if TYPE_CHECKING:
    import pkcs11
    from pkcs11.types import SignMixin

WAIT = 20.0
"""Seconds that a person waits for somebody else's signature by the same device."""

_ALONE = Lock()
"""Whoever gives the PIN opens the device for the whole process (PKCS#11 §5.6), so no two acts may overlap."""

_SHA256_FRAME = bytes.fromhex("3031300d060960864801650304020105000420")
"""What stands before a SHA-256 digest in an RSA signature (RFC 8017 §9.2, note 1)."""


@dataclass(frozen=True)
class Device:
    """What the server reaches tokens through."""

    library: Path
    """The PKCS#11 library of the device's maker."""
    label: str = ""
    """Only a token of this label is used; empty: whichever holds the certificate."""


@dataclass(frozen=True)
class Pkcs11Signer:
    """The key of a certificate in a token, opened with its PIN for one signature and closed again."""

    device: Device
    pin: str = field(repr=False)
    certificate: x509.Certificate
    """Whose key is wanted: the PIN is tried only on the token that holds this very certificate."""
    font: Path | None = None
    """The font file of visible stamps; None looks for it among the system's fonts."""

    @property
    def certificate_name(self) -> str:
        return certificates.holder(self.certificate)

    @property
    def organisation(self) -> str:
        return certificates.organisation(self.certificate)

    def sign(self, request: SignRequest) -> bytes:
        """Returns the file with one more signature, as `sign_with`.

        Refuses `SetupIncomplete` without the extra or the maker's library, `SigningFailed` without a token, with a
        locked PIN or a device that fails, `InvalidInput` for a wrong PIN (at `passphrase`) and for a token without
        this certificate or its key.
        """
        from workflow.signing.pades import KeyHolder  # pyHanko takes half a second to import

        with _alone(), _plain_refusals():
            token, name = self._token()
            with token.open(user_pin=self.pin) as session:
                key = TokenKey(_private_key(session, name), isinstance(self.certificate.public_key(), rsa.RSAPublicKey))
                return sign_with(request, KeyHolder(key, self.certificate, _others(session)), self.font)

    def _token(self) -> "tuple[pkcs11.Token, bytes]":
        """The token that holds the certificate, and the name (CKA_ID) it shares there with its key."""
        wanted = self.certificate.public_bytes(Encoding.DER)
        tokens = _tokens(self.device)
        for token in tokens:
            with token.open() as session:
                for name, der in _certificates(session):
                    if der == wanted:
                        return token, name
        if not tokens:
            raise SigningFailed("Máy chủ không thấy thiết bị ký. Hãy cắm thiết bị vào máy chủ rồi ký lại.")
        raise InvalidInput(
            f"Thiết bị đang cắm không có chứng thư số của {self.certificate_name}. Hãy cắm đúng thiết bị, hoặc khai "
            "chứng thư của thiết bị đang dùng rồi ký lại."
        )


@dataclass(frozen=True)
class TokenKey:
    """A private key where it lies; only digests go in and signatures come out."""

    handle: "SignMixin"
    is_rsa: bool

    def signed(self, data: bytes) -> bytes:
        """The signature over the data, PKCS#1 v1.5 or ECDSA (DER), with SHA-256. The digest is made here: not every
        token knows how."""
        from pkcs11 import Mechanism  # an extra, loaded only where a device is used
        from pkcs11.util.ec import encode_ecdsa_signature

        digest = sha256(data).digest()
        if self.is_rsa:
            return bytes(self.handle.sign(_SHA256_FRAME + digest, mechanism=Mechanism.RSA_PKCS))
        return encode_ecdsa_signature(self.handle.sign(digest, mechanism=Mechanism.ECDSA))


@contextmanager
def _alone() -> Iterator[None]:
    if not _ALONE.acquire(timeout=WAIT):
        raise SigningFailed("Thiết bị ký đang bận. Hãy ký lại sau ít phút.")
    try:
        yield
    finally:
        _ALONE.release()


@contextmanager
def _plain_refusals() -> Iterator[None]:
    """What a device says, in words that say what to do."""
    try:
        from pkcs11 import exceptions as told  # as in `TokenKey.signed`
    except ImportError as missing:
        raise SetupIncomplete(
            "Máy chủ chưa cài phần ký bằng thiết bị. Người quản trị cài bằng lệnh: pip install 'trinhky[pkcs11]'."
        ) from missing
    try:
        yield
    except (told.PinIncorrect, told.PinInvalid, told.PinLenRange) as wrong:
        message = "Mã PIN của thiết bị ký không đúng. Hãy nhập lại; sai nhiều lần, thiết bị sẽ tự khoá."
        raise InvalidInput(message, fields={"passphrase": message}) from wrong
    except told.PinLocked as locked:
        raise SigningFailed("Thiết bị đã khoá mã PIN. Hãy nhờ nơi cấp thiết bị mở khoá.", permanent=True) from locked
    except told.PKCS11Error as failed:
        raise SigningFailed("Thiết bị ký không trả lời đúng. Hãy rút ra, cắm lại rồi ký lại.") from failed


def _tokens(device: Device) -> "list[pkcs11.Token]":
    from pkcs11 import TokenFlag, lib  # as in `TokenKey.signed`

    try:
        library = lib(str(device.library))
    except RuntimeError as failed:
        raise SetupIncomplete(
            "Không nạp được thư viện của thiết bị ký. Người quản trị xem lại biến TRINHKY_PKCS11_MODULE."
        ) from failed
    tokens = [slot.get_token() for slot in library.get_slots(token_present=True)]
    ready = [token for token in tokens if TokenFlag.TOKEN_INITIALIZED in token.flags]
    return [token for token in ready if device.label in ("", token.label)]


def _certificates(session: "pkcs11.Session") -> Iterator[tuple[bytes, bytes]]:
    """Name (CKA_ID) and DER of the certificates that a session sees."""
    from pkcs11 import Attribute, ObjectClass  # as in `TokenKey.signed`

    for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        yield bytes(one[Attribute.ID]), bytes(one[Attribute.VALUE])


def _private_key(session: "pkcs11.Session", name: bytes) -> "SignMixin":
    from pkcs11 import Attribute, ObjectClass  # as in `TokenKey.signed`

    for one in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: name}):
        return cast("SignMixin", one)
    raise InvalidInput(
        "Thiết bị có chứng thư số nhưng không có khoá ký đi cùng. Hãy dùng thiết bị khác hoặc hỏi nơi cấp thiết bị."
    )


def _others(session: "pkcs11.Session") -> tuple[x509.Certificate, ...]:
    """The authorities' certificates that the token carries, sent along in the signature."""
    found = [x509.load_der_x509_certificate(der) for _, der in _certificates(session)]
    return tuple(one for one in found if certificates.of_an_authority(one))

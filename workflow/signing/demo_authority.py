"""The demo's own certificate authority, made at set-up; whatever it issues is marked as worth nothing in law.

Keys are ECDSA P-256: making one takes a millisecond where RSA-2048 takes a tenth of a second, opening its file 5 ms
instead of 44, and signing costs the same, so a demo with dozens of people is set up at once.
"""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from workflow.domain.errors import SetupIncomplete
from workflow.signing.api import DEMO_MARK

PAST = timedelta(days=10 * 365)
"""How far back certificates are valid: the demo's papers carry the dates of the plans they answer."""

FUTURE = timedelta(days=10 * 365)


@dataclass(frozen=True)
class DemoAuthority:
    """A folder with a root, and the key files issued under it."""

    folder: Path
    """Holds `root.pem` (public), and, readable by the owner alone, the key, the passphrase and the issued files."""
    root: x509.Certificate
    """The trusted root of the demo."""
    key: ec.EllipticCurvePrivateKey
    """The root's key."""
    passphrase: str
    """Opens every key file issued here."""

    @classmethod
    def ensure(cls, folder: Path, now: datetime) -> "DemoAuthority":
        """Makes the authority in that folder, or opens the one already there; safe for several processes at once."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret = _kept(folder / "root-key.pem", lambda: _new_root(now))
        passphrase = _kept(folder / "passphrase", lambda: secrets.token_urlsafe(24).encode()).decode()
        key, root = load_pem_private_key(secret, password=None), x509.load_pem_x509_certificate(secret)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise SetupIncomplete(f"Tệp {folder / 'root-key.pem'} không phải khoá của bản demo. Hãy xoá thư mục đó.")
        _kept(folder / "root.pem", lambda: root.public_bytes(Encoding.PEM))
        return cls(folder, root, key, passphrase)

    def issue_person(self, name: str, organisation: str) -> bytes:
        """The PKCS#12 file of a person of that organisation; the same file whenever it is asked for again."""
        return self._issued(name, organisation)

    def issue_organisation(self, name: str) -> bytes:
        """The PKCS#12 file of an organisation's own signature; the same file whenever it is asked for again."""
        return self._issued(name, name)

    def _issued(self, name: str, organisation: str) -> bytes:
        folder = self.folder / "issued"
        folder.mkdir(mode=0o700, exist_ok=True)
        holder = sha256(f"{name}\n{organisation}".encode()).hexdigest()
        return _kept(folder / f"{holder}.p12", lambda: self._new_file(name, organisation))

    def _new_file(self, name: str, organisation: str) -> bytes:
        key = ec.generate_private_key(ec.SECP256R1())
        validity = (self.root.not_valid_before_utc, self.root.not_valid_after_utc)
        unsigned = _certificate(_name(name, organisation), self.root.subject, key, validity)
        usage = _usage(digital_signature=True, content_commitment=True)
        certificate = (
            unsigned.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        lock = BestAvailableEncryption(self.passphrase.encode())
        return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, lock)


def _new_root(now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Chứng thư gốc {DEMO_MARK}", DEMO_MARK)
    validity = (now.astimezone(UTC) - PAST, now.astimezone(UTC) + FUTURE)
    root = (
        _certificate(name, name, key, validity)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return secret + root.public_bytes(Encoding.PEM)


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    validity: tuple[datetime, datetime],
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(validity[0])
        .not_valid_after(validity[1])
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(common: str, organisation: str) -> x509.Name:
    """The subject; X.520 allows 64 letters, longer names of Party bodies are cut there only in the certificate."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, DEMO_MARK),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    every = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
        "key_cert_sign crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(**(dict.fromkeys(every.split(), False) | allowed))


def _kept(file: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes of a file only its owner reads, made when it is not there; the first of several makers wins."""
    if not file.exists():
        with NamedTemporaryFile(dir=file.parent, prefix=".") as draft:  # created with mode 600
            draft.write(make())
            draft.flush()
            _first(Path(draft.name), file)
    return file.read_bytes()


def _first(draft: Path, file: Path) -> None:
    try:
        os.link(draft, file)
    except FileExistsError:
        return

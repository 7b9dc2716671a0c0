"""An authority in three steps whose services answer on this machine (certomancer): OCSP, lists of revocation, time
stamps; each can be made to answer badly."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asn1crypto import x509 as asn1
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, PKIArchitecture
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from tests.serving import served
from workflow.signing.api import TimeService
from workflow.signing.pkcs12 import Pkcs12Signer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BODY = "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch"
PERSON = "Nguyễn Văn A"

ENTITIES = {
    "root": "Cơ quan chứng thực gốc",
    "middle": "Cơ quan cấp chứng thư",
    "ocsp": "Dịch vụ trả lời thu hồi",
    "clock": "Dịch vụ dấu thời gian",
    "person": PERSON,
    "seal": BODY,
}
Extension = dict[str, Any]


def usage(*names: str) -> Extension:
    return {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": list(names)}}


def extended(name: str) -> Extension:
    return {"id": "extended_key_usage", "critical": True, "value": [name]}


def listed_by(issuer: str) -> Extension:
    value = {"schema": "crl-dist-url", "params": {"crl-repo-names": [issuer]}}
    return {"id": "crl_distribution_points", "smart-value": value}


def answered_for(issuer: str) -> Extension:
    value = {"schema": "aia-urls", "params": {"ocsp-responder-names": [issuer]}}
    return {"id": "authority_information_access", "smart-value": value}


AUTHORITY = ({"id": "basic_constraints", "critical": True, "value": {"ca": True}}, usage("key_cert_sign", "crl_sign"))
SIGNS = usage("digital_signature", "non_repudiation")
REVOKED = {"revoked-since": "2021-03-05T00:00:00+0000", "reason": "key_compromise"}


def cert(subject: str, issuer: str, *extensions: Extension, until: int = 2060, **more: Any) -> dict[str, Any]:
    validity = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": f"{until}-01-01T00:00:00+0000"}
    return {"subject": subject, "issuer": issuer, "validity": validity, "extensions": list(extensions), **more}


CERTS = {
    "root": cert("root", "root", *AUTHORITY),
    "middle": cert("middle", "root", *AUTHORITY, listed_by("root")),
    "ocsp": cert("ocsp", "middle", usage("digital_signature"), extended("ocsp_signing"), {"id": "ocsp_no_check"}),
    "clock": cert("clock", "root", usage("digital_signature"), extended("time_stamping"), listed_by("root")),
    "seal": cert("seal", "middle", SIGNS, listed_by("middle")),
    "person": cert("person", "middle", SIGNS, answered_for("middle")),
    "person-by-both": cert("person", "middle", SIGNS, answered_for("middle"), listed_by("middle")),
    "person-of-old": cert("person", "middle", SIGNS, answered_for("middle"), until=2022),
    "person-silent": cert("person", "middle", SIGNS),
    "person-revoked": cert("person", "middle", SIGNS, answered_for("middle"), revocation=REVOKED),
    "person-listed": cert("person", "middle", SIGNS, listed_by("middle"), revocation=REVOKED),
}


def repository(issuer: str) -> dict[str, Any]:
    return {"for-issuer": issuer, "signing-key": issuer, "simulated-update-schedule": "P90D"}


SERVICES = {
    "ocsp": {"middle": {"for-issuer": "middle", "responder-cert": "ocsp", "signing-key": "ocsp"}},
    "crl-repo": {"root": repository("root"), "middle": repository("middle")},
    "time-stamping": {"clock": {"signing-key": "clock", "signing-cert": "clock"}},
}


@dataclass
class Online:
    """The authority, what its services do instead of answering (by a part of their address), and what was asked."""

    address: str
    architecture: PKIArchitecture
    keys: Path
    services: Animator
    instead: dict[str, "WSGIApplication"] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def roots(self) -> tuple[x509.Certificate, ...]:
        """The one root."""
        return (self._certificate("root"),)

    @property
    def clock(self) -> TimeService:
        """The service of time stamps."""
        return TimeService(f"{self.address}/online/tsa/clock")

    def set_clock(self, at: datetime | None) -> None:
        """Let the services' clock stand still; None lets it go again."""
        self.services.fixed_time = at

    def signer(self, name: str) -> Pkcs12Signer:
        """The key of one of `CERTS`, with the authority above it."""
        key = load_pem_private_key((self.keys / f"{CERTS[name]['subject']}.pem").read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return Pkcs12Signer(key, self._certificate(name), (self._certificate("middle"),))

    def _certificate(self, name: str) -> x509.Certificate:
        found: asn1.Certificate = self.architecture.get_cert(CertLabel(name))
        return x509.load_der_x509_certificate(found.dump())


def answering(status: str, content: Callable[[], Iterable[bytes]]) -> "WSGIApplication":
    """A service that always answers so."""

    def app(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        start(status, [("Content-Type", "application/octet-stream")])
        return content()

    return app


@contextmanager
def services_in(folder: Path) -> Iterator[Online]:
    """The authority with its keys in the folder."""

    def app(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        here.asked.append(path)
        chosen = next((other for part, other in here.instead.items() if part in path), here.services)
        return chosen(environ, start)

    with served(app) as address:
        architecture = _architecture(folder, address)
        store = AnimatorArchStore({ArchLabel("online"): architecture})
        here = Online(address, architecture, folder, Animator(store, with_web_ui=False))
        yield here


def _architecture(folder: Path, address: str) -> PKIArchitecture:
    for name in ENTITIES:
        key = ec.generate_private_key(ec.SECP256R1())
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.pem").write_bytes(pem)
    names = {name: {"common-name": words, "organization-name": BODY} for name, words in ENTITIES.items()}
    architecture = {
        "keyset": "online",
        "entity-defaults": {"country-name": "VN"},
        "entities": names,
        "certs": CERTS,
        "services": SERVICES,
    }
    keys = {"path-prefix": ".", "keys": {name: {"path": f"{name}.pem"} for name in ENTITIES}}
    config = {"keysets": {"online": keys}, "pki-architectures": {"online": architecture}}
    return CertomancerConfig(config, str(folder), external_url_prefix=address).get_pki_arch(ArchLabel("online"))

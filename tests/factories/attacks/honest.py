"""Papers that are exactly what they claim to be, of every kind an office may hold: none may be refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

import pikepdf
import pypdfium2
import weasyprint
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from asn1crypto.crl import CertificateList
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from PIL import Image
from pyhanko.sign import fields
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from tests.factories.attacks.shadows import updated
from tests.factories.attacks.strangers import Issue, curve_key, issued, root_of
from tests.factories.attacks.workbench import (
    ELSEWHERE,
    NOW,
    PLAN,
    Workbench,
    forced,
    render,
)
from workflow.domain.states import SignatureKind
from workflow.paper.parse import parse_text
from workflow.paper.pdf import render_pdf
from workflow.signing.api import SignaturePlace, SignRequest
from workflow.signing.pades import SparingWriter as Writer
from workflow.signing.pkcs12 import Pkcs12Signer

PROVINCE = PLAN.with_name("ke-hoach-tinh-uy.txt")
LONG = "<p>" + "Tiếp tục quán triệt, triển khai thực hiện Nghị quyết. " * 400 + "</p>"


def sheets(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Papers of every size and make, with the two usual signatures."""
    yield "issued", bench.twice
    yield "issued_plain", bench.plain_twice
    yield "issued_other", bench.other_twice
    for name, make in SHEETS.items():
        yield f"sheet_{name}", bench.signed(make())


def _saved(pdf: bytes | None = None, **options: object) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf or render(LONG))) as opened:
        opened.save(out, **options)
    return out.getvalue()


def _scan() -> bytes:
    out = BytesIO()
    Image.new("L", (620, 877), 255).save(out, "PDF", resolution=75)
    return _saved(out.getvalue())


def _by_pdfium() -> bytes:
    document, out = pypdfium2.PdfDocument.new(), BytesIO()
    document.new_page(595, 842)
    document.save(out)
    document.close()
    return out.getvalue()


def _corrected() -> bytes:
    """A file that was saved over before anybody signed it."""
    return updated(render(LONG), lambda writer: writer.update_root())


SHEETS: dict[str, Callable[[], bytes]] = {
    "one_page": lambda: render("<p>Công văn</p>"),
    "many_pages": lambda: render(LONG * 4),
    "table": lambda: render("<table border>" + "<tr><td>1<td>2<td>3" * 60 + "</table>"),
    "plan_of_a_province": lambda: render_pdf(parse_text(PROVINCE.read_text(encoding="utf-8"))).pdf,
    "other_words_attached": lambda: render(LONG, attachments=[weasyprint.Attachment(string="1,2", name="so-lieu.csv")]),
    "tagged": lambda: render(LONG, pdf_variant="pdf/ua-1"),
    "uncompressed": lambda: render(LONG, uncompressed_pdf=True),
    "landscape": lambda: render("<style>@page{size:A4 landscape}</style><p>Phụ lục</p>"),
    "saved_by_qpdf": lambda: _saved(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "saved_plainly_by_qpdf": lambda: _saved(object_stream_mode=pikepdf.ObjectStreamMode.disable),
    "linearised": lambda: _saved(linearize=True),
    "scan": _scan,
    "by_pdfium": _by_pdfium,
    "corrected_before_signing": _corrected,
}


def signings(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Every honest way to sign: how many, visible or not, with which keys, stamps of time and locks."""
    yield "person_alone", bench.once
    yield (
        "invisible",
        bench.person.sign(SignRequest(bench.paper, SignatureKind.PERSON, "person", "Ban hành", "Hải Dương", NOW)),
    )
    place = SignaturePlace(1, 60, 60, 200, 120)
    third = SignRequest(bench.twice, SignatureKind.ORGANISATION, "copy", "Sao y", "Hải Dương", NOW, place=place)
    yield "three_signatures", bench.key_of(ELSEWHERE, ELSEWHERE).sign(third)
    for name, key in KEYS.items():
        yield f"key_{name}", bench.by_organisation(bench.by_person(bench.paper, issued(Issue(), key(), root_of(bench))))
    yield "digest_sha512", forced(bench.paper, bench.person, digest="sha512")
    older = fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    yield "older_form", forced(bench.paper, bench.person, subfilter=older)
    prepared = updated(bench.paper, _empty_field)
    yield "field_prepared", bench.by_organisation(forced(prepared, bench.person))
    both = updated(bench.paper, _empty_field, _second_empty_field)
    yield "both_fields_prepared", _both(bench, both)
    yield "certified", _both(bench, both, certify=True)


KEYS: dict[str, Callable[[], ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey]] = {
    "rsa_2048": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "rsa_3072": lambda: rsa.generate_private_key(public_exponent=65537, key_size=3072),
    "p_384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "p_521": lambda: ec.generate_private_key(ec.SECP521R1()),
}


def _empty_field(writer: Writer) -> None:
    fields.append_signature_field(writer, fields.SigFieldSpec("trinhky-person", box=(300, 600, 480, 660)))


def _second_empty_field(writer: Writer) -> None:
    fields.append_signature_field(writer, fields.SigFieldSpec("trinhky-organisation", box=(240, 580, 360, 670)))


def _both(bench: Workbench, prepared: bytes, **extra: object) -> bytes:
    once = forced(prepared, bench.person, **extra)
    return forced(once, bench.organisation, SignatureKind.ORGANISATION)


@dataclass(frozen=True)
class Services:
    """An authority in the middle, a time-stamp service and lists of revocation, all under the trusted root."""

    bench: Workbench
    middle: Pkcs12Signer
    clock: Pkcs12Signer

    @classmethod
    def of(cls, bench: Workbench) -> "Services":
        """New services of the bench."""
        clock_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        clock = Issue("Dịch vụ dấu thời gian", "Cơ yếu", extended=ExtendedKeyUsageOID.TIME_STAMPING)
        inner = Issue("Cơ quan cấp chứng thư", "Cơ yếu", authority=True, usage=("key_cert_sign", "crl_sign"))
        root = root_of(bench)
        return cls(bench, issued(inner, curve_key(), root), issued(clock, clock_key, root))

    def person(self) -> Pkcs12Signer:
        """A person whose certificate came from the authority in the middle."""
        return issued(Issue(), curve_key(), self.middle)

    def stamper(self, at: datetime = NOW) -> DummyTimeStamper:
        """The service, with its clock at that time."""
        secret = self.clock.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return DummyTimeStamper(_asn1(self.clock.certificate), asn1_keys.PrivateKeyInfo.load(secret), fixed_dt=at)

    def revocations(self, *revoked: tuple[x509.Certificate, datetime], since: datetime = NOW) -> list[bytes]:
        """The lists of the root and of the authority in the middle, both a day old."""
        return [self._list(root_of(self.bench), since), self._list(self.middle, since, *revoked)]

    def _list(self, by: Pkcs12Signer, since: datetime, *revoked: tuple[x509.Certificate, datetime]) -> bytes:
        builder = x509.CertificateRevocationListBuilder().issuer_name(by.certificate.subject)
        builder = builder.last_update(since).next_update(since + timedelta(days=30))
        for certificate, at in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number).revocation_date(at)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(by.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def signed(self, signer: Pkcs12Signer, stamper: DummyTimeStamper | None = None) -> bytes:
        """The paper with the person's signature, stamped when there is a service."""
        return forced(self.bench.paper, signer, clock=stamper)

    def with_proofs(self, pdf: bytes, revocations: list[bytes]) -> bytes:
        """The file with its proofs (/DSS) in an update of their own, as B-LT has them."""
        writer = Writer(BytesIO(pdf))
        embedded = writer.prev.embedded_signatures[-1]
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            embedded.pkcs7_content.hex().upper().encode(),
            certs=[_asn1(self.middle.certificate)],
            crls=list(map(_revocations, revocations)),
        )
        out = BytesIO()
        writer.write(out)
        return out.getvalue()


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def _revocations(der: bytes) -> CertificateList:
    return CertificateList.load(der)


def long_term(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Signatures with a time stamp (B-T) and with proofs of revocation (B-LT)."""
    services = Services.of(bench)
    person = services.person()
    yield "authority_in_the_middle", services.signed(person)
    stamped = services.signed(person, services.stamper())
    yield "time_stamp", stamped
    yield "time_stamp_then_seal", bench.by_organisation(stamped)
    yield "time_stamp_an_hour_later", services.signed(person, services.stamper(NOW + timedelta(hours=1)))
    proofs = services.revocations()
    yield "proofs", services.with_proofs(stamped, proofs)
    yield "proofs_without_stamp", services.with_proofs(services.signed(person), proofs)
    yield "proofs_after_the_seal", services.with_proofs(bench.by_organisation(stamped), proofs)
    later = services.revocations((person.certificate, NOW + timedelta(days=40)), since=NOW + timedelta(days=60))
    yield "revoked_afterwards", services.with_proofs(stamped, later)


MAKERS = (sheets, signings, long_term)


def honest(bench: Workbench) -> dict[str, bytes]:
    """Every honest file, by its name."""
    return {name: pdf for make in MAKERS for name, pdf in make(bench)}

"""Attacks by keys and certificates: signatures that are whole, made by somebody or at a time that must not count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from tests.factories.attacks.workbench import BODY, ELSEWHERE, PERSON, Workbench, forced
from workflow.domain.states import SignatureKind
from workflow.signing.pkcs12 import Pkcs12Signer

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Issue:
    """What a forger, or a careless authority, writes into a certificate."""

    name: str = PERSON
    body: str = BODY
    years: tuple[int, int] = (2025, 2030)
    authority: bool = False
    usage: tuple[str, ...] = ("digital_signature", "content_commitment")
    extended: ObjectIdentifier | None = None
    riddle: bool = False
    """Whether it carries a critical extension that nobody knows."""


def issued(issue: Issue, key: Key, by: Pkcs12Signer) -> Pkcs12Signer:
    """A key with a certificate that `by` signed."""
    validity = [datetime(year, 1, 1, tzinfo=UTC) for year in issue.years]
    every = "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign"
    usage = dict.fromkeys([*every.split(), "crl_sign", "encipher_only", "decipher_only"], False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(issue))
        .issuer_name(by.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(validity[0])
        .not_valid_after(validity[1])
        .add_extension(x509.BasicConstraints(ca=issue.authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**(usage | dict.fromkeys(issue.usage, True))), critical=True)
    )
    if issue.extended:
        builder = builder.add_extension(x509.ExtendedKeyUsage([issue.extended]), critical=True)
    if issue.riddle:
        unknown = x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4.5"), b"\x05\x00")
        builder = builder.add_extension(unknown, critical=True)
    certificate = builder.sign(by.key, hashes.SHA256())
    chain = () if by.certificate.issuer == by.certificate.subject else (by.certificate, *by.chain)
    return Pkcs12Signer(key, certificate, chain)


def _named(issue: Issue) -> x509.Name:
    pairs = ((NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, issue.body), (NameOID.COMMON_NAME, issue.name))
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in pairs])


def curve_key() -> ec.EllipticCurvePrivateKey:
    """A key of the usual kind."""
    return ec.generate_private_key(ec.SECP256R1())


def root_of(bench: Workbench) -> Pkcs12Signer:
    """The trusted root with its key, as only the authority holds it."""
    return Pkcs12Signer(bench.authority.key, bench.authority.root)


def strangers(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """One forged signature under a paper whose other signature is honest."""
    root, key = root_of(bench), curve_key()
    for name, issue in _ISSUES.items():
        yield name, _under(bench, issued(issue, key, root))
    yield "name_from_a_foreign_authority", _under(bench, bench.key_of(PERSON, BODY, bench.stranger))
    yield "body_from_a_foreign_authority", bench.by_organisation(bench.once, bench.key_of(BODY, BODY, bench.stranger))
    yield "self_made_certificate", _under(bench, _self_made(bench))
    yield "self_made_copy_of_the_root", _under(bench, issued(Issue(), key, _self_made_root(bench)))
    yield "key_of_somebody_else", _under(bench, Pkcs12Signer(key, bench.person.certificate))
    yield "certificate_issued_by_a_person", _under(bench, issued(Issue(), key, bench.person))
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    yield "short_rsa_key", _under(bench, issued(Issue(), weak, root))
    yield "certificate_with_sha1", _under(bench, _with_sha1(issued(Issue(), key, root), root))
    yield "signature_with_sha1", _under(bench, bench.person, "sha1")
    strong = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    yield "signature_with_md5", _under(bench, issued(Issue(), strong, root), "md5")
    yield "right_person_of_another_body", bench.by_organisation(_person(bench, bench.key_of(PERSON, ELSEWHERE)))
    yield "another_person_of_the_body", bench.by_organisation(_person(bench, bench.key_of("Trần Văn B", BODY)))
    yield "seal_of_another_body", bench.by_organisation(bench.once, bench.key_of(ELSEWHERE, ELSEWHERE))
    yield "person_in_place_of_the_body", bench.by_organisation(bench.once, bench.person)
    yield "body_in_place_of_the_person", bench.by_organisation(_person(bench, bench.organisation))


_ISSUES = {
    "expired": Issue(years=(2015, 2020)),
    "not_yet_valid": Issue(years=(2029, 2030)),
    "authority_signs_papers": Issue(authority=True, usage=("digital_signature", "key_cert_sign")),
    "only_for_encryption": Issue(usage=("key_encipherment",)),
    "only_for_certificates": Issue(usage=("key_cert_sign",)),
    "only_for_time_stamps": Issue(usage=("key_agreement",), extended=ExtendedKeyUsageOID.TIME_STAMPING),
    "critical_riddle": Issue(riddle=True),
}


def _under(bench: Workbench, signer: Pkcs12Signer, digest: str = "sha256") -> bytes:
    return bench.by_organisation(forced(bench.paper, signer, digest=digest))


def _person(bench: Workbench, signer: Pkcs12Signer) -> bytes:
    return forced(bench.paper, signer, SignatureKind.PERSON)


def _with_sha1(signer: Pkcs12Signer, by: Pkcs12Signer) -> Pkcs12Signer:
    """The same certificate as an authority of twenty years ago would have signed it."""
    old = asn1.Certificate.load(signer.certificate.public_bytes(Encoding.DER))
    inner = old["tbs_certificate"]
    inner["signature"] = old["signature_algorithm"] = asn1.SignedDigestAlgorithm({"algorithm": "sha1_ecdsa"})
    assert isinstance(by.key, ec.EllipticCurvePrivateKey)
    old["signature_value"] = by.key.sign(inner.dump(force=True), ec.ECDSA(hashes.SHA1()))
    return Pkcs12Signer(signer.key, x509.load_der_x509_certificate(old.dump(force=True)))


def _self_made(bench: Workbench) -> Pkcs12Signer:
    key = curve_key()
    subject = bench.person.certificate.subject
    return Pkcs12Signer(key, _self_signed(subject, key))


def _self_made_root(bench: Workbench) -> Pkcs12Signer:
    key = curve_key()
    return Pkcs12Signer(key, _self_signed(bench.authority.root.subject, key, authority=True))


def _self_signed(subject: x509.Name, key: Key, *, authority: bool = False) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )

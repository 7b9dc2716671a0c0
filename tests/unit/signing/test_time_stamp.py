"""PAdES B-T: a time stamp from an RFC 3161 service of our own, made with certomancer and served in a thread."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertomancerConfig
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.serving import served
from tests.unit.signing.conftest import PERSON_PLACE, Bench, request
from workflow.domain.errors import SigningFailed
from workflow.domain.states import SignatureKind
from workflow.signing.api import TimeService
from workflow.signing.verify import verify

CONFIG = """
keysets:
  clock:
    path-prefix: keys
    keys:
      root: {path: root.pem}
      tsa: {path: tsa.pem}
pki-architectures:
  clock:
    keyset: clock
    entity-defaults: {country-name: VN, organization-name: Dong ho}
    entities:
      root: {common-name: Goc dau thoi gian}
      tsa: {common-name: Dau thoi gian}
    certs:
      root:
        subject: root
        issuer: root
        validity: {valid-from: "2020-01-01T00:00:00+0000", valid-to: "2060-01-01T00:00:00+0000"}
        extensions:
          - {id: basic_constraints, critical: true, value: {ca: true}}
          - {id: key_usage, critical: true, smart-value: {schema: key-usage, params: [key_cert_sign]}}
      tsa:
        subject: tsa
        issuer: root
        validity: {valid-from: "2020-01-01T00:00:00+0000", valid-to: "2060-01-01T00:00:00+0000"}
        extensions:
          - {id: key_usage, critical: true, smart-value: {schema: key-usage, params: [digital_signature]}}
          - {id: extended_key_usage, critical: true, value: [time_stamping]}
    services:
      time-stamping:
        tsa: {signing-key: tsa, signing-cert: tsa}
"""


@dataclass(frozen=True)
class Clock:
    """A time-stamp service and its root."""

    service: TimeService
    root: x509.Certificate


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clock]:
    folder = tmp_path_factory.mktemp("clock")
    architecture = load(folder)
    animator = Animator(AnimatorArchStore({ArchLabel("clock"): architecture}), with_web_ui=False)
    root = x509.load_der_x509_certificate(architecture.get_cert("root").dump())
    with served(animator) as address:
        yield Clock(TimeService(f"{address}/clock/tsa/tsa"), root)


def load(folder: Path) -> object:
    (folder / "keys").mkdir()
    for name in ("root", "tsa"):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "keys" / f"{name}.pem").write_bytes(pem)
    (folder / "pki.yml").write_text(CONFIG)
    config = CertomancerConfig.from_file(str(folder / "pki.yml"), str(folder))
    return config.get_pki_arch(ArchLabel("clock"))


def stamped(bench: Bench, service: TimeService) -> bytes:
    wanted = request(bench.paper, SignatureKind.PERSON, "person", PERSON_PLACE, at=datetime.now(UTC))
    return bench.person.sign(replace(wanted, time_service=service))


def unsigned(pdf: bytes) -> set[str]:
    """What a signature carries beside what it signs."""
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return {attribute["type"].native for attribute in signature.signer_info["unsigned_attrs"]}


def test_the_signature_carries_a_time_that_the_service_vouches_for(bench: Bench, clock: Clock) -> None:
    signed = stamped(bench, clock.service)
    assert "signature_time_stamp_token" in unsigned(signed)
    verdict = verify(signed, [*bench.roots, clock.root])
    assert verdict.valid, verdict.reasons


def test_a_time_of_nobody_trusted_is_refused(bench: Bench, clock: Clock) -> None:
    assert not verify(stamped(bench, clock.service), bench.roots).valid


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/tsa", "{}/khong-co"])
def test_a_service_that_does_not_answer_is_a_failure_that_may_be_tried_again(
    bench: Bench, clock: Clock, address: str
) -> None:
    service = TimeService(address.format(clock.service.url), "an", "bi-mat")
    with pytest.raises(SigningFailed, match="Dịch vụ dấu thời gian") as refusal:
        stamped(bench, service)
    assert not refusal.value.permanent
    assert "bi-mat" not in repr(service) + refusal.value.reason


def test_without_a_service_the_signature_is_plain(bench: Bench) -> None:
    assert unsigned(bench.by_person(bench.paper)) == set()

"""Real keys and a real paper for the signing tests: a demo authority, two signers, a two-page PDF."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import weasyprint
from cryptography import x509

from workflow.domain.states import SignatureKind
from workflow.signing.api import SignaturePlace, SignRequest
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.pkcs12 import Pkcs12Signer

NOW = datetime(2026, 3, 5, 9, 30, 15, tzinfo=UTC)
BODY = "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch"
PERSON = "Nguyễn Văn A"

PERSON_PLACE = SignaturePlace(0, 300, 600, 480, 660)
ORGANISATION_PLACE = SignaturePlace(0, 240, 580, 360, 670)

PAPER = """<html lang="vi"><title>Báo cáo</title>
<p>Đảng uỷ báo cáo kết quả thực hiện nhiệm vụ trước ngày 25/12.</p>
<p style="page-break-before: always">Nơi nhận: các chi bộ (để thực hiện).</p></html>"""


@dataclass(frozen=True)
class Bench:
    """Everything a test signs with and verifies against."""

    authority: DemoAuthority
    person: Pkcs12Signer
    organisation: Pkcs12Signer
    paper: bytes = field(repr=False)

    @property
    def roots(self) -> tuple[x509.Certificate, ...]:
        return (self.authority.root,)

    def by_person(self, pdf: bytes, name: str = "person") -> bytes:
        return self.person.sign(request(pdf, SignatureKind.PERSON, name, PERSON_PLACE))

    def by_organisation(self, pdf: bytes, name: str = "organisation") -> bytes:
        return self.organisation.sign(request(pdf, SignatureKind.ORGANISATION, name, ORGANISATION_PLACE))

    def signed(self, paper: bytes | None = None) -> bytes:
        """The paper with both signatures, the person's first."""
        return self.by_organisation(self.by_person(paper or self.paper))


def request(
    pdf: bytes, kind: SignatureKind, name: str, place: SignaturePlace | None = None, at: datetime = NOW
) -> SignRequest:
    return SignRequest(pdf, kind, name, "Ban hành văn bản", "Hải Dương", at=at, place=place)


def render(html: str) -> bytes:
    return bytes(weasyprint.HTML(string=html).write_pdf())


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    authority = DemoAuthority.ensure(tmp_path_factory.mktemp("demo") / "ca", NOW)
    return Bench(authority, *signers_of(authority), render(PAPER))


@pytest.fixture(scope="session")
def signed(bench: Bench) -> bytes:
    return bench.signed()


@pytest.fixture
def make_authority(tmp_path: Path) -> Callable[[str], DemoAuthority]:
    return lambda name: DemoAuthority.ensure(tmp_path / name, NOW)


def signers_of(authority: DemoAuthority) -> tuple[Pkcs12Signer, Pkcs12Signer]:
    person = Pkcs12Signer.open(authority.issue_person(PERSON, BODY), authority.passphrase)
    organisation = Pkcs12Signer.open(authority.issue_organisation(BODY), authority.passphrase)
    return person, organisation

"""The people, keys and papers that attacks begin with: an authority that is trusted, one that is not, two signers."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path

import weasyprint
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import TimeStamper

from workflow.domain.paper import Annex
from workflow.domain.states import SignatureKind
from workflow.paper.parse import parse_text
from workflow.paper.pdf import render_pdf
from workflow.settings import PROJECT_ROOT
from workflow.signing.api import ExpectedSignature, SignaturePlace, SignRequest
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.pades import KeptKey, KeyHolder, SparingWriter, TimedSigner
from workflow.signing.pkcs12 import Pkcs12Signer

NOW = datetime(2026, 3, 5, 9, 30, 15, tzinfo=UTC)
BODY = "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch"
ELSEWHERE = "Đảng uỷ Sở Tài chính"
PERSON = "Nguyễn Văn A"

PERSON_PLACE = SignaturePlace(0, 300, 600, 480, 660)
ORGANISATION_PLACE = SignaturePlace(0, 240, 580, 360, 670)

EXPECTED = (
    ExpectedSignature(SignatureKind.PERSON, PERSON, BODY),
    ExpectedSignature(SignatureKind.ORGANISATION, BODY, BODY),
)

SHEET = """<html lang="vi"><title>Báo cáo số 01-BC/ĐU</title>
<h1>BÁO CÁO</h1><p>Trong kỳ có 412 lượt đảng viên tham gia. <a href="https://example.invalid/">Nguồn</a></p>
<p style="page-break-before: always">Kinh phí được giao là 120 triệu đồng.</p>
<p style="page-break-before: always">Nơi nhận: các chi bộ (để thực hiện).</p></html>"""
OTHER_SHEET = "<html lang='vi'><title>Kế hoạch</title><p>Một văn bản khác hẳn của cùng người ký.</p></html>"
PLAN = PROJECT_ROOT / "workflow" / "cli" / "demo" / "plans" / "ke-hoach-so.txt"


@dataclass(frozen=True)
class Workbench:
    """Everything that attacks and honest papers are made of."""

    authority: DemoAuthority
    stranger: DemoAuthority
    paper: bytes = field(repr=False)
    """A plan as the house prints it: PDF/A-3u, tagged, its words inside, object streams."""
    plain: bytes = field(repr=False)
    """Three pages with a link, as an older file: a table of references and no object streams."""
    other: bytes = field(repr=False)
    """Another paper of the same signers."""

    @property
    def roots(self) -> tuple[x509.Certificate, ...]:
        """The one root that is trusted."""
        return (self.authority.root,)

    @cached_property
    def person(self) -> Pkcs12Signer:
        """The key of the paper's signer."""
        return self.key_of(PERSON, BODY)

    @cached_property
    def organisation(self) -> Pkcs12Signer:
        """The key of the paper's organisation."""
        return self.key_of(BODY, BODY)

    def key_of(self, name: str, body: str, authority: DemoAuthority | None = None) -> Pkcs12Signer:
        """The key that an authority (the trusted one, when none is named) issued to somebody."""
        authority = authority or self.authority
        data = authority.issue_organisation(body) if name == body else authority.issue_person(name, body)
        return Pkcs12Signer.open(data, authority.passphrase)

    def by_person(self, pdf: bytes, signer: Pkcs12Signer | None = None) -> bytes:
        """The file with the person's signature."""
        return (signer or self.person).sign(_request(pdf, SignatureKind.PERSON, PERSON_PLACE))

    def by_organisation(self, pdf: bytes, signer: Pkcs12Signer | None = None) -> bytes:
        """The file with the organisation's signature."""
        return (signer or self.organisation).sign(_request(pdf, SignatureKind.ORGANISATION, ORGANISATION_PLACE))

    def signed(self, pdf: bytes) -> bytes:
        """The file with both signatures."""
        return self.by_organisation(self.by_person(pdf))

    @cached_property
    def once(self) -> bytes:
        """The paper with the person's signature."""
        return self.by_person(self.paper)

    @cached_property
    def twice(self) -> bytes:
        """The paper as it is issued."""
        return self.by_organisation(self.once)

    @cached_property
    def plain_twice(self) -> bytes:
        """The older kind of file, with both signatures."""
        return self.signed(self.plain)

    @cached_property
    def other_twice(self) -> bytes:
        """The other paper as it was issued."""
        return self.signed(self.other)


def workbench(folder: Path) -> Workbench:
    """A workbench with its authorities kept in that folder."""
    return Workbench(
        authority=DemoAuthority.ensure(folder / "ca", NOW),
        stranger=DemoAuthority.ensure(folder / "stranger", NOW),
        paper=_printed(),
        plain=render(SHEET, pdf_version="1.4"),
        other=render(OTHER_SHEET),
    )


def _printed() -> bytes:
    """A plan of three pages, two of them annexes; the whole of it would only take longer to judge 300 times."""
    plan = parse_text(PLAN.read_text(encoding="utf-8"))
    few = plan.blocks[1:3]
    annexes = tuple(Annex(f"Phụ lục {number}", "Phân công thực hiện", few) for number in (1, 2))
    return render_pdf(replace(plan, blocks=few, footnotes=(), annexes=annexes)).pdf


def render(html: str, **options: object) -> bytes:
    """The bytes of a page."""
    return bytes(weasyprint.HTML(string=html).write_pdf(**options))


def _request(pdf: bytes, kind: SignatureKind, place: SignaturePlace) -> SignRequest:
    return SignRequest(pdf, kind, f"trinhky-{kind.value}", "Ban hành văn bản", "Hải Dương", at=NOW, place=place)


class AnyDigest(KeptKey):
    """A key that signs whatever digest it is told to, as an attacker's program would."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        digest = getattr(hashes, digest_algorithm.upper())()
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), digest)
        return self.key.sign(data, ec.ECDSA(digest))


def forced(
    pdf: bytes,
    signer: Pkcs12Signer,
    kind: SignatureKind = SignatureKind.PERSON,
    *,
    digest: str = "sha256",
    before: Callable[[SparingWriter], None] = lambda _: None,
    field_spec: fields.SigFieldSpec | None = None,
    stamper: object | None = None,
    clock: TimeStamper | None = None,
    **extra: object,
) -> bytes:
    """A signature made past every check of ours, as another program could make it; `before` may change the file in the
    very update that the signature is written in."""
    name = field_spec.sig_field_name if field_spec else f"trinhky-{kind.value}"
    metadata = signers.PdfSignatureMetadata(
        field_name=name, md_algorithm=digest, subfilter=fields.SigSeedSubFilter.PADES
    )
    key = AnyDigest(KeyHolder(signer.key, signer.certificate, signer.chain))
    style = {} if stamper is None else {"stamp_style": stamper}
    past = TimedSigner(
        replace(metadata, **extra),
        key,
        new_field_spec=field_spec or fields.SigFieldSpec(name),
        timestamper=clock,
        **style,
    )
    past.at = NOW
    writer = SparingWriter(BytesIO(pdf))
    before(writer)
    return bytes(past.sign_pdf(writer, bytes_reserved=20_000).getbuffer())

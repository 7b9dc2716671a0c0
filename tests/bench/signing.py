"""P7 and P8 of performance.md: a signature, and the download of an issued paper, against the bare printing of it."""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from flask import Flask

from tests.bench.figures import Figure, alternated, ratio
from tests.bench.paper import Bare, longest_plan
from tests.bench.scratch import scratch_application
from tests.signing_in import PersonClient, sign_in
from workflow.cli.demo.world import World
from workflow.domain.states import DocumentKind, DocumentState, SignatureKind
from workflow.models import Document, db
from workflow.models.clock import now
from workflow.paper.fonts import find_font
from workflow.paper.html import paper_css, paper_html
from workflow.paper.parse import parse_text
from workflow.paper.pdf import render_pdf
from workflow.paper.profiles import PROFILES
from workflow.signing.api import SignaturePlace, SignRequest
from workflow.signing.pkcs12 import Pkcs12Signer

ROUNDS = 15


def figures() -> list[Figure]:
    """Signing with a key that is kept open, and downloading again, over the floor of the longest plan to hand."""
    paper = parse_text(longest_plan().read_text(encoding="utf-8"))
    bare, page = Bare(), paper_html(paper)
    css = bare.css(paper_css(PROFILES[paper.profile], find_font()))
    rendered, signer = render_pdf(paper), signer_of_2048_bits()
    box = rendered.boxes["person"]
    place = SignaturePlace(box.page, box.x1, box.y1, box.x2, box.y2)

    def sign() -> bytes:
        wanted = SignRequest(
            rendered.pdf, SignatureKind.PERSON, "person", "Ban hành", "Sông Lam", at=now(), place=place
        )
        return signer.sign(wanted)

    issued = sign()
    bare.write(page, css)
    with scratch_application("bench_signing") as (app, world):
        client, address = reader(app, world, issued)
        assert client.get(address).data == issued, "the download gives other bytes than were issued"
        signing, download, floor = alternated(
            ROUNDS, sign, lambda: client.get(address).data, lambda: bare.write(page, css)
        )
    return [
        Figure("P7 sign (RSA-2048) / bare floor", ratio(signing, floor), "<= 0.12"),
        Figure("P8 download of an issued PDF / bare floor", ratio(download, floor), "<= 0.05"),
    ]


def signer_of_2048_bits() -> Pkcs12Signer:
    """A signer with the key that most tokens and files hold."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Văn A")])
    today = dt.datetime.now(dt.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = builder.serial_number(1).not_valid_before(today - dt.timedelta(1)).not_valid_after(today + dt.timedelta(9))
    return Pkcs12Signer(key, dated.sign(key, hashes.SHA256()), font=find_font().regular)


def reader(app: Flask, world: World, issued: bytes) -> tuple[PersonClient, str]:
    """Somebody of the house, signed in, and the address of an issued paper."""
    house = world.organisations["so"].id
    document = Document(
        state=DocumentState.ISSUED,
        organisation_id=house,
        kind=DocumentKind.REPORT,
        desk_id=house,
        state_since=now(),
        created_at=now(),
        abstract="kết quả",
        issued_digest=app.extensions["trinhky-store"].put(issued),
    )
    db.session.add(document)
    db.session.commit()
    client = PersonClient(app)
    sign_in(client, "vanthu.so")
    return client, f"/van-ban/{document.id}/ban.pdf"

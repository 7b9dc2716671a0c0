"""P7: the verdict on an issued paper with two signatures against the printing of that paper, in the same run."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import Figure, alternated, ratio
from tests.bench.paper import Bare, longest_plan
from workflow.domain.states import SignatureKind
from workflow.paper.fonts import find_font
from workflow.paper.html import paper_css, paper_html
from workflow.paper.parse import parse_text
from workflow.paper.pdf import render_pdf
from workflow.paper.profiles import PROFILES
from workflow.signing.api import SignRequest
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.pkcs12 import Pkcs12Signer
from workflow.signing.verify import verify

ROUNDS = 9
BODY = "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch"


def figures() -> list[Figure]:
    """One verdict, signatures, certificates and every change in the file, over one printing by the bare floor."""
    paper = parse_text(longest_plan().read_text(encoding="utf-8"))
    bare, page = Bare(), paper_html(paper)
    css = bare.css(paper_css(PROFILES[paper.profile], find_font()))
    with tempfile.TemporaryDirectory() as folder:
        authority = DemoAuthority.ensure(Path(folder), datetime.now(UTC))
        pdf = _signed(render_pdf(paper).pdf, authority)
    roots = (authority.root,)
    judged = verify(pdf, roots, expected=2)
    if not judged.valid:
        raise AssertionError(judged.reasons)
    floor, verdict = alternated(ROUNDS, lambda: bare.write(page, css), lambda: verify(pdf, roots, expected=2))
    return [Figure("P7 verdict on two signatures / floor", ratio(verdict, floor), "<= 0.08")]


def _signed(pdf: bytes, authority: DemoAuthority) -> bytes:
    files = {
        SignatureKind.PERSON: authority.issue_person("Nguyễn Văn A", BODY),
        SignatureKind.ORGANISATION: authority.issue_organisation(BODY),
    }
    for kind, data in files.items():
        signer = Pkcs12Signer.open(data, authority.passphrase)
        pdf = signer.sign(SignRequest(pdf, kind, kind.value, "Ban hành", "Hải Dương", datetime.now(UTC)))
    return pdf

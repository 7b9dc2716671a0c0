"""A paper signed with the true keys that was never approved: what a dishonest server administrator could make."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
from flask import Flask

from workflow.domain.paper import Paper
from workflow.domain.states import SignatureKind, SignWay
from workflow.jobs.keys import demo_person_key, seal_key
from workflow.models import Document
from workflow.models.clock import now
from workflow.paper.pdf import render_pdf
from workflow.queries.papers import paper_of
from workflow.settings import Settings
from workflow.signing.api import SignRequest


def signed_like(app: Flask, document: Document, change: Callable[[Paper], Paper]) -> bytes:
    """The document's paper, changed, with the signatures its record expects."""
    assert document.revision
    settings: Settings = app.extensions["trinhky-settings"]
    pdf = render_pdf(change(paper_of(document, document.revision.content, base_url=settings.base_url))).pdf
    return _signed(app, document, pdf)


def rewritten(app: Flask, document: Document, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The document's own printing, changed inside, with the signatures its record expects."""
    out = BytesIO()
    with pikepdf.open(BytesIO(app.extensions["trinhky-store"].get(document.prepared_digest))) as file:
        change(file)
        file.save(out)
    return _signed(app, document, out.getvalue())


def _signed(app: Flask, document: Document, pdf: bytes) -> bytes:
    assert document.signer
    settings: Settings = app.extensions["trinhky-settings"]
    keys = {
        SignatureKind.PERSON: demo_person_key(document.signer.name, document.organisation, settings),
        SignatureKind.ORGANISATION: seal_key(document.organisation, SignWay.DEMO, settings),
    }
    for kind, key in keys.items():
        pdf = key.sign(SignRequest(pdf, kind, f"trinhky-{kind.value}", "Ban hành", document.organisation.place, now()))
    return pdf

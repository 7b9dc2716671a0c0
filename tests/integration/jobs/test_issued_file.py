"""The file that an issue leaves: an archive file that carries its words and the address of its proof, also signed."""

from io import BytesIO

import pikepdf
import pypdfium2
from flask import Flask

from tests.factories import stages
from workflow.cli.demo.world import World
from workflow.domain.proofs import grouped, read_code
from workflow.models import Document
from workflow.paper.embedded import Embedded, embedded
from workflow.paper.structure import structure_digest
from workflow.queries.papers import paper_of


def issued(app: Flask, world: World) -> tuple[Document, bytes]:
    """An issued paper with its signed bytes."""
    document = stages.issued(app, world)
    return document, app.extensions["trinhky-store"].get(document.issued_digest)


def test_carries_the_words_of_the_record_under_both_signatures(app: Flask, world: World) -> None:
    document, pdf = issued(app, world)
    assert document.revision
    found = embedded(pdf)
    assert isinstance(found, Embedded)
    of_record = structure_digest(paper_of(document, document.revision.content))
    assert found.digest == of_record == document.prepared["structure"]
    assert set(document.prepared["edition"]) == {"template", "font"}


def test_prints_its_public_code(app: Flask, world: World) -> None:
    document, pdf = issued(app, world)
    assert read_code(document.proof_code) == document.proof_code
    file = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join(page.get_textpage().get_text_bounded() for page in file)
    finally:
        file.close()
    assert grouped(document.proof_code) in text
    assert "localhost/xac-thuc" in text


def test_stays_an_archive_file_under_its_signatures(app: Flask, world: World) -> None:
    _, pdf = issued(app, world)
    with pikepdf.open(BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []
        assert file.open_metadata()["pdfaid:part"] == "3"
        assert "/NeedAppearances" not in file.Root.AcroForm
        shown = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/FT") == "/Sig"]
        assert len(shown) == 2
        for field in shown:
            assert field.F & 4, "an archive file's annotations are printed"
            assert field.AP.N.Resources.Font
        for font in [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]:
            (letters,) = font.DescendantFonts
            assert {"/FontFile2", "/FontFile3"} & set(letters.FontDescriptor.keys())
        fonts = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/Type0"]
        assert all("/ToUnicode" in font for font in fonts)

"""The structured document: canonical, whole, and read back out of any PDF without harm."""

import datetime as dt
import io
import json
import unicodedata
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.paper.papers import everything, report
from tests.unit.paper.plans import Plan
from workflow.domain.paper import Citation, ParseWarning, SignatureBlock
from workflow.paper.archive import NAMESPACE
from workflow.paper.embedded import Absence, Embedded, embedded
from workflow.paper.pdf import render_pdf
from workflow.paper.structure import canonical, canonical_json, paper_from, structure_digest


def test_has_one_form_for_papers_that_read_alike() -> None:
    nfd = report(abstract=unicodedata.normalize("NFD", report().abstract), warnings=(ParseWarning("c", "p", "m"),))
    assert canonical(nfd) == canonical(replace(report(), citations=(Citation("43-NQ/TW"),)))
    assert canonical(nfd).startswith(b'{"abstract":"k')
    assert structure_digest(nfd) != structure_digest(report(abstract="khác"))


def test_comes_back_as_the_paper_it_was(plan: Plan) -> None:
    for paper in (plan.paper, report(), everything()):
        whole = replace(paper, tasks=(), citations=(), warnings=(), typed=None, proof=None)
        assert paper_from(canonical(paper)) == whole


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{}", b"\xff", b'"x"', b"[" * 100_000, b'{"kind":1}'])
def test_other_bytes_describe_no_paper(content: bytes) -> None:
    assert paper_from(content) is None


def test_stands_in_the_printed_file_and_is_found_there() -> None:
    for paper in (report(), everything(), report(date=None, number=None, signature=SignatureBlock())):
        rendered = render_pdf(paper)
        found = embedded(rendered.pdf)
        assert isinstance(found, Embedded)
        assert (found.content, found.digest) == (canonical(paper), rendered.structure)
        assert found.paper == replace(paper, proof=None)


def test_is_an_associated_source_file_of_an_archive_file() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(report()).pdf)) as pdf:
        (file,) = pdf.Root.AF
        assert (file.AFRelationship, file.UF, file.EF.F.Subtype) == ("/Source", "trinhky.json", "/application/json")
        assert json.loads(file.EF.F.read_bytes())["symbol"] == "01-BC/CB"
        assert str(file.EF.F.Params.ModDate) == "D:20260603000000Z"
        assert pdf.Root.Names.EmbeddedFiles.Names[1].objgen == file.objgen
        metadata = pdf.open_metadata()
        assert metadata["{urn:trinhky:paper:1#}structure"] == structure_digest(report())
        assert "weasyprint-" in metadata["{urn:trinhky:paper:1#}template"]
        assert metadata["pdfaid:part"], metadata["pdfaid:conformance"] == ("3", "U")


def forged(change: str) -> bytes:
    """A printed file with something changed in it by a well-meaning writer."""
    with pikepdf.open(io.BytesIO(render_pdf(report()).pdf)) as pdf:
        file, metadata = pdf.Root.AF[0], pdf.Root.Metadata
        words = file.EF.F.read_bytes()
        match change:
            case "words":
                file.EF.F.write(words.replace(b"01-BC/CB", b"02-BC/CB"))
            case "words and digest":
                other = canonical_json(json.loads(words) | {"number": 2})
                file.EF.F.write(other.replace(b'"number":2', b'"number": 2'))
            case "digest":
                metadata.write(metadata.read_bytes().replace(b"<trinhky:structure>", b"<trinhky:structure>0"))
            case "two digests":
                said = f'<rdf:Description rdf:about="" xmlns:x="{NAMESPACE}" x:structure="0"/></rdf:RDF>'.encode()
                metadata.write(metadata.read_bytes().replace(b"</rdf:RDF>", said))
            case "metadata that are no XML":
                metadata.write(metadata.read_bytes().replace(b"</rdf:RDF>", b"<"))
            case "two files":
                pdf.Root.AF.append(file)
            case "no file":
                del pdf.Root.AF
            case "no metadata":
                del pdf.Root.Metadata
            case "huge":
                file.EF.F.write(b" " * (17 * 1024 * 1024))
            case "wrong types":
                pdf.Root.AF = pikepdf.Name.Nowhere
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("words", Absence.BROKEN),
        ("words and digest", Absence.BROKEN),
        ("digest", Absence.BROKEN),
        ("two digests", Absence.BROKEN),
        ("metadata that are no XML", Absence.UNREADABLE),
        ("two files", Absence.BROKEN),
        ("no metadata", Absence.BROKEN),
        ("huge", Absence.BROKEN),
        ("no file", Absence.NOT_THERE),
        ("wrong types", Absence.UNREADABLE),
    ],
)
def test_what_was_changed_is_no_document(change: str, said: Absence) -> None:
    assert embedded(forged(change)) is said


def test_a_file_of_others_has_none() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    assert embedded(out.getvalue()) is Absence.NOT_THERE
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(render_pdf(report()).pdf)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert embedded(locked.getvalue()) is Absence.UNREADABLE


@given(st.binary(max_size=300))
def test_no_bytes_do_harm(content: bytes) -> None:
    assert embedded(content) is Absence.UNREADABLE
    assert embedded(b"%PDF-1.7\n" + content + b"\n%%EOF") is Absence.UNREADABLE


@settings(max_examples=150)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_never_says_other_words(at: int, noise: bytes) -> None:
    whole = render_pdf_once()
    place = at % len(whole)
    answer = embedded(whole[:place] + noise + whole[place + len(noise) :])
    assert isinstance(answer, Absence) or answer.digest == structure_digest(everything())


_PRINTED: list[bytes] = []


def render_pdf_once() -> bytes:
    """The fullest paper, printed once for all examples."""
    if not _PRINTED:
        _PRINTED.append(render_pdf(everything()).pdf)
    return _PRINTED[0]


def test_has_the_day_of_the_paper_and_never_the_clock() -> None:
    undated = render_pdf(report(date=None)).pdf
    assert str(dt.datetime.now(dt.UTC).year).encode() + b"1122" not in undated

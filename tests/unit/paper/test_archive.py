"""The file is what an archive asks of PDF/A-3u, structure by structure: there is no validator to ask."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.unit.paper.papers import everything, report
from workflow.domain.blocks import Block, BlockType
from workflow.domain.paper import Paper
from workflow.paper import edition
from workflow.paper.edition import edition_with
from workflow.paper.fonts import find_font
from workflow.paper.pdf import render_pdf

PAPERS = {"report": report(), "everything": everything()}


@pytest.fixture(params=PAPERS.values(), ids=PAPERS)
def archived(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    """A printed paper, opened."""
    with pikepdf.open(io.BytesIO(render_pdf(request.param).pdf)) as pdf:
        yield pdf


def test_names_its_part_and_conformance(archived: pikepdf.Pdf) -> None:
    metadata = archived.open_metadata()
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")
    packet = archived.Root.Metadata.read_bytes()
    assert packet.count(b"<rdf:RDF") == packet.count(b"</rdf:RDF>") == 1
    assert "/Filter" not in archived.Root.Metadata


def test_describes_every_property_that_is_not_of_the_standard(archived: pikepdf.Pdf) -> None:
    packet = archived.Root.Metadata.read_bytes().decode()
    used = set(re.findall(r"<trinhky:(\w+)>", packet))
    described = set(re.findall(r"<pdfaProperty:name>(\w+)</pdfaProperty:name>", packet))
    assert used == described == {"structure", "template", "font"}
    assert "<pdfaSchema:namespaceURI>urn:trinhky:paper:1#</pdfaSchema:namespaceURI>" in packet


def test_says_its_title_author_language_and_day(archived: pikepdf.Pdf) -> None:
    assert str(archived.Root.Lang) == "vi"
    assert str(archived.docinfo.Title) == "BÁO CÁO 01-BC/CB"
    assert str(archived.docinfo.Author) == "CHI BỘ VĂN PHÒNG"
    assert str(archived.docinfo.CreationDate) == "D:20260603"
    assert archived.open_metadata()["dc:title"] == "BÁO CÁO 01-BC/CB"


def test_has_a_colour_space_of_output(archived: pikepdf.Pdf) -> None:
    (intent,) = archived.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    profile = intent.DestOutputProfile
    assert (profile.N, profile.read_bytes()[36:40]) == (3, b"acsp")


def test_embeds_every_font_with_the_way_back_to_its_letters(archived: pikepdf.Pdf) -> None:
    fonts = [one for one in archived.objects if is_a(one, "/Font") and one.Subtype == "/Type0"]
    assert fonts
    families = set()
    for font in fonts:
        assert font.ToUnicode.read_bytes()
        (letters,) = font.DescendantFonts
        assert any(key in letters.FontDescriptor for key in ("/FontFile2", "/FontFile3"))
        families.add(str(font.BaseFont).rpartition("+")[2].partition("-")[0])
    assert len(families) == 1
    assert not [one for one in archived.objects if is_a(one, "/Font") and one.Subtype in {"/Type1", "/TrueType"}]


def test_is_tagged(archived: pikepdf.Pdf) -> None:
    assert archived.Root.MarkInfo.Marked
    assert archived.Root.StructTreeRoot.K
    kinds = {str(one.S) for one in archived.objects if is_a(one, "/StructElem")}
    assert {"/Document", "/H1", "/P", "/Table", "/TR", "/TD"} <= kinds


def test_has_nothing_that_an_archive_forbids(archived: pikepdf.Pdf) -> None:
    assert not archived.is_encrypted
    assert not {"/AA", "/OpenAction", "/Perms"} & set(archived.Root.keys())
    assert list(archived.Root.AcroForm.keys()) == ["/Fields"]
    assert len(archived.Root.AcroForm.Fields) == 0
    for one in archived.objects:
        if isinstance(one, pikepdf.Dictionary):
            assert one.get("/S") not in {"/JavaScript", "/Launch", "/URI"}
            assert one.get("/Subtype") not in {"/Widget", "/Movie", "/Sound"}
            assert "/SMask" not in one or one.SMask == "/None"
            assert one.get("/ca", 1) == one.get("/CA", 1) == 1
        if isinstance(one, pikepdf.Stream):
            assert "/LZWDecode" not in str(one.get("/Filter", ""))


def is_a(one: Any, kind: str) -> bool:
    """Whether it is a dictionary of this type."""
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == kind


def test_a_second_reader_finds_no_fault(archived: pikepdf.Pdf) -> None:
    assert archived.check_pdf_syntax() == []


def headings(paper: Paper) -> list[tuple[int, str]]:
    """Depth and words of the bookmarks."""
    with pikepdf.open(io.BytesIO(render_pdf(paper).pdf)) as pdf, pdf.open_outline() as outline:
        return list(below(outline.root, 1))


def below(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[int, str]]:
    """The items with all that lie under them."""
    for item in items:
        yield depth, item.title
        yield from below(item.children, depth + 1)


def test_its_bookmarks_are_its_headings_under_one_another() -> None:
    marked = [("Phần I", 1), ("Chương I", 1), ("Mục 1", 2), ("Điều 1.", 3), ("Điều 2.", 3), ("Chương II", 1)]
    blocks = [Block(f"b{i}", BlockType.HEADING, level, marker, "Tên") for i, (marker, level) in enumerate(marked)]
    text = Block("p", BlockType.PARAGRAPH, 0, "", "Lời.")
    assert headings(report(title="QUY CHẾ", blocks=(*blocks, text))) == [
        (1, "QUY CHẾ"),
        (1, "Phần I Tên"),
        (2, "Chương I Tên"),
        (3, "Mục 1 Tên"),
        (4, "Điều 1. Tên"),
        (4, "Điều 2. Tên"),
        (2, "Chương II Tên"),
    ]
    marked = [("I.", 1), ("1.", 2), ("1.1.", 3), ("a)", 4), ("2.", 2), ("II.", 1)]
    blocks = [Block(f"b{i}", BlockType.HEADING, level, marker, "Tên") for i, (marker, level) in enumerate(marked)]
    assert [depth for depth, _ in headings(report(blocks=(*blocks, text)))] == [1, 1, 2, 3, 4, 2, 1]


def test_annexes_are_bookmarks_too() -> None:
    assert (1, "Phụ lục 2 Biểu chi tiết") in headings(everything())


def test_the_edition_is_told_and_follows_the_template(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    printed = render_pdf(report()).edition
    assert printed == edition_with(find_font())
    assert printed.font.startswith(f"{find_font().name} ")
    changed = tmp_path / "paper.css"
    changed.write_text("p { color: red }")
    monkeypatch.setattr("workflow.paper.edition._sources", lambda: (changed,))
    edition_with.cache_clear()
    assert edition_with(find_font()).template != printed.template
    edition_with.cache_clear()


def test_the_edition_follows_every_module_that_makes_the_sheet() -> None:
    package = Path(edition.__file__).parent
    seen, waiting = set[str](), ["pdf"]
    while waiting:
        seen.add(name := waiting.pop())
        found = re.findall(
            r"^from workflow\.paper(?:\.(\w+) import| import (\w+))", (package / f"{name}.py").read_text(), re.M
        )
        waiting += [one for pair in found for one in pair if one and one not in seen]
    assert seen - {"edition", "fonts"} == {file.stem for file in edition._sources() if file.suffix == ".py"}


def test_prints_a_character_that_xml_does_not_have() -> None:
    assert render_pdf(report(abstract="trước \uffff sau")).pages == 1

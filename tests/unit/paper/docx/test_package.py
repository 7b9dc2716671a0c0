"""The Word file as a package: the parts, their types and ties, the order of elements, the same bytes each time."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import docx
import mammoth
import pytest

from tests.unit.paper.docx.reader import W, WordFile
from tests.unit.paper.docx.schema import faults
from tests.unit.paper.papers import TABLE, everything, report
from tests.unit.paper.plans import Plan
from workflow.domain.paper import Paper
from workflow.paper.docx import render_docx

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def broken(file: WordFile) -> Iterator[str]:
    """Everything that Word would refuse or repair."""
    yield from (fault for root in file.parts.values() for fault in faults(root))
    yield from _untyped(file)
    yield from _untied(file)
    yield from _unnamed(file)
    yield from _twice(file)
    yield from _touching(file)


def _untyped(file: WordFile) -> Iterator[str]:
    types = list(file.parts["[Content_Types].xml"])
    ends = {one.get("Extension") for one in types}
    named = {one.get("PartName") for one in types}
    for name in file.names:
        known = f"/{name}" in named or name.rpartition(".")[2] in ends - {"xml"}
        if not known and name != "[Content_Types].xml":
            yield f"no type for {name}"
    yield from (f"type of nothing: {name}" for name in named - {None} if name[1:] not in file.names)


def _untied(file: WordFile) -> Iterator[str]:
    ties = {one.get("Id"): f"word/{one.get('Target')}" for one in file.parts["word/_rels/document.xml.rels"]}
    yield from (f"tie to nothing: {target}" for target in ties.values() if target not in file.names)
    used = {element.get(_RELATION) for element in file.document.iter()} - {None}
    yield from (f"unknown tie {tie}" for tie in used - set(ties))


def _unnamed(file: WordFile) -> Iterator[str]:
    """Styles, lists and notes that are used and not there."""
    numbering, styles = file.parts["word/numbering.xml"], file.styles()
    lists = {one.get(f"{W}numId") for one in numbering.findall(f"{W}num")} | {"0"}
    notes = {note.get(f"{W}id") for note in file.parts["word/footnotes.xml"] if note.find(f"{W}p") is not None}
    for root in file.parts.values():
        for tag, known in (("pStyle", styles), ("rStyle", styles), ("tblStyle", styles), ("numId", lists),
                           ("basedOn", styles), ("next", styles)):  # fmt: skip
            used = {one.get(f"{W}val") for one in root.iter(f"{W}{tag}")}
            yield from (f"{tag} {one}" for one in used - set(known))
    called = {one.get(f"{W}id") for one in file.document.iter(f"{W}footnoteReference")}
    yield from (f"note {one}" for one in called - notes)


def _twice(file: WordFile) -> Iterator[str]:
    numbering = file.parts["word/numbering.xml"]
    kinds: dict[str, list[str | None]] = {
        "style": [one.get(f"{W}styleId") for one in file.parts["word/styles.xml"].iter(f"{W}style")],
        "style name": [one.get(f"{W}val") for one in file.parts["word/styles.xml"].iter(f"{W}name")],
        "definition": [one.get(f"{W}abstractNumId") for one in numbering.iter(f"{W}abstractNum")],
        "nsid": [one.get(f"{W}val") for one in numbering.iter(f"{W}nsid")],
        "list": [one.get(f"{W}numId") for one in numbering.iter(f"{W}num")],
        "note": [one.get(f"{W}id") for one in file.parts["word/footnotes.xml"]],
        "call": [one.get(f"{W}id") for one in file.document.iter(f"{W}footnoteReference")],
        "file": file.names,
    }
    for kind, ids in kinds.items():
        yield from (f"{kind} {one} twice" for one in {one for one in ids if ids.count(one) > 1})


def _touching(file: WordFile) -> Iterator[str]:
    """Word makes one table of two without a paragraph between them, and wants a paragraph at the end."""
    tags = [child.tag.removeprefix(W) for child in file.document[0]]
    if ("tbl", "tbl") in pairwise(tags):
        yield "two tables touch"
    if tags[-2:] != ["p", "sectPr"]:
        yield "no paragraph at the end"


PAPERS = {
    "everything": everything(),
    "letter": everything(kind="CV", title="CÔNG VĂN"),
    "tables only": everything(kind="CV", blocks=(TABLE, replace(TABLE, id="t2"))),
    "bare": report(blocks=(), recipients=(), superior=None, issuer="", abstract="", place=None, date=None, symbol=None),
}


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_that_word_would_refuse_or_repair(name: str) -> None:
    assert list(broken(WordFile(render_docx(PAPERS[name])))) == []


def test_nothing_to_refuse_in_a_plan(plan: Plan) -> None:
    assert list(broken(WordFile(render_docx(plan.paper)))) == []


def test_the_check_itself_sees_faults() -> None:
    def fault(xml: str) -> list[str]:
        return faults(ElementTree.fromstring(xml.replace("<w:", f'<w:x xmlns:w="{W[1:-1]}"><w:', 1) + "</w:x>"))

    assert fault("<w:pPr><w:jc/><w:spacing/></w:pPr>")
    assert fault("<w:tc><w:tcPr/></w:tc>")
    assert fault("<w:rPr><w:nonsense/></w:rPr>")
    assert not fault("<w:pPr><w:spacing/><w:jc/></w:pPr>")


def test_the_same_paper_gives_the_same_bytes_and_another_day_others() -> None:
    assert render_docx(everything()) == render_docx(everything())
    assert render_docx(report()) != render_docx(report(date=dt.date(2026, 6, 4)))
    with zipfile.ZipFile(BytesIO(render_docx(report()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_other_programs_open_it() -> None:
    content = render_docx(everything())
    opened = docx.Document(BytesIO(content))
    assert [opened.core_properties.title, opened.core_properties.author] == ["BÁO CÁO 01-BC/CB", "CHI BỘ VĂN PHÒNG"]
    assert opened.core_properties.language == "vi-VN"
    assert opened.core_properties.created.date() == dt.date(2026, 6, 3)  # type: ignore[union-attr]
    html = mammoth.convert_to_html(BytesIO(content)).value
    assert re.search(r"Đã làm<sup><a [^>]*>\[1\]</a></sup> việc <strong>quan trọng</strong>", html)


def sections(paper: Paper) -> list[dict[str, str]]:
    """Paper and margins of each section, in millimetres."""
    found = []
    for section in WordFile(render_docx(paper)).document.iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert size is not None
        assert margins is not None
        lengths = {**size.attrib, **margins.attrib}
        found.append(
            {
                name.removeprefix(W): value if value.isalpha() else str(round(int(value) * 25.4 / 1440))
                for name, value in lengths.items()
            }
            | {"first": str(section.find(f"{W}titlePg") is not None)}
        )
    return found


def test_sections_lie_as_their_annexes_do() -> None:
    upright = {"w": "210", "h": "297", "top": "20", "bottom": "20", "left": "30", "right": "15", "header": "10",
               "footer": "20", "gutter": "0"}  # fmt: skip
    lying = upright | {"w": "297", "h": "210", "orient": "landscape"}
    first, *others = sections(everything())
    assert first == upright | {"first": "True"}
    # the copy's block goes back to an upright page
    assert others == [upright | {"first": "False"}, lying | {"first": "False"}, upright | {"first": "False"}]


def test_page_numbers_stand_on_every_page_but_the_first() -> None:
    file = WordFile(render_docx(report()))
    assert "PAGE" in "".join(file.parts["word/header.xml"].itertext())
    assert "".join(file.parts["word/header-first.xml"].itertext()) == ""
    style = file.styles()["Header"]
    assert style.find(f".//{W}jc").get(f"{W}val") == "center"  # type: ignore[union-attr]
    assert style.find(f".//{W}sz").get(f"{W}val") == "28"  # type: ignore[union-attr]


def test_tables_repeat_their_head_and_keep_their_rows_whole() -> None:
    file = WordFile(render_docx(everything()))
    tables = [table for table in file.document.iter(f"{W}tbl") if "Figures" in ElementTree.tostring(table).decode()]
    assert len(tables) == 3
    for table in tables:
        head, *rows = table.findall(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in [head, *rows])
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rows)


def test_nothing_stands_between_the_last_words_and_the_signature_on_another_page() -> None:
    file = WordFile(render_docx(report()))
    body = next(line for line in file.lines if line.style == "BodyText")
    assert body.element.find(f"{W}pPr/{W}keepNext") is not None

"""A .docx into the lines of a paper: its parts are made plain, turned to HTML by mammoth, cleaned by nh3, and read."""

import copy
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from typing import Any

from workflow.domain.blocks import clean, superscript
from workflow.domain.paper import ParseWarning
from workflow.paper.parse.source import Source
from workflow.paper.parse.word.html import ATTRIBUTES, TAGS, LineReader, is_header_cell
from workflow.paper.parse.word.package import W, read_parts
from workflow.paper.parse.word.prepare import Prepared, is_centred, lines_across

_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_WORDS = re.compile(r"\w+")


def read_word(data: bytes) -> Source:
    """The lines of a Word file. Refuses (InvalidInput) what is no such file or not safe to read."""
    parts = read_parts(data)
    wide = lines_across(parts.document)
    prepared = Prepared(parts)
    _append_notes(prepared)
    _part_paragraphs(prepared.body)
    lines = _lines(_html(parts.document))
    margins = list(prepared.margins())
    lines += _missing(prepared, lines)
    above = [text for of_header, text in margins if of_header and is_header_cell(text)]
    return Source(
        lines=[*above, *lines],
        margins=[text for _, text in margins if text not in above],
        wide=wide,
        warnings=prepared.warnings,
    )


def _append_notes(prepared: Prepared) -> None:
    """Each note as one paragraph at the end, behind its raised number."""
    for number, paragraphs in prepared.notes:
        joined = prepared.body.makeelement(f"{W}p")
        _add_run(joined, f"{superscript(number)} ")
        for index, paragraph in enumerate(paragraphs):
            if index:
                _add_run(joined, " ")
            for run in list(paragraph.iter(f"{W}r")):
                joined.append(copy.copy(run))
        prepared.body.append(prepared.body.makeelement(f"{W}p"))
        prepared.body.append(joined)


def _add_run(paragraph: Any, text: str) -> None:
    run = paragraph.makeelement(f"{W}r")
    piece = paragraph.makeelement(f"{W}t")
    piece.text = text
    run.append(piece)
    paragraph.append(run)


def _part_paragraphs(body: Any) -> None:
    """A paragraph ends where it ends: a blank line says so to the reader of lines. Centred ones make one title."""
    before = None
    for child in list(body):
        if child.tag == f"{W}p" and before is not None and not (is_centred(child) and is_centred(before)):
            child.addprevious(child.makeelement(f"{W}p"))
        before = child if child.tag == f"{W}p" else None


def _html(document: Any) -> str:
    # lxml, mammoth and nh3 take a third of a second to import, and only Word files need them
    import mammoth
    import nh3
    from lxml import etree

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", etree.tostring(document, xml_declaration=True, encoding="UTF-8"))
    file.seek(0)
    made = mammoth.convert_to_html(file, ignore_empty_paragraphs=False)
    return str(nh3.clean(made.value, tags=TAGS, attributes=ATTRIBUTES, clean_content_tags=set(), link_rel=None))


def _lines(html: str) -> list[str]:
    reader = LineReader()
    reader.feed(html)
    reader.close()
    return clean("\n".join(reader.lines)).split("\n")


def _missing(prepared: Prepared, lines: Iterable[str]) -> list[str]:
    """Words of the file that no line holds, in case Word knows a way of writing that we do not."""
    told = "".join(f"{one.text or ''} " for one in prepared.body.iter(f"{W}t"))
    lost = Counter(_letters(told)) - Counter(_letters("".join(lines)))
    if not lost:
        return []
    kept = Counter(_WORDS.findall(" ".join(lines)))
    words = [word for word in _WORDS.findall(clean(told)) if (kept.subtract([word]) or kept[word]) < 0]
    prepared.warnings.append(
        ParseWarning("unread_part", "body", "Có chữ của tệp Word không rõ vị trí; đã giữ lại ở cuối, hãy đọc lại.")
    )
    return ["", " ".join(words)]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, clean(text)))

"""Word files as offices make them, built with python-docx out of lines of text."""

import io
import re
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from workflow.domain.blocks import SUPERSCRIPTS, unsuperscript

_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_BOX_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_PARTS = re.compile(rf"(\*\*[^*]+\*\*|\*[^*]+\*|[{SUPERSCRIPTS}]+)")
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


class WordFile:
    """One document under construction; `notes` are kept as real footnotes."""

    def __init__(self) -> None:
        self.document = Document()
        self.notes: list[str] = []
        self._lists = 0
        self._bullets = 0

    def line(self, text: str, *, centred: bool = False, into: Any = None) -> Any:
        """A paragraph with the text's emphasis as runs."""
        paragraph = (into or self.document).add_paragraph()
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return self.write(paragraph, text)

    def write(self, paragraph: Any, text: str) -> Any:
        """Add the text to a paragraph, emphasis and calls as Word has them."""
        for part in _PARTS.split(text):
            if part and part[0] in SUPERSCRIPTS and int(unsuperscript(part)) <= len(self.notes):
                self._call(paragraph, int(unsuperscript(part)))
            elif part:
                bold, italic = part.startswith("**") and len(part) > 4, part[0] == "*" and part[1:2] not in ("*", "")
                run = paragraph.add_run(part.strip("*") if bold or italic else part)
                run.bold, run.italic = bold or None, italic or None
        return paragraph

    def table(self, columns: Sequence[Sequence[str]]) -> Any:
        """A layout table of one row, each cell holding lines of its own."""
        table = self.document.add_table(rows=1, cols=len(columns))
        for cell, lines in zip(table.rows[0].cells, columns, strict=True):
            self.fill(cell, lines)
        return table

    def fill(self, cell: Any, lines: Sequence[str]) -> None:
        """Lines into a cell, the first in the paragraph it has."""
        self.write(cell.paragraphs[0], lines[0] if lines else "")
        for text in lines[1:]:
            self.line(text, into=cell)

    def new_list(self, *levels: tuple[str, str]) -> int:
        """A multilevel list of (Word's number form, text such as "%1."); its numId."""
        self._lists += 1
        identity = 700 + self._lists
        numbering = self.document.part.numbering_part.element
        shapes = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text) in enumerate(levels)
        )
        abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">{shapes}</w:abstractNum>')
        numbering.insert(0, abstract)
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{identity}"><w:abstractNumId w:val="{identity}"/></w:num>')
        )
        return identity

    def item(self, text: str, list_id: int, depth: int = 0) -> Any:
        """A paragraph that Word numbers."""
        paragraph = self.line(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')
        )
        return paragraph

    def bullets(self) -> int:
        """The one list of bullets of the document, as Word draws them."""
        self._bullets = self._bullets or self.new_list(("bullet", "\uf0b7"), ("bullet", "o"))
        return self._bullets

    def restarted(self, list_id: int) -> int:
        """A list over the same levels that counts from one again."""
        numbering = self.document.part.numbering_part.element
        start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        again = f'<w:num {nsdecls("w")} w:numId="990"><w:abstractNumId w:val="{list_id}"/>{start}</w:num>'
        numbering.append(parse_xml(again))
        return 990

    def styled(self, text: str, style: str, list_id: int | None) -> Any:
        """A paragraph numbered by its style, which is made with the list when one is given."""
        if list_id is not None:
            made = self.document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
            made.element.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{list_id}"/></w:numPr>')
            )
        return self.document.add_paragraph(text, style=style)

    def linked(self, before: str, words: str) -> None:
        """The words as a link to the outside."""
        paragraph = self.line(before)
        address = self.document.part.relate_to("https://example.invalid/", _LINK, is_external=True)
        link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{address}"/>')
        for run in list(self.line(words)._p.r_lst):
            link.append(run)
        self.document.element.body.remove(self.document.paragraphs[-1]._p)
        paragraph._p.append(link)

    def revised(self, before: str, words: str, deleted: str = "bị xoá") -> None:
        """The words as an insertion not yet accepted, beside a deletion."""
        paragraph = self.line(before)
        gone = parse_xml(f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>{deleted}</w:delText></w:r></w:del>')
        added = parse_xml(f'<w:ins {nsdecls("w")} w:id="2"/>')
        for run in list(self.line(words)._p.r_lst):
            added.append(run)
        self.document.element.body.remove(self.document.paragraphs[-1]._p)
        paragraph._p.extend([gone, added])

    def proofed(self, text: str) -> None:
        """The text in many runs, as Word leaves it after spelling checks and edits."""
        paragraph = self.document.add_paragraph()
        for piece in re.findall(rf"[^\s{SUPERSCRIPTS}]*\s?|[{SUPERSCRIPTS}]", text):
            self.write(paragraph, piece)
            paragraph._p.append(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellEnd"/>'))

    def box(self, anchor: Any, lines: Sequence[str]) -> None:
        """A text box anchored in a paragraph, told twice as Word does: for itself and for older programs."""
        inside = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
        content = f"<w:txbxContent>{inside}</w:txbxContent>"
        anchor._p.append(
            parse_xml(
                f'<w:r {nsdecls("w")} {_BOX_SPACES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp>'
                f"<wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
                f"{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            )
        )

    def _call(self, paragraph: Any, number: int) -> None:
        run = paragraph.add_run()
        call = OxmlElement("w:footnoteReference")
        call.set(qn("w:id"), str(number + 1))
        run._r.append(call)

    def saved(self) -> bytes:
        """The bytes of the file."""
        if self.notes:
            self._add_notes()
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _add_notes(self) -> None:
        shapes = "".join(
            f'<w:footnote w:id="{number + 1}"><w:p><w:r><w:footnoteRef/></w:r>{_run(" ")}'
            f"{''.join(map(_run, _PARTS.split(text)))}</w:p></w:footnote>"
            for number, text in enumerate(self.notes, 1)
        )
        content = f"<w:footnotes {nsdecls('w')}>{shapes}</w:footnotes>".encode()
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _NOTES_TYPE, content, package)
        self.document.part.relate_to(part, _NOTES_RELATION)


def _run(part: str) -> str:
    """One run of a note's XML, in italics when its text stands between stars."""
    italic = "<w:rPr><w:i/></w:rPr>" if part.startswith("*") else ""
    return f'<w:r>{italic}<w:t xml:space="preserve">{part.strip("*")}</w:t></w:r>'

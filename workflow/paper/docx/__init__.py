"""The paper as a Word file: the same blocks and the same profile numbers as the PDF, in real styles that go on working
when a clerk edits it. The same paper gives the same bytes."""

from collections.abc import Iterator

from workflow.domain.paper import Annex, Paper
from workflow.paper.docx.body import Body
from workflow.paper.docx.ending import copied, ending
from workflow.paper.docx.layout import paragraph
from workflow.paper.docx.notes import Notes, footnotes_part, uncalled
from workflow.paper.docx.package import fonts_part, settings_part, zipped
from workflow.paper.docx.sections import first_footer, header, joined
from workflow.paper.docx.styles import styles_part
from workflow.paper.docx.text import line_runs
from workflow.paper.docx.top import head, title
from workflow.paper.docx.xml import Element, ordered, part, w
from workflow.paper.html import abstract_lines, fitted

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# LibreOffice 7.4 puts an empty line before a table that opens a document with notes, unless a paragraph is there.
_OPENING = w("p", ordered("pPr", [w("pStyle", val="End"), ordered("rPr", [w("vanish")])]))


def render_docx(paper: Paper) -> bytes:
    """Write the paper as a .docx. Needs no font and no program; every word of the paper is in it. The square code of
    the proof is not: a file that anybody may change proves nothing."""
    profile = fitted(paper)
    body = Body(profile, Notes(paper.footnotes))
    content = tuple(joined(_parts(paper, body), profile))
    parts = {
        "document": part("document", w("body", _OPENING, *content)),
        "styles": styles_part(profile),
        "numbering": body.numbering.part(),
        "settings": settings_part(),
        "fontTable": fonts_part(),
        "footnotes": footnotes_part(body.notes),
        "header": header(numbered=True),
        "header-first": header(numbered=False),
        "footer-first": first_footer(paper.contact),
    }
    return zipped(paper, parts)


def _parts(paper: Paper, body: Body) -> list[tuple[bool, list[Element]]]:
    """The paper and its annexes; what makes it a copy stands at the end of an upright page."""
    profile = body.profile
    main = [head(paper, profile), *title(paper, profile), *body.blocks(paper.blocks, profile.text_width, ending=True)]
    parts = [(False, main), *((annex.wide, list(_annex(annex, body))) for annex in paper.annexes)]
    main += [*uncalled(body.notes), *ending(paper, profile)]
    if paper.copy:
        if parts[-1][0]:
            parts.append((False, []))
        parts[-1][1].extend(copied(paper.copy, profile))
    return parts


def _annex(annex: Annex, body: Body) -> Iterator[Element]:
    if annex.marker:
        yield paragraph("AnnexMarker", *line_runs([annex.marker]))
    if annex.title:
        yield paragraph("AnnexTitle", *line_runs(abstract_lines(annex.title)))
    yield from body.blocks(annex.blocks, body.profile.annex_width(annex.wide))

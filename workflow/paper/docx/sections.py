"""Sections of the Word file: paper and margins, the page number in the top margin, the foot of page 1."""

from collections.abc import Iterator, Sequence

from workflow.paper.docx.layout import paragraph
from workflow.paper.docx.package import relation
from workflow.paper.docx.text import runs
from workflow.paper.docx.units import millimetres
from workflow.paper.docx.xml import Element, part, w
from workflow.paper.profiles import Profile


def section(profile: Profile, *, first: bool = False, wide: bool = False) -> Element:
    """`sectPr` of the paper itself (`first`: page 1 has no number) or of an annex, which goes on counting."""
    width, height = millimetres(profile.page_width), millimetres(profile.page_height)
    ties = {"default": "header", "first": "header-first"} if first else {}
    return w(
        "sectPr",
        *(_tied("headerReference", kind, name) for kind, name in ties.items()),
        *([_tied("footerReference", "first", "footer-first")] if first else []),
        w("type", val="nextPage"),
        w("pgSz", w=height, h=width, orient="landscape") if wide else w("pgSz", w=width, h=height),
        _margins(profile),
        *([w("titlePg")] if first else []),
    )


def joined(parts: Sequence[tuple[bool, Sequence[Element]]], profile: Profile) -> Iterator[Element]:
    """The sections one after another, each a page of its own: whether it lies across, and what is in it. The measures
    of a section stand at its end, in a paragraph that nobody sees."""
    for index, (wide, content) in enumerate(parts):
        measures = section(profile, first=index == 0, wide=wide)
        yield from content
        if index < len(parts) - 1:
            yield paragraph("End", properties=[measures])
        else:
            yield from (paragraph("End"), measures)


def header(*, numbered: bool) -> bytes:
    """The head of a page: its number, or nothing."""
    number = (
        w("r", w("fldChar", fldCharType="begin")),
        w("r", w("instrText", " PAGE ")),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", w("t", "2")),
        w("r", w("fldChar", fldCharType="end")),
    )
    return part("hdr", paragraph("Header", *(number if numbered else ())))


def first_footer(contact: str | None) -> bytes:
    """The foot of page 1: how to reach the office, or nothing."""
    return part("ftr", paragraph("Footer", *runs(contact)) if contact else paragraph("End"))


def _margins(profile: Profile) -> Element:
    edges = {
        "top": profile.margin_top,
        "right": profile.margin_right,
        "bottom": profile.margin_bottom,
        "left": profile.margin_left,
        "header": profile.page_number_top,
        "footer": profile.margin_bottom,  # what stands there takes its lines off the text of page 1
        "gutter": 0.0,
    }
    return w("pgMar", **{name: millimetres(edge) for name, edge in edges.items()})


def _tied(name: str, kind: str, target: str) -> Element:
    return Element(f"w:{name}", (("w:type", kind), ("r:id", relation(target))))

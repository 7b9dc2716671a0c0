"""styles.xml: the catalogue of styles as Word keeps it."""

from collections.abc import Iterator
from functools import cache

from workflow.paper.docx.catalogue import Style, catalogue
from workflow.paper.docx.units import half_points, millimetres, points
from workflow.paper.docx.xml import Element, ordered, part, w
from workflow.paper.profiles import Profile

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
_SIDES = ("top", "left", "bottom", "right")


@cache
def styles_part(profile: Profile) -> bytes:
    """The styles of paragraphs, of note numbers and of tables."""
    paragraphs = map(_paragraph_style, catalogue(profile))
    return part("styles", _defaults(profile), *paragraphs, *_character_styles(), *_other_styles())


def _defaults(profile: Profile) -> Element:
    fonts = w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    language = w("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    paragraphs = ordered("pPr", [w("widowControl"), w("spacing", before=0, after=0)])
    letters = ordered("rPr", [fonts, *_size(profile.body_size), language])
    return w("docDefaults", w("rPrDefault", letters), w("pPrDefault", paragraphs))


def _paragraph_style(style: Style) -> Element:
    default = {"default": 1} if not style.base else {}
    return w(
        "style",
        w("name", val=style.name),
        *([w("basedOn", val=style.base)] if style.base else []),
        *([w("next", val=style.following)] if style.following else []),
        w("uiPriority", val=1),
        w("qFormat"),
        ordered("pPr", _paragraph(style)),
        ordered("rPr", _letters(style)),
        type="paragraph",
        **default,
        styleId=style.id,
    )


def _paragraph(style: Style) -> Iterator[Element]:
    if style.keep_next:
        yield w("keepNext")
    if style.list:
        number, level = style.list
        yield w("numPr", *([w("ilvl", val=level)] if level else []), w("numId", val=number))
    if style.border:
        yield style.border
    yield from _measures(style)
    if style.align:
        yield w("jc", val=style.align)
    if style.outline is not None:
        yield w("outlineLvl", val=style.outline)


def _measures(style: Style) -> Iterator[Element]:
    spacing = {"before": style.before, "after": style.after, "line": style.line}
    lengths: dict[str, int | str] = {name: points(value) for name, value in spacing.items() if value is not None}
    if lengths:
        yield w("spacing", **lengths, **({"lineRule": "exact"} if style.line else {}))
    if style.sides:
        yield w("ind", left=millimetres(style.sides[0]), right=millimetres(style.sides[1]))
    elif style.indent is not None:
        yield w("ind", firstLine=millimetres(style.indent))


def _letters(style: Style) -> Iterator[Element]:
    for name, on in (("b", style.bold), ("i", style.italic)):
        if on is not None:
            yield from (w(name, val=int(on)), w(f"{name}Cs", val=int(on)))
    if style.size is not None:
        yield from _size(style.size)
    if style.underline:
        yield w("u", val="single")


def _size(size: float) -> tuple[Element, Element]:
    return w("sz", val=half_points(size)), w("szCs", val=half_points(size))


def _character_styles() -> Iterator[Element]:
    base = "DefaultParagraphFont"
    names = w("name", val="Default Paragraph Font"), w("uiPriority", val=1), w("semiHidden")
    yield w("style", *names, type="character", default=1, styleId=base)
    raised = ordered("rPr", [w("vertAlign", val="superscript")])
    names = w("name", val="footnote reference"), w("basedOn", val=base), w("uiPriority", val=99)
    yield w("style", *names, raised, type="character", styleId="FootnoteReference")


def _other_styles() -> Iterator[Element]:
    """Tables without rules (the head, the foot) and with them; Word also asks for the style of no list."""
    base = "TableNormal"
    plain = w("tblPr", w("tblInd", w=0, type="dxa"), _padding(0, 0))
    names = w("name", val="Normal Table"), w("uiPriority", val=99), w("semiHidden")
    yield w("style", *names, plain, type="table", default=1, styleId=base)
    lines = (w(side, val="single", sz=4, space=0, color="auto") for side in (*_SIDES, "insideH", "insideV"))
    ruled = w("tblPr", w("tblBorders", *lines), _padding(1, 2))
    names = w("name", val="Bảng số liệu"), w("basedOn", val=base), w("uiPriority", val=1)
    yield w("style", *names, w("qFormat"), ruled, type="table", styleId="Figures")
    names = w("name", val="No List"), w("uiPriority", val=99), w("semiHidden")
    yield w("style", *names, type="numbering", default=1, styleId="NoList")


def _padding(high: float, wide: float) -> Element:
    lengths = zip(_SIDES, (high, wide, high, wide), strict=True)
    return w("tblCellMar", *(w(side, w=millimetres(length), type="dxa") for side, length in lengths))

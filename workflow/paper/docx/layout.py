"""Paragraphs and tables: the few shapes that every part of the paper is put together from."""

from collections.abc import Iterable, Sequence

from workflow.paper.docx.units import millimetres, points
from workflow.paper.docx.xml import Element, ordered, w


def paragraph(style: str, *content: Element, properties: Sequence[Element] = ()) -> Element:
    """A paragraph in a style; `properties` are its own, over the style's."""
    return w("p", ordered("pPr", [w("pStyle", val=style), *properties]), *content)


def keep_next() -> Element:
    """On the same page as the paragraph after it."""
    return w("keepNext")


def spaced(before: float | None = None, after: float | None = None) -> Element:
    """Space over and under one paragraph in points, unlike its style's."""
    lengths = {"before": before, "after": after}
    return w("spacing", **{name: points(length) for name, length in lengths.items() if length is not None})


def table(
    widths: Sequence[float], rows: Iterable[Element], *, style: str = "TableNormal", centred: bool = False
) -> Element:
    """A table with columns of these widths in millimetres."""
    lengths = [millimetres(width) for width in widths]
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style),
            w("tblW", w=sum(lengths), type="dxa"),
            *([w("jc", val="center")] if centred else []),
            w("tblLayout", type="fixed"),
        ),
        w("tblGrid", *(w("gridCol", w=length) for length in lengths)),
        *rows,
    )


def row(
    widths: Sequence[float],
    cells: Iterable[Sequence[Element]],
    *,
    head: bool = False,
    whole: bool = True,
) -> Element:
    """A row, `whole` when no page break may cut it; a `head` stands again on every page, its words in the middle of
    its height. A cell without paragraphs is empty."""
    wanted = {"cantSplit": whole, "tblHeader": head}
    return w(
        "tr",
        w("trPr", *(w(name) for name, on in wanted.items() if on)),
        *(_cell(width, content, head) for width, content in zip(widths, cells, strict=True)),
    )


def _cell(width: float, content: Sequence[Element], head: bool) -> Element:
    height = [w("vAlign", val="center")] if head else []
    properties = w("tcPr", w("tcW", w=millimetres(width), type="dxa"), *height)
    return w("tc", properties, *(content or (paragraph("Cell"),)))

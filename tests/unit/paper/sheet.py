"""A rendered sheet as pieces of text and rules with their places in millimetres from the top left corner."""

from dataclasses import dataclass, replace

import pypdfium2
from pypdfium2 import raw

_MM = 25.4 / 72


@dataclass(frozen=True)
class Piece:
    """One run of text, or a drawn rule when `font` is ""; `top` and `bottom` are measured downwards."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    font: str = ""
    size: float = 0


def pieces(pdf: bytes) -> list[Piece]:
    """Everything that is drawn, in the order of drawing, page by page from 0."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            _piece(item, page, index)
            for index, page in enumerate(document)
            for item in page.get_objects(textpage=page.get_textpage())
        ]
    finally:
        document.close()


def runs(pdf: bytes) -> list[Piece]:
    """The pieces, those that stand close beside one another on a line put together: a component as one piece."""
    found: list[Piece] = []
    for piece in pieces(pdf):
        last = found[-1] if found else piece
        beside = piece.page == last.page and abs(piece.bottom - last.bottom) < 1.6 and -1 < piece.left - last.right < 3
        if found and piece.font and last.font and beside:
            top, bottom = min(last.top, piece.top), max(last.bottom, piece.bottom)
            found[-1] = replace(last, text=f"{last.text} {piece.text}", right=piece.right, top=top, bottom=bottom)
        else:
            found.append(piece)
    return found


def lines(pdf: bytes) -> list[list[Piece]]:
    """The text of each page as lines from top to bottom; pieces whose feet are near make one line, left to right."""
    texts = [piece for piece in pieces(pdf) if piece.font]
    pages: list[list[list[Piece]]] = [[] for _ in range(1 + max(piece.page for piece in texts))]
    for piece in sorted(texts, key=lambda piece: piece.bottom):
        page = pages[piece.page]
        if page and piece.bottom - page[-1][0].bottom < 3:
            page[-1].append(piece)
        else:
            page.append([piece])
    return [[_line(sorted(line, key=lambda piece: piece.left)) for line in page] for page in pages]


def _line(parts: list[Piece]) -> Piece:
    bottom = max(part.bottom for part in parts)
    top = min(part.top for part in parts)
    return Piece(parts[0].page, " ".join(part.text for part in parts), parts[0].left, top, parts[-1].right, bottom)


def _piece(item: pypdfium2.PdfObject, page: pypdfium2.PdfPage, index: int) -> Piece:
    left, bottom, right, top = item.get_bounds()
    height = page.get_height()
    place = (left * _MM, (height - top) * _MM, right * _MM, (height - bottom) * _MM)
    if item.type != raw.FPDF_PAGEOBJ_TEXT:
        return Piece(index, "", *place)
    font = item.get_font().get_base_name().rpartition("+")[2]
    return Piece(index, item.extract().strip(), *place, font=font, size=item.get_font_size() * item.get_matrix().a)

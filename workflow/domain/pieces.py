"""Everything a paper says, piece by piece in printed order: what two texts of it are compared by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.domain.blocks import Block, BlockType
from workflow.domain.parts import Parts
from workflow.domain.substance import Substance, substance

Content = Mapping[str, Any]
FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing a paper says: where (a block's id or the name of a part), what, how it reads and how it is set; `rank`
    of a heading counts from 1, all else has 0; `part` names what stands outside the text."""

    place: str
    said: Substance
    shown: str
    form: object
    rank: int = 0
    part: str = ""


def said_by(content: Content) -> list[Piece]:
    """Everything a content in the shape of a revision says; what says nothing (an empty line) is form."""
    return [piece for piece in _all(content) if piece.said]


def printed_by(content: Content) -> list[Piece]:
    """The same as a reader meets it on paper, the optional components and the file copy with it; figures stand in the
    table that prints them."""
    head = [_line("parts", order, text) for order, text in enumerate(Parts.from_json(content.get("parts", {})).lines)]
    copies = [one for one in content.get("recipients", ()) if is_file_copy(one)]
    kept = [_line("copies", order, text) for order, text in enumerate(copies)]
    return [*head, *(one for one in said_by(content) if one.part != FIGURES), *kept]


def is_file_copy(line: str) -> bool:
    """Whether a line of Nơi nhận says where the office keeps its own copy."""
    return line.lstrip(" -").casefold().startswith("lưu")


def _all(content: Content) -> Iterator[Piece]:
    yield _piece("abstract", content.get("abstract", ""), "abstract")
    yield from _lines("addressees", content.get("addressees", ()))
    yield from map(_block, content.get("blocks", ()))
    yield from (_piece(f"note-{one['marker']}", one["text"], "notes") for one in content.get("footnotes", ()))
    for order, annex in enumerate(content.get("annexes", ())):
        form = (annex["marker"], annex["title"], annex["wide"])
        title = substance(annex["title"], in_capitals=True)
        yield Piece(f"annex-{order}", title, annex["title"], form, rank=1, part="annexes")
        yield from map(_block, annex["blocks"])
    yield from _lines("recipients", [one for one in content.get("recipients", ()) if not is_file_copy(one)])
    yield from map(_figure, content.get("figures", ()))
    for file in content.get("attachments", ()):
        said, shown = ("file", file["digest"]), f"Tệp {file['title']}"
        yield Piece(f"file-{file['digest']}", said, shown, file["title"], part="attachments")


def _lines(part: str, lines: Iterable[str]) -> Iterator[Piece]:
    return (_line(part, order, line) for order, line in enumerate(lines))


def _line(part: str, order: int, text: str) -> Piece:
    return _piece(f"{part}-{order}", text, part)


def _piece(place: str, text: str, part: str) -> Piece:
    return Piece(place, substance(text), text, text, part=part)


def _block(shape: Mapping[str, Any]) -> Piece:
    block = Block.from_json(shape)
    form = (block.printed, block.rows, block.type, block.level)
    if block.type is BlockType.TABLE:
        said = ("table", *(word for row in block.rows for word in _row(row)))
        return Piece(block.id, said, "\n".join(" | ".join(row) for row in block.rows), form)
    heading = block.type is BlockType.HEADING
    return Piece(block.id, substance(block.text, in_capitals=heading), block.printed, form, block.level * heading)


def _row(cells: Sequence[str]) -> Iterator[str]:
    """The words of a row; what divides the cells cannot be typed."""
    for cell in cells:
        yield from (*substance(cell), "\x1f")
    yield "\x1e"


def _figure(shape: Mapping[str, Any]) -> Piece:
    said = ("figure", shape["key"], str(shape["value"]), str(shape.get("base")))
    shown = f"{shape['title']}: {shape['value'] or 'chưa có'}"
    return Piece(f"figure-{shape['key']}", said, shown, None, part=FIGURES)

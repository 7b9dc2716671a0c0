"""Where a string of a paper stands, and how to read and replace it there; a paper is never changed in place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from workflow.domain.blocks import Block, BlockType
from workflow.domain.paper import AsTyped, Paper, ProfileName

NOTE = "note-"
MOTTO = "ĐẢNG CỘNG SẢN VIỆT NAM"


class Spot(NamedTuple):
    """`place` as a finding names it (a block's id, or a part: "abstract", "number", "recipients", "signature",
    "note-1" …); `field` which string of it: "text", "marker", "name", for a table's cell "row,column"."""

    place: str
    field: str = "text"


def prose(paper: Paper) -> Iterator[tuple[Spot, str]]:
    """Every string of running text: the abstract, blocks, cells, footnotes, annexes."""
    if paper.abstract:
        yield Spot("abstract"), paper.abstract
    for block in (*paper.blocks, *(block for annex in paper.annexes for block in annex.blocks)):
        yield from _of_block(block)
    for note in paper.footnotes:
        yield Spot(f"{NOTE}{note.marker}"), note.text


def _of_block(block: Block) -> Iterator[tuple[Spot, str]]:
    if block.type is not BlockType.TABLE:
        yield Spot(block.id), block.text
    for row, cells in enumerate(block.rows):
        for column, cell in enumerate(cells):
            yield Spot(block.id, f"{row},{column}"), cell


def text_at(paper: Paper, place: str) -> str:
    """Everything that stands at a place, for telling later whether it has changed."""
    if place == "signature":
        return " / ".join(part or "" for part in _signature(paper))
    if place == "body":
        return "\n".join(text for _, text in prose(paper))
    for block in _blocks(paper):
        if block.id == place:
            return "\n".join((block.printed, *(" | ".join(row) for row in block.rows)))
    return read(paper, Spot(place))


def _signature(paper: Paper) -> tuple[str | None, str | None, str | None]:
    return paper.signature.authority, paper.signature.position, paper.signature.name


def is_part(place: str) -> bool:
    """Whether a place is a part of the paper ("abstract", "recipients" …) and not one of its blocks."""
    return place in _PARTS or place == "body" or place.startswith(NOTE)


def read(paper: Paper, spot: Spot) -> str:
    """The string at a spot; "" for what is not there."""
    if part := _PARTS.get(spot.place):
        return part.read(paper, spot.field)
    if spot.place.startswith(NOTE):
        return next((note.text for note in paper.footnotes if f"{NOTE}{note.marker}" == spot.place), "")
    return next((_read_block(block, spot.field) for block in _blocks(paper) if block.id == spot.place), "")


def write(paper: Paper, spot: Spot, text: str) -> Paper:
    """The paper with another string at a spot."""
    if part := _PARTS.get(spot.place):
        return part.write(paper, spot.field, text)
    if spot.place.startswith(NOTE):
        notes = (replace(n, text=text) if f"{NOTE}{n.marker}" == spot.place else n for n in paper.footnotes)
        return replace(paper, footnotes=tuple(notes))
    return _write_blocks(paper, spot, text)


class _Part(NamedTuple):
    """How one part of a paper is read and written; both are given the spot's field."""

    read: Callable[[Paper, str], str]
    write: Callable[[Paper, str, str], Paper]


def _words(name: str) -> _Part:
    def written(paper: Paper, field: str, text: str) -> Paper:
        return replace(paper, **_change(name, text))

    return _Part(lambda paper, field: getattr(paper, name) or "", written)


def _typed(name: str) -> _Part:
    def written(paper: Paper, field: str, text: str) -> Paper:
        return replace(paper, typed=replace(paper.typed or AsTyped(), **_change(name, text)))

    return _Part(lambda paper, field: getattr(paper.typed or AsTyped(), name) or "", written)


def _change(name: str, value: Any) -> dict[str, Any]:
    return {name: value}


def _write_signature(paper: Paper, field: str, text: str) -> Paper:
    return replace(paper, signature=replace(paper.signature, **_change(field, text)))


def _read_recipients(paper: Paper, field: str) -> str:
    return "\n".join(paper.typed.recipients if field == "typed" and paper.typed else paper.recipients)


def _write_recipients(paper: Paper, field: str, text: str) -> Paper:
    lines = tuple(text.split("\n")) if text else ()
    if field == "typed":
        return replace(paper, typed=replace(paper.typed or AsTyped(), recipients=lines))
    return replace(paper, recipients=lines)


def _read_title(paper: Paper, field: str) -> str:
    return (paper.typed or AsTyped()).title or "" if field == "typed" else paper.title


def _write_title(paper: Paper, field: str, text: str) -> Paper:
    if field == "typed":
        return replace(paper, typed=replace(paper.typed or AsTyped(), title=text))
    return replace(paper, title=text)


def _write_motto(paper: Paper, field: str, text: str) -> Paper:
    return replace(paper, typed=replace(paper.typed or AsTyped(), motto=bool(text)))


_PARTS: Mapping[str, _Part] = {
    "title": _Part(_read_title, _write_title),
    **{name: _words(name) for name in ("abstract", "issuer", "superior", "place")},
    **{name: _typed(name) for name in ("number", "date")},
    "signature": _Part(lambda paper, field: getattr(paper.signature, field, None) or "", _write_signature),
    "recipients": _Part(_read_recipients, _write_recipients),
    "addressees": _Part(
        lambda paper, field: "\n".join(paper.addressees),
        lambda paper, field, text: replace(paper, addressees=tuple(text.split("\n")) if text else ()),
    ),
    "profile": _Part(
        lambda paper, field: paper.profile.value,
        lambda paper, field, text: replace(paper, profile=ProfileName(text)),
    ),
    "motto": _Part(lambda paper, field: MOTTO if (paper.typed or AsTyped()).motto else "", _write_motto),
}


def _blocks(paper: Paper) -> Iterator[Block]:
    yield from paper.blocks
    for annex in paper.annexes:
        yield from annex.blocks


def _read_block(block: Block, field: str) -> str:
    if field in ("text", "marker"):
        return block.text if field == "text" else block.marker
    row, column = map(int, field.split(","))
    return block.rows[row][column]


def _write_blocks(paper: Paper, spot: Spot, text: str) -> Paper:
    def rewritten(blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(_write_block(block, spot.field, text) if block.id == spot.place else block for block in blocks)

    annexes = tuple(replace(annex, blocks=rewritten(annex.blocks)) for annex in paper.annexes)
    return replace(paper, blocks=rewritten(paper.blocks), annexes=annexes)


def _write_block(block: Block, field: str, text: str) -> Block:
    if field in ("text", "marker"):
        return replace(block, **_change(field, text))
    place = tuple(map(int, field.split(",")))
    rows = tuple(
        tuple(text if (row, column) == place else cell for column, cell in enumerate(cells))
        for row, cells in enumerate(block.rows)
    )
    return replace(block, rows=rows)

"""What a person may mend of a paper that was read from a file: its head, its end, and any block of its text."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflow.domain.blocks import Block, BlockType
from workflow.domain.errors import NotFound
from workflow.domain.numbers import KINDS, DocumentSymbol
from workflow.domain.paper import Paper, SignatureBlock


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the text, as a person gives it; `body` is the part of the symbol after the stroke."""

    kind: str
    number: int | None
    body: str
    date: dt.date | None
    place: str
    issuer: str
    superior: str
    abstract: str
    recipients: tuple[str, ...]
    signature: SignatureBlock


def framed(paper: Paper, frame: Frame) -> Paper:
    """The paper with another head and end. How they were typed in the file no longer matters."""
    symbol = str(DocumentSymbol(frame.number, frame.kind, frame.body)) if frame.body else None
    return replace(
        paper,
        kind=frame.kind,
        title=KINDS.get(frame.kind, paper.title),
        number=frame.number,
        symbol=symbol,
        date=frame.date,
        place=frame.place or None,
        issuer=frame.issuer,
        superior=frame.superior or None,
        abstract=frame.abstract,
        recipients=frame.recipients,
        signature=frame.signature,
        typed=None,
    )


def retyped(paper: Paper, block_id: str, blocks: Sequence[Block]) -> Paper:
    """The paper with one block replaced by others, the first of which keeps its name; none takes the block out.
    Refuses NotFound."""
    place = next((at for at, one in enumerate(paper.blocks) if one.id == block_id), None)
    if place is None:
        raise NotFound("Đoạn này không còn trong văn bản.")
    taken = {one.id for one in paper.blocks}
    named = [replace(one, id=block_id if at == 0 else _fresh(block_id, at, taken)) for at, one in enumerate(blocks)]
    return replace(paper, blocks=(*paper.blocks[:place], *named, *paper.blocks[place + 1 :]))


def of_kind(blocks: Sequence[Block], kind: BlockType, level: int) -> list[Block]:
    """The blocks with the first one made a heading, an item or a paragraph; a paragraph has its marker in its text."""
    first, *rest = blocks
    if kind is BlockType.PARAGRAPH:
        return [replace(first, type=kind, level=0, marker="", text=first.printed), *rest]
    return [replace(first, type=kind, level=level), *rest]


def _fresh(block_id: str, at: int, taken: set[str]) -> str:
    name = f"{block_id}-{at}"
    while name in taken:
        name += "x"
    return name

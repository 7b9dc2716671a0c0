"""The parts of a paper that an extract (trích sao) may be made of, and the extract made of those chosen."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from workflow.domain.blocks import Block, BlockType, plain
from workflow.domain.cutting import cut

_LABEL_LETTERS = 90


@dataclass(frozen=True, slots=True)
class Part:
    """What may be ticked: the id of its first block, and its first words."""

    key: str
    label: str


def parts_of(blocks: Sequence[Block]) -> list[Part]:
    """The headings of a paper, each standing for all that is under it, and the text before the first; of a paper
    without headings its paragraphs."""
    if not any(map(_is_heading, blocks)):
        return [Part(block.id, _label(block)) for block in blocks]
    heads = [block for block in blocks if _is_heading(block)]
    before = [] if _is_heading(blocks[0]) else [Part(blocks[0].id, _label(blocks[0]))]
    return [*before, *(Part(head.id, _label(head)) for head in heads)]


def extracted(blocks: Sequence[Block], chosen: Collection[str]) -> tuple[Block, ...]:
    """The blocks of the chosen parts in their order; the headings above them stay, so that a reader sees where they
    stood."""
    whole = not any(map(_is_heading, blocks))
    kept: list[Block] = []
    above: list[Block] = []  # the headings over the block at hand, outermost first
    opening = blocks[0].id if blocks else ""
    for block in blocks:
        if _is_heading(block):
            above = [*(head for head in above if head.level < block.level), block]
        owners = {block.id} if whole else {head.id for head in above} or {opening}
        if owners & set(chosen):
            kept += [head for head in above if head not in kept]
            kept += [block] if block not in kept else []
    return tuple(kept)


def called(blocks: Iterable[Block]) -> set[str]:
    """The markers of the footnotes that the blocks call."""
    return {marker for block in blocks for marker in block.footnotes}


def _is_heading(block: Block) -> bool:
    return block.type is BlockType.HEADING


def _label(block: Block) -> str:
    return cut(plain(block.printed or " ".join(sum(block.rows, ()))), _LABEL_LETTERS)

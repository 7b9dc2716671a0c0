"""What kind of heading a block is, and how deep it lies: Phần > Chương > Mục > Điều; I > 1. > 1.1 > a)."""

from collections.abc import Iterable
from enum import StrEnum

from workflow.domain.blocks import Block, BlockType

_WORDS = {"Phần": 1, "Chương": 2, "Mục": 3, "Điều": 4}
DEEPEST = 5


class HeadingKind(StrEnum):
    """How a heading is set: a division over its name in capitals, an article, or by its level."""

    DIVISION = "division"
    ARTICLE = "article"
    LEVEL_1 = "level-1"
    LEVEL_2 = "level-2"
    LEVEL_3 = "level-3"
    LEVEL_4 = "level-4"


def heading_kind(block: Block) -> HeadingKind:
    """The kind, told by the marker's word and otherwise by the level."""
    rank = _WORDS.get(_word(block), 0)
    if rank:
        return HeadingKind.ARTICLE if rank == _WORDS["Điều"] else HeadingKind.DIVISION
    return HeadingKind(f"level-{min(max(block.level, 1), 4)}")


def depths(blocks: Iterable[Block]) -> dict[str, int]:
    """Block id → how many headings it lies under, itself counted: 1 to `DEEPEST`, whatever markers a paper uses."""
    open_ranks: list[int] = []
    found = {}
    for block in blocks:
        if block.type is BlockType.HEADING:
            rank = _WORDS.get(_word(block)) or max(_WORDS.values()) + max(block.level, 1)
            open_ranks = [*(other for other in open_ranks if other < rank), rank]
            found[block.id] = min(len(open_ranks), DEEPEST)
    return found


def _word(block: Block) -> str:
    return block.marker.partition(" ")[0].capitalize()

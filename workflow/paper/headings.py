"""What kind of heading a block is, and how deep it lies: Phần > Chương > Mục > Điều; A > I > 1. > 1.1 > a)."""

import re
from collections.abc import Iterable
from enum import StrEnum

from workflow.domain.blocks import Block, BlockType

_WORDS = {"Phần": 1, "Chương": 2, "Mục": 3, "Điều": 4}
_LETTER = re.compile(r"[A-HĐ]\W?")
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


def rank_of(block: Block) -> int:
    """The smaller, the higher: "Phần I" and "A." may stand above "I.", though all three are of level 1."""
    lettered = bool(_LETTER.fullmatch(block.marker))
    return _WORDS.get(_word(block)) or len(_WORDS) + (1 if lettered else 1 + max(block.level, 1))


def depths(blocks: Iterable[Block]) -> dict[str, int]:
    """Block id → how many headings it lies under, itself counted: 1 to `DEEPEST`, whatever markers a paper uses."""
    open_ranks: list[int] = []
    found = {}
    for block in blocks:
        if block.type is BlockType.HEADING:
            rank = rank_of(block)
            open_ranks = [*(other for other in open_ranks if other < rank), rank]
            found[block.id] = min(len(open_ranks), DEEPEST)
    return found


def _word(block: Block) -> str:
    return block.marker.partition(" ")[0].capitalize()

"""A plan's blocks by the headings they stand under, and how a person finds each of them in the print."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workflow.domain.blocks import Block, BlockType, plain
from workflow.domain.folding import fold
from workflow.paper.parse.markers import heading_level

_NO_RANK = 9


@dataclass(slots=True)
class Group:
    """The blocks under one heading, with the headings over it, the chapter first. A leaf has no heading under it."""

    path: tuple[Block, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    is_leaf: bool = True

    @property
    def heading(self) -> str:
        """The words of its own heading."""
        return plain(self.path[-1].text) if self.path else ""

    @property
    def place(self) -> str:
        """How a person finds the heading: "III.1", "III.1, 1.1"."""
        return _place(self.path, "")

    @property
    def has_table(self) -> bool:
        """Whether a table stands in it."""
        return any(block.rows for block in self.blocks)

    def is_under(self, says: re.Pattern[str]) -> bool:
        """Whether a heading over it, or its own, says so (without marks, in small letters)."""
        return any(says.search(fold(block.text)) for block in self.path)

    def place_of(self, block: Block) -> str:
        """How a person finds a block of it: "III.1, 1.1", "II.2, gạch đầu dòng 3"."""
        return _place(self.path, self._mark(block))

    def leads(self, block: Block) -> bool:
        """Whether a block is one of the first rank here: numbered, else bulleted, else each paragraph."""
        numbered = [one for one in self.blocks if one.marker and one.type is BlockType.PARAGRAPH]
        if numbered:
            return block in numbered and _rank(block) == min(map(_rank, numbered))
        items = [one for one in self.blocks if one.type is BlockType.ITEM]
        if items:
            return block in items and block.level == min(one.level for one in items)
        return block.type is BlockType.PARAGRAPH and not plain(block.text).rstrip().endswith(":")

    def _mark(self, block: Block) -> str:
        if block.type is BlockType.ITEM:
            items = [one for one in self.blocks if one.type is BlockType.ITEM and one.level == block.level]
            return f"gạch đầu dòng {items.index(block) + 1}"
        if block.marker:
            return block.marker.rstrip(".)-/").lstrip("(")
        return f"đoạn {[one for one in self.blocks if not one.rows].index(block) + 1}"


def groups(blocks: Sequence[Block]) -> Iterator[Group]:
    """The groups in printed order, the one before any heading first."""
    group = Group()
    for block in blocks:
        if block.type is not BlockType.HEADING:
            group.blocks.append(block)
            continue
        group.is_leaf = block.level <= (group.path[-1].level if group.path else 0)
        yield group
        group = Group((*(above for above in group.path if above.level < block.level), block))
    yield group


def _rank(block: Block) -> int:
    return heading_level(block.marker) or _NO_RANK


def _place(path: Sequence[Block], mark: str) -> str:
    """ "III.1, 1.1": a chapter and the group under it are said in one, as readers of plans say it."""
    marks = [block.marker.rstrip(" .-–)/:") for block in path if block.marker]
    in_chapter = bool(marks) and path[0].level == 1
    if in_chapter and len(marks) > 1 and "." not in marks[1]:
        marks[:2] = [f"{marks[0]}.{marks[1]}"]
    elif in_chapter and len(marks) == 1 and mark.isdecimal():
        return f"{marks[0]}.{mark}"
    return ", ".join(filter(None, (*marks, mark)))

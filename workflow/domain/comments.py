"""Comments on the blocks of a paper: for whom one is, what became of it, and whether its block still reads the same."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol, TypeVar

from workflow.domain.blocks import Block
from workflow.domain.substance import substance


class Audience(StrEnum):
    """Who reads a comment: the house that owns the paper alone, or whoever the paper was sent to for receipt too."""

    INTERNAL = "internal"
    VISIBLE = "visible"


class Outcome(StrEnum):
    """What became of a suggested wording."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Standing(StrEnum):
    """Whether the block still says what the comment is about."""

    FRESH = "fresh"
    OUTDATED = "outdated"
    GONE = "gone"


class Placed(Protocol):
    """What has a place in a text."""

    @property
    def block(self) -> str: ...


P = TypeVar("P", bound=Placed)


def standing(about: str, block: Block | None) -> Standing:
    """Form alone makes no comment outdated: a repaired mark, another number before the paragraph."""
    if block is None:
        return Standing.GONE
    return Standing.FRESH if substance(about) == substance(words_of(block)) else Standing.OUTDATED


def words_of(block: Block) -> str:
    """What a comment on the block is about: its words without its mark; of a table its rows."""
    return block.said if block.rows else block.text


def in_reading_order(comments: Iterable[P], order: Sequence[str]) -> list[P]:
    """As their blocks stand in the text, those on one block as they were given; those without a block at the end."""
    places: Mapping[str, int] = {block: place for place, block in enumerate(order)}
    return sorted(comments, key=lambda one: places.get(one.block, len(order)))

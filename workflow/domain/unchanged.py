"""Which sentences of a report stand word for word in the one before it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflow.domain.blocks import SUPERSCRIPTS, Block, BlockType, plain

LEAST_WORDS = 4
"""A shorter sentence ("Không.", "Đạt 100%.") says the same every time without being copied."""

_SENTENCE = re.compile(r"\S.*?(?:[.!?;…]+(?=\s|$)|$)", re.MULTILINE)
_CALLS = str.maketrans("", "", SUPERSCRIPTS)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """How many sentences there are, how many of them were there before, and where those stand: {block id: places in its
    text}."""

    total: int
    kept: int
    spans: Mapping[str, frozenset[Span]]


def sentences(text: str) -> list[Span]:
    """Where the sentences of a block's text stand; together they are everything but the blanks between them."""
    return [found.span() for found in _SENTENCE.finditer(text)]


def unchanged(before: Iterable[Block], after: Iterable[Block]) -> Unchanged:
    """The sentences of the later blocks that the earlier ones have too, wherever they stood. Emphasis, note calls,
    capitals and blanks make no difference; headings, tables and very short sentences do not count."""
    known = {words for block in before for _, words in _told(block)}
    spans: dict[str, frozenset[Span]] = {}
    total = kept = 0
    for block in after:
        told = list(_told(block))
        same = frozenset(span for span, words in told if words in known)
        total, kept = total + len(told), kept + len(same)
        if same:
            spans[block.id] = same
    return Unchanged(total, kept, spans)


def _told(block: Block) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The sentences that count, each with its words."""
    if block.type in {BlockType.HEADING, BlockType.TABLE}:
        return
    for start, end in sentences(block.text):
        words = tuple(plain(block.text[start:end]).translate(_CALLS).casefold().rstrip(".!?;…").split())
        if len(words) >= LEAST_WORDS:
            yield (start, end), words

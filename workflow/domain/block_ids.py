"""Stable names of blocks: a block keeps its id through every revision that keeps it, even edited in place."""

import dataclasses
import secrets
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher

from workflow.domain.blocks import Block, plain
from workflow.domain.likeness import likeness
from workflow.domain.unchanged import LEAST_WORDS

ALIKE = 0.5
"""Shared words over all words of both: a block that is mended says at least so much of what it said."""
MOST_COMPARED = 2500
"""Pairs of blocks compared in one place; where more were rewritten they keep their names one after the other."""


def fresh_id() -> str:
    """A name for a new block, unique in its document for all practical purposes."""
    return secrets.token_hex(5)


def keep_ids(before: Sequence[Block], after: Sequence[Block], fresh: Callable[[], str]) -> tuple[Block, ...]:
    """The new blocks, each under the id of the old block it is (same words, also elsewhere; nearly the same words, or
    what it replaced, at its place), else fresh."""
    matcher = SequenceMatcher(None, [_words(b) for b in before], [_words(b) for b in after], autojunk=False)
    codes = matcher.get_opcodes()
    names = {
        c + offset: before[a + offset].id for tag, a, b, c, _ in codes if tag == "equal" for offset in range(b - a)
    }
    gaps = [(range(a, b), range(c, d)) for tag, a, b, c, d in codes if tag != "equal"]
    free = {was: before[was] for gone, _ in gaps for was in gone}
    names |= _elsewhere(free, {now: after[now] for _, come in gaps for now in come})
    for gone, come in gaps:
        left = [now for now in come if now not in names]
        names |= _at_place({was: free[was] for was in gone if was in free}, {now: after[now] for now in left})
    return tuple(dataclasses.replace(block, id=names.get(now) or fresh()) for now, block in enumerate(after))


def _elsewhere(free: dict[int, Block], come: Mapping[int, Block]) -> dict[int, str]:
    """What stands word for word in another place; short blocks stand in many. The old ones are taken from the free."""
    known: dict[tuple[str, ...], list[int]] = {}
    for was, block in free.items():
        known.setdefault(_words(block), []).append(was)
    found: dict[int, str] = {}
    for now, block in come.items():
        words = _words(block)
        if len(words) > LEAST_WORDS and known.get(words):
            found[now] = free.pop(known[words].pop(0)).id
    return found


def _at_place(gone: dict[int, Block], come: Mapping[int, Block]) -> dict[int, str]:
    """Between the same neighbours: first those that say nearly the same, the others as they follow one another."""
    found: dict[int, str] = {}
    if len(gone) != len(come) and len(gone) * len(come) <= MOST_COMPARED:
        for now, block in come.items():
            like, was = max(((_alike(old, block), -was) for was, old in gone.items()), default=(0.0, 0))
            if like >= ALIKE:
                found[now] = gone.pop(-was).id
    rest = [now for now in come if now not in found]
    return found | {now: old.id for now, old in zip(rest, gone.values(), strict=False)}


def _alike(one: Block, other: Block) -> float:
    return likeness(frozenset(_words(one)), frozenset(_words(other)))


def _words(block: Block) -> tuple[str, ...]:
    return (block.type.value, *plain(block.text).split(), *(cell for row in block.rows for cell in row))

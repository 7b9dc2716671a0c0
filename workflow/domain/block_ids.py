"""Stable names of blocks: a block keeps its id through every revision that keeps it, even edited in place."""

import dataclasses
import secrets
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from workflow.domain.blocks import Block, plain


def fresh_id() -> str:
    """A name for a new block, unique in its document for all practical purposes."""
    return secrets.token_hex(5)


def keep_ids(before: Sequence[Block], after: Sequence[Block], fresh: Callable[[], str]) -> tuple[Block, ...]:
    """The new blocks, each under the id of the old block it is (same words, or the one it replaced), else fresh."""
    matcher = SequenceMatcher(None, [_words(b) for b in before], [_words(b) for b in after], autojunk=False)
    named: list[Block] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        olds = before[old_from:old_to] if tag in {"equal", "replace"} else ()
        for offset, block in enumerate(after[new_from:new_to]):
            name = olds[offset].id if offset < len(olds) else fresh()
            named.append(dataclasses.replace(block, id=name))
    return tuple(named)


def _words(block: Block) -> tuple[str, ...]:
    return (block.type.value, *plain(block.text).split(), *(cell for row in block.rows for cell in row))

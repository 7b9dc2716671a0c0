"""What a person types in one field of a form, into blocks and back again without loss."""

import re
from collections.abc import Iterable, Sequence

from workflow.domain.blocks import Block, BlockType
from workflow.paper.parse import markers
from workflow.paper.parse.lines import Gathered, gather, lines_of

_CELL = re.compile(r"(?<!\\)\|")


def parse_section(text: str) -> tuple[Block, ...]:
    """The blocks of a text with the line conventions `I.`, `1.`, `1.1.`, `a)`, `- `, `+ `, `| cell | cell |`; blank
    lines part paragraphs. Ids are b1, b2 ...: the caller gives the lasting ones. An empty text gives no block."""
    return to_blocks(gather(lines_of(text), across_blanks=False))


def to_blocks(texts: Iterable[Gathered]) -> tuple[Block, ...]:
    """One block for each gathered text, in order."""
    return tuple(
        _table(f"b{index}", text.text) if text.is_table else markers.block(f"b{index}", text.text)
        for index, text in enumerate(texts, 1)
    )


def blocks_to_text(blocks: Sequence[Block]) -> str:
    """The text a person edits: `parse_section` makes the same blocks of it, up to their ids."""
    return "\n".join(("\n" if index and _needs_gap(block) else "") + _line(block) for index, block in enumerate(blocks))


def _needs_gap(block: Block) -> bool:
    return not block.marker


def _line(block: Block) -> str:
    if block.type is BlockType.TABLE:
        return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in block.rows)
    return block.printed


def _table(identity: str, text: str) -> Block:
    rows = tuple(
        tuple(cell.strip().replace("\\|", "|") for cell in _CELL.split(line.strip()[1:-1])) for line in text.split("\n")
    )
    return Block(identity, BlockType.TABLE, 0, "", "", rows=rows)

"""What a person types in one field of a form, into blocks and back again without loss."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from workflow.domain.blocks import Block, BlockType
from workflow.domain.table_text import as_text, rows_of
from workflow.paper.inline import calls
from workflow.paper.parse import markers
from workflow.paper.parse.lines import Gathered, gather, lines_of


def parse_section(text: str) -> tuple[Block, ...]:
    """The blocks of a text with the line conventions `I.`, `1.`, `1.1.`, `a)`, `- `, `+ `, `| cell | cell |`; blank
    lines part paragraphs. Ids are b1, b2 ...: the caller gives the lasting ones. An empty text gives no block."""
    return to_blocks(gather(lines_of(text), across_blanks=False))


def to_blocks(texts: Iterable[Gathered], first: int = 1) -> tuple[Block, ...]:
    """One block for each gathered text, in order; their ids count from `first`."""
    gathered = list(texts)
    made = [
        _table(f"b{index}", text.text) if text.is_table else markers.block(f"b{index}", text.text)
        for index, text in enumerate(gathered, first)
    ]
    listed = _bare_lists(made, [text.text for text in gathered])
    return tuple(replace(one, type=BlockType.PARAGRAPH, level=0) if one.id in listed else one for one in made)


def _bare_lists(blocks: Sequence[Block], typed: Sequence[str]) -> set[str]:
    """The ids of what is no heading but a list whose full stops are missing: two or more numbered lines of one level
    under one heading, sentences or in small plain letters with nothing under any of them."""
    found, groups = set[str](), defaultdict[int, list[tuple[str, bool]]](list)
    for block, line, below in zip_longest(blocks, typed, blocks[1:]):
        own = markers.heading_level(block.marker)
        if not own:
            continue
        for level in [level for level in groups if level > own]:
            found |= _if_bare(groups.pop(level))
        bare = below is None or 0 < markers.heading_level(below.marker) <= own
        plainly = own > 1 and not block.text.isupper() and "**" not in line
        groups[own].append((block.id, block.type is not BlockType.HEADING or (bare and plainly)))
    return found.union(*map(_if_bare, groups.values()))


def _if_bare(group: Sequence[tuple[str, bool]]) -> set[str]:
    return {identity for identity, _ in group} if len(group) > 1 and all(bare for _, bare in group) else set()


def blocks_to_text(blocks: Sequence[Block]) -> str:
    """The text a person edits: `parse_section` makes the same blocks of it, up to their ids."""
    return "\n".join(("\n" if index and _needs_gap(block) else "") + _line(block) for index, block in enumerate(blocks))


def _needs_gap(block: Block) -> bool:
    return not block.marker


def _line(block: Block) -> str:
    if block.type is BlockType.TABLE:
        return as_text(block.rows)
    printed = block.printed
    if block.marker and markers.split(printed)[0] != block.marker:
        return f"{block.marker}\n{block.text}"  # the name of a division, which only its own line tells from a sentence
    return printed


def _table(identity: str, text: str) -> Block:
    rows = rows_of(text)
    return Block(identity, BlockType.TABLE, 0, "", "", calls(" ".join(cell for row in rows for cell in row)), rows)

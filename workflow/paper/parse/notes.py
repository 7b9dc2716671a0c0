"""Notes that a person types with the text of a section: a raised number in the words, a line that begins with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from workflow.domain.blocks import Block, Footnote, superscript, unsuperscript
from workflow.paper.inline import CALL, calls
from workflow.paper.parse.footnotes import take_footnotes
from workflow.paper.parse.lines import lines_of
from workflow.paper.parse.section import blocks_to_text, parse_section


def parse_noted(text: str, begun: int = 0) -> tuple[tuple[Block, ...], tuple[Footnote, ...]]:
    """The blocks of a typed text as `parse_section` has them, and its notes, numbered on after `begun` in the order of
    their calls. A line "¹ …" is a note when the text calls it; a call without a note stays the raised digits it is."""
    lines, notes = take_footnotes(lines_of(text))
    blocks, texts = parse_section("\n".join(lines)), {note.marker: note.text for note in notes}
    called = dict.fromkeys(marker for block in blocks for marker in block.footnotes if marker in texts)
    numbers = {marker: str(number) for number, marker in enumerate(called, begun + 1)}
    footnotes = tuple(Footnote(number, texts[marker]) for marker, number in numbers.items())
    return tuple(_renumbered(block, numbers) for block in blocks), footnotes


def noted_text(blocks: Sequence[Block], notes: Mapping[str, str], begun: int = 0) -> str:
    """The text a person edits, its notes under it: `parse_noted` makes the same blocks and notes of it, up to ids. The
    notes are numbered on after `begun` in the order of their calls; raised digits without a note stay as they are."""
    raised = list(dict.fromkeys(marker for block in blocks for marker in block.footnotes))
    free = (number for number in map(str, count(begun + 1)) if number in notes or number not in raised)
    numbers = {marker: next(free) for marker in raised if marker in notes}
    text = blocks_to_text([_renumbered(block, numbers) for block in blocks])
    return "\n\n".join((text, *(f"{superscript(number)} {notes[marker]}" for marker, number in numbers.items())))


def last_raised(text: str) -> int:
    """The highest raised number in a typed text, 0 when there is none."""
    return max(map(int, calls(text)), default=0)


def spelled_out(block: Block, notes: Mapping[str, str]) -> Block:
    """The block with its notes in brackets at their calls: how they travel into another paper."""
    own = {superscript(marker): notes[marker].rstrip(". ") for marker in block.footnotes if marker in notes}

    def said(text: str) -> str:
        return CALL.sub(lambda found: f" ({own[found[0]]})" if found[0] in own else found[0], text)

    rows = tuple(tuple(map(said, row)) for row in block.rows)
    return replace(block, text=said(block.text), rows=rows, footnotes=())


def _renumbered(block: Block, numbers: Mapping[str, str]) -> Block:
    def renumber(text: str) -> str:
        return CALL.sub(lambda found: superscript(numbers.get(marker := unsuperscript(found[0]), marker)), text)

    return replace(
        block,
        text=renumber(block.text),
        rows=tuple(tuple(map(renumber, row)) for row in block.rows),
        footnotes=tuple(numbers[marker] for marker in block.footnotes if marker in numbers),
    )

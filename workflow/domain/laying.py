"""A paper from outside laid into the sections of a text being written: its stretches, where each fits, what stays of
its headings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workflow.domain.blocks import SUPERSCRIPTS, Block, BlockType, plain, superscript
from workflow.domain.folding import fold
from workflow.domain.paper import Paper
from workflow.domain.sections import BODY, OPENING

LEFT_OUT = "khong"
"""In place of a section's key: the stretch is not to be laid."""
_ALIKE = 0.5  # share of words that two names must have in common for one to be proposed for the other


@dataclass(frozen=True, slots=True)
class Place:
    """A section of the text being written."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands under one heading of the paper (None: before the first, or notes that nothing calls), and the key of
    the section proposed for it, "" where a person must choose."""

    heading: Block | None
    blocks: tuple[Block, ...]
    proposed: str = ""


def stretches(paper: Paper, places: Sequence[Place]) -> list[Stretch]:
    """The paper's text, no word left out: parted at headings of the first level, and of the second where they bear the
    name of a section. What stands before the first heading is proposed for the opening; a heading without words of its
    own goes with what follows."""
    narrative = [place for place in places if place.key != OPENING]
    found = [_proposed(one, narrative) for one in _parted(paper.blocks, narrative)]
    if len(found) > 1 and found[0].heading is None:
        found[0] = replace(found[0], proposed=OPENING)
    for at in reversed(range(len(found) - 1)):
        if not found[at].proposed and not found[at].blocks:
            found[at] = replace(found[at], proposed=found[at + 1].proposed)
    loose = tuple(_loose_notes(paper))
    return [*found, Stretch(None, loose)] if loose else found


def laid(found: Sequence[Stretch], chosen: Mapping[int, str], places: Sequence[Place]) -> dict[str, list[Block]]:
    """The blocks for each section. A heading that names what its section names is printed by the section; any other
    stays as a line in bold, in the one body of a paper begun by hand as the heading it is."""
    titles = {place.key: place.title for place in places}
    sections: dict[str, list[Block]] = {}
    for at, stretch in enumerate(found):
        key = chosen[at]
        if key in titles:
            kept = [stretch.heading] if key == BODY else _bold(stretch.heading, titles[key])
            sections.setdefault(key, []).extend([block for block in kept if block] + list(stretch.blocks))
    return sections


def _parted(blocks: Iterable[Block], narrative: Sequence[Place]) -> Iterator[Stretch]:
    heading: Block | None = None
    under: list[Block] = []
    for block in blocks:
        if _parts(block, narrative):
            if heading or under:
                yield Stretch(heading, tuple(under))
            heading, under = block, []
        else:
            under.append(block)
    if heading or under:
        yield Stretch(heading, tuple(under))


def _parts(block: Block, narrative: Sequence[Place]) -> bool:
    if block.type is not BlockType.HEADING or block.level > 2:
        return False
    return block.level == 1 or any(_same(block.text, place.title) for place in narrative)


def _proposed(stretch: Stretch, narrative: Sequence[Place]) -> Stretch:
    if len(narrative) == 1:
        return replace(stretch, proposed=narrative[0].key)
    if stretch.heading is None:
        return stretch
    name = stretch.heading.text
    best = max(narrative, key=lambda place: _likeness(name, place.title), default=None)
    fits = best is not None and _likeness(name, best.title) >= _ALIKE
    return replace(stretch, proposed=best.key) if best and fits else stretch


def _loose_notes(paper: Paper) -> Iterator[Block]:
    annexed = [block for annex in paper.annexes for block in annex.blocks]
    called = {marker for block in (*paper.blocks, *annexed) for marker in block.footnotes}
    for note in paper.footnotes:
        if note.marker not in called:
            text = f"{superscript(note.marker)} {note.text}"
            yield Block(f"note-{note.marker}", BlockType.PARAGRAPH, 0, "", text)


def _bold(heading: Block | None, title: str) -> list[Block]:
    if heading is None or (_likeness(heading.text, title) >= _ALIKE and not heading.footnotes):
        return []
    words = plain(heading.text or heading.marker)
    return [replace(heading, type=BlockType.PARAGRAPH, level=0, marker="", text=f"**{words}**")]


def _same(name: str, title: str) -> bool:
    return _words(name) == _words(title)


def _likeness(name: str, title: str) -> float:
    """From 0 to 1: twice the words in common by the words of both."""
    one, other = set(_words(name)), set(_words(title))
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def _words(name: str) -> list[str]:
    return fold(plain(name).rstrip(SUPERSCRIPTS)).split()

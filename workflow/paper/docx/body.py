"""The text of a paper or of an annex, block by block."""

from collections.abc import Iterator, Sequence

from workflow.domain.blocks import Block, BlockType
from workflow.paper.body import kept_together
from workflow.paper.docx.figures import figures
from workflow.paper.docx.layout import keep_next, paragraph
from workflow.paper.docx.notes import Notes
from workflow.paper.docx.numbering import BULLET_STYLES, NO_LIST, Numbering
from workflow.paper.docx.text import runs, typed
from workflow.paper.docx.xml import Element, w
from workflow.paper.headings import HeadingKind, depths, heading_kind
from workflow.paper.profiles import Profile

_HEADINGS = {
    HeadingKind.DIVISION: "Division",
    HeadingKind.ARTICLE: "Article",
    HeadingKind.LEVEL_1: "Heading1",
    HeadingKind.LEVEL_2: "Heading2",
    HeadingKind.LEVEL_3: "Heading3",
    HeadingKind.LEVEL_4: "Heading4",
}


class Body:
    """What the parts of one paper share while they are written: its notes, its lists, its measures."""

    def __init__(self, profile: Profile, notes: Notes) -> None:
        """One for each paper."""
        self.profile = profile
        self.notes = notes
        self.numbering = Numbering(profile.body_indent)

    def blocks(self, blocks: Sequence[Block], width: float, *, ending: bool = False) -> Iterator[Element]:
        """The blocks in a text of this width. Before an `ending` the last two lines hold together and stay with it."""
        deep, kept = depths(blocks), kept_together(blocks) if ending else frozenset()
        for index, block in enumerate(blocks):
            stays = blocks[index + 1].id in kept if index < len(blocks) - 1 else ending
            if block.type is BlockType.TABLE:
                yield from figures(block, self.notes, width, self.profile, kept=stays)
            else:
                yield self._paragraph(block, deep.get(block.id), stays=stays)

    def _paragraph(self, block: Block, depth: int | None, *, stays: bool) -> Element:
        style = _style(block)
        over = style == "Division" and bool(block.text.strip())
        place = self.numbering.place(block, centred=over)
        properties = [*([keep_next()] if stays else []), *([w("outlineLvl", val=depth - 1)] if depth else [])]
        if place:
            properties.append(place.properties)
        elif block.type is BlockType.ITEM:
            properties.append(NO_LIST)
        marker = [] if place else typed(block.marker if over else f"{block.marker} ".lstrip())
        end = [w("r", w("br"))] if over else []
        return paragraph(style, *marker, *end, *runs(block.text, self.notes, capitals=over), properties=properties)


def _style(block: Block) -> str:
    if block.type is BlockType.HEADING:
        return "Heading5" if block.level > 4 else _HEADINGS[heading_kind(block)]
    if block.type is BlockType.ITEM:
        return BULLET_STYLES[0] if block.level <= 1 else BULLET_STYLES[1]
    return "BodyText"

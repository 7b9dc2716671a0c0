"""What each kind of section becomes on paper: its blocks, and the notes that they call."""

from collections.abc import Callable, Mapping, Sequence

from workflow.actions.table import asked
from workflow.domain.blocks import Block, BlockType, Footnote
from workflow.domain.outline import SectionKind
from workflow.domain.sections import EMPTY_ANSWER
from workflow.models import Document, DraftSection
from workflow.paper.parse import parse_section
from workflow.paper.parse.notes import parse_noted

# The document, the section, the notes before it (its own are added to them) → its blocks under passing names.
Printer = Callable[[Document, DraftSection, list[Footnote]], Sequence[Block]]


def blocks_of(document: Document, section: DraftSection, notes: list[Footnote]) -> Sequence[Block]:
    """The blocks of a section as its kind prints them."""
    return PRINTERS.get(section.kind, _words)(document, section, notes)


def _words(document: Document, section: DraftSection, notes: list[Footnote]) -> Sequence[Block]:
    parsed, own = parse_noted(section.text, len(notes))
    notes += own
    return parsed


def _table(document: Document, section: DraftSection, notes: list[Footnote]) -> Sequence[Block]:
    """The rows under the columns of the outline, and what is said beside them; "Không." where there are none."""
    table = asked(document, section).table
    if table is None or not section.rows:
        return parse_section(section.text)
    rows = (table.columns, *map(tuple, section.rows))
    words = _words(document, section, notes) if section.text != EMPTY_ANSWER else ()
    return [Block("bang", BlockType.TABLE, 0, "", "", (), tuple(rows)), *words]


# A kind without a printer of its own is printed as its words.
PRINTERS: Mapping[SectionKind, Printer] = {SectionKind.TABLE: _table}

"""A whole document's text into a paper: top, ending and footnotes are taken off, the rest are its blocks."""

from collections.abc import Sequence

from workflow.domain.blocks import Block, Footnote
from workflow.domain.errors import InvalidInput
from workflow.domain.paper import AsTyped, Paper, ParseWarning, ProfileName
from workflow.paper.parse import slips
from workflow.paper.parse.citations import citations
from workflow.paper.parse.ending import Ending, take_ending
from workflow.paper.parse.footnotes import take_footnotes
from workflow.paper.parse.header import Top, take_top
from workflow.paper.parse.lines import Gathered, gather, lines_of
from workflow.paper.parse.section import to_blocks
from workflow.paper.parse.tasks import tasks
from workflow.paper.profiles import profile_for


def parse_text(text: str, *, profile: ProfileName | None = None) -> Paper:
    """The paper that a plain text holds. No word is dropped: what has no place stays as a paragraph with a warning, and
    what is not given is None. Without `profile` the guide of the paper's date is taken.

    Refuses (InvalidInput) a text without words."""
    if not any(map(str.isalnum, text)):
        raise InvalidInput("Văn bản không có chữ nào; hãy chọn tệp có nội dung.")
    top, rest = take_top(lines_of(text))
    body, notes = take_footnotes(rest)
    body, ending = take_ending(body)
    texts = [
        *gather(top.unplaced, across_blanks=False),
        *gather(body, across_blanks=True),
        *gather(ending.unplaced, across_blanks=False),
    ]
    blocks = to_blocks(texts)
    return Paper(
        kind=top.kind or (top.symbol.kind if top.symbol else ""),
        title=top.title,
        abstract=top.abstract,
        issuer=top.issuer,
        superior=top.superior,
        symbol=str(top.symbol) if top.symbol else None,
        number=top.symbol.number if top.symbol else None,
        place=top.place,
        date=top.date,
        profile=profile or profile_for(top.date, recipients_separator=ending.separator),
        blocks=blocks,
        footnotes=notes,
        recipients=ending.recipients,
        signature=ending.signature,
        tasks=tasks(blocks),
        citations=citations([top.abstract, *(block.text for block in blocks), *(note.text for note in notes)]),
        typed=AsTyped(top.number_line, top.date_line, ending.typed, top.has_motto),
        warnings=_warnings(top, ending, texts, blocks, notes),
    )


def _warnings(
    top: Top, ending: Ending, texts: Sequence[Gathered], blocks: tuple[Block, ...], notes: tuple[Footnote, ...]
) -> tuple[ParseWarning, ...]:
    return (
        *slips.of_header(top, blocks),
        *slips.of_body(texts, blocks, notes),
        *slips.of_ending(ending, blocks),
    )

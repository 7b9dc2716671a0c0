"""A whole document's text into a paper: top, ending, footnotes and annexes are taken off, the rest are its blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow.domain.blocks import Block, Footnote, clean
from workflow.domain.errors import InvalidInput
from workflow.domain.paper import Annex, AsTyped, CopyBlock, Paper, ParseWarning, ProfileName, profile_for
from workflow.domain.secrecy import CLASSIFIED
from workflow.paper.parse import slips
from workflow.paper.parse.appended import AnnexLines, split_annexes, split_copy
from workflow.paper.parse.citations import citations
from workflow.paper.parse.ending import Ending, take_ending
from workflow.paper.parse.footnotes import take_footnotes
from workflow.paper.parse.header import Top
from workflow.paper.parse.lines import Gathered, gather, single_spaced, tabbed_rows
from workflow.paper.parse.repairs import repaired
from workflow.paper.parse.secrecy import degree_of_secrecy
from workflow.paper.parse.section import to_blocks
from workflow.paper.parse.source import Source
from workflow.paper.parse.tasks import tasks
from workflow.paper.parse.top import take_top

_LONE_NUMBER = re.compile(r"\d{1,4}")
_MINUTES = "BB"
_WIDE = 7  # columns of a table that does not fit upright


@dataclass(slots=True)
class _Parts:
    """What one text was taken apart into."""

    top: Top
    ending: Ending
    notes: tuple[Footnote, ...]
    texts: list[Gathered]
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...]
    annex_texts: list[Gathered]
    copy: CopyBlock | None
    warnings: list[ParseWarning]


def parse_text(text: str, *, profile: ProfileName | None = None) -> Paper:
    """The paper that a plain text holds. No word is dropped: what has no place stays as a paragraph with a warning, and
    what is not given is None. Without `profile` the guide of the paper's date is taken.

    Refuses (InvalidInput) a text without words."""
    return parse_source(Source(clean(text).split("\n")), profile=profile)


def parse_source(source: Source, *, profile: ProfileName | None = None) -> Paper:
    """The same for what another kind of file was read into."""
    if not any(any(map(str.isalnum, line)) for line in [*source.lines, *source.margins]):
        raise InvalidInput("Văn bản không có chữ nào; hãy chọn tệp có nội dung.")
    parts = _taken_apart(source)
    return _paper(parts, profile, (*_secrecy(source), *source.warnings, *_warnings(parts)))


def _secrecy(source: Source) -> Iterator[ParseWarning]:
    if degree := degree_of_secrecy(source.lines, source.margins):
        yield ParseWarning(
            CLASSIFIED,
            "header",
            f"Văn bản có dấu chỉ độ mật “{degree}”: không xử lý trên máy nối mạng; "
            "hãy dừng lại và làm theo quy định về bảo vệ bí mật nhà nước.",
        )


def _taken_apart(source: Source) -> _Parts:
    work = repaired(source.lines)
    kept, notes = take_footnotes([single_spaced(line) for line in work.lines])
    top, rest = take_top(kept)
    rest, copied, left = split_copy(rest)
    rest, annex_lines = split_annexes(rest, source.wide)
    body, ending = take_ending(rest)
    ending.take_margins(source.margins)
    body = _without_stamp(top, body)
    texts = [
        *gather(top.unplaced, across_blanks=False),
        *gather(tabbed_rows(body), across_blanks=True),
        *gather([*ending.unplaced, *left], across_blanks=False),
    ]
    ending.unplaced += left
    annexes, annex_texts = _annexes(annex_lines, len(texts) + 1)
    return _Parts(top, ending, notes, texts, to_blocks(texts), annexes, annex_texts, copied, work.warnings)


def _annexes(found: Sequence[AnnexLines], first: int) -> tuple[tuple[Annex, ...], list[Gathered]]:
    annexes, texts = list[Annex](), list[Gathered]()
    for one in found:
        gathered = gather(tabbed_rows(one.lines), across_blanks=True)
        blocks = to_blocks(gathered, first + len(texts))
        texts += gathered
        wide = one.wide or any(len(row) >= _WIDE for block in blocks for row in block.rows)
        annexes.append(Annex(one.marker, one.title, blocks, wide))
    return tuple(annexes), texts


def _without_stamp(top: Top, body: list[str]) -> list[str]:
    """A number stamped after the text was set comes as a line of its own somewhere on the first page."""
    if top.symbol is None or top.symbol.number is not None or top.stamped:
        return body
    lone = [line.strip() for line in body if _LONE_NUMBER.fullmatch(line.strip())]
    if len(lone) != 1:
        return body
    top.stamp(lone)
    return [line for line in body if line.strip() != lone[0]]


def _paper(parts: _Parts, profile: ProfileName | None, warnings: tuple[ParseWarning, ...]) -> Paper:
    top, ending, symbol = parts.top, parts.ending, parts.top.symbol
    every_block = [*parts.blocks, *(block for annex in parts.annexes for block in annex.blocks)]
    return Paper(
        kind=top.kind or (symbol.kind if symbol else ""),
        title=top.title,
        abstract=top.abstract,
        issuer=top.issuer,
        superior=top.superior,
        symbol=str(symbol) if symbol else None,
        number=symbol.number if symbol else None,
        place=top.place,
        date=top.date,
        profile=profile or profile_for(top.date, recipients_separator=ending.separator),
        blocks=parts.blocks,
        footnotes=parts.notes,
        recipients=ending.recipients,
        signature=ending.signature,
        tasks=tasks(parts.blocks, parts.annexes),
        citations=citations([top.abstract, *(b.text for b in every_block), *(note.text for note in parts.notes)]),
        warnings=warnings,
        addressees=tuple(top.addressees),
        annexes=parts.annexes,
        draft=top.draft,
        urgency=top.urgency,
        circulation=top.circulation,
        drafter_mark=ending.drafter_mark,
        contact=ending.contact,
        copy=parts.copy,
        left_signature=ending.second,
        typed=AsTyped(top.number_line, top.date_line, ending.typed, top.has_motto, top.title_line),
    )


def _warnings(parts: _Parts) -> tuple[ParseWarning, ...]:
    annexed = [block for annex in parts.annexes for block in annex.blocks]
    return (
        *parts.warnings,
        *slips.of_header(parts.top, parts.blocks),
        *slips.of_body([*parts.texts, *parts.annex_texts], [*parts.blocks, *annexed], parts.notes),
        *slips.of_ending(parts.ending, parts.blocks, minutes=parts.top.kind == _MINUTES),
    )

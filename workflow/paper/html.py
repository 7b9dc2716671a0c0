"""The paper as HTML, and the style sheet of a profile: the sheet of templates/paper filled with the paper's words."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from workflow.domain.blocks import Block, BlockType, clean
from workflow.domain.paper import Paper
from workflow.paper.fonts import FontFamily
from workflow.paper.inline import inline_html
from workflow.paper.profiles import PROFILES, Profile

_TEMPLATES = Path(__file__).parents[2] / "templates" / "paper"
_NAME_CHARACTERS = 26  # capitals of 14 pt in the left column of the header
_ABSTRACT_CHARACTERS = 66  # bold small letters of 14 pt in the text's width, with air on both sides
_BEGINS_A_PHRASE = {"của", "về", "và", "trong", "theo", "năm", "giai", "trên", "tại", "đến"}
_WITHIN_A_PHRASE = 100.0  # as bad as a line ten characters off
_FIRST_SMALL_MONTH = 3


def paper_html(paper: Paper) -> str:
    """The whole sheet as one HTML page, without its style (`paper_css`). Every text is escaped and in NFC."""
    return (
        _environment()
        .get_template("paper.html")
        .render(
            paper=paper,
            blocks=list(_printed_blocks(paper)),
            symbol=_symbol(paper),
            recipients=_recipients(paper),
        )
    )


def paper_css(profile: Profile, font: FontFamily) -> str:
    """The style sheet of a profile with a font family."""
    return _environment().get_template("paper.css").render(profile=profile, font=font)


def balanced(text: str, characters: int) -> Markup:
    """The text in lines of at most so many characters, about equally long, broken between phrases where they can be."""
    words = clean(text).split()
    total = len(" ".join(words))
    aim = total / ceil(total / characters) if words else 0
    best = {len(words): (0.0, len(words))}  # first word of a line → cost of the rest, first word of the next line
    for start in reversed(range(len(words))):
        ends = _line_ends(words, start, characters)
        best[start] = min((_cost(words, start, end, aim) + best[end][0], end) for end in ends)
    lines, start = [], 0
    while start < len(words):
        end = best[start][1]
        lines.append(inline_html(" ".join(words[start:end])))
        start = end
    return Markup("<br>").join(lines)


def _line_ends(words: list[str], start: int, characters: int) -> list[int]:
    """Where a line that begins at a word may end; a word too long for any line stands alone."""
    ends = range(start + 1, len(words) + 1)
    return [end for end in ends if len(" ".join(words[start:end])) <= characters] or [start + 1]


def _cost(words: list[str], start: int, end: int, aim: float) -> float:
    between_phrases = end == len(words) or words[end - 1].endswith((",", ";")) or words[end].lower() in _BEGINS_A_PHRASE
    return (len(" ".join(words[start:end])) - aim) ** 2 + (0 if between_phrases else _WITHIN_A_PHRASE)


def printed_date(day: dt.date) -> str:
    """ "ngày 03 tháng 02 năm 2026": a leading zero for days below ten and the months one and two (HD05 4.2.2)."""
    month = f"{day.month:02d}" if day.month < _FIRST_SMALL_MONTH else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if type(value) is str else value,  # what is already markup is clean
    )
    environment.filters.update(
        inline=inline_html,
        names=lambda text: balanced(text, _NAME_CHARACTERS),
        abstract=lambda text: balanced(text, _ABSTRACT_CHARACTERS),
        printed_date=printed_date,
    )
    return environment


def _printed_blocks(paper: Paper) -> Iterator[dict[str, Any]]:
    """Tag, class and content of each block; a note is set at its first call only."""
    notes = {note.marker: note.text for note in paper.footnotes}
    for block in paper.blocks:
        own = {marker: notes.pop(marker) for marker in block.footnotes if marker in notes}
        yield {"tag": _tag(block), "rows": block.rows, "html": _content(block, own)}


def _content(block: Block, notes: dict[str, str]) -> Markup:
    return Markup("{} ").format(block.marker) * bool(block.marker) + inline_html(block.text, notes)


def _tag(block: Block) -> str:
    if block.type is BlockType.HEADING:
        return f"h{min(block.level, 4) + 1}"
    return "table" if block.type is BlockType.TABLE else "p"


def _symbol(paper: Paper) -> Markup:
    """ "Số 32-KH/ĐU", with the blank that the register fills while there is no number."""
    blank = Markup('<span class="blank"></span>')
    if paper.symbol is None:
        return Markup("Số {}-{}/{}").format(blank, paper.kind, blank)
    if paper.number is None:
        return Markup("Số {}-{}").format(blank, paper.symbol.removeprefix("-"))
    return Markup("Số {}").format(escape(paper.symbol))


def _recipients(paper: Paper) -> list[str]:
    separator = PROFILES[paper.profile].recipients_separator
    ends = [separator] * (len(paper.recipients) - 1) + ["."]
    return [f"- {name}{end}" for name, end in zip(paper.recipients, ends, strict=False)]

"""The paper as HTML, and the style sheet of a profile: the sheet of templates/paper filled with the paper's words."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from itertools import accumulate, takewhile
from math import ceil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from workflow.domain.blocks import clean, plain
from workflow.domain.dates import official
from workflow.domain.paper import Paper
from workflow.paper import wording
from workflow.paper.body import Body
from workflow.paper.fonts import FontFamily
from workflow.paper.inline import inline_html
from workflow.paper.profiles import PROFILES, Profile
from workflow.paper.square_code import square_code
from workflow.paper.tables import text_length

_TEMPLATES = Path(__file__).parents[2] / "templates" / "paper"
_NAME_CAPITAL = 3.2  # millimetres of one bold capital of 14 pt, wide letters among them
_BEGINS_A_BODY = {
    "tỉnh",
    "thành",
    "huyện",
    "xã",
    "phường",
    "đặc",
    "sở",
    "ban",
    "văn",
    "trường",
    "trung",
    "bệnh",
    "công",
    "các",
    "cơ",
    "thôn",
    "xóm",
    "khu",
    "khối",
    "hội",
    "mặt",
    "và",
}
_ABSTRACT_CHARACTERS = 66  # bold small letters of 14 pt in the text's width, with air on both sides
_BEGINS_A_PHRASE = {"của", "về", "và", "trong", "theo", "năm", "giai", "trên", "tại", "đến"}
_WITHIN_A_PHRASE = 100.0  # as bad as a line ten characters off
_NARROWEST_NAMES = 62.0  # millimetres that the left column of the header keeps beside a long place and day
_REAL_LENGTH = 0.89  # of what `text_length` reckons, for a line of small letters in italics
_LETTER_ABSTRACT_CHARACTERS = 38  # small italics of 12 pt in the left column of the header
_RECIPIENT_CHARACTERS = 42  # small letters of 12 pt in half the text's width
_LINES_BESIDE = 30  # of Nơi nhận beside the signature
_LONG = 30  # characters of a word that may be longer than its line; looking for such words in every line costs a tenth
_LONG_WORD = re.compile(rf"[^<>]{{{_LONG},}}")
_CONTACT_CHARACTERS = 88  # small letters of 10 pt in the text's width


def paper_html(paper: Paper) -> str:
    """The whole sheet as one HTML page, without its style (`paper_css`). Every text is escaped and in NFC."""
    profile = fitted(paper)
    body = Body(profile, paper.footnotes)
    blocks = body.html(paper.blocks, profile.text_width, ending=True)
    beside, after = beside_and_after(wording.recipient_lines(paper))
    annexes = [(annex, body.html(annex.blocks, profile.annex_width(annex.wide))) for annex in paper.annexes]
    blocks += body.rest()
    return (
        _environment()
        .get_template("paper.html")
        .render(
            paper=paper,
            profile=profile,
            wording=wording,
            blocks=blocks,
            beside=beside,
            after=after,
            annexes=annexes,
            symbol=_symbol(paper),
            contact_lines=_contact_lines(paper),
            cut=any(map(_has_a_long_word, (blocks, *(content for _, content in annexes), *_short_texts(paper)))),
            code=square_code(paper.proof) if paper.proof else None,
        )
    )


def fitted(paper: Paper) -> Profile:
    """The guide's numbers for one paper: where place and day are long the names beside them have a narrower column."""
    profile = PROFILES[paper.profile]
    room = profile.text_width - _day_width(paper.place, paper.date, profile)
    narrow = _NARROWEST_NAMES <= room < profile.header_left
    return replace(profile, header_left=round(room, 1)) if narrow else profile


def day_lines(place: str, date: dt.date, profile: Profile) -> list[str]:
    """Place and day; on two lines where one would not fit beside the names."""
    fits = _day_width(place, date, profile) <= profile.text_width - profile.header_left + 1
    return [f"{place}, {official(date)}"] if fits else [f"{place},", official(date)]


def _day_width(place: str | None, date: dt.date | None, profile: Profile) -> float:
    """About how many millimetres place and day take in the header; 0 while one of them is not known."""
    line = f"{place}, {official(date)}" if place and date else ""
    return _REAL_LENGTH * text_length(line, profile.name_size) + 2


def paper_css(profile: Profile, font: FontFamily) -> str:
    """The style sheet of a profile with a font family."""
    return _environment().get_template("paper.css").render(profile=profile, font=font)


def template(name: str) -> Template:
    """A template of the paper's folder."""
    return _environment().get_template(name)


def balanced(text: str, characters: int) -> Markup:
    """The text in lines of at most so many characters, about equally long, broken between phrases where they can be."""
    return Markup("<br/>").join(map(inline_html, balanced_lines(text, characters)))


def name_lines(text: str, width: float) -> list[str]:
    """The name of a body as it stands in the left column of the header, so many millimetres wide."""
    return balanced_lines(text, int(width / _NAME_CAPITAL), _BEGINS_A_BODY)


def abstract_lines(text: str) -> list[str]:
    """The abstract as it stands under the name of the kind."""
    return balanced_lines(text, _ABSTRACT_CHARACTERS)


def letter_abstract_lines(text: str) -> list[str]:
    """The abstract of a công văn as it stands under the number."""
    return balanced_lines(text, _LETTER_ABSTRACT_CHARACTERS)


def balanced_lines(text: str, characters: int, begins: Collection[str] = _BEGINS_A_PHRASE) -> list[str]:
    """The lines of `balanced` as they were given, without emphasis: a mark could not span two of them. A line breaks
    best before one of the words that a phrase `begins` with."""
    words = plain(clean(text)).split()
    ends = list(accumulate((len(word) + 1 for word in words), initial=0))  # where each word begins on one long line
    total = ends[-1] - 1
    aim = total / ceil(total / characters) if words else 0
    best = {len(words): (0.0, len(words))}  # first word of a line → cost of the rest, first word of the next line
    for start in reversed(range(len(words))):
        lengths = _line_lengths(ends, start, characters)
        best[start] = min((_cost(words, end, length - aim, begins) + best[end][0], end) for end, length in lengths)
    lines, start = [], 0
    while start < len(words):
        end = best[start][1]
        lines.append(" ".join(words[start:end]))
        start = end
    return lines


def _line_lengths(ends: list[int], start: int, characters: int) -> list[tuple[int, int]]:
    """Where a line that begins at a word may end, and how long it is; a word too long for any line stands alone."""
    lengths = ((end, ends[end] - ends[start] - 1) for end in range(start + 1, len(ends)))
    fitting = list(takewhile(lambda one: one[1] <= characters, lengths))
    return fitting or [(start + 1, ends[start + 1] - ends[start] - 1)]


def _cost(words: list[str], end: int, off: float, begins: Collection[str]) -> float:
    between_phrases = end == len(words) or words[end - 1].endswith((",", ";")) or words[end].lower() in begins
    return off**2 + (0 if between_phrases else _WITHIN_A_PHRASE)


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
        names=lambda text, width: Markup("<br/>").join(map(inline_html, name_lines(text, width))),
        abstract=lambda text: balanced(text, _ABSTRACT_CHARACTERS),
        letter_abstract=lambda text: balanced(text, _LETTER_ABSTRACT_CHARACTERS),
        printed_date=official,
        day_lines=lambda place, date, profile: Markup("<br/>").join(map(clean, day_lines(place, date, profile))),
        plain=plain,
    )
    return environment


def _has_a_long_word(html: str) -> bool:
    return any(_LONG_WORD.search(word) for word in str.split(html) if len(word) >= _LONG)


def _short_texts(paper: Paper) -> list[str]:
    signature = paper.signature
    names = (paper.issuer, paper.superior, paper.place, signature.authority, signature.position, signature.name)
    return [*paper.recipients, *paper.addressees, *filter(None, names)]


def beside_and_after(lines: list[str]) -> tuple[list[str], list[str]]:
    """The addressees beside the signature, which must stay together, and those that a long list has below it."""
    taken, room = 0, _LINES_BESIDE
    while taken < len(lines) and room > 0:
        room -= 1 + len(lines[taken]) // _RECIPIENT_CHARACTERS
        taken += 1
    return lines[:taken], lines[taken:]


def _contact_lines(paper: Paper) -> int:
    """How many lines the foot of page 1 gives to the office's address, at most four."""
    return min(ceil(len(paper.contact) / _CONTACT_CHARACTERS), 4) if paper.contact else 0


def _symbol(paper: Paper) -> Markup:
    """ "Số 32-KH/ĐU", with the blank that the register fills while there is no number."""
    blank = Markup('<span class="blank"></span>')
    if paper.symbol is None:
        return Markup("Số {}-{}/{}").format(blank, paper.kind, blank)
    if paper.number is None:
        return Markup("Số {}-{}").format(blank, paper.symbol.removeprefix("-"))
    return Markup("Số {}").format(escape(paper.symbol))

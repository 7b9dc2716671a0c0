"""The head of the paper: two columns without rules, then the name of the kind, what it is about, and to whom."""

import datetime as dt
from collections.abc import Iterator

from workflow.domain.dates import official
from workflow.domain.paper import CopyBlock, Paper
from workflow.paper import wording
from workflow.paper.docx.catalogue import MOTTO
from workflow.paper.docx.layout import paragraph, row, spaced, table
from workflow.paper.docx.text import BLANK, line_runs, runs, typed
from workflow.paper.docx.xml import Element, w
from workflow.paper.html import abstract_lines, day_lines, letter_abstract_lines, name_lines
from workflow.paper.profiles import Profile
from workflow.paper.tables import text_length

_NUMBER, _DATE, _PLACE = BLANK * 7, BLANK * 6, BLANK * 18  # about 10, 10 and 25 mm with the spaces beside them
_ROOM, _AIR = 0.9, 2  # of the reckoned length, which is more than most lines have; millimetres beside the words


def head(paper: Paper, profile: Profile) -> Element:
    """Names, number, motto, place and day, and what a paper may have under them."""
    left = [*_names(paper.superior, paper.issuer, profile)]
    number = [paragraph("Symbol", *typed(_symbol(paper))), *_below_number(paper)]
    day = [paragraph("Day", *line_runs(_day(paper.place, paper.date, profile))), *_below_day(paper)]
    return _two_columns([[left, [paragraph("Motto", *typed(MOTTO))]], [number, day]], profile)


def copy_head(copy: CopyBlock, profile: Profile) -> Element:
    """The same of the body that copied the paper: what the copy is stands in place of the motto."""
    symbol = copy.symbol or f"{_NUMBER}-BS/{_NUMBER}"
    kind = [paragraph("CopyKind", *typed(copy.kind.value))]
    number = [paragraph("Symbol", *typed(f"Số {symbol}"))]
    day = [paragraph("Day", *line_runs(_day(copy.place, copy.date, profile)))]
    return _two_columns([[[*_names(copy.superior, copy.issuer, profile)], kind], [number, day]], profile)


def _columns(profile: Profile) -> list[float]:
    """The widths of the two columns."""
    return [profile.header_left, profile.text_width - profile.header_left]


def title(paper: Paper, profile: Profile) -> Iterator[Element]:
    """The kind, the abstract, five hyphens, then to whom; a công văn has only the last."""
    if wording.is_letter(paper):
        yield paragraph("AfterHead")
    else:
        yield paragraph("Title", *typed(paper.title))
        if paper.abstract:
            yield paragraph("Subtitle", *line_runs(abstract_lines(paper.abstract)))
        yield paragraph("Rule", *typed("-----"))
    if paper.addressees:
        yield from _addressees(paper, profile)


def _two_columns(rows: list[list[list[Element]]], profile: Profile) -> Element:
    widths = _columns(profile)
    return table(widths, [row(widths, cells) for cells in rows])


def _names(superior: str | None, issuer: str, profile: Profile) -> Iterator[Element]:
    if superior:
        yield paragraph("Superior", *line_runs(name_lines(superior, profile.header_left)))
    if issuer:
        yield paragraph("Issuer", *line_runs(name_lines(issuer, profile.header_left)))
        yield paragraph("Star", *typed("*"))


def _symbol(paper: Paper) -> str:
    """ "Số 32-KH/ĐU", with a blank while there is no number."""
    if paper.symbol is None:
        return f"Số {_NUMBER}-{paper.kind}/{_NUMBER}"
    if paper.number is None:
        return f"Số {_NUMBER}-{paper.symbol.removeprefix('-')}"
    return f"Số {paper.symbol}"


def _day(place: str | None, date: dt.date | None, profile: Profile) -> list[str]:
    if place and date:
        return day_lines(place, date, profile)
    day = official(date) if date else f"ngày {_DATE} tháng {_DATE} năm {_DATE}"
    return [f"{place or _PLACE}, {day}"]


def _below_number(paper: Paper) -> Iterator[Element]:
    if wording.is_letter(paper) and paper.abstract:
        yield paragraph("LetterAbstract", *line_runs(letter_abstract_lines(paper.abstract)))
    if paper.urgency:
        yield paragraph("Urgency", *typed(paper.urgency.value))


def _below_day(paper: Paper) -> Iterator[Element]:
    if paper.circulation:
        yield paragraph("Circulation", *typed(paper.circulation.upper()))
    if line := wording.draft_line(paper):
        yield paragraph("Draft", *typed(line))


def _addressees(paper: Paper, profile: Profile) -> Iterator[Element]:
    """In the middle of the page: one addressee beside the words, several as a list at their right."""
    word, lines = wording.addressees_word(paper), wording.addressee_lines(paper)
    if len(lines) == 1:
        yield paragraph("OneAddressee", *typed(f"{word} ", w("i"), w("iCs")), *runs(lines[0]))
        return
    first, *lengths = (_ROOM * text_length(line, profile.addressees_size) for line in (word, *lines))
    widths = [first + _AIR, min(max(lengths), profile.text_width - first - _AIR)]
    last = [spaced(after=profile.body_line - profile.body_space)]
    names = [
        paragraph("Addressee", *runs(line), properties=last if index == len(lines) - 1 else ())
        for index, line in enumerate(lines)
    ]
    yield table(widths, [row(widths, [[paragraph("AddresseesWord", *typed(word))], names])], centred=True)
    yield paragraph("Gap")

"""Where a paper's top ends: at its title and abstract, at "Kính gửi" when it has no title, else after its number and
date."""

import re
from collections.abc import Iterator, Sequence
from functools import reduce

from workflow.domain.blocks import plain
from workflow.paper.parse import markers
from workflow.paper.parse.header import MOTTO, Top
from workflow.paper.parse.lines import ROW, RULE, between
from workflow.paper.parse.titles import Title, small_title_of, title_of

_SALUTATION = re.compile(r"\*{0,3}(?:Kính gửi|Kính trình)\s*:?\*{0,3}\s*:?\s*(?P<first>.*)")
_IN_COLUMNS = re.compile(r"\A\t*(?P<word>\*{0,3}Kính (?:gửi|trình)\s*:?\*{0,3})\t+|\A\t+(?=[-–+]\s*\w)")
_HEADER_LINE = re.compile(rf"{MOTTO}|Số\b.*/[A-ZĐ]|ngày\b.*\btháng\b.*\bnăm\b")
_OPENING = re.compile(
    r"(?:[-–]\s*)?(?:Thực hiện|Căn cứ|Triển khai|Để|Theo|Xét|Hôm nay|Hồi|Vào hồi|Trong|Nhằm|Kính gửi|Kính trình|Ngày)\s"
)
_NUMBER_THEN_DATE = re.compile(r"(S[ốỐ]\b.{0,40}?/\s*[A-ZĐƯ][\w-]*)\s+(\D{2,40}ngày.*)")
_DAY = re.compile(r"\bngày[\d\s.…_]*(?:tháng|/)")
_EMPHASISED = re.compile(r"\*\*[^*]+(?:\*[^*]+\*[^*]+)*\*\*")
_LISTED = ("-", "–", "+")
_HEADER_LINES = 40
_LONGEST_ABSTRACT_LINE = 400
_LONGEST_ABSTRACT = 16  # lines, blank ones among them, down to its rule
_LONGEST_ADDRESSEE = 150


def take_top(lines: Sequence[str]) -> tuple[Top, list[str]]:
    """Everything down to the rule under the abstract, with the addressees of "Kính gửi"; and the lines left."""
    top = Top()
    lines = [_greeting_together(line) for line in lines[:_HEADER_LINES]] + list(lines[_HEADER_LINES:])
    at, title = _title(lines)
    greeting = next((i for i, line in enumerate(lines[:_HEADER_LINES]) if _SALUTATION.fullmatch(line)), None)
    if greeting is not None and (at is None or greeting < at):
        _take_cells(top, lines[:greeting])
        rest = list(lines[greeting:])
    elif at is not None and title is not None:
        _take_cells(top, lines[:at])
        rest = _take_title(top, title, lines, at)
    else:
        rest = _without_title(top, lines)
    top.finish()
    return top, _take_addressees(top, rest)


def _greeting_together(line: str) -> str:
    """ "Kính gửi:" and its addressees, laid out in columns by tabs, as plain lines."""
    return _IN_COLUMNS.sub(lambda found: f"{found['word']} " if found["word"] else "", line)


def _title(lines: Sequence[str]) -> tuple[int | None, Title | None]:
    """The first title in capitals among the upper lines, else one in small letters."""
    for find in (title_of, small_title_of):
        for index, line in enumerate(lines[:_HEADER_LINES]):
            if found := find(line):
                return index, found
    return None, None


def _take_title(top: Top, title: Title, lines: Sequence[str], at: int) -> list[str]:
    top.title, top.kind = title.name, title.kind
    typed = " ".join(plain(lines[at]).split())
    if typed != title.name and typed.upper() == title.name:
        top.title_line = typed
    if title.misread:
        top.warn("title_misread", f"Tên loại “{typed}” được hiểu là “{title.name}”; hãy xem lại.")
    end = _abstract_end(lines, at + 1, begun=bool(title.rest))
    told = [title.rest, *(" ".join(plain(line).split()) for line in lines[at + 1 : end])]
    top.abstract = reduce(lambda above, below: above + between(above, below) + below, filter(None, told), "").strip()
    return list(lines[end:])


def _without_title(top: Top, lines: Sequence[str]) -> list[str]:
    """A header without a known title ends with its last line that can be nothing else."""
    top.warn("missing_title", "Không thấy tên loại văn bản (KẾ HOẠCH, BÁO CÁO…) trên một dòng riêng; hãy bổ sung.")
    ends = [i for i, line in enumerate(lines[:_HEADER_LINES]) if _HEADER_LINE.search(line) and len(line) < 120]
    if len(ends) < 2:
        return list(lines)
    _take_cells(top, lines[: ends[-1] + 1])
    rest = list(lines[ends[-1] + 1 :])
    at = next((i for i, line in enumerate(rest) if line.strip() and not RULE.fullmatch(line)), len(rest))
    if at < len(rest) and _is_unknown_title(rest[at]):
        top.title = " ".join(plain(rest[at]).split())
        end = _abstract_end(rest, at + 1, begun=False)
        top.abstract = " ".join(" ".join(plain(line).split()) for line in rest[at + 1 : end] if line.strip())
        return rest[end:]
    return rest


def _is_unknown_title(line: str) -> bool:
    words = plain(line).strip()
    return words.isupper() and len(words) <= 60 and not markers.split(line)[0] and not ROW.fullmatch(line)


def _take_cells(top: Top, lines: Sequence[str]) -> None:
    for line in lines:
        for cell in _cells(plain(line)):
            top.take(cell)


def _cells(line: str) -> Iterator[str]:
    """The cells of both columns that one line holds."""
    if ROW.fullmatch(line):
        line = line.strip("|").replace("|", "\t")
    for part in re.split(r"\t+", line.replace(MOTTO, f"\t{MOTTO}\t")):
        cell = " ".join(part.split())
        both = _NUMBER_THEN_DATE.fullmatch(cell)
        yield from both.groups() if both else _name_and_date(cell)


def _name_and_date(cell: str) -> Iterator[str]:
    """ "CHI BỘ THÔN MỘT Sông Lam, ngày 03 tháng 6 năm 2026" is a name and a date."""
    words = cell.split()
    capitals = next((i for i, word in enumerate(words) if not word.isupper()), len(words))
    if capitals > 1 and _DAY.search(cell) and "ngày" in words[capitals:]:
        yield " ".join(words[:capitals])
        yield " ".join(words[capitals:])
    else:
        yield cell


def _abstract_end(lines: Sequence[str], start: int, *, begun: bool) -> int:
    """The first line after the abstract: a rule, a blank line outside **…**, or where the text visibly begins."""
    at = start
    while at < len(lines) and not lines[at].strip() and not begun:
        at += 1
    if (ruled := _ruled_off(lines, at)) is not None:
        return ruled
    first, bold = at, False
    while at < len(lines):
        line = lines[at].strip()
        ends = not line and not bold and not _goes_on_below(lines, at)
        if ends or (line and _begins_text(line, first=at == first and not begun)):
            break
        bold ^= line.count("**") % 2 == 1
        at += 1
    return at


def _ruled_off(lines: Sequence[str], at: int) -> int | None:
    """Where the rule under the abstract stands, when all that is above it can be an abstract however it begins."""
    told = [index for index in range(at, min(at + _LONGEST_ABSTRACT, len(lines))) if lines[index].strip()]
    rule = next((index for index in told if RULE.fullmatch(lines[index].strip())), None)
    above = [lines[index].strip() for index in told if rule is not None and index < rule]
    sentences = [line for line in above[:-1] if plain(line).endswith(".")]
    if not above or sentences or any(_is_of_text(line) or _SALUTATION.fullmatch(line) for line in above):
        return None
    return rule


def _goes_on_below(lines: Sequence[str], at: int) -> bool:
    """Whether the words under a blank line cannot begin a text: an abstract was typed as several paragraphs."""
    following = next((plain(line).strip() for line in lines[at:] if line.strip()), "")
    return following[:1].islower() and not markers.split(following)[0] and not markers.finished(following)


def _begins_text(line: str, *, first: bool) -> bool:
    if RULE.fullmatch(line) or _is_of_text(line):
        return True
    sentence = plain(line).endswith((".", ";", "./."))
    own_line = line[:1].isupper() and sentence and not first
    too_long = len(line) > _LONGEST_ABSTRACT_LINE and not first
    emphasised = first and bool(_EMPHASISED.fullmatch(line))
    return (bool(_OPENING.match(plain(line))) and not emphasised) or own_line or too_long


def _is_of_text(line: str) -> bool:
    """Whether a line is of the text and can be no abstract."""
    return bool(markers.split(line)[0] or ROW.fullmatch(line)) or line.endswith(":")


def _take_addressees(top: Top, lines: list[str]) -> list[str]:
    """ "Kính gửi: A" and the lines of a list under it; the rest of the lines."""
    at = next((i for i, line in enumerate(lines) if line.strip() and not RULE.fullmatch(line)), len(lines))
    found = _SALUTATION.fullmatch(lines[at]) if at < len(lines) else None
    if found is None:
        return lines
    first = plain(found["first"]).strip()
    if len(first) > _LONGEST_ADDRESSEE:
        return lines
    named, at = [first] if first.strip("- ") else [], at + 1
    while at < len(lines):
        words = plain(lines[at]).strip()
        listed = not words and bool(named) and named[-1][0] in _LISTED and _next_is_listed(lines, at)
        if not (listed or _goes_on(named, words)):
            break
        if words:
            named.append(words)
        at += 1
    top.addressees = [name.lstrip("-–+ ").rstrip(" ,;.") for name in named]
    return lines[at:]


def _next_is_listed(lines: Sequence[str], at: int) -> bool:
    """Whether the next line with words begins with the hyphen of a list, as the last addressee did."""
    following = next((plain(line).strip() for line in lines[at:] if line.strip()), "")
    return following[:1] in _LISTED and _goes_on(("",), following)


def _goes_on(named: Sequence[str], words: str) -> bool:
    """Whether a line is one more addressee: it has its hyphen, or the list above it is open."""
    if not words:
        return not named
    if len(words) > _LONGEST_ADDRESSEE or _OPENING.match(words):
        return False
    ends = named[-1][-1:] if named else ","
    return ends != "." and (
        words[0] in _LISTED or (ends in ",;" and not markers.split(words)[0] and words[-1] in ",;.")
    )

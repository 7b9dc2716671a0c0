"""Lines into the texts of blocks: wrapped lines are joined, and sentences that a page break cut in two."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from workflow.domain.blocks import clean, plain
from workflow.domain.table_text import as_row
from workflow.paper.parse import markers

RULE = re.compile(r"[-–—_=~]{3,}")
ROW = re.compile(r"\|.*\|")
_CUT_SYMBOL = re.compile(r"\d-\Z")  # "43-" at a line's end, "NQ/TW" on the next
_COLUMN_GAP = re.compile(r"(?<=\S)(?<!\bSố)(?<!\bSố:)(?<!ngày)(?<!tháng)(?<!năm)[ \u00a0]{5,}(?=[^\s\-–/])")
_SPACES = re.compile(r"[^\S\t]+")
_WRAP_MIN, _WRAP_MAX = 50, 120
_WRAPS = 2  # lines that run into the next, from which on a text was broken into lines of one length
_NEARLY = 0.8  # of that length: letters are not of one width, so that a full line may have a few less
_CUT_MIN = 60  # a shorter text without a full stop is taken for a line of its own
_LONGEST_HEADING = 300  # with its emphasis; beyond it nothing is looked at for being one
_TABLE_COLUMNS = 3


@dataclass(slots=True)
class Gathered:
    """The text of one block (a table: its rows on lines of their own) and what was done to get it."""

    parts: list[str]
    slips: list[str] = field(default_factory=list)
    is_table: bool = False
    length: int = 0

    @property
    def text(self) -> str:
        """The parts with their separators."""
        return "".join(self.parts)

    def add(self, separator: str, line: str) -> None:
        """Go on with one more line."""
        self.parts.append(separator + line)
        self.length += len(line) + 1


def lines_of(text: str) -> list[str]:
    """Clean lines with single spaces, tabs kept (they part the columns of a header)."""
    return [single_spaced(line) for line in clean(text).split("\n")]


def single_spaced(line: str) -> str:
    """One line with single spaces; so many spaces that they must part columns become a tab."""
    return _SPACES.sub(" ", _COLUMN_GAP.sub("\t", line)).strip(" ")


def full_length(lines: Sequence[str]) -> int:
    """How long a line with the first word below it is at least, where the text was broken into lines of one length, so
    that a line's end means nothing; 0 where it was not."""
    texts = [line for line in lines if not ROW.fullmatch(line) and "\t" not in line]
    width = max(map(len, texts), default=0)
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return 0
    long = [line for line in texts if len(line) >= _WRAP_MIN]
    unfinished = sum(not markers.finished(line) for line in long)
    run_on = [_reach(line, below) for line, below in pairwise(lines) if _may_run_on(line, below)]
    full = [reach for reach in run_on if reach > width * _NEARLY]
    return min(full, default=width) if unfinished * 2 > len(long) or len(full) >= _WRAPS else 0


def _may_run_on(line: str, below: str) -> bool:
    return bool(line and below) and not markers.finished(line) and not markers.split(below)[0]


def _reach(line: str, below: str) -> int:
    """How long the line would be with the first word of the next."""
    return len(line) + 1 + len(below.split(" ", 1)[0])


def tabbed_rows(lines: Sequence[str]) -> list[str]:
    """The lines, with those of at least three columns parted by tabs, two or more in a row, as rows "| a | b | c |"."""
    result = list[str]()
    for tabs, group in groupby(lines, lambda line: line.strip("\n").count("\t")):
        rows = list(group)
        if tabs >= _TABLE_COLUMNS - 1 and len(rows) > 1 and not any(map(ROW.fullmatch, rows)):
            rows = [as_row(row.split("\t")) for row in rows]
        result += rows
    return result


def between(above: str, below: str) -> str:
    """What parts two lines of one text: a space, nothing within a symbol."""
    return "" if _CUT_SYMBOL.search(above) and below[:1].isupper() else " "


def gather(lines: Sequence[str], *, across_blanks: bool) -> list[Gathered]:
    """The texts of the blocks, no word lost. A text goes on over blank lines only with `across_blanks`."""
    full = full_length(lines) if across_blanks else 0
    apart = across_blanks and not any(line.strip() and below.strip() for line, below in pairwise(lines))
    texts: list[Gathered] = []
    for line, gap in _with_gaps(lines):
        last = texts[-1] if texts else None
        near = last is not None and (across_blanks or not gap)
        if last and ((near and _names(last, line)) or ((apart or not gap) and _is_next_row(last, line))):
            last.add("\n", line)
        elif last and near and _goes_on(last, line, full=full, gap=gap):
            last.slips += _slips(last.parts[-1], gap)
            last.add(between(last.parts[-1], line), line)
        else:
            texts.append(Gathered([line], is_table=bool(ROW.fullmatch(line)), length=len(line)))
    return texts


def _with_gaps(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    gap = True
    for raw in lines:
        line = " ".join(raw.split())
        if not line or RULE.fullmatch(line):
            gap = True
        else:
            yield line, gap
            gap = False


def _is_next_row(last: Gathered, line: str) -> bool:
    return last.is_table and bool(ROW.fullmatch(line))


def _names(last: Gathered, line: str) -> bool:
    """Whether the line is the name of the division whose number stands alone above it."""
    alone = len(last.parts) == 1 and last.length <= _LONGEST_HEADING and markers.names_follow(last.parts[0])
    return alone and not ROW.fullmatch(line) and not markers.split(line)[0]


def _goes_on(last: Gathered, line: str, *, full: int, gap: bool) -> bool:
    if last.is_table or ROW.fullmatch(line) or markers.split(line)[0]:
        return False
    if full and not gap and _reach(last.parts[-1].strip(), line) >= full:
        return True
    if plain(line)[:1].islower():
        return not last.parts[-1].endswith(":")
    if markers.finished(last.parts[-1]) or _is_heading(last):
        return False
    return not gap or (last.length >= _CUT_MIN and not plain(markers.split(last.parts[0])[1]).isupper())


def _is_heading(last: Gathered) -> bool:
    return last.length <= _LONGEST_HEADING and markers.is_heading(*markers.split(last.text))


def _slips(before: str, gap: bool) -> list[str]:
    if not gap:
        return []
    return ["stray_full_stop" if plain(before).endswith(".") else "rejoined"]

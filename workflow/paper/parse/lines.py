"""Lines into the texts of blocks: wrapped lines are joined, and sentences that a page break cut in two."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workflow.domain.blocks import clean, plain
from workflow.paper.parse import markers

RULE = re.compile(r"[-–—_=~]{3,}")
_ROW = re.compile(r"\|.*\|")
_WRAP_MIN, _WRAP_MAX = 50, 120
_CUT_MIN = 60  # a shorter text without a full stop is taken for a line of its own


@dataclass(slots=True)
class Gathered:
    """The text of one block (a table: its rows on lines of their own) and what was done to get it."""

    text: str
    slips: list[str] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        """Whether every line is a row "| a | b |"."""
        return bool(_ROW.fullmatch(self.text.split("\n")[0]))


def lines_of(text: str) -> list[str]:
    """Clean lines with single spaces, tabs kept (they part the columns of a header)."""
    return [re.sub(r"[^\S\t]+", " ", line).strip(" ") for line in clean(text).split("\n")]


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the text was broken into lines of a fixed length, so that a line's end means nothing."""
    long = [line for line in lines if len(line) >= _WRAP_MIN]
    unfinished = sum(not markers.finished(line) for line in long)
    return bool(long) and max(map(len, long)) <= _WRAP_MAX and unfinished * 2 > len(long)


def gather(lines: Sequence[str], *, across_blanks: bool) -> list[Gathered]:
    """The texts of the blocks, no word lost. A text goes on over blank lines only with `across_blanks`."""
    wrapped = across_blanks and is_wrapped(lines)
    texts: list[Gathered] = []
    for line, gap in _with_gaps(lines):
        last = texts[-1] if texts else None
        if last and not gap and last.is_table and _ROW.fullmatch(line):
            last.text += f"\n{line}"
        elif last and _goes_on(last, line, wrapped=wrapped, gap=gap) and (across_blanks or not gap):
            last.slips += _slips(last.text, gap)
            last.text += f" {line}"
        else:
            texts.append(Gathered(line))
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


def _goes_on(last: Gathered, line: str, *, wrapped: bool, gap: bool) -> bool:
    marker, text = markers.split(last.text)
    if last.is_table or _ROW.fullmatch(line) or markers.split(line)[0]:
        return False
    if wrapped and not gap:
        return len(last.text) >= _WRAP_MIN
    if plain(line)[:1].islower():
        return not last.text.endswith(":")
    if markers.finished(last.text) or markers.is_heading(marker, text):
        return False
    return not gap or (len(last.text) >= _CUT_MIN and not plain(text).isupper())


def _slips(before: str, gap: bool) -> list[str]:
    if not gap:
        return []
    return ["stray_full_stop" if plain(before).endswith(".") else "rejoined"]

"""The words of difficulties: which two say the same, whom a proposal addresses, since when a matter has been open."""

import datetime as dt
import re

from workflow.domain import dates
from workflow.domain.blocks import plain
from workflow.domain.cutting import cut
from workflow.domain.folding import fold
from workflow.domain.likeness import likeness

ALIKE = 30  # per cent of common pairs of words from which two are shown as like ones
THE_SAME = 80  # from which the same unit has not raised a second matter but written the first again
_SINCE = re.compile(r"\s*\(nêu từ ngày [0-9/]+, chưa được trả lời\)[.;]?\s*$")
_ADDRESSED = re.compile(r"^(?:kiến nghị|đề nghị)(?: với)? ([^:.;]{3,120}):", re.IGNORECASE)


def percent_alike(one: str, other: str) -> int:
    """How alike two texts are, 0-100: the share of pairs of neighbouring words that both have. Pairs, because a word of
    one syllable says little in Vietnamese; marks and capitals do not count."""
    return round(100 * likeness(_pairs(one), _pairs(other)))


def bare(text: str) -> str:
    """A line of a report as a matter of its own: one line, without its dash, emphasis and "nêu từ ngày …"."""
    line = " ".join(_SINCE.sub("", plain(text)).split())
    return line.removeprefix("-").removeprefix("+").strip()


def standing_line(text: str, since: dt.date) -> str:
    """An open matter as it stands ready in the next report: "- … (nêu từ ngày 06/12/2024, chưa được trả lời).\""""
    return f"- {bare(text).rstrip('.;')} (nêu từ ngày {dates.short(since)}, chưa được trả lời)."


def addressee_in(text: str) -> str:
    """ "Kiến nghị với Tỉnh uỷ: …" → "Tỉnh uỷ"; empty when the words do not name one before a colon."""
    found = _ADDRESSED.match(bare(text))
    return found.group(1).strip() if found else ""


def first_words(text: str, most: int = 90) -> str:
    """By what a list and a message name a matter."""
    return cut(bare(text), most)


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    words = fold(bare(text)).split()
    return frozenset(zip(words, words[1:] or words, strict=False))

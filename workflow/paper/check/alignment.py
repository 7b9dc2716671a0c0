"""A known title against a text: where the text repeats it, and in which words it differs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from workflow.paper.check.tones import LETTER, fold

_TOKEN = re.compile(rf"[{LETTER}]+|\d+")
_LIKE = 0.7  # this much of the title, in order, and the text means the title
_SLACK = 6  # words the text may have more


class Token(NamedTuple):
    """A word, folded, and where it stands."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """A title as a text repeats it, from `start` to `end`; `proper` is what should stand there; `missing`, `extra` are
    the phrases that differ (both empty when only marks do)."""

    start: int
    end: int
    proper: str
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    exact: bool


def tokens(text: str) -> list[Token]:
    """The words of a text in composed characters (NFC), which folding leaves as many as they are."""
    return [Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(fold(text))]


@lru_cache(maxsize=1024)
def _title_tokens(title: str) -> tuple[Token, ...]:
    return tuple(tokens(title))


def likeness(one: str, other: str) -> float:
    """How much of two titles is the same words in the same order, 0 to 1."""
    first, second = ([token.word for token in tokens(text)] for text in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def find(title: str, text: str, start: int, end: int) -> Repeat | None:
    """Where the text between `start` and `end` repeats the title, exactly or nearly; None when it does not."""
    wanted = _title_tokens(title)
    there = [Token(t.word, t.start + start, t.end + start) for t in tokens(text[start:end])]
    known = {token.word for token in there}
    if sum(token.word in known for token in wanted) < _LIKE * len(wanted):
        return None
    best = max(_candidates(wanted, there), key=lambda one: one[0], default=None)
    if best is None or best[0] < _LIKE * len(wanted):
        return None
    return _repeat(title, text, wanted, best[1])


def _candidates(wanted: Sequence[Token], there: Sequence[Token]) -> Iterator[tuple[float, list[Token]]]:
    """Spans that begin with one of the title's first words: (words in common less a little for each too many, span)."""
    firsts = {token.word for token in wanted[:3]}
    for at, token in enumerate(there):
        if token.word not in firsts:
            continue
        span = list(there[at : at + len(wanted) + _SLACK])
        matcher = SequenceMatcher(None, [t.word for t in wanted], [t.word for t in span], autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        if not blocks or blocks[0].b:
            continue
        length = blocks[-1].b + blocks[-1].size
        common = sum(block.size for block in blocks)
        yield common - 0.01 * (length - common), span[:length]


def _repeat(title: str, text: str, wanted: Sequence[Token], span: Sequence[Token]) -> Repeat | None:
    start, end = span[0].start, span[-1].end
    proper, missing, extra = "", [], []
    matcher = SequenceMatcher(None, [t.word for t in wanted], [t.word for t in span], autojunk=False)
    at = start
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            stop = span[d].start if d < len(span) else end
            proper += text[at:stop]
            at = stop
            continue
        missing += [title[wanted[a].start : wanted[b - 1].end]] if b > a else []
        extra += [text[span[c].start : span[d - 1].end]] if d > c else []
        proper = _joined(proper, title, wanted, a, b)
        at = span[d].start if d < len(span) else end
    if not (missing or extra):
        proper = title if "*" not in text[start:end] else text[start:end]
    exact = _marks(text[start:end]) == _marks(title)
    return Repeat(start, end, proper, tuple(missing), tuple(extra), exact)


def _joined(before: str, title: str, wanted: Sequence[Token], first: int, last: int) -> str:
    """The text so far with the title's own words `first` to `last` after it, up to the title's next word."""
    before = before.rstrip(" ,;") if first == last or before.endswith(" ") else before
    if first == last:
        following = wanted[first].start if first < len(wanted) else len(title)
        gap = title[wanted[first - 1].end : following] if first else ""
        return before + gap
    lead = title[wanted[first - 1].end : wanted[first].start] if first else ""
    following = wanted[last].start if last < len(wanted) else len(title)
    return before + lead + title[wanted[first].start : following]


def _marks(text: str) -> str:
    """Words folded and the marks between them; quotation marks, emphasis and spaces do not count."""
    return re.sub(r"\s+", " ", re.sub(r"[“”\"*]", "", fold(text))).strip(" .,;")

"""A paper as the rules read it: what several rules ask for is found once."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from workflow.domain import numbers
from workflow.domain.blocks import SUPERSCRIPTS, Block, BlockType
from workflow.domain.citations import CitedDocument
from workflow.domain.paper import Citation, Paper
from workflow.paper.check.alignment import Repeat, find
from workflow.paper.check.finding import Edit, Fix
from workflow.paper.check.spots import NOTE, Spot, prose, read
from workflow.paper.inline import calls
from workflow.paper.parse.citations import citations

T = TypeVar("T")

_TYPE = r"Nghị quyết|Quyết định|Quy định|Quy chế|Chỉ thị|Kết luận|Thông tri|Thông báo|Hướng dẫn|Báo cáo|Kế hoạch"
_BEFORE = re.compile(  # a symbol; looked for from the symbol, not in the whole text
    rf"(?:(?P<type>{_TYPE}|Chương trình|Đề án|Phương án|Tờ trình|Công văn|Biên bản)\s+)?(?:số(?P<colon>\s*:)?\s*)?\Z"
)
_ROOM_BEFORE = 40  # characters
_CITED = re.compile(
    r"(?<![\w/-])(?P<number>\d{1,4})(?P<hyphen>\s*[-–]\s*)(?P<kind>[A-ZĐ]{1,3}[ri]?)(?P<slash>\s*/\s*)"
    r"(?P<body>[A-ZĐƯ][A-Za-zĐƯ]*\d*(?:-[A-ZĐƯ]+)*)(?![\w/])"
)
_SUPERSCRIPT = re.compile(f"[{SUPERSCRIPTS}]")
_ISSUER_ROOM = 140  # characters that the issuing body's name may take between the symbol and the title
_DAY = re.compile(r"\s*,?\s*(?:ngày\s+)?(?P<day>(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4}))")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text names a document: `start` to `end` is its symbol as typed, `day` its date as typed,
    `after` where the text goes on behind both; `type_name` is the word before it ("Nghị quyết")."""

    spot: Spot
    text: str
    symbol: numbers.DocumentSymbol
    start: int
    end: int
    type_name: str | None
    has_colon: bool
    day: str | None
    date: dt.date | None
    after: int

    @property
    def typed(self) -> str:
        """The symbol as the text has it."""
        return self.text[self.start : self.end]


class Reading:
    """A paper, the register of cited documents, and what is found in the paper once for all rules."""

    def __init__(self, paper: Paper, register: Mapping[str, Sequence[CitedDocument]]) -> None:
        self.paper = paper
        self.register = register
        self._found: dict[object, Any] = {}

    def once(self, find: "Callable[[Reading], T]") -> T:
        """What a function finds in this paper; the first rule that asks looks, the others are told."""
        if find not in self._found:
            self._found[find] = find(self)
        found: T = self._found[find]
        return found

    @cached_property
    def prose(self) -> tuple[tuple[Spot, str], ...]:
        """Every string of running text with its place."""
        return tuple(prose(self.paper))

    @cached_property
    def text_blocks(self) -> tuple[Block, ...]:
        """The blocks that carry sentences or headings, without tables."""
        return tuple(block for block in self.paper.blocks if block.type is not BlockType.TABLE)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every naming of a document, in printed order. What a known document's own title names is that document's
        business: it is repeated as it was issued."""
        titles = [repeated for _, repeated in self._named if repeated]
        return tuple(one for one, _ in self._named if not any(_inside(one, named, title) for named, _, title in titles))

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Documents that the text names more than once, each once for every title it is given."""
        counts = Counter(str(mention.symbol) for mention in self.mentions)
        if max(counts.values(), default=0) < 2:
            return ()
        found = citations(text for _, text in self.prose if "/" in text)
        return tuple(cited for cited in found if counts[cited.symbol] > 1)

    @cached_property
    def calls(self) -> tuple[tuple[str, str], ...]:
        """(place, number) of each call of a footnote outside the notes, in order."""
        texts = [(spot.place, text) for spot, text in self.prose if not spot.place.startswith(NOTE)]
        return tuple((place, marker) for place, text in texts if _SUPERSCRIPT.search(text) for marker in calls(text))

    @cached_property
    def repeats(self) -> tuple[tuple[Mention, CitedDocument, Repeat], ...]:
        """Each mention that gives a title which the register knows, with the document meant."""
        return tuple(repeated for mention, repeated in self._named if repeated and mention in self.mentions)

    @cached_property
    def _named(self) -> list[tuple[Mention, tuple[Mention, CitedDocument, Repeat] | None]]:
        """Each naming of a document with the title that it gives it."""
        found = (mention for spot, text in self.prose for mention in _mentions(spot, text))
        return [(mention, self._repeated(mention)) for mention in found]

    def _repeated(self, mention: Mention) -> tuple[Mention, CitedDocument, Repeat] | None:
        known = self.register.get(str(mention.symbol), ())
        same_day = [one for one in known if mention.date in (None, one.date)]
        found = [(repeat, one) for one in same_day or known if (repeat := repeat_of(mention, one))]
        if not found:
            return None
        repeat, one = min(found, key=lambda pair: len(pair[0].missing) + len(pair[0].extra))
        return mention, one, repeat

    def rewrite(self, spot: Spot, new: str, words: str) -> Fix:
        """The repair that puts another string at a spot."""
        return Fix(words, (Edit(spot, read(self.paper, spot), new),))


def _inside(mention: Mention, of: Mention, title: Repeat) -> bool:
    """Whether a mention stands in a title that another one repeats word for word."""
    exact = not (title.missing or title.extra)
    return exact and mention.spot == of.spot and title.start <= mention.start < title.end


def repeat_of(mention: Mention, known: CitedDocument) -> Repeat | None:
    """The title of a known document as it stands after a mention, exactly or nearly; None when it does not."""
    title = known.title.removeprefix("về ")  # left out before a quotation mark
    limit = min(len(mention.text), mention.after + _ISSUER_ROOM + 2 * len(title))
    found = find(title, mention.text, mention.after, limit)
    if found is None or title == known.title or not (found.missing or found.extra):
        return found
    before = mention.text[: found.start].rstrip()
    if before.lower().endswith("về") or before.endswith(("“", '"', "*")):
        return found
    return replace(found, proper=f"về {found.proper}", missing=("về", *found.missing))


def _mentions(spot: Spot, text: str) -> Iterator[Mention]:
    if "/" not in text:
        return
    end = 0
    for found in _CITED.finditer(text):
        before = _BEFORE.search(text, max(end, found.start() - _ROOM_BEFORE), found.start())
        end = found.end()
        day = _DAY.match(text, end)
        yield Mention(
            spot,
            text,
            numbers.DocumentSymbol(int(found["number"]), found["kind"], found["body"]),
            found.start("number"),
            end,
            before and before["type"],
            bool(before and before["colon"]),
            day["day"] if day else None,
            _date(day) if day else None,
            day.end() if day else end,
        )


def _date(found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(found[4]), int(found[3]), int(found[2]))
    except ValueError:
        return None

"""Word's own numbering for the markers that follow one another; every printed marker stays the one of its block."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from workflow.domain.blocks import Block
from workflow.paper.docx.units import millimetres
from workflow.paper.docx.xml import Element, ordered, part, w

_WORDS = "Phần|Chương|Mục|Điều|Khoản|Điểm"
_MARKER = re.compile(
    rf"(?P<lead>(?:{_WORDS}) |\(|)(?P<count>\d{{1,4}}(?:\.\d{{1,3}})*|[IVXLC]+|[a-z]|[A-Z])(?P<tail>[-–.):]?)"
)
_ROMAN = {"C": 100, "XC": 90, "L": 50, "XL": 40, "X": 10, "IX": 9, "V": 5, "IV": 4, "I": 1}
_DEEPEST = 9  # levels of a list in Word
_BULLETS = ("-", "+")
BULLET_STYLES = ("ListBullet", "ListBullet2")
BULLETS, RECIPIENTS = 1, 2  # lists that styles name; every other is grown from the text


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands in a list: the list's number and the level from 0."""

    list: int
    level: int

    @property
    def properties(self) -> Element:
        """The paragraph's `numPr`."""
        return w("numPr", w("ilvl", val=self.level), w("numId", val=self.list))


NO_LIST = w("numPr", w("ilvl", val=0), w("numId", val=0))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a marker: "1.2." is (1, 2) in decimals between "" and "."."""

    form: str
    path: tuple[int, ...]
    lead: str
    tail: str

    @property
    def text(self) -> str:
        """What Word prints at this level: "%1.%2."."""
        return self.lead + ".".join(f"%{level}" for level in range(1, len(self.path) + 1)) + self.tail


@dataclass(slots=True)
class _List:
    """One run of numbers: what each level prints, and how far it has counted."""

    number: int
    form: str
    centred: bool
    texts: list[str] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)

    def takes(self, reading: _Reading) -> bool:
        """Whether this list would print the marker next; if so it counts it."""
        *above, own = reading.path
        depth = len(above)
        last = self.counted[depth] if len(self.counted) > depth else 0
        if (reading.form, above, own) != (self.form, self.counted[:depth], last + 1):
            return False
        if len(self.texts) == depth:
            self.texts.append(reading.text)
        if self.texts[depth] != reading.text:
            return False
        self.counted[depth:] = [own]
        return True


class Numbering:
    """The lists of a paper, grown block by block in the order of printing."""

    def __init__(self, indent: float) -> None:
        """`indent` is the first line's, in millimetres."""
        self._indent = indent
        self._lists: list[_List] = []
        self._open: dict[tuple[object, ...], _List] = {}

    def place(self, block: Block, *, centred: bool = False) -> Place | None:
        """The place in which Word prints exactly the block's marker; None when the marker must be typed."""
        if not block.text.strip():
            return None  # a number alone on its line is shown by some programs only
        if block.marker in _BULLETS:
            return Place(BULLETS, _BULLETS.index(block.marker))
        readings = list(_readings(block.marker))
        for take in (self._next, self._first):
            for reading in readings:
                if (found := take(reading, (block.type, block.level, reading.lead, reading.tail, centred))) is not None:
                    return Place(found.number, len(reading.path) - 1)
        return None

    def _next(self, reading: _Reading, key: tuple[object, ...]) -> _List | None:
        """The list that goes on with this marker. A number of several parts stands under the list of its first ones,
        the last used before the others."""
        keys = [(reading.form, *key)] if len(reading.path) == 1 else list(reversed(self._open))
        for known in keys:
            if known in self._open and self._open[known].takes(reading):
                self._open[known] = self._open.pop(known)
                return self._open[known]
        return None

    def _first(self, reading: _Reading, key: tuple[object, ...]) -> _List | None:
        """A new list for a marker that begins one: 1, I, a."""
        if reading.path != (1,):
            return None
        begun = _List(RECIPIENTS + 1 + len(self._lists), reading.form, centred=bool(key[-1]))
        begun.takes(reading)
        self._lists.append(begun)
        self._open.pop((reading.form, *key), None)
        self._open[(reading.form, *key)] = begun
        return begun

    def part(self) -> bytes:
        """numbering.xml. Every list has its own definition: lists that share one count on from each other in Word."""
        bullets = [("bullet", mark, style) for mark, style in zip(_BULLETS, BULLET_STYLES, strict=True)]
        definitions = [
            _definition(BULLETS, [_level(index, *level, self._indent) for index, level in enumerate(bullets)]),
            _definition(RECIPIENTS, [_level(0, "bullet", "-", "Recipient", 0)]),
            *(_definition(one.number, list(self._levels(one))) for one in self._lists),
        ]
        lists = [BULLETS, RECIPIENTS, *(one.number for one in self._lists)]
        return part("numbering", *definitions, *(w("num", w("abstractNumId", val=n), numId=n) for n in lists))

    def _levels(self, one: _List) -> Iterator[Element]:
        for index, text in enumerate(one.texts):
            yield _level(index, one.form, text, None, 0 if one.centred else self._indent, centred=one.centred)


def _readings(marker: str) -> Iterator[_Reading]:
    """Every way to read a marker that Word would write back just so."""
    found = _MARKER.fullmatch(marker)
    if found is None:
        return
    count, lead, tail = found["count"], found["lead"], found["tail"]
    if count[0].isdigit():
        path = tuple(map(int, count.split(".")))
        if ".".join(map(str, path)) == count and len(path) <= _DEEPEST and (len(path) == 1 or not lead):
            yield _Reading("decimal", path, lead, tail)
        return
    if (value := _roman_value(count)) and len(count) <= 9:
        yield _Reading("upperRoman", (value,), lead, tail)
    if len(count) == 1:
        form = "lowerLetter" if count.islower() else "upperLetter"
        yield _Reading(form, (ord(count.lower()) - ord("a") + 1,), lead, tail)


def _roman_value(count: str) -> int:
    """The value of a Roman number in its only proper form, else 0."""
    return next((value for value in range(1, 400) if _roman(value) == count), 0)


@cache
def _roman(value: int) -> str:
    letters = ""
    for letter, worth in _ROMAN.items():
        letters += letter * (value // worth)
        value %= worth
    return letters


def _definition(number: int, levels: list[Element]) -> Element:
    kind = w("multiLevelType", val="multilevel" if len(levels) > 1 else "singleLevel")
    return w("abstractNum", w("nsid", val=f"{0x54000000 + number:08X}"), kind, *levels, abstractNumId=number)


def _level(index: int, form: str, text: str, style: str | None, indent: float, *, centred: bool = False) -> Element:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        *([w("pStyle", val=style)] if style else []),
        w("suff", val="nothing" if centred else "space"),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        ordered("pPr", [w("ind", left=0, firstLine=millimetres(indent))]),
        ilvl=index,
    )

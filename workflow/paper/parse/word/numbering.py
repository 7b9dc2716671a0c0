"""The numbers of Word's lists, which stand nowhere in the text: each paragraph gets the mark that Word prints."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from workflow.domain.sections import roman
from workflow.paper.parse.word.package import W

_LEVELS = 9
_KEPT_BULLETS = "-–+*"
_MOST_STYLES = 20  # styles stand on one another at most so deep


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list as Word keeps it."""

    form: str
    text: str
    start: int
    legal: bool  # numbers of all levels in Arabic digits
    restart: int | None


class Numbering:
    """Gives out the marks of one document's paragraphs, asked for in their order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._abstract = {} if numbering is None else _by_id(numbering, "abstractNum", "abstractNumId")
        self._lists = {} if numbering is None else _by_id(numbering, "num", "numId")
        self._styles = {} if styles is None else _by_id(styles, "style", "styleId")
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        self._begun: set[tuple[str, int]] = set()

    def mark(self, properties: Any) -> str:
        """The mark of a paragraph by its w:pPr, "" when Word prints none."""
        number, depth = self._list_of(properties)
        if number not in self._lists or not 0 <= depth < _LEVELS:
            return ""
        level = self._level(number, depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            bullet = level.text.strip()
            return bullet if bullet and bullet in _KEPT_BULLETS else "-+"[depth > 0]
        self._count(number, depth, level)
        return self._text(number, level)

    def _list_of(self, properties: Any) -> tuple[str, int]:
        """numId and level, from the paragraph itself or the styles under it."""
        number, depth = _own(properties)
        style = _value(properties, "pStyle")
        for _ in range(_MOST_STYLES):
            if (number is not None and depth is not None) or style not in self._styles:
                break
            under = self._styles[style].find(f"{W}pPr")
            found, found_depth = _own(under)
            if number is None and found is not None:
                number = found
                depth = found_depth if depth is None else depth
                depth = self._depth_of_style(found, style) if depth is None else depth
            style = _value(self._styles[style], "basedOn")
        return number or "", depth or 0

    def _depth_of_style(self, number: str, style: str | None) -> int | None:
        """A level may name the style that it belongs to."""
        levels = self._abstract_of(number)
        found = [] if levels is None else [one for one in levels.iter(f"{W}lvl") if _value(one, "pStyle") == style]
        return int(found[0].get(f"{W}ilvl", "0")) if found else None

    def _abstract_of(self, number: str) -> Any:
        if number not in self._lists:
            return None
        abstract = self._abstract.get(_value(self._lists[number], "abstractNumId"))
        linked = None if abstract is None else _value(abstract, "numStyleLink")
        if linked in self._styles:
            through, _ = _own(self._styles[linked].find(f"{W}pPr"))
            if through in self._lists and through != number:
                return self._abstract.get(_value(self._lists[through], "abstractNumId"))
        return abstract

    def _level(self, number: str, depth: int) -> _Level | None:
        own = _at_depth(self._lists[number], "lvlOverride", depth)
        overridden = None if own is None else own.find(f"{W}lvl")
        abstract = self._abstract_of(number)
        found = (
            overridden if overridden is not None else (None if abstract is None else _at_depth(abstract, "lvl", depth))
        )
        if found is None:
            return None
        restart = _value(found, "lvlRestart")
        return _Level(
            _value(found, "numFmt") or "decimal",
            _value(found, "lvlText") or "",
            _number(_value(found, "start"), 1),
            found.find(f"{W}isLgl") is not None,
            None if restart is None else _number(restart, 0),
        )

    def _count(self, number: str, depth: int, level: _Level) -> None:
        counts = self._counts[_value(self._lists[number], "abstractNumId") or number]
        override = _at_depth(self._lists[number], "lvlOverride", depth)
        again = None if override is None else _value(override, "startOverride")
        if again is not None and (number, depth) not in self._begun:
            counts[depth] = _number(again, 1)
        else:
            counts[depth] = level.start if counts[depth] is None else (counts[depth] or 0) + 1
        self._begun.add((number, depth))
        for deeper in range(depth + 1, _LEVELS):
            below = self._level(number, deeper)
            if below is None or below.restart is None or 0 < below.restart <= depth + 1:
                counts[deeper] = None

    def _text(self, number: str, level: _Level) -> str:
        counts = self._counts[_value(self._lists[number], "abstractNumId") or number]
        text = level.text
        for depth in range(_LEVELS):
            if f"%{depth + 1}" in text:
                one = self._level(number, depth)
                count = counts[depth] if counts[depth] is not None else (one.start if one else 1)
                form = "decimal" if level.legal or one is None else one.form
                text = text.replace(f"%{depth + 1}", _written(count or 0, form))
        return text.strip()


def _written(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _by_id(root: Any, element: str, identity: str) -> dict[str | None, Any]:
    return {one.get(f"{W}{identity}"): one for one in root.iter(f"{W}{element}")}


def _own(properties: Any) -> tuple[str | None, int | None]:
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None, None
    depth = _value(found, "ilvl")
    return _value(found, "numId"), None if depth is None else _number(depth, 0)


def _at_depth(parent: Any, element: str, depth: int) -> Any:
    return next((one for one in parent.iterchildren(f"{W}{element}") if one.get(f"{W}ilvl") == str(depth)), None)


def _value(parent: Any, element: str) -> str | None:
    found = None if parent is None else parent.find(f"{W}{element}")
    return None if found is None else found.get(f"{W}val")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 7 else otherwise

"""The numbers of a paper's headings and numbered paragraphs, and which of them count on from one another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow.domain.blocks import Block
from workflow.domain.sections import roman
from workflow.paper.check.reading import Reading

ROMAN = re.compile(r"(?P<roman>[IVXL]+)(?P<tail>[-–./)])")
_ARABIC = re.compile(r"(?P<path>(?:\d{1,2}\.)*)(?P<last>\d{1,2})(?P<tail>[./)-]?)")
_LETTER = re.compile(r"(?P<letter>[a-zđ])(?P<tail>[.)])")
_CAPITAL = re.compile(r"(?P<letter>[A-HĐ])(?P<tail>[-./)])")
_DIVISION = re.compile(
    r"(?P<word>Phần|Chương|Mục|Điều)\s+(?P<number>(?:thứ\s+)?[^\s.:]+)(?P<tail>[.:]?)", re.IGNORECASE
)
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ORDINALS = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_OTHER_ORDINALS = {"một": 1, "bốn": 4}
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_WORDS = {"phần": -4, "chương": -3, "mục": -2, "điều": 1}
_CAPITALS_LEVEL, _LETTERS_LEVEL = -1, 9
_ARTICLES = _WORDS["điều"]


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered block: `level` 1 for I and Điều, 2 for 1., 3 for 1.1. …, 9 for a), below 0 for what stands above I;
    `path` the numbers it stands under; `head` what is typed before the number and `form` how it is written."""

    block: Block
    level: int
    number: int
    path: tuple[int, ...]
    tail: str
    form: str = "1"
    head: str = ""

    def shown(self, number: int) -> str:
        """The marker that this block would have with another number."""
        return f"{self.head}{'.'.join([*map(str, self.path), _written(number, self.form)])}{self.tail}"

    @property
    def runs_through(self) -> bool:
        """Whether it counts on through all chapters, as articles do."""
        return self.level == _ARTICLES and bool(self.head)


def steps_of(reading: Reading) -> list[Step]:
    """The numbered blocks of a paper in order."""
    return [step for block in reading.text_blocks if (step := _step(block))]


def _step(block: Block) -> Step | None:
    marker = block.marker
    if found := ROMAN.fullmatch(marker):
        return Step(block, 1, _roman(found["roman"]), (), found["tail"], "I")
    if found := _ARABIC.fullmatch(marker):
        path = tuple(int(part) for part in found["path"].split(".") if part)
        return Step(block, 2 + len(path), int(found["last"]), path, found["tail"])
    if found := _LETTER.fullmatch(marker):
        return Step(block, _LETTERS_LEVEL, _LETTERS.find(found["letter"]) + 1, (), found["tail"], "a")
    if found := _CAPITAL.fullmatch(marker):
        return Step(block, _CAPITALS_LEVEL, _LETTERS.find(found["letter"].lower()) + 1, (), found["tail"], "A")
    found = _DIVISION.fullmatch(marker)
    return _division(block, found) if found else None


def _division(block: Block, found: re.Match[str]) -> Step | None:
    word, typed, level = found["word"], found["number"], _WORDS[found["word"].lower()]
    if typed.isdecimal():
        return Step(block, level, int(typed), (), found["tail"], "1", f"{word} ")
    if set(typed) <= _VALUES.keys():
        return Step(block, level, _roman(typed), (), found["tail"], "I", f"{word} ")
    ordinal = typed.lower().removeprefix("thứ").strip()
    number = _ORDINALS.index(ordinal) if ordinal in _ORDINALS else _OTHER_ORDINALS.get(ordinal)
    return Step(block, level, number, (), found["tail"], "thứ", f"{word} thứ ") if number else None


def _roman(text: str) -> int:
    values = [_VALUES[sign] for sign in text]
    following = [*values[1:], 0]
    return sum(value if value >= after else -value for value, after in zip(values, following, strict=True))


def _written(number: int, form: str) -> str:
    if form == "I":
        return roman(number)
    if form == "thứ":
        return _ORDINALS[number] if number < len(_ORDINALS) else str(number)
    letter = _LETTERS[number - 1 : number]
    return {"a": letter, "A": letter.upper()}.get(form, str(number))


def runs(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Steps of one level under the same step above, in order; articles are one run through all chapters."""
    open_runs: dict[int, list[Step]] = {}
    articles = [step for step in steps if step.runs_through]
    for step in steps:
        for level in [level for level in open_runs if level > step.level]:
            yield open_runs.pop(level)
        if step.runs_through:
            continue
        run = open_runs.get(step.level)
        if run and step.number == 1 and run[-1].number >= 1 and step.path != run[-1].path:
            yield open_runs.pop(step.level)
        open_runs.setdefault(step.level, []).append(step)
    yield from open_runs.values()
    if articles:
        yield articles

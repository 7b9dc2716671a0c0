"""Headings and numbered paragraphs: their order, their style, what stands under them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from workflow.domain.blocks import Block, BlockType, plain
from workflow.paper.check.finding import Edit, Fix
from workflow.paper.check.reading import Reading
from workflow.paper.check.registry import ERROR, WARNING, Slip, rule
from workflow.paper.check.spots import Spot

_STRUCTURE = "HD36, HD05 Phụ lục 3, ô số 6"
_PRACTICE = "Thông lệ trình bày văn bản"
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = re.compile(r"(?P<roman>[IVX]+)(?P<tail>[-–.])")
_ARABIC = re.compile(r"(?P<path>(?:\d{1,2}\.)*)(?P<last>\d{1,2})(?P<tail>\.?)")
_LETTER = re.compile(r"(?P<letter>[a-zđ])\)")
_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered block: `level` 1 for I, 2 for 1., 3 for 1.1. …, 9 for a); `path` the numbers it stands under."""

    block: Block
    level: int
    number: int
    path: tuple[int, ...]
    tail: str


def _steps(reading: Reading) -> list[Step]:
    return [step for block in reading.text_blocks if (step := _step(block))]


def _step(block: Block) -> Step | None:
    if found := _ROMAN.fullmatch(block.marker):
        return Step(block, 1, _roman(found["roman"]), (), found["tail"])
    if found := _ARABIC.fullmatch(block.marker):
        path = tuple(int(part) for part in found["path"].split(".") if part)
        return Step(block, 2 + len(path), int(found["last"]), path, found["tail"])
    if found := _LETTER.fullmatch(block.marker):
        return Step(block, 9, _LETTERS.find(found["letter"]) + 1, (), ")")
    return None


def _roman(text: str) -> int:
    values = [_VALUES[sign] for sign in text]
    following = [*values[1:], 0]
    return sum(value if value >= after else -value for value, after in zip(values, following, strict=True))


def _runs(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Steps of one level under the same step above, in order."""
    open_runs: dict[int, list[Step]] = {}
    for step in steps:
        for level in [level for level in open_runs if level > step.level]:
            yield open_runs.pop(level)
        run = open_runs.get(step.level)
        if run and step.number == 1 and run[-1].number >= 1 and step.path != run[-1].path:
            yield open_runs.pop(step.level)
        open_runs.setdefault(step.level, []).append(step)
    yield from open_runs.values()


@rule(ERROR, "399-QĐ/TW phần IV (66-QĐ/TW Điều 15)")
def body_missing(reading: Reading) -> Iterator[Slip]:
    """A paper has a text."""
    if not any(block.text.strip() or block.rows for block in reading.paper.blocks):
        yield Slip("body", "Văn bản chưa có nội dung; hãy bổ sung.")


@rule(ERROR, _STRUCTURE)
def heading_order(reading: Reading) -> Iterator[Slip]:
    """I, II, III; 1, 2, 3; a, b, c, d, đ: none left out, none twice, the first is the first."""
    for run in _runs(_steps(reading)):
        expected = 1
        for step in run:
            if step.number == 1 and expected > 2:  # a new list in the same part begins again
                expected = 1
            if step.number != expected:
                proper = _shown(step, expected)
                yield Slip(
                    step.block.id,
                    f"Đề mục “{step.block.marker}” không đúng thứ tự, ở đây phải là “{proper}”; hãy xem lại.",
                )
            expected = step.number + 1


def _shown(step: Step, number: int) -> str:
    if step.level == 1:
        return f"{_to_roman(number)}{step.tail}"
    if step.level == 9:
        return f"{_LETTERS[number - 1 : number]})"
    return ".".join(map(str, (*step.path, number))) + step.tail


def _to_roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


@rule(ERROR, _STRUCTURE)
def heading_parent(reading: Reading) -> Iterator[Slip]:
    """1.1 stands under 1, not under 2 and not alone."""
    above: dict[int, Step] = {}
    for step in _steps(reading):
        for level in [level for level in above if level >= step.level]:
            del above[level]
        parent = above.get(step.level - 1)
        if step.path and (parent is None or (*parent.path, parent.number) != step.path):
            name = ".".join(map(str, step.path))
            yield Slip(step.block.id, f"Đề mục “{step.block.marker}” không nằm dưới mục {name}; hãy xem lại số.")
        above[step.level] = step


@rule(WARNING, _STRUCTURE)
def heading_styles_mixed(reading: Reading) -> Iterator[Slip]:
    """One paper marks its headings in one way: I. or I-, 1.1. or 1.1."""
    for level in (1, 3, 4):
        steps = [step for step in _steps(reading) if step.level == level]
        tails = Counter(step.tail for step in steps)
        if len(tails) > 1:
            chosen = max(tails, key=lambda tail: tails[tail])
            other = next(step for step in steps if step.tail != chosen)
            edits = tuple(_retailed(step, chosen) for step in steps if step.tail != chosen)
            model = next(step for step in steps if step.tail == chosen).block.marker
            message = f"Đề mục dùng lẫn hai kiểu (“{model}” và “{other.block.marker}”); hãy dùng một kiểu."
            yield Slip(other.block.id, message, Fix(f"Viết mọi đề mục cùng cấp theo kiểu “{model}”.", edits))


def _retailed(step: Step, tail: str) -> Edit:
    marker = step.block.marker
    return Edit(Spot(step.block.id, "marker"), marker, marker.rstrip("-–.") + tail)


@rule(WARNING, _PRACTICE)
def heading_single(reading: Reading) -> Iterator[Slip]:
    """A part divided in one is not divided."""
    for run in _runs(_steps(reading)):
        if len(run) == 1 and run[0].number == 1:
            yield Slip(
                run[0].block.id, f"Chỉ có một đề mục “{run[0].block.marker}” ở cấp này; hãy xem có cần chia không."
            )


@rule(ERROR, _PRACTICE)
def heading_empty(reading: Reading) -> Iterator[Slip]:
    """A heading has words, and something stands under it."""
    blocks = reading.paper.blocks
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.type is not BlockType.HEADING:
            continue
        if not plain(block.text).strip():
            yield Slip(block.id, f"Đề mục “{block.marker}” không có tên; hãy ghi tên hoặc bỏ đề mục.")
        elif following is None or (following.type is BlockType.HEADING and following.level <= block.level):
            yield Slip(block.id, f"Dưới đề mục “{block.printed}” không có nội dung; hãy viết nội dung hoặc bỏ đề mục.")


@rule(WARNING, _PRACTICE)
def heading_full_stop(reading: Reading) -> Iterator[Slip]:
    """No mark ends a heading."""
    for block in reading.text_blocks:
        bare = block.text.rstrip()
        if block.type is BlockType.HEADING and bare.endswith((".", ":", ";", ",")) and not bare.endswith("..."):
            fix = reading.rewrite(Spot(block.id), bare.rstrip(".:;, "), "Bỏ dấu câu ở cuối đề mục.")
            yield Slip(block.id, f"Đề mục “{block.marker}” kết thúc bằng dấu “{bare[-1]}”; hãy bỏ dấu này.", fix)


@rule(WARNING, "HD36, HD05 Phụ lục 3, ô số 6 (tên phần, chương)")
def chapter_capitals(reading: Reading) -> Iterator[Slip]:
    """The names of the chapters (I, II …) are in capitals."""
    for block in reading.text_blocks:
        if block.type is BlockType.HEADING and _ROMAN.fullmatch(block.marker) and block.text != block.text.upper():
            fix = reading.rewrite(Spot(block.id), block.text.upper(), "Viết hoa tên đề mục.")
            yield Slip(
                block.id, f"Tên đề mục “{block.marker}” phải viết chữ in hoa; hãy ghi “{block.text.upper()}”.", fix
            )

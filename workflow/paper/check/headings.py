"""Headings and numbered paragraphs: their order, their style, what stands under them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from workflow.domain.blocks import Block, BlockType, plain
from workflow.paper.check.finding import Edit, Fix
from workflow.paper.check.reading import Reading
from workflow.paper.check.registry import ERROR, WARNING, Slip, rule
from workflow.paper.check.spots import Spot
from workflow.paper.check.steps import ROMAN, Step, runs, steps_of
from workflow.paper.headings import rank_of

_STRUCTURE = "36-HD/VPTW, 05-HD/VPTW Phụ lục 3, ô số 6"
_PRACTICE = "Thông lệ trình bày văn bản"


@rule(ERROR, "399-QĐ/TW phần IV (66-QĐ/TW Điều 15)")
def body_missing(reading: Reading) -> Iterator[Slip]:
    """A paper has a text."""
    if not any(block.text.strip() or block.rows for block in reading.paper.blocks):
        yield Slip("body", "Văn bản chưa có nội dung; hãy bổ sung.")


@rule(ERROR, _STRUCTURE)
def heading_order(reading: Reading) -> Iterator[Slip]:
    """I, II, III; 1, 2, 3; a, b, c, d, đ: none left out, none twice, the first is the first."""
    steps = reading.once(steps_of)
    for run in runs(steps):
        expected = 1
        for at, step in enumerate(run):
            if step.number == 1 and expected > 2:  # a new list in the same part begins again
                expected = 1
            if step.number != expected:
                proper = step.shown(expected)
                message = f"Đề mục “{step.block.marker}” không đúng thứ tự, ở đây phải là “{proper}”; hãy xem lại."
                yield Slip(step.block.id, message, _renumbered(run[at:], expected, steps))
            expected = step.number + 1


def _renumbered(run: Sequence[Step], first: int, steps: Sequence[Step]) -> Fix | None:
    """Count on from here to the end of the run; not where blocks below carry these numbers in their own."""
    counted_below = {step.path[: len(run[0].path) + 1] for step in steps if len(step.path) > len(run[0].path)}
    if any((*step.path, step.number) in counted_below for step in run) or any(step.number == 1 for step in run[1:]):
        return None
    edits = tuple(
        Edit(Spot(step.block.id, "marker"), step.block.marker, step.shown(number))
        for number, step in enumerate(run, first)
    )
    changed = tuple(edit for edit in edits if edit.old != edit.new)
    said = ", ".join(f"“{edit.old}” thành “{edit.new}”" for edit in changed)
    return Fix(f"Đánh lại số: {said}.", changed)


@rule(ERROR, _STRUCTURE)
def heading_parent(reading: Reading) -> Iterator[Slip]:
    """1.1 stands under 1, not under 2 and not alone."""
    above: dict[int, Step] = {}
    for step in reading.once(steps_of):
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
        steps = [step for step in reading.once(steps_of) if step.level == level]
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
    return Edit(Spot(step.block.id, "marker"), marker, marker.rstrip("-–./)") + tail)


@rule(WARNING, _PRACTICE)
def heading_single(reading: Reading) -> Iterator[Slip]:
    """A part divided in one is not divided."""
    for run in runs(reading.once(steps_of)):
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
        elif following is None or _stands_beside(following, block):
            yield Slip(block.id, f"Dưới đề mục “{block.printed}” không có nội dung; hãy viết nội dung hoặc bỏ đề mục.")


def _stands_beside(following: Block, block: Block) -> bool:
    """Whether the next heading is as high as this one: "I." under "Phần I" or "A." is below it."""
    above = following.level <= block.level and rank_of(following) <= rank_of(block)
    return following.type is BlockType.HEADING and above


@rule(WARNING, _PRACTICE)
def heading_full_stop(reading: Reading) -> Iterator[Slip]:
    """No mark ends a heading."""
    for block in reading.text_blocks:
        bare = block.text.rstrip()
        if block.type is BlockType.HEADING and bare.endswith((".", ":", ";", ",")) and not bare.endswith("..."):
            fix = reading.rewrite(Spot(block.id), bare.rstrip(".:;, "), "Bỏ dấu câu ở cuối đề mục.")
            yield Slip(block.id, f"Đề mục “{block.marker}” kết thúc bằng dấu “{bare[-1]}”; hãy bỏ dấu này.", fix)


@rule(WARNING, "36-HD/VPTW, 05-HD/VPTW Phụ lục 3, ô số 6 (tên phần, chương)")
def chapter_capitals(reading: Reading) -> Iterator[Slip]:
    """The names of the chapters (I, II …) are in capitals."""
    for block in reading.text_blocks:
        if block.type is BlockType.HEADING and ROMAN.fullmatch(block.marker) and block.text != block.text.upper():
            fix = reading.rewrite(Spot(block.id), block.text.upper(), "Viết hoa tên đề mục.")
            yield Slip(
                block.id, f"Tên đề mục “{block.marker}” phải viết chữ in hoa; hãy ghi “{block.text.upper()}”.", fix
            )

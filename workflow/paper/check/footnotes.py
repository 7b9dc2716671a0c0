"""Footnotes: every call has its note, every note its call, numbered through from 1."""

from collections.abc import Iterator

from workflow.domain.blocks import superscript
from workflow.paper.check.reading import Reading
from workflow.paper.check.registry import ERROR, Slip, rule
from workflow.paper.check.spots import Spot, read

_PRACTICE = "Thông lệ trình bày chú thích; thực tiễn các văn phòng cấp uỷ"


@rule(ERROR, _PRACTICE)
def footnote_missing(reading: Reading) -> Iterator[Slip]:
    """A call without its note."""
    known = {note.marker for note in reading.paper.footnotes}
    for place, marker in reading.calls:
        if marker not in known and _begins_note(reading, place, marker):
            yield Slip(place, f"Chú thích {marker} không được gọi ở đâu; hãy đặt số gọi hoặc bỏ đi.")
        elif marker not in known:
            yield Slip(place, f"Chú thích {marker} được gọi nhưng không có nội dung; hãy bổ sung hoặc bỏ số gọi.")


def _begins_note(reading: Reading, place: str, marker: str) -> bool:
    """Whether the number stands at the head of a paragraph: a note that was read as text because nothing calls it."""
    return read(reading.paper, Spot(place)).startswith(superscript(marker))


@rule(ERROR, _PRACTICE)
def footnote_uncalled(reading: Reading) -> Iterator[Slip]:
    """A note that no text calls."""
    called = {marker for _, marker in reading.calls}
    for note in reading.paper.footnotes:
        if note.marker not in called:
            yield Slip(
                f"note-{note.marker}", f"Chú thích {note.marker} không được gọi ở đâu; hãy đặt số gọi hoặc bỏ đi."
            )


@rule(ERROR, _PRACTICE)
def footnote_order(reading: Reading) -> Iterator[Slip]:
    """Calls are numbered 1, 2, 3 … in the order in which they are read."""
    order = list(dict.fromkeys(marker for _, marker in reading.calls))
    for expected, marker in enumerate(order, 1):
        if marker != str(expected):
            place = next(place for place, called in reading.calls if called == marker)
            yield Slip(place, f"Chú thích {marker} không đúng thứ tự, ở đây phải là {expected}; hãy đánh số lại.")
            return

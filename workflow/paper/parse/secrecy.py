"""The mark of a degree of secrecy (box 10a): MẬT, TỐI MẬT, TUYỆT MẬT standing by itself in the head of a paper."""

import re
from collections.abc import Iterable, Iterator, Sequence

from workflow.domain.blocks import plain
from workflow.paper.parse.lines import ROW
from workflow.paper.parse.titles import small_title_of, title_of

_DEGREE = r"(?:TUYỆT\s?MẬT|TỐI\s?MẬT|MẬT)"
_STAMP = re.compile(
    rf"(?:(?:MỨC\s+)?ĐỘ\s+MẬT\s*:\s*|(?:DẤU|TÀI\s+LIỆU|VĂN\s+BẢN)\s+)?(?P<degree>{_DEGREE})"
    r"(?:\s*[-–,/]?\s*(?:THƯỢNG KHẨN|KHẨN|HO[ẢA]\s?TỐC|HỎA TỐC))?",
    re.IGNORECASE,
)
_AROUND = ' *[](){}|.:-–_“”"'
_GOES_ON = re.compile(r"\b(?:bí|bảo|cơ|giải)$", re.IGNORECASE)  # "… BẢO VỆ BÍ / MẬT" wraps over the line's end
_HEAD = 40
_FIRST_PAGE = 60


def degree_of_secrecy(lines: Sequence[str], margins: Iterable[str] = ()) -> str | None:
    """The degree that a paper is marked with, None for a paper of the open kind. A mark stands by itself: in a cell of
    the head or of the page's margins, or in capitals on a line of its own lower down the first page, where a text box
    may come out. The words inside a name or a sentence ("bảo mật", "bí mật nhà nước") are no mark, nor is a list of
    the degrees."""
    head = _head(lines)
    found = next(filter(None, map(_degree, [*_cells(lines[:head]), *_cells(margins)])), None)
    return found or _stamped(lines[head:_FIRST_PAGE])


def _head(lines: Sequence[str]) -> int:
    """How many lines stand before the title; without one those that a head may have."""
    for find in (title_of, small_title_of):
        for index, line in enumerate(lines[:_HEAD]):
            if find(line):
                return index
    return min(len(lines), _HEAD)


def _cells(lines: Iterable[str]) -> Iterator[str]:
    """The cells of the lines, without those that go on with a word of the cell before."""
    before = ""
    for line in lines:
        for cell in re.split(r"\t+|\|| {3,}", plain(line)):
            if cell.strip():
                if not _GOES_ON.search(before):
                    yield cell
                before = cell.strip()


def _stamped(lines: Sequence[str]) -> str | None:
    alone = [
        cell for cell in _cells(line for line in lines if not ROW.fullmatch(line.strip())) if cell.strip().isupper()
    ]
    found = {degree for cell in alone if (degree := _degree(cell))}
    return found.pop() if len(found) == 1 else None


def _degree(cell: str) -> str | None:
    words = " ".join(cell.strip(_AROUND).split())
    spaced = words.split()
    if len(spaced) > 2 and all(len(sign) == 1 for sign in spaced):
        words = "".join(spaced)
    found = _STAMP.fullmatch(words)
    return " ".join(re.sub(r"\s?MẬT", " MẬT", found["degree"].upper()).split()) if found else None

"""Spaces, quotation marks and stops."""

import re
from collections.abc import Callable, Iterator

from workflow.domain.blocks import Block, BlockType, plain
from workflow.domain.paper import ProfileName
from workflow.paper.check.reading import Reading
from workflow.paper.check.registry import ERROR, WARNING, Slip, rule
from workflow.paper.check.spots import Spot
from workflow.paper.check.tones import LETTER

_PRACTICE = "Quy tắc gõ văn bản tiếng Việt"
_DOUBLE = re.compile(r"(?<=\S) {2,}(?=\S)")
_SPACE_BEFORE = re.compile(rf"(?<=\S) +(?=[,;](?:\s|$|[{LETTER}])|[:!?](?:\s|$)|\.(?:\s|$|/))")
_NO_SPACE_AFTER = re.compile(rf"([,;])(?<=[{LETTER})”].)(?=[{LETTER}“(])")
_NO_SPACE_AFTER_STOP = re.compile(rf"\.(?<=[{LETTER}]{{3}}.)(?P<next>[{LETTER}][{LETTER}])")
_INSIDE = re.compile(r"(?<=[(“]) +(?=\S)|(?<=\S) +(?=[)”])")
_BEFORE_SIGNS = (" ,", " ;", " .", " :", " !", " ?", " )", " ”", "( ", "“ ")
_LISTED = re.compile(rf"(?:^|(?<=\s))(?:\d{{1,2}}|[{LETTER}])\)")
_BRACKET = re.compile(r"[()]")
_DECIMAL = re.compile(r"(?<![\d.,/])(\d+)\.(\d{1,2})(?= ?%)")
_SMALL_AFTER_STOP = re.compile(rf"[{LETTER})”] *\.\*{{0,2}} +(?P<word>[{LETTER}]+)")
_AFTER_MARKS = '*”")'
_SLASHED = re.compile(r"\./\.(?P<after>[*”\")]*)\s*\Z")
_SHOWN_WORDS = 6
_SHORTEST_SENTENCE = 3  # words


def _rewritten(
    reading: Reading, change: Callable[[str], str], *, signs: tuple[str, ...]
) -> Iterator[tuple[Spot, str, str]]:
    """(spot, text, changed text) where a change changes anything; only texts with one of the signs are looked into,
    for a substring is found many times faster than a pattern."""
    for spot, text in reading.prose:
        if any(sign in text for sign in signs) and (changed := change(text)) != text:
            yield spot, text, changed


@rule(WARNING, _PRACTICE)
def spaces_double(reading: Reading) -> Iterator[Slip]:
    """One space between two words."""
    for spot, _, fixed in _rewritten(reading, lambda text: _DOUBLE.sub(" ", text), signs=("  ",)):
        fix = reading.rewrite(spot, fixed, "Chỉ để một khoảng trắng giữa hai chữ.")
        yield Slip(spot.place, "Có chỗ để hai khoảng trắng liền nhau; hãy để một.", fix)


@rule(WARNING, _PRACTICE)
def space_before_mark(reading: Reading) -> Iterator[Slip]:
    """No space before a comma, a stop, and inside brackets and quotation marks."""

    def tightened(text: str) -> str:
        return _INSIDE.sub("", _SPACE_BEFORE.sub("", text))

    for spot, text, fixed in _rewritten(reading, tightened, signs=_BEFORE_SIGNS):
        found = _SPACE_BEFORE.search(text) or _INSIDE.search(text)
        fix = reading.rewrite(spot, fixed, "Bỏ khoảng trắng trước dấu câu, bên trong ngoặc.")
        yield Slip(spot.place, f"Thừa khoảng trắng ở “{_around(text, found)}”; hãy bỏ.", fix)


@rule(WARNING, _PRACTICE)
def space_after_mark(reading: Reading) -> Iterator[Slip]:
    """A space after a comma, a semicolon and a stop."""

    def spaced(text: str) -> str:
        return _NO_SPACE_AFTER_STOP.sub(_spaced_stop, _NO_SPACE_AFTER.sub(r"\1 ", text))

    for spot, text, fixed in _rewritten(reading, spaced, signs=(",", ";", ".")):
        at = next(at for at, (old, new) in enumerate(zip(text, fixed, strict=False)) if old != new)
        shown = text[max(0, at - 12) : at + 12].strip()
        fix = reading.rewrite(spot, fixed, "Thêm khoảng trắng sau dấu câu.")
        yield Slip(spot.place, f"Thiếu khoảng trắng sau dấu câu ở “{shown}”; hãy thêm.", fix)


def _spaced_stop(found: re.Match[str]) -> str:
    begins = found["next"][0].isupper() and found["next"][1].islower()
    return f". {found['next']}" if begins else found[0]


@rule(WARNING, _PRACTICE)
def quotes_straight(reading: Reading) -> Iterator[Slip]:
    """Quotation marks are “ ”."""
    for spot, text in reading.prose:
        count = text.count('"')
        if not count:
            continue
        fix = None if count % 2 else reading.rewrite(spot, _curled(text), "Đổi thành dấu ngoặc kép “ ”.")
        yield Slip(spot.place, 'Dấu ngoặc kép thẳng ("); hãy đổi thành “ ”.', fix)


def _curled(text: str) -> str:
    pieces = text.split('"')
    marks = "“”" * (len(pieces) // 2)
    return "".join(piece + mark for piece, mark in zip(pieces, (*marks, ""), strict=True))


@rule(WARNING, _PRACTICE)
def brackets_open(reading: Reading) -> Iterator[Slip]:
    """Every bracket and quotation mark that opens is closed."""
    for spot, text in reading.prose:
        if text.count("“") != text.count("”"):
            yield Slip(spot.place, "Số dấu “ và ” không bằng nhau; hãy xem lại chỗ mở, đóng ngoặc kép.")
        if ("(" in text or ")" in text) and not _is_balanced(text):
            yield Slip(spot.place, "Số dấu ( và ) không bằng nhau; hãy xem lại chỗ mở, đóng ngoặc.")


def _is_balanced(text: str) -> bool:
    listed = {found.end() - 1 for found in _LISTED.finditer(text)}  # "a)" and "1)" close nothing
    depth = 0
    for found in _BRACKET.finditer(text):
        if found[0] == "(":
            depth += 1
        elif depth:
            depth -= 1
        elif found.start() not in listed:
            return False
    return depth == 0


@rule(WARNING, "Cách viết số trong văn bản tiếng Việt")
def decimal_point(reading: Reading) -> Iterator[Slip]:
    """Decimals have a comma: 92,28%."""
    for spot, text, fixed in _rewritten(reading, lambda text: _DECIMAL.sub(r"\1,\2", text), signs=("%",)):
        found = _DECIMAL.search(text)
        shown = found[0] if found else ""
        fix = reading.rewrite(spot, fixed, "Đổi dấu chấm thập phân thành dấu phẩy.")
        yield Slip(spot.place, f"Số thập phân “{shown}%” dùng dấu phẩy; hãy ghi “{shown.replace('.', ',')}%”.", fix)


@rule(WARNING, _PRACTICE)
def sentence_begins_small(reading: Reading) -> Iterator[Slip]:
    """After a full stop a sentence begins with a capital; a small letter often shows where a page cut a sentence."""
    for spot, text in reading.prose:
        found = next((found for found in _SMALL_AFTER_STOP.finditer(text) if found["word"][0].islower()), None)
        if found and not text[: found.start() + 1].endswith(("v.v", "TP")):
            message = f"Sau dấu chấm là chữ thường “{found['word']}”"
            yield Slip(spot.place, f"{message}; hãy xem dấu chấm có thừa không hoặc viết hoa chữ này.")


@rule(WARNING, _PRACTICE)
def stop_missing(reading: Reading) -> Iterator[Slip]:
    """A paragraph ends with a mark."""
    for block in reading.text_blocks[:-1]:
        if _is_sentence(block) and _bare(block)[-1:].isalnum() and not block.text.isupper():
            fix = reading.rewrite(Spot(block.id), _stopped(block.text), "Thêm dấu chấm ở cuối đoạn.")
            end = " ".join(_bare(block).split()[-_SHOWN_WORDS:])
            yield Slip(block.id, f"Đoạn kết thúc bằng “{end}” chưa có dấu câu; hãy thêm dấu chấm.", fix)


@rule(ERROR, "05-HD/VPTW mục nội dung văn bản (kết thúc bằng dấu chấm)")
def ending_missing(reading: Reading) -> Iterator[Slip]:
    """The text ends with a full stop; a paper that ends with a table needs none."""
    blocks = reading.paper.blocks
    if not blocks or blocks[-1].type is BlockType.TABLE:
        return
    last = blocks[-1]
    if last.type is not BlockType.HEADING and not _bare(last).endswith((".", "./.", "…", "!", "?")):
        trimmed = last.text.rstrip(" ,;:")
        fix = reading.rewrite(Spot(last.id), _stopped(trimmed), "Đặt dấu chấm ở cuối văn bản.")
        yield Slip(last.id, "Văn bản chưa kết thúc bằng dấu chấm; hãy thêm dấu chấm ở cuối.", fix)


@rule(WARNING, "05-HD/VPTW mục nội dung văn bản (kết thúc bằng dấu chấm)")
def ending_with_slash(reading: Reading) -> Iterator[Slip]:
    """ "./." is old practice; HD05 ends a text with a full stop."""
    last = reading.text_blocks[-1] if reading.text_blocks else None
    found = _SLASHED.search(last.text) if last else None
    if last and found and reading.paper.profile is ProfileName.HD05:
        fixed = f"{last.text[: found.start()]}.{found['after']}"
        fix = reading.rewrite(Spot(last.id), fixed, "Đổi “./.” thành “.”.")
        yield Slip(last.id, "Theo 05-HD/VPTW, văn bản kết thúc bằng dấu chấm; hãy đổi “./.” thành “.”.", fix)


def _is_sentence(block: Block) -> bool:
    """A line in capitals is a name, not a sentence."""
    is_text = block.type in (BlockType.PARAGRAPH, BlockType.ITEM) and not plain(block.text).isupper()
    return is_text and len(block.text.split()) > _SHORTEST_SENTENCE


def _bare(block: Block) -> str:
    return plain(block.text).rstrip(" " + _AFTER_MARKS)


def _stopped(text: str) -> str:
    """A full stop after the last word, inside closing emphasis only if that is where the text ends."""
    return f"{text.rstrip()}."


def _around(text: str, found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    return text[max(0, found.start() - 12) : found.end() + 12].strip()

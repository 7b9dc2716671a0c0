"""Slips of format that a person should look at, each with its place and a sentence that says what to do."""

import re
from collections.abc import Iterator, Sequence

from workflow.domain import numbers
from workflow.domain.blocks import Block, Footnote
from workflow.domain.paper import ParseWarning
from workflow.paper.parse.ending import Ending
from workflow.paper.parse.header import Top
from workflow.paper.parse.lines import Gathered

_JOINED = {
    "rejoined": "Câu bị ngắt trang giữa chừng đã được nối lại; hãy đọc lại chỗ nối.",
    "stray_full_stop": "Câu bị ngắt trang đã được nối lại, nhưng trước chỗ nối có dấu chấm; hãy xem lại dấu câu.",
}
_OLD_TONES = re.compile(r"\b\w{0,6}(?:[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)\b", re.IGNORECASE)
_NEW_TONES = re.compile(r"\b\w{0,6}(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)
_ISSUES = re.compile(
    r"\b((?:Ban Thường vụ|Ban Chấp hành)\s+\w+\s+\w+|Đảng [uủ][ỷy][^,;.]{0,60}?) (?:ban hành|xây dựng) kế hoạch"
)


def of_header(top: Top, blocks: Sequence[Block]) -> Iterator[ParseWarning]:
    """What the header lacks. The issuer may be named in the opening sentence: it is suggested, not taken."""
    yield from top.warnings
    if not top.names:
        named = _suggestion(blocks)
        yield ParseWarning("missing_issuer", "header", f"Chưa có tên cơ quan ban hành{named}; hãy bổ sung.")
    if top.symbol is None or top.symbol.number is None:
        yield ParseWarning("missing_number", "header", "Chưa có số văn bản; số được cấp khi ban hành.")
    if top.date is None:
        yield ParseWarning("missing_date", "header", "Chưa có ngày ban hành; ngày được ghi khi ban hành.")
    if top.unplaced:
        text = "”, “".join(top.unplaced)
        yield ParseWarning("unplaced", blocks[0].id, f"Chưa rõ vị trí của “{text}”; đã giữ lại ở đầu văn bản.")


def _suggestion(blocks: Sequence[Block]) -> str:
    found = next((found for block in blocks[:3] if (found := _ISSUES.search(block.text))), None)
    return f" (trong văn bản ghi “{found[1]}”)" if found else ""


def of_ending(ending: Ending, blocks: Sequence[Block], *, minutes: bool) -> Iterator[ParseWarning]:
    """What the foot lacks, and what of it fits nowhere; minutes are sent to nobody."""
    if ending.asides:
        text = "”, “".join(ending.asides)
        yield ParseWarning("signature_note", "ending", f"“{text}” là lời ghi chỗ ký, đã để ra ngoài.")
    if not ending.recipients and not minutes:
        yield ParseWarning("missing_recipients", "ending", "Chưa có Nơi nhận; hãy bổ sung trước khi trình.")
    if ending.signature.authority is None and ending.signature.position is None:
        yield ParseWarning("missing_signature", "ending", "Chưa có quyền hạn, chức vụ người ký; hãy bổ sung.")
    if ending.unplaced:
        text = "”, “".join(ending.unplaced)
        yield ParseWarning("unplaced", blocks[-1].id, f"Chưa rõ vị trí của “{text}”; đã giữ lại ở cuối văn bản.")


def of_body(texts: Sequence[Gathered], blocks: Sequence[Block], notes: Sequence[Footnote]) -> Iterator[ParseWarning]:
    """Joined sentences, symbols with spaces, calls without their notes, two spellings of one tone."""
    known = {note.marker for note in notes}
    for gathered, block in zip(texts, blocks, strict=True):
        for slip in gathered.slips:
            yield ParseWarning(slip, block.id, _JOINED[slip])
        for found in numbers.SYMBOL.finditer(block.text):
            proper = str(numbers.from_match(found))
            if found[0] != proper:
                yield ParseWarning("symbol_spacing", block.id, f"Ký hiệu “{found[0]}” viết chưa đúng: “{proper}”.")
        for marker in block.footnotes:
            if marker not in known:
                yield ParseWarning(
                    "missing_footnote", block.id, f"Không thấy nội dung chú thích {marker}; hãy bổ sung."
                )
    yield from _spellings(" ".join(block.text for block in blocks))


def _spellings(text: str) -> Iterator[ParseWarning]:
    old, new = _OLD_TONES.search(text), _NEW_TONES.search(text)
    if old and new:
        message = f"Văn bản dùng hai lối đặt dấu (“{old[0]}”, “{new[0]}”); hãy dùng một lối: hoà, uỷ."
        yield ParseWarning("two_spellings", "body", message)

"""Small papers for the examples of the rules. All bodies are fictional."""

from dataclasses import replace
from typing import Any, NamedTuple

from tests.unit.paper.papers import report
from workflow.domain.blocks import Block, BlockType, Footnote
from workflow.domain.paper import AsTyped, Paper, SignatureBlock
from workflow.paper.inline import calls

SENTENCE = "Chi bộ đã tổ chức học tập đầy đủ."
SIGNED = SignatureBlock("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn A")
TITLE_43 = (
    "về tiếp tục phát huy truyền thống, sức mạnh đại đoàn kết toàn dân tộc, xây dựng đất nước ta ngày càng phồn vinh,"
    " hạnh phúc"
)
CITED_43 = f"Thực hiện Nghị quyết số 43-NQ/TW, ngày 24/11/2023 của Ban Chấp hành Trung ương Đảng khoá XIII {TITLE_43}."
COMMITTEE = {
    "issuer": "ĐẢNG UỶ SỞ VĂN HOÁ",
    "superior": "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH",
    "symbol": "05-BC/ĐU",
    "number": 5,
    "recipients": ("Đảng uỷ Khối (b/c)", "Lưu VPĐU"),
    "signature": SignatureBlock("T/M ĐẢNG UỶ", "BÍ THƯ", "Nguyễn Văn A"),
}


class Example(NamedTuple):
    """A paper that keeps a rule, and papers that break it."""

    passing: Paper
    failing: tuple[Paper, ...]


def text(*texts: str, **changes: Any) -> Paper:
    """A report whose paragraphs are these."""
    blocks = tuple(Block(f"b{at}", BlockType.PARAGRAPH, 0, "", one, calls(one)) for at, one in enumerate(texts, 1))
    return report(blocks=blocks, **changes)


def lines(*marked: tuple[str, str], **changes: Any) -> Paper:
    """A report of blocks given as (marker, text): what ends with a mark is a paragraph, the rest are headings."""
    return report(blocks=tuple(_block(at, *one) for at, one in enumerate(marked, 1)), **changes)


def _block(at: int, marker: str, words: str) -> Block:
    heads = bool(marker) and not words.endswith((".", ";"))
    level = 1 if marker[:1] in "IVX" else 2 + marker.strip(".").count(".")
    return Block(f"b{at}", BlockType.HEADING if heads else BlockType.PARAGRAPH, level if heads else 0, marker, words)


def committee(**changes: Any) -> Paper:
    """A report of an đảng uỷ."""
    return report(**(COMMITTEE | changes))


def signed(authority: str | None, position: str | None, name: str | None = "Nguyễn Văn A", **changes: Any) -> Paper:
    """A chi bộ's report signed so."""
    return report(signature=SignatureBlock(authority, position, name), **changes)


def signed_by_committee(authority: str, position: str) -> Paper:
    """An đảng uỷ's report signed so."""
    return committee(signature=SignatureBlock(authority, position, "Nguyễn Văn A"))


def typed(number: str | None = None, date: str | None = None, recipients: tuple[str, ...] = (), **other: Any) -> Paper:
    """An imported report with its lines as typed."""
    changes = {"recipients": tuple(line.rstrip(",;.") for line in recipients)} if recipients else {}
    return report(**changes, typed=AsTyped(number, date, recipients, **other))


def received_by(*recipients: str, **changes: Any) -> Paper:
    """A report with this Nơi nhận."""
    return report(recipients=recipients, **changes)


def footnoted(words: str, *markers: str) -> Paper:
    """A report whose one paragraph calls notes, with the notes of these numbers."""
    return replace(text(words), footnotes=tuple(Footnote(marker, "Số liệu đến ngày 30/5/2026.") for marker in markers))


CLEAN = text(SENTENCE)
PLAN = {"kind": "KH", "title": "KẾ HOẠCH", "symbol": "02-KH/CB", "number": 2}
LETTER = {"kind": "CV", "title": "", "symbol": "02-CV/CB", "number": 2}
PROPOSAL = {"kind": "TTr", "title": "TỜ TRÌNH", "symbol": "02-TTr/CB", "number": 2}

"""Which words may be suggested in the place of a block, and the text with them in it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workflow.domain.blocks import Block, clean
from workflow.domain.comments import words_of
from workflow.domain.errors import InvalidInput
from workflow.paper.inline import calls
from workflow.paper.parse import blocks_to_text, parse_section
from workflow.queries.papers import HEADING_PREFIX

_TABLE = "Bảng thì góp ý bằng lời, không thay cả bảng được."
_FROM_OUTLINE = "Đề mục này lấy từ đề cương hoặc sổ nhiệm vụ nên không đề nghị lời văn khác được."
_ONE_BLOCK = "Lời văn đề nghị phải là một đoạn, không xuống dòng, không thêm đầu mục hay gạch đầu dòng."
_NOTES = "Lời văn đề nghị phải giữ các số chú thích của đoạn: {}."


def why_not_suggesting(block: Block) -> str | None:
    """None for a block that a person wrote as words."""
    if block.rows:
        return _TABLE
    return _FROM_OUTLINE if block.id.startswith(HEADING_PREFIX) else None


def wording_for(block: Block, proposed: str | None) -> str | None:
    """The suggested words, clean; None for the words that stand there. Refuses (InvalidInput) what would not be one
    block with the mark and the notes of the one it is for."""
    text = clean(proposed or "").strip().removeprefix(block.marker).strip()
    if not text or text == words_of(block):
        return None
    other = replace(block, text=text)
    read = parse_section(blocks_to_text([other]))
    fits = len(read) == 1 and (read[0].marker, read[0].text) == (block.marker, text)
    wrong = [
        why_not_suggesting(block),
        None if fits else _ONE_BLOCK,
        None
        if set(calls(text)) == set(calls(block.text))
        else _NOTES.format(", ".join(calls(block.text)) or "không có"),
    ]
    for message in filter(None, wrong):
        raise InvalidInput(message, fields={"proposed": message})
    return text


def with_wording(content: Mapping[str, Any], name: str, text: str) -> dict[str, Any]:
    """The content with other words in one block of its text or its annexes."""
    annexes = [annex | {"blocks": _put(annex["blocks"], name, text)} for annex in content.get("annexes", ())]
    return {
        **content,
        "blocks": _put(content["blocks"], name, text),
        **({"annexes": annexes} if annexes else {}),
    }


def _put(shapes: list[dict[str, Any]], name: str, text: str) -> list[dict[str, Any]]:
    return [shape | {"text": text} if shape["id"] == name else shape for shape in shapes]

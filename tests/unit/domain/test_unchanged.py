"""Copying from the report before is seen, sentence by sentence, however the sentences were moved about."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.blocks import Block, BlockType
from workflow.domain.unchanged import sentences, unchanged

WORD = st.sampled_from(["chi", "bộ", "đã", "tổ", "chức", "4.120", "lượt", "người", "**học", "tập**", "32-KH/ĐU"])
SENTENCE = st.lists(WORD, min_size=4, max_size=9).map(lambda words: " ".join(words) + ".")
TEXTS = st.lists(st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join), max_size=5)


def blocks(*texts: str, kind: BlockType = BlockType.PARAGRAPH) -> list[Block]:
    return [Block(f"b{place}", kind, 0, "", text) for place, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Đã mở 2 lớp. Có 4.120 lượt người dự; đạt 95,7%.", ["Đã mở 2 lớp.", "Có 4.120 lượt người dự;", "đạt 95,7%."]),
        ("Không có dấu chấm cuối", ["Không có dấu chấm cuối"]),
        ("Một dòng\nhai dòng.", ["Một dòng", "hai dòng."]),
        ("", []),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


def test_a_sentence_kept_is_marked_and_one_with_another_figure_is_not() -> None:
    before = blocks("Chi bộ đã mở 2 lớp học. Có 120 lượt người dự học.")
    after = blocks("Có 135 lượt người dự học. Chi bộ đã **mở 2 lớp** học.")
    found = unchanged(before, after)
    assert (found.total, found.kept) == (2, 1)
    (((start, end),),) = map(tuple, found.spans.values())
    assert after[0].text[start:end] == "Chi bộ đã **mở 2 lớp** học."


def test_short_answers_headings_and_tables_do_not_count() -> None:
    for kind in (BlockType.HEADING, BlockType.TABLE):
        same = blocks("Công tác quán triệt, tuyên truyền trong chi bộ.", kind=kind)
        assert unchanged(same, same).total == 0
    assert unchanged(blocks("Không."), blocks("Không.")).total == 0


@given(TEXTS)
def test_the_same_report_again_is_unchanged_throughout(texts: list[str]) -> None:
    found = unchanged(blocks(*texts), blocks(*reversed(texts)))
    assert found.kept == found.total


@given(TEXTS, TEXTS)
def test_what_is_marked_stood_before_and_what_is_not_did_not(before: list[str], after: list[str]) -> None:
    earlier, later = blocks(*before), blocks(*after)
    found = unchanged(earlier, later)
    known = {bare(text[start:end]) for text in before for start, end in sentences(text)}
    for block in later:
        for start, end in sentences(block.text):
            marked = (start, end) in found.spans.get(block.id, frozenset())
            assert marked == (bare(block.text[start:end]) in known)
    assert found.kept == sum(map(len, found.spans.values())) <= found.total


@given(TEXTS, TEXTS, SENTENCE)
def test_a_sentence_added_marks_no_other_one(before: list[str], after: list[str], more: str) -> None:
    plain, added = unchanged(blocks(*before), blocks(*after)), unchanged(blocks(*before), blocks(*after, f"Nay {more}"))
    assert {name: added.spans.get(name) for name in plain.spans} == plain.spans
    assert added.total == plain.total + 1


@given(TEXTS)
def test_sentences_leave_nothing_out_but_blanks(texts: list[str]) -> None:
    for text in texts:
        assert (
            "".join(text[start:end] for start, end in sentences(text)).split()
            == re.sub(r"(?<=[.])\s+", "", text).split()
        )


def bare(text: str) -> str:
    return " ".join(text.replace("*", "").casefold().split())

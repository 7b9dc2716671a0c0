"""Decisions stand while only the form of a text changes, and fall at the first word, figure or day."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.paper.check.examples import EXAMPLES
from workflow.domain.blocks import Block, BlockType
from workflow.domain.paper import Paper
from workflow.domain.parts import Parts
from workflow.domain.substance import substance
from workflow.domain.text_changes import Sort, changes, fall, summary
from workflow.paper.check import check

SENTENCE = "Tổ chức 34 hoạt động, thu hút 12.940 lượt người trước ngày 06/02/2024 theo Kế hoạch số 6-KH/ĐU"
SAME = [
    ("Chi bộ  đã họp .", "Chi bộ đã họp."),
    ('Nghị quyết "về văn hoá"', "Nghị quyết “về văn hoá”"),
    ("Chủ nghĩa Mác - Lênin", "Chủ nghĩa Mác – Lênin"),
    ("Chủ nghĩa Mác - Lênin", "Chủ nghĩa Mác-Lênin"),
    ("hòa giải, ủy ban, thủy lợi", "hoà giải, uỷ ban, thuỷ lợi"),
    ("**Chi bộ** đã *họp*", "Chi bộ đã họp"),
    ("chi bộ đã họp;", "Chi bộ đã họp."),
    ("Đã họp. đã báo cáo", "Đã họp. Đã báo cáo"),
    ("Đã xong./.", "Đã xong"),
    ("trước ngày 6/2/2024", "trước ngày 06/02/2024"),
    ("trước ngày 06-02-2024", "trước ngày 06/02/2024"),
    ("Kế hoạch số: 6-KH/ĐU", "Kế hoạch số 06-KH/ĐU"),
    ("113 - KH / ĐUK", "113-KH/ĐUK"),
    ("giai đoạn 2021 - 2025", "giai đoạn 2021-2025"),
    ("Đã họp…", "Đã họp..."),
    (unicodedata.normalize("NFD", "Đảng uỷ"), "Đảng uỷ"),
]
OTHERS = [
    ("Tổ chức 34 hoạt động", "Tổ chức 35 hoạt động"),
    ("thu hút 12.940 người", "thu hút 12,940 người"),
    ("thu hút 12.940 người", "thu hút 12 940 người"),
    ("đạt 5%", "đạt 5"),
    ("tăng 3", "tăng -3"),
    ("trước ngày 06/02/2024", "trước ngày 06/12/2024"),
    ("trước ngày 06/02/2024", "trước ngày 06/02/2025"),
    ("không đồng ý", "không, đồng ý"),
    ("Đảng uỷ đã họp", "Đảng uỷ chưa họp"),
    ("hoà bình", "hoạ bình"),
    ("tỉnh hoà bình", "tỉnh Hoà Bình"),
    ("Đã họp", "Đã họp?"),
    ("Kế hoạch số 6-KH/ĐU", "Kế hoạch số 60-KH/ĐU"),
    ("hợp tác xã 01", "hợp tác xã 1"),
    ("vững mạnh¹", "vững mạnh"),
    ("Nhân dân", "Nhândân"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_the_form_may_change(before: str, after: str) -> None:
    assert substance(before) == substance(after)


@pytest.mark.parametrize(("before", "after"), OTHERS)
def test_what_it_says_may_not(before: str, after: str) -> None:
    assert substance(before) != substance(after)


@given(st.data())
def test_a_changed_word_or_figure_always_falls(data: st.DataObject) -> None:
    words = data.draw(st.lists(_WORDS, min_size=1, max_size=8))
    place = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(_WORDS.filter(lambda word: _bare(word) != _bare(words[place])))
    assert fall(_changed(" ".join(words), " ".join([*words[:place], other, *words[place + 1 :]])))


@given(st.data())
def test_a_digit_in_a_figure_always_counts(data: st.DataObject) -> None:
    digits = [place for place, sign in enumerate(SENTENCE) if sign.isdecimal()]
    place = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([one for one in "0123456789" if one != SENTENCE[place]]))
    assert fall(_changed(SENTENCE, SENTENCE[:place] + other + SENTENCE[place + 1 :]))


@given(
    st.lists(st.tuples(st.integers(0, len(SENTENCE)), st.sampled_from(list(" \u00a0*-–“”\"',.;:/5aàÀ")))), st.booleans()
)
def test_what_counts_as_form_leaves_every_word_figure_and_day(edits: list[tuple[int, str]], takes_away: bool) -> None:
    text = SENTENCE
    for place, sign in edits[:3]:
        text = text[:place] + text[place + 1 :] if takes_away else text[:place] + sign + text[place:]
    if not fall(_changed(SENTENCE, text)):
        assert (_letters(text), _figures(text)) == (_letters(SENTENCE), _figures(SENTENCE))


@given(st.text(max_size=60), st.text(max_size=60))
def test_texts_of_one_substance_have_the_same_letters_and_figures(one: str, other: str) -> None:
    if substance(one) == substance(other):
        assert _letters(one) == _letters(other)


_RULES_THAT_TOUCH_WORDS = {
    "cited_title_differs",
    "cited_title_marks",
    "cited_day_differs",
    "cited_without_day",
    "symbol_of_no_body",
    "decimal_point",
    "words_repeated",
    "misspelt",
    "name_capitals",
    "recipient_twice",
}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_repairs_of_form_are_form(rule: str) -> None:
    """Every safe repair of the check of format keeps the votes, but for those that put other words into the text."""
    for paper in EXAMPLES[rule].failing:
        for finding in check(paper):
            if finding.rule == rule and finding.fix is not None:
                found = changes(_content(paper), _content(finding.fix.apply(paper)))
                assert fall(found) is (rule in _RULES_THAT_TOUCH_WORDS), summary(found)


def test_each_change_is_told_with_its_sort_and_place() -> None:
    before = _blocks("Tổ chức 34 hoạt động", "Hạn trước ngày 06/02/2024", "Chi bộ đã họp", "Đoạn bỏ đi", "Nói sau")
    after = _blocks("Tổ chức 35 hoạt động", "Hạn trước ngày 07/02/2024", "Chi bộ đã  họp.", None, "Nói sau", "Đoạn mới")
    found = {one.place: one.sort for one in changes(before, after)}
    assert found == {
        "b0": Sort.FIGURE, "b1": Sort.DAY, "b2": Sort.FORM, "b3": Sort.REMOVED, "b5": Sort.ADDED,
    }  # fmt: skip


def test_a_block_that_stands_elsewhere_is_moved_and_falls() -> None:
    before = _blocks("Việc thứ nhất", "Việc thứ hai", "Việc thứ ba")
    shapes = before["blocks"]
    found = changes(before, {**before, "blocks": [shapes[1], shapes[2], shapes[0]]})
    assert [one.sort for one in found] == [Sort.MOVED]
    assert fall(found)


def test_numbering_rank_and_head_are_form() -> None:
    before = _blocks("Việc thứ nhất", "Việc thứ hai")
    renumbered = [shape | {"marker": f"{place + 2})", "level": 2} for place, shape in enumerate(before["blocks"])]
    found = changes(before, {**before, "blocks": renumbered, "parts": Parts(contact="Điện thoại: 0220").to_json()})
    assert [one.sort for one in found] == [Sort.FORM] * 3
    assert not fall(found)


@pytest.mark.parametrize(
    "part",
    [
        {"abstract": "khác"},
        {"recipients": ["Đảng uỷ Khối (b/c)"]},
        {"addressees": ["Đảng uỷ Khối"]},
        {"footnotes": [{"marker": "1", "text": "Chú thích"}]},
        {"figures": [{"key": "nguoi", "title": "Số người", "unit": "người", "value": "4121"}]},
        {"attachments": [{"title": "Biểu", "name": "a.pdf", "digest": "1" * 64}]},
        {"annexes": [{"marker": "Phụ lục", "title": "Biểu", "wide": False, "blocks": []}]},
    ],
    ids=lambda part: next(iter(part)),
)
def test_every_part_of_the_paper_counts(part: Mapping[str, Any]) -> None:
    assert fall(changes(_blocks("Việc thứ nhất"), {**_blocks("Việc thứ nhất"), **part}))


def test_cells_of_a_table_do_not_run_into_one_another() -> None:
    def table(*cells: str) -> dict[str, Any]:
        rows = (("Chỉ tiêu", "Kết quả"), cells)
        return {"abstract": "", "blocks": [Block("t", BlockType.TABLE, 0, "", "", (), rows).to_json()]}

    assert fall(changes(table("Số 1", "2"), table("Số", "1 2")))
    assert not fall(changes(table("Số  người ", "2"), table("Số người", "2")))


def test_the_reason_names_three_places_and_counts_the_rest() -> None:
    before, after = _blocks(*"abcde"), _blocks("b1", "c1", "d1", "e1", "f1")
    assert summary(changes(before, after)).endswith("và 2 chỗ nữa")


_WORDS = st.text(st.sampled_from(list("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạầẩẫếỗụỷ0123456789")), min_size=1, max_size=6)


def _bare(word: str) -> str:
    """Letters and tone marks apart, and figures without the noughts before them: the coarsest look at a word."""
    letters = unicodedata.normalize("NFD", word)
    return "".join(sorted(letters)).lstrip("0")


def _letters(text: str) -> str:
    bare = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).casefold())
    return "".join(sign for sign in unicodedata.normalize("NFC", bare) if sign.isalpha() and sign.isascii())


def _figures(text: str) -> list[str]:
    return [found.lstrip("0") for found in re.findall(r"\d+(?:[.,]\d+)*", text)]


def _changed(before: str, after: str) -> list[Any]:
    return changes(_blocks(before), _blocks(after))


def _blocks(*texts: str | None) -> dict[str, Any]:
    made = [Block(f"b{place}", BlockType.PARAGRAPH, 0, "", text) for place, text in enumerate(texts) if text]
    return {"abstract": "về việc", "blocks": [one.to_json() for one in made], "recipients": ["Chi bộ"]}


def _content(paper: Paper) -> dict[str, Any]:
    shape = paper.to_json()
    return {**shape, "annexes": [annex.to_json() for annex in paper.annexes], "parts": Parts.of(paper).to_json()}

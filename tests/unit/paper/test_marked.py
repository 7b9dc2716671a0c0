"""Sentences of a block are marked without breaking its emphasis."""

import pytest

from workflow.domain.unchanged import sentences
from workflow.paper.inline import inline_html, marked_html

MARK = '<mark class="kept">{}</mark>'


def test_marks_the_sentence_and_nothing_else() -> None:
    text = "Đã mở 2 lớp học. Có 120 lượt người <b> dự."
    first, _ = sentences(text)
    shown = marked_html(text, {first}, sentences(text))
    assert shown == MARK.format("Đã mở 2 lớp học.") + " Có 120 lượt người &lt;b&gt; dự."


def test_emphasis_over_the_end_of_a_sentence_is_ended_and_begun_again() -> None:
    text = "Đã mở **hai lớp học. Có nhiều** người dự."
    first, second = sentences(text)
    assert marked_html(text, {second}, sentences(text)) == (
        "Đã mở <b>hai lớp học.</b> " + MARK.format("<b>Có nhiều</b> người dự.")
    )
    assert marked_html(text, {first}, sentences(text)).startswith(MARK.format("Đã mở <b>hai lớp học.</b>"))


@pytest.mark.parametrize("text", ["Chi bộ đã tổ chức. **Đạt** 95,7%; *vượt* kế hoạch.", "- Không có dấu chấm", ""])
def test_nothing_marked_is_the_text_as_it_always_was(text: str) -> None:
    assert marked_html(text, (), sentences(text)) == inline_html(text)

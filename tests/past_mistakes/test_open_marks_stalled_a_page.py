"""Thousands of bold marks that nobody closed kept one page busy for half a minute: each looked for its end to the end
of the text."""

import time

from workflow.paper.inline import inline_html


def test_open_bold_marks_take_no_longer_than_other_words() -> None:
    begun = time.perf_counter()
    shown = inline_html("**a " * 20_000)
    assert time.perf_counter() - begun < 2
    assert shown == "**a " * 20_000


def test_bold_is_found_as_before() -> None:
    assert inline_html("**Đảng *uỷ* Sở** và **Chi bộ**") == "<b>Đảng <i>uỷ</i> Sở</b> và <b>Chi bộ</b>"
    assert inline_html("***x***") == "<b>*x</b>*"
    assert inline_html("a **b** c") == "a <b>b</b> c"
    assert inline_html("3 ** 4 ** 5") == "3 ** 4 ** 5"

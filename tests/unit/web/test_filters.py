"""The filters of the pages."""

import datetime as dt

import pytest
from flask import Flask
from markupsafe import Markup

from workflow.web.filters import changes, mark_differences, nowrap_symbols


def render(app: Flask, source: str, **context: object) -> str:
    return app.jinja_env.from_string(source).render(**context)


@pytest.mark.parametrize(
    "symbol",
    ["32-KH/ĐU", "43-NQ/TW", "286-BC/ĐUK", "05-HD/VPTW", "399-QĐ/TW", "30/2020/NĐ-CP", "113/QĐ-UBND", "-KH/ĐU"],
)
def test_a_document_symbol_never_breaks(symbol: str) -> None:
    assert nowrap_symbols(f"theo {symbol}, của") == f'theo <span class="nowrap">{symbol}</span>, của'


def test_ordinary_words_and_dates_are_left_alone() -> None:
    assert (
        nowrap_symbols("ngày 24/11/2023, 45/48 đảng viên, kinh tế - xã hội")
        == "ngày 24/11/2023, 45/48 đảng viên, kinh tế - xã hội"
    )


def test_text_is_escaped_and_markup_is_not_touched() -> None:
    assert nowrap_symbols("<b>32-KH/ĐU</b>") == '&lt;b&gt;<span class="nowrap">32-KH/ĐU</span>&lt;/b&gt;'
    assert nowrap_symbols(Markup('<a href="/32-KH/ĐU">x</a>')) == '<a href="/32-KH/ĐU">x</a>'


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ moment|vn_date }}", "06/12/2024"),
        ("{{ moment|vn_short }}", "06/12"),
        ("{{ moment|vn_time }}", "03:42"),
        ("{{ moment|vn_datetime }}", "03:42 06/12/2024"),
        ("{{ moment|vn_day }}", "Thứ Sáu, 06/12/2024"),
        ("{{ day|vn_official }}", "ngày 06 tháng 02 năm 2024"),
        ("{{ 4120|vn_number }} {{ 95.7|vn_number }}", "4.120 95,7"),
        ("{{ none|vn_date }}{{ none|vn_time }}{{ none|vn_number }}", ""),
        ("{{ day|urgency(day) }} {{ day|days_words(day) }}", "soon Hôm nay"),
        ("{{ '**vững mạnh** <i>'|inline }}", "<b>vững mạnh</b> &lt;i&gt;"),
    ],
)
def test_a_filter_shows_what_a_page_needs(app: Flask, source: str, shown: str) -> None:
    moment = dt.datetime(2024, 12, 5, 20, 42, tzinfo=dt.UTC)
    assert render(app, source, moment=moment, day=dt.date(2024, 2, 6)) == shown


def test_a_conflict_marks_what_the_other_text_lacks() -> None:
    assert (
        mark_differences("<b> thu hút 4.120", "<b> thu hút 4.210")
        == '&lt;b&gt; thu hút <mark class="diff">4.120</mark>'
    )


def test_a_change_is_said_and_not_only_coloured() -> None:
    shown = changes("Một số chi bộ", "2/7 chi bộ")
    assert '<del><span class="visually-hidden">bỏ: </span>Một số</del>' in shown
    assert '<ins><span class="visually-hidden">thêm: </span>2/7</ins>' in shown

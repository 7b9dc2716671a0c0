"""What once went wrong with reading papers."""

import datetime as dt

import pytest

from tests.unit.paper.papers import everything
from workflow.paper.parse import blocks_to_text, parse_pdf, parse_section, parse_text
from workflow.paper.pdf import render_pdf


@pytest.mark.timeout(20)
def test_one_endless_word_does_not_hold_up_the_search_for_tones() -> None:
    parse_text("BÁO CÁO\nvề việc\n\n" + "I" * 50_000)


def test_a_number_in_capitals_does_not_hide_the_day_beside_it() -> None:
    paper = parse_text("SỐ 01-CTr/CB  Sông Lam, ngày 01 tháng 01 năm 2019\nCHƯƠNG TRÌNH\nvề việc\n\nMột.")
    assert (paper.symbol, paper.date) == ("01-CTr/CB", dt.date(2019, 1, 1))


def test_a_division_named_like_another_survives_the_form() -> None:
    text = "Chương II- Chương II"
    assert [block.printed for block in parse_section(blocks_to_text(parse_section(text)))] == [text]


def test_an_author_with_initials_is_no_chapter() -> None:
    (block,) = parse_section("V.I. Lênin đã chỉ ra điều đó.")
    assert (block.marker, block.text) == ("", "V.I. Lênin đã chỉ ra điều đó.")


def test_a_long_first_line_under_the_title_is_still_the_abstract() -> None:
    long = "thực hiện nghị quyết về xây dựng Đảng " * 20
    assert parse_text(f"KẾ HOẠCH\n{long.strip()}\n-----\nMột.").abstract == long.strip()


def test_the_call_of_a_note_is_read_once_from_a_pdf() -> None:
    assert "làm¹ việc" in " ".join(block.text for block in parse_pdf(render_pdf(everything()).pdf).blocks)

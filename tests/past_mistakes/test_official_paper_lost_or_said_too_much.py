"""What once went wrong with the official paper."""

import datetime as dt
import subprocess
import sys
from dataclasses import replace

from tests.unit.paper.papers import report
from workflow.domain.blocks import Block, BlockType, Footnote
from workflow.domain.paper import Citation
from workflow.paper.html import paper_html
from workflow.paper.parse import blocks_to_text, parse_section
from workflow.paper.parse.citations import citations


def test_a_row_with_something_after_its_last_bar_is_no_table_and_loses_nothing() -> None:
    (block,) = parse_section("| Hội nghị | 12 |¹")
    assert blocks_to_text((block,)) == "| Hội nghị | 12 |¹"


def test_a_quoted_title_is_read_whole_when_brackets_follow_it() -> None:
    text = "Nghị quyết số 07-NQ/TU ngày 18/3/2021 của Đảng bộ tỉnh về “*Sinh hoạt chi bộ*” (*thực hiện thường xuyên*)."
    assert citations([text]) == (Citation("07-NQ/TU", dt.date(2021, 3, 18), "về “Sinh hoạt chi bộ”"),)


def test_python_ends_quietly_after_printing() -> None:
    program = (
        "from tests.unit.paper.papers import report; from workflow.paper.pdf import render_pdf; render_pdf(report())"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stderr == b""


def test_notes_of_tables_and_notes_that_nothing_calls_are_printed() -> None:
    text = Block("b1", BlockType.PARAGRAPH, 0, "", "Kết quả đạt được¹ như bảng dưới đây.", ("1",))
    table = Block("b2", BlockType.TABLE, 0, "", "", rows=(("Nội dung", "Số lượng²"), ("Hội nghị³", "12")))
    notes = ("một", "hai", "ba", "không ai gọi")
    footnotes = (*(Footnote(str(number), note) for number, note in enumerate(notes, 1)), Footnote("1", "trùng số"))
    html = paper_html(replace(report(), blocks=(text, table), footnotes=footnotes))
    assert [html.count(f"{note}<") for note in (*notes, "trùng số")] == [1] * 5

"""What went wrong with papers that were written only to be read for the first time."""

from dataclasses import replace

import pytest

from tests.unit.paper.papers import report
from workflow.domain.blocks import Block, BlockType
from workflow.domain.errors import InvalidInput
from workflow.domain.paper import Paper, SignatureBlock
from workflow.paper.check import check
from workflow.paper.html import name_lines, paper_html
from workflow.paper.parse import parse_file, parse_pdf, parse_section, parse_text
from workflow.paper.pdf import render_pdf

TOP = (
    "ĐẢNG BỘ XÃ HOÀ BÌNH\nCHI BỘ THÔN MỘT\n*\nSố 05-BC/CB\nĐẢNG CỘNG SẢN VIỆT NAM\nHoà Bình, ngày 06 tháng 6 năm 2026\n"
)


def text_of(paper: Paper) -> list[str]:
    return [block.printed for block in paper.blocks]


def rules_of(paper: Paper) -> set[str]:
    return {finding.rule for finding in check(paper)}


def test_the_longest_of_a_few_short_rows_was_taken_for_a_full_one() -> None:
    said = ["Chi bộ báo cáo kết quả công tác tháng 6 năm 2026 như sau.", "Đã họp.", "Đã thu đảng phí."]
    blocks = tuple(Block(f"b{at}", BlockType.PARAGRAPH, 0, "", text) for at, text in enumerate(said, 1))
    assert text_of(parse_pdf(render_pdf(report(blocks=blocks)).pdf)) == said


@pytest.mark.parametrize("gap", ["\n", "\t"])
def test_the_committee_signs_at_the_right_of_minutes(gap: str) -> None:
    left, right = ["THƯ KÝ", "", "Trần Thị B"], ["T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn A"]
    rows = [*left, *right] if gap == "\n" else [gap.join(row) for row in zip(left, right, strict=True)]
    paper = parse_text(f"{TOP}BIÊN BẢN\nhọp chi bộ\n-----\nĐã họp.\n\n" + "\n".join(rows))
    assert paper.signature == SignatureBlock("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn A")
    assert paper.left_signature == SignatureBlock(None, "THƯ KÝ", "Trần Thị B")
    assert not paper.warnings


def test_an_abstract_that_begins_like_a_sentence_was_put_into_the_text() -> None:
    paper = parse_text(f"{TOP}BÁO CÁO\nTriển khai phong trào thi đua năm 2026.\n-----\nChi bộ báo cáo.")
    assert paper.abstract == "Triển khai phong trào thi đua năm 2026."


def test_a_symbol_cut_at_the_end_of_a_line_had_a_space_in_it() -> None:
    paper = parse_text(f"{TOP}BÁO CÁO\nvề thực hiện Quy định số 22-\nQĐ/TW của Trung ương\n-----\nMột.")
    assert paper.abstract == "về thực hiện Quy định số 22-QĐ/TW của Trung ương"


def test_the_year_of_a_wrapped_subject_was_taken_for_the_number_of_the_paper() -> None:
    head = TOP.replace("Số 05-BC/CB\n", "Số 05-CV/CB\nvề việc báo cáo quý I năm\n2026\n")
    assert parse_text(f"{head}Kính gửi: Đảng uỷ xã\n\nChi bộ báo cáo.").abstract == "về việc báo cáo quý I năm 2026"


def test_a_list_behind_the_signature_lost_its_rows() -> None:
    end = "T/M CHI BỘ\nBÍ THƯ\nNguyễn Văn A\n\nDANH SÁCH\nkhen thưởng\n| TT | Họ và tên |\n| 1 | Trần Thị B |"
    (annex,) = parse_text(f"{TOP}BÁO CÁO\nvề việc\n-----\nMột.\n\n{end}").annexes
    assert (annex.marker, annex.title) == ("DANH SÁCH", "khen thưởng")
    assert annex.blocks[0].rows == (("TT", "Họ và tên"), ("1", "Trần Thị B"))


def test_notes_of_markdown_stayed_in_the_text() -> None:
    paper = parse_text("# KẾ HOẠCH\n\n**về việc**\n\n1. Dân chủ[^1].\n\n[^1]: Theo Điều lệ Đảng.\n")
    assert [(note.marker, note.text) for note in paper.footnotes] == [("1", "Theo Điều lệ Đảng.")]
    assert paper.blocks[-1].footnotes == ("1",)


def test_numbered_lines_without_full_stops_were_bare_headings() -> None:
    blocks = parse_section("I. NHIỆM VỤ\n1. Duy trì sinh hoạt\n2. Thu đảng phí\nII. KIẾN NGHỊ\nKhông.")
    assert [block.type.value for block in blocks] == ["heading", "paragraph", "paragraph", "heading", "paragraph"]


def test_a_part_above_chapters_was_said_to_be_empty() -> None:
    paper = parse_text(f"{TOP}BÁO CÁO\nvề việc\n-----\nPhần I\nKẾT QUẢ\nI. MỘT\nĐã họp.\nII. HAI\nĐã họp.")
    assert not rules_of(paper) & {"heading_empty", "heading_order"}


def test_minutes_were_asked_for_addressees() -> None:
    assert "recipients_missing" not in rules_of(replace(report(recipients=()), kind="BB", title="BIÊN BẢN"))


@pytest.mark.parametrize("data", [rb"{\rtf1\ansi K}", b"<html><p>K</p></html>", b'<?xml version="1.0"?><a>K</a>'])
def test_the_codes_of_other_programs_were_printed_as_a_paper(data: bytes) -> None:
    with pytest.raises(InvalidInput, match="RTF"):
        parse_file("ke-hoach.docx", data)


def test_long_names_and_days_were_broken_within() -> None:
    assert name_lines("ĐẢNG BỘ THÀNH PHỐ HỒ CHÍ MINH", 77) == ["ĐẢNG BỘ", "THÀNH PHỐ HỒ CHÍ MINH"]
    html = paper_html(report(place="Thành phố Hồ Chí Minh"))
    assert "Thành phố Hồ Chí Minh,<br/>ngày" in html

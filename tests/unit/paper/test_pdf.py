"""The printed sheet: places in millimetres, page breaks, boxes for signatures, the same bytes for the same paper."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.paper.papers import LINE, paragraph, report
from tests.unit.paper.plans import Plan
from tests.unit.paper.sheet import Piece, lines, pieces
from workflow.domain.blocks import Block, BlockType, Footnote
from workflow.domain.paper import ProfileName, SignatureBlock
from workflow.paper.pdf import Box, render_pdf

PAGE_HEIGHT = 297
POINT = 25.4 / 72


def found(pdf: bytes, text: str) -> Piece:
    return next(piece for piece in pieces(pdf) if piece.text == text)


def test_the_text_keeps_the_margins_20_20_30_15(plan: Plan) -> None:
    for piece in pieces(render_pdf(plan.paper).pdf):
        if piece.text != str(piece.page + 1):
            assert piece.left >= 29.7 and piece.right <= 195.3
            assert piece.top >= 19.9 and piece.bottom <= 277.1
    lefts = [piece.left for piece in pieces(render_pdf(plan.paper).pdf)]
    assert min(lefts) == pytest.approx(30, abs=0.4)


def test_numbers_the_pages_from_the_second_in_the_middle_of_the_top_margin(plan: Plan) -> None:
    pages = lines(render_pdf(plan.paper).pdf)
    assert not pages[0][0].text.isdigit()
    for number, page in enumerate(pages[1:], 2):
        assert page[0].text == str(number)
        assert 10 <= page[0].top <= 12
        assert (page[0].left + page[0].right) / 2 == pytest.approx(30 + 165 / 2, abs=0.3)


def test_sets_the_sizes_and_weights_of_the_guide() -> None:
    pdf = render_pdf(report()).pdf
    styles = {
        "ĐẢNG CỘNG SẢN VIỆT NAM": (15, "Bold"),
        "CHI BỘ VĂN PHÒNG": (14, "Bold"),
        "Số 01-BC/CB": (14, ""),
        "Sông Lam, ngày 03 tháng 6 năm 2026": (14, "Italic"),
        "BÁO CÁO": (16, "Bold"),
        "Nơi nhận:": (14, ""),
        "(b/c);": (12, ""),
        "T/M CHI BỘ": (14, "Bold"),
        "BÍ THƯ": (14, ""),
        "Nguyễn Văn A": (14, "Bold"),
    }
    for text, (size, style) in styles.items():
        piece = found(pdf, text)
        assert (round(piece.size), piece.font.partition("-")[2]) == (size, style), text


def test_draws_a_rule_as_long_as_the_words_under_the_motto() -> None:
    pdf = render_pdf(report()).pdf
    words = found(pdf, "ĐẢNG CỘNG SẢN VIỆT NAM")
    rule = next(piece for piece in pieces(pdf) if not piece.font)
    assert rule.right - rule.left == pytest.approx(words.right - words.left, abs=1)
    assert rule.bottom == pytest.approx(words.bottom, abs=1.5)


def test_indents_the_first_line_by_10_mm_and_sets_lines_at_18_points() -> None:
    page = lines(render_pdf(report(blocks=(paragraph(6),))).pdf)[0]
    body = page[next(i for i, line in enumerate(page) if line.text == "-----") + 1 :]
    assert body[0].left == pytest.approx(40, abs=0.5)
    assert body[1].left == pytest.approx(30, abs=0.5)
    assert (body[3].bottom - body[1].bottom) / 2 == pytest.approx(18 * POINT, abs=0.3)


def test_breaks_long_names_into_lines_of_about_one_length() -> None:
    pdf = render_pdf(report()).pdf
    first, second = found(pdf, "ĐẢNG BỘ SỞ VĂN HOÁ,"), found(pdf, "THỂ THAO VÀ DU LỊCH")
    assert first.right - first.left == pytest.approx(second.right - second.left, abs=5)


def test_leaves_blanks_for_the_number_and_the_day_that_are_not_given() -> None:
    pdf = render_pdf(report(number=None, symbol="BC/CB", date=None)).pdf
    head = " ".join(line.text for line in lines(pdf)[0][:8])
    assert "Số -BC/CB" in head
    assert "Sông Lam, ngày tháng năm" in head
    gap = found(pdf, "-BC/CB").left - found(pdf, "Số").right
    assert gap >= 9


def test_ends_the_addressees_by_the_profile() -> None:
    for profile, mark in ((ProfileName.HD36, ","), (ProfileName.HD05, ";")):
        text = " ".join(line.text for line in lines(render_pdf(report(profile=profile)).pdf)[0])
        assert f"(b/c){mark}" in text
        assert "Lưu Chi bộ." in text


@pytest.mark.parametrize("length", range(22, 40, 2))
def test_the_signature_never_stands_alone_and_never_parts_from_the_addressees(length: int) -> None:
    pages = lines(render_pdf(report(blocks=(paragraph(length), paragraph(4, "b2")))).pdf)
    last = [line.text for line in pages[-1]]
    ending = next(i for i, text in enumerate(last) if "Nơi nhận:" in text)
    assert len([text for text in last[:ending] if not text.isdigit()]) >= 2
    assert last[-1].endswith("Nguyễn Văn A")


@pytest.mark.parametrize("length", range(26, 38, 2))
def test_no_heading_stands_at_the_foot_of_a_page(length: int) -> None:
    heading = Block("b2", BlockType.HEADING, 1, "II.", "PHƯƠNG HƯỚNG")
    pages = lines(render_pdf(report(blocks=(paragraph(length), heading, paragraph(12, "b3")))).pdf)
    assert all("PHƯƠNG HƯỚNG" not in page[-1].text for page in pages)


@pytest.mark.parametrize("length", range(16, 34, 2))
def test_a_note_stands_on_the_page_of_its_call(length: int) -> None:
    caller = Block("b2", BlockType.PARAGRAPH, 0, "", f"{LINE}Ở đây có lời dẫn¹ tới một chú thích. {LINE}", ("1",))
    note = Footnote("1", f"Nghị quyết số 02-NQ/TW. {LINE * 4}")
    blocks = (paragraph(length), caller, paragraph(12, "b3"))
    pages = lines(render_pdf(report(blocks=blocks, footnotes=(note,))).pdf)
    (page,) = [" ".join(line.text for line in page) for page in pages if any("¹" in line.text for line in page)]
    assert page.count("¹") == 2


def test_says_where_the_person_signs_between_position_and_name() -> None:
    rendered = render_pdf(report(blocks=(paragraph(40),)))
    box = rendered.boxes["person"]
    position, name = found(rendered.pdf, "BÍ THƯ"), found(rendered.pdf, "Nguyễn Văn A")
    assert box.page == position.page == rendered.pages - 1
    assert position.bottom <= PAGE_HEIGHT - box.y2 * POINT <= position.bottom + 3
    assert name.top - 3 <= PAGE_HEIGHT - box.y1 * POINT <= name.top
    assert (box.x1 + box.x2) / 2 * POINT == pytest.approx((name.left + name.right) / 2, abs=1)


def test_says_where_the_stamp_goes_over_the_left_third_of_the_signature() -> None:
    boxes = render_pdf(report()).boxes
    person, stamp = boxes["person"], boxes["organisation"]
    assert (stamp.page, stamp.y1, stamp.y2) == (person.page, person.y1, person.y2)
    assert stamp.x2 == pytest.approx(person.x1 + (person.x2 - person.x1) / 3)
    assert stamp.x1 < person.x1
    assert isinstance(stamp, Box)


def test_prints_a_table_of_figures() -> None:
    rows = (("Nội dung", "Số lượng"), ("Hội nghị", "12"))
    pdf = render_pdf(report(blocks=(Block("b1", BlockType.TABLE, 0, "", "", rows=rows),))).pdf
    assert found(pdf, "Hội nghị").bottom == pytest.approx(found(pdf, "12").bottom, abs=2)


def test_prints_an_unsigned_draft_without_addressees() -> None:
    rendered = render_pdf(report(recipients=(), signature=SignatureBlock()))
    assert "Nơi nhận:" not in " ".join(piece.text for piece in pieces(rendered.pdf))
    assert rendered.boxes["person"].page == 0


def test_a_machine_without_pango_is_told_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from workflow.domain.errors import SetupIncomplete; from workflow.paper.pdf import warm\n"
        "try: warm()\n"
        "except SetupIncomplete as missing: print(missing.reason)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout.decode()
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-croscore" in said


def test_gives_the_same_bytes_for_the_same_paper_in_any_process() -> None:
    here = render_pdf(report()).pdf
    program = (
        "import sys; from tests.unit.paper.papers import report; from workflow.paper.pdf import render_pdf;"
        "sys.stdout.buffer.write(render_pdf(report()).pdf)"
    )
    there = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    assert here == render_pdf(report()).pdf == there


def test_carries_an_identifier_made_of_its_content() -> None:
    identifiers = {
        re.search(rb"/ID ?\[([^\]]+)\]", render_pdf(paper).pdf) for paper in (report(), report(title="KẾ HOẠCH"))
    }
    assert len({found[1] for found in identifiers if found}) == 2


def test_gives_other_bytes_for_another_word() -> None:
    assert render_pdf(report()).pdf != render_pdf(replace(report(), abstract="khác")).pdf


def test_keeps_rendering_after_text_that_looks_like_html_and_addresses() -> None:
    text = '<img src="http://127.0.0.1:9/x.png"> <style>p{display:none}</style> & </p>'
    pdf = render_pdf(report(blocks=(Block("b1", BlockType.PARAGRAPH, 0, "", text),))).pdf
    assert "p{display:none}" in " ".join(piece.text for piece in pieces(pdf))

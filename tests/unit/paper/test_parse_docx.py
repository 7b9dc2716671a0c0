"""Word files in the many ways offices make them: what Word prints comes back, every word of it, in its order."""

import io
from dataclasses import replace
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.paper.offices import KINDS, Office, offices
from tests.unit.paper.papers import everything
from tests.unit.paper.plans import Plan
from tests.unit.paper.test_parse_generated import assert_parts
from tests.unit.paper.word_files import WordFile
from tests.unit.paper.words import of_blocks
from workflow.domain.blocks import SUPERSCRIPTS, Block, BlockType, plain
from workflow.domain.paper import Paper
from workflow.paper.docx import render_docx
from workflow.paper.parse import parse_docx, parse_text

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MOTTO = "ĐẢNG CỘNG SẢN VIỆT NAM"
PARTS = ("kind", "symbol", "superior", "issuer", "place", "date", "title", "abstract", "recipients", "signature")
FOOT = ["Nơi nhận:", "- Đảng uỷ xã (b/c);", "- Lưu Chi bộ."]
SIGN = ["**T/M CHI BỘ**", "BÍ THƯ", "", "**Nguyễn Văn A**"]


def shape(blocks: tuple[Block, ...]) -> list[tuple[Any, ...]]:
    return [(block.type, block.level, block.marker, block.text, block.footnotes, block.rows) for block in blocks]


def codes(paper: Paper) -> list[str]:
    return [warning.code for warning in paper.warnings]


def small(*lines: str) -> WordFile:
    """A chi bộ's report with a header table, the lines, and a signature table not yet added."""
    file = WordFile()
    left = ["ĐẢNG BỘ XÃ SÔNG LAM", "**CHI BỘ THÔN MỘT**", "*", "Số 05-BC/CB"]
    file.table([left, [f"**{MOTTO}**", "", "*Sông Lam, ngày 03 tháng 6 năm 2026*"]])
    file.line("**BÁO CÁO**", centred=True)
    file.line("**kết quả học tập**", centred=True)
    file.line("-----", centred=True)
    for line in lines:
        file.line(line)
    return file


def signed(file: WordFile) -> Paper:
    file.table([FOOT, SIGN])
    return parse_docx(file.saved())


def as_word(text: str) -> bytes:
    """A plan's text as a Word file with header table, automatic lists, footnotes and a signature table."""
    file, lines = WordFile(), text.split("\n")
    notes = [line for line in lines if line[:1] in SUPERSCRIPTS and line]
    file.notes = [note.lstrip(SUPERSCRIPTS + " ") for note in notes]
    foot = next((i for i, line in enumerate(lines) if line.strip().startswith("Nơi nhận")), len(lines))
    title = next(i for i, line in enumerate(lines) if "KẾ HOẠCH" in line)
    above = [line.strip() for line in lines[:title] if line.strip()]
    if above:
        at = above.index(MOTTO)
        file.table([above[:at], above[at:]])
    opened = False
    for line in lines[title:foot]:
        if line not in notes:
            opened ^= line.count("**") == 1
            bold = opened or line.count("**") == 1
            words = f"**{line.replace('**', '').strip()}**" if bold and line.strip("* ") else line
            add_line(file, words, centred=bold)
    if foot < len(lines):
        ending = [line.replace("**", "") for line in lines[foot:]]
        sign = next(i for i, line in enumerate(ending) if line.startswith("T/M"))
        file.table([[line for line in ending[:sign] if line.strip()], ending[sign:]])
    return file.saved()


def add_line(file: WordFile, line: str, *, centred: bool) -> None:
    """One paragraph; a bullet becomes an item of a list that Word marks."""
    if line.startswith("- "):
        file.item(line.lstrip("- "), file.bullets())
    else:
        file.line(line, centred=centred)


def test_a_plan_made_in_word_is_the_plan_typed_as_text(plan: Plan) -> None:
    typed, read = plan.paper, parse_docx(as_word(plan.text))
    for part in PARTS:
        assert getattr(read, part) == getattr(typed, part), part
    assert shape(read.blocks) == shape(typed.blocks)
    assert read.footnotes == typed.footnotes
    assert [task.deadline for task in read.tasks] == [task.deadline for task in typed.tasks]
    assert of_blocks(read.blocks) == of_blocks(typed.blocks)


def test_a_plan_printed_for_word_is_read_back(plan: Plan) -> None:
    paper = plan.paper
    read = parse_docx(render_docx(paper))
    for part in PARTS:
        assert getattr(read, part) == getattr(paper, part), part
    assert of_blocks(read.blocks) == of_blocks(paper.blocks)
    assert [(block.type, block.marker) for block in read.blocks] == [(b.type, b.marker) for b in paper.blocks]
    assert of_notes(read) == of_notes(paper)


def test_every_part_of_a_paper_printed_for_word_is_read_back() -> None:
    paper = everything()
    read = parse_docx(render_docx(paper))
    for part in (*PARTS, "addressees", "draft", "urgency", "circulation", "drafter_mark", "contact", "footnotes"):
        if part != "recipients":
            assert getattr(read, part) == getattr(paper, part), part
    assert read.recipients == ("Như trên", *paper.recipients)
    assert [(annex.marker, annex.title, annex.wide) for annex in read.annexes] == [
        (annex.marker, annex.title, annex.wide) for annex in paper.annexes
    ]
    assert [shape(annex.blocks) for annex in read.annexes] == [shape(annex.blocks) for annex in paper.annexes]
    assert shape(read.blocks) == shape(paper.blocks)
    assert read.copy and paper.copy and replace(read.copy, signature=paper.copy.signature) == paper.copy


def of_notes(paper: Paper) -> list[str]:
    """The notes without their emphasis."""
    return [plain(note.text) for note in paper.footnotes]


@st.composite
def made(draw: st.DrawFn) -> tuple[Office, bytes]:
    """A paper and one way of making it in Word."""
    office, file = draw(offices()), WordFile()
    file.notes = list(office.notes)
    make_header(file, office, draw)
    pause = draw(st.booleans())
    for index, (marker, _) in enumerate(office.lines):
        if pause:
            file.line("")
        make_line(file, marker, office.called(index), draw)
    make_ending(file, office, draw)
    return office, file.saved()


def make_header(file: WordFile, office: Office, draw: st.DrawFn) -> None:
    names, number = [name for name in (office.superior, office.issuer) if name], f"Số {office.symbol}"
    way = draw(st.sampled_from(["table", "two rows", "merged", "tabs", "box"]))
    if way == "table":
        file.table([[*names, "*", number], [MOTTO, office.day]])
    elif way in ("two rows", "merged"):
        table = file.document.add_table(rows=2, cols=3 if way == "merged" else 2)
        if way == "merged":
            table.cell(0, 1).merge(table.cell(0, 2))
            table.cell(1, 1).merge(table.cell(1, 2))
        for row, (left, right) in enumerate([([*names, "*"], [MOTTO]), ([number], [office.day])]):
            file.fill(table.cell(row, 0), left)
            file.fill(table.cell(row, 1), right)
    elif way == "tabs":
        file.line(f"{names[0]}\t{MOTTO}")
        for name in [*names[1:], "*"]:
            file.line(name)
        file.line(f"{number}\t{office.day}")
    else:
        anchor = file.line("")
        for name in [*names, "*", number]:
            file.line(name)
        file.box(anchor, [MOTTO, office.day])
    breaks = draw(st.booleans())
    title = f"{KINDS[office.kind]}\n{office.abstract}" if breaks else KINDS[office.kind]
    file.line(title, centred=True)
    if not breaks:
        file.line(f"**{office.abstract}**", centred=draw(st.booleans()))
    file.line(draw(st.sampled_from(["-----", "", "_______"])), centred=True)


def make_line(file: WordFile, marker: str, words: str, draw: st.DrawFn) -> None:
    if marker == "-" and draw(st.booleans()):
        file.item(words, file.bullets())
        return
    gap = draw(st.sampled_from([" ", "\t", "\u00a0", "  "]))
    way = draw(st.sampled_from(["plain", "bold mark", "linked", "inserted", "spelled", "cut"]))
    if way == "bold mark" and marker:
        file.line(f"**{marker}**{gap}{words}")
    elif way == "linked":
        file.linked(f"{marker}{gap}" if marker else "", words)
    elif way == "inserted":
        file.revised(f"{marker}{gap}" if marker else "", words)
    elif way == "spelled":
        file.proofed(f"{marker}{gap}{words}" if marker else words)
    else:
        file.line(f"{marker}{gap}{words}" if marker else words)


def make_ending(file: WordFile, office: Office, draw: st.DrawFn) -> None:
    to = ["Nơi nhận:", *(f"- {name};" for name in office.recipients[:-1]), f"- {office.recipients[-1]}."]
    sign = ["**T/M BAN THƯỜNG VỤ**", "PHÓ BÍ THƯ", "", "", "**Nguyễn Văn A**"]
    if draw(st.booleans()):
        file.table([to, sign])
    else:
        for line in [*to, "", *sign]:
            file.line(line)


@settings(max_examples=60)
@given(made())
def test_reads_every_part_of_a_paper_however_word_holds_it(case: tuple[Office, bytes]) -> None:
    office, data = case
    paper = parse_docx(data)
    assert_parts(office, paper)
    assert [(block.marker, block.text) for block in paper.blocks] == [
        (marker, office.called(index)) for index, (marker, _) in enumerate(office.lines)
    ]
    assert tuple(note.text for note in paper.footnotes) == office.notes


def test_prints_the_numbers_that_only_word_knew() -> None:
    file = small()
    levels = file.new_list(("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"))
    words = ("KẾT QUẢ", "Tư tưởng", "Học tập", "Tuyên truyền", "Trên loa;", "Trên bảng tin.", "Tổ chức", "Kết nạp",
             "HẠN CHẾ", "Không có.")  # fmt: skip
    for depth, text in zip((0, 1, 2, 2, 3, 3, 1, 2, 0, 1), words, strict=True):
        file.item(text, levels, depth)
    for text in ("Việc một;", "Việc hai."):
        file.item(text, file.bullets())
    assert [block.marker for block in signed(file).blocks] == [
        "I.", "1.", "1.1.", "1.2.", "a)", "b)", "2.", "2.1.", "II.", "1.", "-", "-",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "marks"),
    [
        ("decimal", "Điều %1.", ["Điều 1.", "Điều 2."]),
        ("upperRoman", "Chương %1", ["Chương I", "Chương II"]),
        ("upperRoman", "%1-", ["I-", "II-"]),
        ("decimal", "(%1)", ["(1)", "(2)"]),
        ("bullet", "\uf0b7", ["-", "-"]),
        ("bullet", "+", ["+", "+"]),
        ("none", "", ["", ""]),
    ],
)
def test_prints_every_form_of_number(form: str, text: str, marks: list[str]) -> None:
    file = small()
    numbered = file.new_list((form, text))
    for words in ("PHẠM VI ÁP DỤNG", "ĐỐI TƯỢNG"):
        file.item(words, numbered)
    assert [block.marker for block in signed(file).blocks] == marks


def test_a_list_begun_anew_counts_from_its_start_again() -> None:
    file = small()
    first = file.new_list(("decimal", "%1."))
    again = file.restarted(first)
    for words, numbered in [("Một.", first), ("Hai.", first), ("Một lại.", again), ("Hai lại.", again)]:
        file.item(words, numbered)
    assert [block.marker for block in signed(file).blocks] == ["1.", "2.", "1.", "2."]


def test_a_number_may_come_from_the_style() -> None:
    file = small()
    file.styled("Kết quả", "Muc", file.new_list(("decimal", "%1.")))
    file.styled("Hạn chế", "Muc", None)
    assert [block.printed for block in signed(file).blocks] == ["1. Kết quả", "2. Hạn chế"]


def test_keeps_a_table_with_its_merged_cells() -> None:
    file = small("Số liệu như sau:")
    table = file.document.add_table(rows=3, cols=3)
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    for row, column, words in [(0, 0, "TT"), (0, 1, "Đảng viên"), (1, 0, "1"), (1, 1, "Nam | nữ"), (1, 2, "12"),
                               (2, 1, "Dự bị"), (2, 2, "3")]:  # fmt: skip
        file.fill(table.cell(row, column), [words])
    paper = signed(file)
    assert paper.blocks[1].type is BlockType.TABLE
    assert paper.blocks[1].rows == (("TT", "Đảng viên", ""), ("1", "Nam | nữ", "12"), ("", "Dự bị", "3"))


def test_keeps_bold_and_italic_inside_a_sentence() -> None:
    paper = signed(small("Đã họp **ba lần**, *đúng quy định*, đạt 100%."))
    assert paper.blocks[0].text == "Đã họp **ba lần**, *đúng quy định*, đạt 100%."


def test_takes_the_text_as_it_stands_after_the_changes_and_says_so() -> None:
    file = small()
    file.revised("Đã họp ", "ba lần.", deleted="hai lần")
    paper = signed(file)
    assert paper.blocks[0].text == "Đã họp ba lần."
    assert "tracked_changes" in codes(paper)


def test_a_picture_is_left_out_and_told() -> None:
    file = small("Một đoạn.")
    png = bytes.fromhex(  # one transparent point
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
        "000000050001a5f645400000000049454e44ae426082"
    )
    file.document.add_picture(io.BytesIO(png))
    paper = signed(file)
    assert "picture_dropped" in codes(paper)
    assert [block.text for block in paper.blocks] == ["Một đoạn."]


def test_the_line_at_the_foot_of_the_page_is_the_contact() -> None:
    file = small("Một đoạn.")
    file.document.sections[0].footer.paragraphs[0].text = "Địa chỉ: 01 đường Sông Lam; điện thoại: 0123 456 789"
    file.document.sections[0].header.paragraphs[0].text = "2"
    paper = signed(file)
    assert paper.contact == "Địa chỉ: 01 đường Sông Lam; điện thoại: 0123 456 789"
    assert [block.text for block in paper.blocks] == ["Một đoạn."]


def test_capitals_that_word_only_shows_are_written() -> None:
    file = small()
    run = file.line("I. ").add_run("kết quả thực hiện")
    run.font.all_caps = True
    assert signed(file).blocks[0].text == "KẾT QUẢ THỰC HIỆN"


def test_a_formula_a_field_and_a_content_control_keep_their_words() -> None:
    file = small()
    for inside in (
        f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>98,5%</m:t></m:r></m:oMath>',
        '<w:fldSimple w:instr="DATE"><w:r><w:t>12/6/2026</w:t></w:r></w:fldSimple>',
        "<w:sdt><w:sdtContent><w:r><w:t>45 đảng viên</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r><w:t>Sông</w:t><w:br w:type='page'/><w:t>Lam</w:t><w:noBreakHyphen/><w:t>Hoà</w:t></w:r>",
    ):
        file.document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    assert [block.text for block in signed(file).blocks] == ["98,5%", "12/6/2026", "45 đảng viên", "Sông Lam-Hoà"]


def test_word_and_text_agree_on_a_minutes_with_two_signatures() -> None:
    file = small("Hội nghị kết thúc cùng ngày.")
    file.table([["THƯ KÝ", "", "Trần Thị B"], ["CHỦ TRÌ", "", "Nguyễn Văn A"]])
    paper = parse_docx(file.saved())
    typed = parse_text("BIÊN BẢN\nhọp\n\nMột.\n\nTHƯ KÝ\tCHỦ TRÌ\n\nTrần Thị B\tNguyễn Văn A")
    assert (paper.signature, paper.left_signature) == (typed.signature, typed.left_signature)
    assert paper.left_signature and paper.left_signature.name == "Trần Thị B"

"""PDFs read back: what our own sheet prints, what other programs set, and what is no PDF with a text."""

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from weasyprint import HTML

from tests.unit.paper.offices import Office, offices
from tests.unit.paper.papers import everything, paragraph, report
from tests.unit.paper.plans import Plan
from tests.unit.paper.test_parse_docx import PARTS
from workflow.domain.blocks import Block, BlockType
from workflow.domain.errors import InvalidInput
from workflow.domain.paper import Paper, SignatureBlock
from workflow.paper.parse import parse_file, parse_pdf, parse_text
from workflow.paper.pdf import render_pdf


def shape(blocks: tuple[Block, ...]) -> list[tuple[Any, ...]]:
    return [(block.type, block.level, block.marker, block.text, block.rows) for block in blocks]


def assert_read_back(paper: Paper) -> None:
    """The printed sheet says the same, up to the emphasis of whole headings."""
    read = parse_pdf(render_pdf(paper).pdf)
    for part in PARTS:
        assert getattr(read, part) == getattr(paper, part), part
    assert shape(read.blocks) == shape(paper.blocks)
    assert read.footnotes == paper.footnotes


def test_a_printed_plan_is_read_back(plan: Plan) -> None:
    assert_read_back(plan.paper)


def test_every_part_of_a_printed_paper_is_read_back() -> None:
    paper = everything()
    read = parse_pdf(render_pdf(paper).pdf)
    for part in (*PARTS, "addressees", "draft", "urgency", "circulation", "drafter_mark", "contact", "footnotes"):
        if part != "recipients":
            assert getattr(read, part) == getattr(paper, part), part
    assert read.recipients == ("Như trên", *paper.recipients)
    assert shape(read.blocks) == shape(paper.blocks)
    assert [(one.marker, one.title, one.wide, shape(one.blocks)) for one in read.annexes] == [
        (one.marker, one.title, one.wide, shape(one.blocks)) for one in paper.annexes
    ]
    assert read.copy and paper.copy and replace(read.copy, signature=paper.copy.signature) == paper.copy
    assert any("trinhky.example" in one.message for one in read.warnings if one.code == "proof_left_out")


def as_text(office: Office) -> str:
    """The paper in the plainest way of typing it."""
    names = [name for name in (office.superior, office.issuer) if name]
    lines = [f"{marker} {office.called(index)}".strip() for index, (marker, _) in enumerate(office.lines)]
    notes = [f"{'¹²'[index]} {note}" for index, note in enumerate(office.notes)]
    to = [f"- {name};" for name in office.recipients]
    head = [*names, "*", f"Số {office.symbol}", "ĐẢNG CỘNG SẢN VIỆT NAM", office.day, "BÁO CÁO", office.abstract]
    foot = ["Nơi nhận:", *to, "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Nguyễn Văn A"]
    return "\n".join([*head, "-----", "\n\n".join(lines), "", *notes, "", *foot])


@settings(max_examples=12)
@given(offices())
def test_any_printed_paper_is_read_back(office: Office) -> None:
    assert_read_back(parse_text(as_text(office)))


def test_a_table_over_several_pages_is_one_table_with_one_head() -> None:
    rows = (("TT", "Nội dung", "Kết quả"), *((str(n), f"Việc thứ {n} của chi bộ", "Đã xong") for n in range(1, 90)))
    table = Block("b2", BlockType.TABLE, 0, "", "", rows=rows)
    paper = report(blocks=(paragraph(3), table, paragraph(2, "b3")))
    assert shape(parse_pdf(render_pdf(paper).pdf).blocks) == shape(paper.blocks)


def test_both_signatures_of_minutes_are_read_back() -> None:
    paper = report(
        kind="BB",
        title="BIÊN BẢN",
        symbol="01-BB/CB",
        recipients=(),
        signature=SignatureBlock(None, "CHỦ TRÌ", "Nguyễn Văn A"),
        left_signature=SignatureBlock(None, "THƯ KÝ", "Trần Thị B"),
    )
    read = parse_pdf(render_pdf(paper).pdf)
    assert (read.signature.name, read.left_signature and read.left_signature.name) == ("Nguyễn Văn A", "Trần Thị B")


SET_BY_OTHERS = """<style>@page {{ size: A4; margin: 20mm 15mm 20mm 30mm }} p {{ margin: 0 0 6pt; text-align: justify }}
body {{ font: 14pt/18pt Tinos }} td {{ width: 50%; text-align: center; vertical-align: top }} sup {{ font-size: 8pt }}
.hang {{ padding-left: 12mm; text-indent: -6mm }} .notes {{ position: absolute; bottom: 0; font-size: 10pt }}</style>
<table><tr><td>ĐẢNG BỘ XÃ SÔNG LAM<br><b>CHI BỘ THÔN MỘT</b><br>*<br>Số 05-BC/CB</td>
<td><b>ĐẢNG CỘNG SẢN VIỆT NAM</b><br><br><i>Sông Lam, ngày 03 tháng 6 năm 2026</i></td></tr></table>
<p style="text-align:center"><b>BÁO CÁO</b><br><b>kết quả học tập</b><br>-----</p>
<p>{long} vững mạnh<sup>1</sup>. {long}</p><p class="hang">-&nbsp; {long}</p><p class="hang">- {long}</p>
<table><tr><td style="text-align:left"><u>Nơi nhận:</u><br>- Đảng uỷ xã (b/c);<br>- Lưu Chi bộ.</td>
<td><b>T/M CHI BỘ</b><br>BÍ THƯ<br><br><br><b>Nguyễn Văn A</b></td></tr></table>
<div class="notes"><sup>1</sup> Theo Nghị quyết số 07-NQ/ĐU của Đảng uỷ xã.</div>"""


def test_reads_what_another_program_set() -> None:
    long = "Chi bộ đã tổ chức học tập, quán triệt nghị quyết cho toàn thể đảng viên, đúng thời gian quy định; " * 3
    paper = parse_pdf(HTML(string=SET_BY_OTHERS.format(long=long.strip())).write_pdf())
    assert (paper.superior, paper.issuer, paper.symbol) == ("ĐẢNG BỘ XÃ SÔNG LAM", "CHI BỘ THÔN MỘT", "05-BC/CB")
    assert (paper.title, paper.abstract) == ("BÁO CÁO", "kết quả học tập")
    assert [block.marker for block in paper.blocks] == ["", "-", "-"]
    assert "vững mạnh¹." in paper.blocks[0].text
    assert [block.text for block in paper.blocks[1:]] == [long.strip()] * 2
    assert [note.text for note in paper.footnotes] == ["Theo Nghị quyết số 07-NQ/ĐU của Đảng uỷ xã."]
    assert paper.recipients == ("Đảng uỷ xã (b/c)", "Lưu Chi bộ")
    assert paper.signature == SignatureBlock("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn A")


LINES = """<style>@page { size: A4; margin: 20mm 15mm 20mm 30mm } body { font: 14pt/18pt Tinos }
p { margin: 0 0 6pt } td { width: 50%; vertical-align: top }</style>"""


def set_by_others(body: str) -> Paper:
    """A report with this body, set without our style sheet and read back."""
    return parse_pdf(HTML(string=f"{LINES}<p>BÁO CÁO</p><p>về việc</p><p>-----</p>{body}").write_pdf())


def test_a_symbol_cut_at_the_end_of_a_row_is_whole_again() -> None:
    long = "Chi bộ thực hiện nghiêm túc Nghị quyết của Đại hội và Nghị quyết số 43-"
    (block,) = set_by_others(f"<p style='text-indent:10mm'>{long}<br>NQ/TW của Trung ương.</p>").blocks
    assert block.text == f"{long}NQ/TW của Trung ương."


def test_an_ending_that_goes_on_over_the_page_is_one() -> None:
    to = "".join(f"<div>- Chi bộ thôn {n}, xã Sông Lam, tỉnh Sông Lam,</div>" for n in range(1, 60))
    sign = "T/M CHI BỘ<br>BÍ THƯ<br><br>Nguyễn Văn A"
    ending = f"<table><tr><td>Nơi nhận:{to}<div>- Lưu.</div></td><td>{sign}</td></tr></table>"
    paper = set_by_others(f"<p>Một đoạn.</p>{ending}")
    assert len(paper.recipients) == 60
    assert paper.signature == SignatureBlock("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn A")
    assert [block.text for block in paper.blocks] == ["Một đoạn."]


def blank(**options: Any) -> bytes:
    """A PDF of one empty page."""
    file, pdf = io.BytesIO(), pikepdf.new()
    pdf.add_blank_page()
    pdf.save(file, **options)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\nrest", "Không đọc được tệp PDF"),
        (blank(), "bản quét"),
        (blank(encryption=pikepdf.Encryption(user="mật", owner="khẩu")), "mật khẩu"),
    ],
)
def test_refuses_what_holds_no_text(data: bytes, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        parse_file("bao-cao.pdf", data)

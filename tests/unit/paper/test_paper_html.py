"""The sheet as HTML: escaped, in NFC, its long names in even lines."""

import datetime as dt
import re
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.paper.papers import everything, report
from workflow.domain.blocks import Block, BlockType, Footnote
from workflow.domain.dates import official
from workflow.domain.paper import Paper, SignatureBlock
from workflow.paper.html import balanced, paper_html

WORDS = st.lists(st.text("ĂÂĐƠƯaeo", min_size=1, max_size=9), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (dt.date(2026, 2, 3), "ngày 03 tháng 02 năm 2026"),
        (dt.date(2026, 5, 27), "ngày 27 tháng 5 năm 2026"),
        (dt.date(2026, 3, 1), "ngày 01 tháng 3 năm 2026"),
        (dt.date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_prints_the_zeros_of_the_rule_and_no_other(day: dt.date, printed: str) -> None:
    assert official(day) == printed


def test_breaks_a_long_name_where_the_lines_come_out_even() -> None:
    name = "ĐẢNG UỶ SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH"
    assert balanced(name, 26) == "ĐẢNG UỶ SỞ VĂN HOÁ,<br/>THỂ THAO VÀ DU LỊCH"
    assert balanced("CHI BỘ MỘT", 26) == "CHI BỘ MỘT"


def test_breaks_an_abstract_where_its_phrases_end() -> None:
    abstract = (
        "thực hiện Nghị quyết số 43-NQ/TW ngày 24/11/2023 của Ban Chấp hành Trung ương Đảng khoá XIII về tiếp tục "
        "phát huy truyền thống, sức mạnh đại đoàn kết toàn dân tộc, xây dựng đất nước ta ngày càng phồn vinh, hạnh phúc"
    )
    lines = re.sub("<(?!br)[^>]*>", "", balanced(abstract, 66)).split("<br/>")
    assert len(lines) == 4
    assert [line.split()[0] for line in lines[1:]] == ["của", "phát", "xây"]


@given(WORDS, st.integers(9, 40))
def test_keeps_every_word_and_no_line_too_long(words: list[str], characters: int) -> None:
    lines = str(balanced(" ".join(words), characters)).split("<br/>")
    assert " ".join(lines).split() == words
    assert max(map(len, lines)) <= characters


def test_every_field_is_escaped() -> None:
    attack = "<script>x</script>"
    fields = dict.fromkeys(("title", "abstract", "issuer", "superior", "symbol", "place"), attack)
    block = Block("b1", BlockType.ITEM, 1, attack, attack)
    paper = report(**fields, blocks=(block,), recipients=(attack,), signature=SignatureBlock(attack, attack, attack))
    assert "<script" not in paper_html(paper)


def test_every_field_is_in_nfc() -> None:
    nfd = unicodedata.normalize("NFD", "Đề nghị uỷ")
    fields = dict.fromkeys(("title", "abstract", "issuer", "superior", "place"), nfd)
    table = Block("b2", BlockType.TABLE, 0, "", "", rows=((nfd,),))
    paper = report(
        **fields,
        blocks=(Block("b1", BlockType.HEADING, 1, "I.", nfd), table),
        recipients=(nfd,),
        signature=SignatureBlock(nfd, nfd, nfd),
    )
    html = paper_html(paper)
    assert html == unicodedata.normalize("NFC", html)
    assert html.count("nghị uỷ") == 14


def test_a_note_called_twice_is_set_once() -> None:
    blocks = tuple(Block(f"b{i}", BlockType.PARAGRAPH, 0, "", "Lời¹.", ("1",)) for i in (1, 2))
    html = paper_html(report(blocks=blocks, footnotes=(Footnote("1", "Chú thích."),)))
    assert html.count("Chú thích.") == 1
    assert html.count("Lời¹.") == 1


@pytest.mark.parametrize("paper", [report(), everything(), report(title="CÔNG VĂN", kind="CV", contact="<&>")])
def test_is_read_as_xml_too(paper: Paper) -> None:
    assert ElementTree.fromstring(paper_html(paper)).tag == "html"

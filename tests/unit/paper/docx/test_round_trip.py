"""Out as a Word file and in again: the paper that comes back is the one that went out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.paper.papers import TABLE, everything, report
from tests.unit.paper.plans import Plan
from workflow.domain.blocks import Block, BlockType, Footnote, superscript
from workflow.domain.paper import Annex, Paper, ProfileName, SignatureBlock
from workflow.paper.docx import render_docx
from workflow.paper.parse import parse_docx

H, P, ITEM = BlockType.HEADING, BlockType.PARAGRAPH, BlockType.ITEM
COMPARED = """kind title abstract issuer superior symbol number place date profile blocks footnotes recipients signature
    addressees draft urgency circulation annexes contact drafter_mark""".split()  # noqa: SIM905


def told(paper: Paper) -> dict[str, object]:
    """What must come back, without the ids that every reading gives anew."""
    found = {name: getattr(paper, name) for name in COMPARED}
    annexes = [(annex.marker, annex.title, annex.wide, _nameless(annex.blocks)) for annex in paper.annexes]
    return found | {"blocks": _nameless(paper.blocks), "annexes": annexes}


def _nameless(blocks: Sequence[Block]) -> list[Block]:
    return [replace(block, id="") for block in blocks]


def back(paper: Paper) -> dict[str, object]:
    """The paper that a reader of its Word file gets."""
    return told(parse_docx(render_docx(paper)))


def test_a_plan_comes_back(plan: Plan) -> None:
    assert back(plan.paper) == told(plan.paper)


@pytest.mark.parametrize(("profile", "year"), [(ProfileName.HD36, 2024), (ProfileName.HD05, 2026)])
def test_a_report_with_its_parts_comes_back(profile: ProfileName, year: int) -> None:
    mark = "ABC-268" if profile is ProfileName.HD36 else "ToànKiên-12"
    paper = everything(addressees=(), copy=None, profile=profile, date=dt.date(year, 6, 3), drafter_mark=mark)
    assert back(paper) == told(paper)


def test_minutes_come_back_with_both_signatures() -> None:
    writer = SignatureBlock(None, "NGƯỜI GHI BIÊN BẢN", "Lê Văn C")
    chair = SignatureBlock(None, "CHỦ TRÌ HỘI NGHỊ", "Nguyễn Văn A")
    paper = report(kind="BB", title="BIÊN BẢN", symbol="01-BB/CB", left_signature=writer, signature=chair)
    read = parse_docx(render_docx(paper))
    assert told(read) == told(paper)
    assert read.left_signature == writer


@pytest.mark.parametrize("kind", ["CV", "TTr"])
@pytest.mark.parametrize("count", [1, 2])
def test_to_whom_a_paper_goes_comes_back(kind: str, count: int) -> None:
    names = ("Ban Thường vụ Đảng uỷ Sở", "Văn phòng Đảng uỷ Sở")[:count]
    title = "" if kind == "CV" else "TỜ TRÌNH"
    abstract, recipients = "về việc đôn đốc báo cáo quý III", ("Như trên", "Lưu Chi bộ")
    paper = report(kind=kind, title=title, abstract=abstract, symbol=f"01-{kind}/CB", addressees=names,
                   recipients=recipients)  # fmt: skip
    assert back(paper) == told(paper)


_NAMES = st.sampled_from(["Văn phòng Đảng uỷ", "Ban Dân vận", "Chi bộ Thư viện", "Đảng uỷ Sở", "Công đoàn Sở"])
_ACTS = st.sampled_from(["tổ chức học tập nghị quyết", "rà soát quy chế làm việc", "báo cáo định kỳ hằng quý"])
_ENDS = st.sampled_from(
    ["trước ngày 25/12", "theo Kế hoạch số 32-KH/ĐU, ngày 06/02/2024", "**đúng hạn**", "*thường xuyên*"]
)


@st.composite
def _sentence(draw: st.DrawFn) -> str:
    return f"{draw(_NAMES)} {draw(_ACTS)} {draw(_ENDS)}."


@st.composite
def _chapter(draw: st.DrawFn, roman: str) -> list[Block]:
    """A chapter as offices write it: I, then 1, 1.1, a) or bullets below."""
    blocks = [Block("", H, 1, f"{roman}.", draw(_ACTS).upper())]
    for number in range(1, draw(st.integers(1, 4)) + 1):
        if draw(st.booleans()):
            blocks.append(Block("", P, 0, f"{number}.", draw(_sentence())))
            continue
        blocks.append(Block("", H, 2, f"{number}.", draw(_NAMES)))
        for index in range(1, draw(st.integers(1, 7)) + 1):
            shape = draw(st.sampled_from(["- item", "+ item", "plain", f"{number}.{index}. plain"]))
            marker, kind = shape.split() if " " in shape else ("", shape)
            level = {"-": 1, "+": 2}.get(marker, 0)
            blocks.append(Block("", ITEM if kind == "item" else P, level, marker, draw(_sentence())))
    return blocks


@st.composite
def _papers(draw: st.DrawFn) -> Paper:
    chapters = [draw(_chapter(roman)) for roman in ["I", "II", "III"][: draw(st.integers(1, 3))]]
    blocks = [Block("", P, 0, "", draw(_sentence())), *(block for chapter in chapters for block in chapter)]
    if draw(st.booleans()):
        blocks.insert(draw(st.integers(1, len(blocks))), replace(TABLE, id=""))
    called = [i for i, block in enumerate(blocks) if block.type is P and draw(st.booleans())][:4]
    for number, index in enumerate(called, 1):
        text = f"{blocks[index].text[:-1]}{superscript(str(number))}."
        blocks[index] = replace(blocks[index], text=text, footnotes=(str(number),))
    notes = tuple(Footnote(str(number), f"Theo {draw(_ENDS)}.") for number in range(1, len(called) + 1))
    annexes = [Annex(f"Phụ lục {i}", "Biểu tổng hợp", (TABLE,), draw(st.booleans())) for i in (1, 2)]
    return report(
        blocks=tuple(blocks),
        footnotes=notes,
        recipients=tuple(draw(st.lists(_NAMES, min_size=1, max_size=5))),
        signature=SignatureBlock("T/M ĐẢNG UỶ", draw(st.sampled_from(["BÍ THƯ", "PHÓ BÍ THƯ"])), "Nguyễn Văn A"),
        draft=draw(st.one_of(st.none(), st.integers(1, 5))),
        annexes=tuple(annexes[: draw(st.integers(0, 2))]),
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(_papers())
def test_papers_as_offices_write_them_come_back(paper: Paper) -> None:
    assert back(paper) == told(paper)

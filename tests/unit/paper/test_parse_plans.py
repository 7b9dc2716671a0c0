"""Whole plans through the parser: the fictional ones always, the real ones where their folder is given."""

import datetime as dt
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.paper import plans
from tests.unit.paper.plans import Plan
from tests.unit.paper.words import assert_nothing_lost
from workflow.domain.blocks import BlockType, plain
from workflow.domain.deadlines import DeadlineKind
from workflow.domain.errors import InvalidInput
from workflow.domain.paper import ProfileName
from workflow.paper.parse import parse_text


def test_says_which_folders_the_plans_came_from(record_property: pytest.FixtureRequest) -> None:
    record_property("plans", [str(folder) for folder in plans.folders()])
    assert plans.OWN_FOLDER in plans.folders()
    assert (Path(os.environ.get("TRINHKY_PLANS", plans.OWN_FOLDER)).resolve()) in plans.folders()
    assert len(plans.to_hand()) == 2 * len(plans.folders())
    assert sum(plan.of_department for plan in plans.to_hand()) == len(plans.folders())


def test_reads_the_department_s_header(department: Plan) -> None:
    paper = department.paper
    assert (paper.kind, paper.number, paper.symbol, paper.title) == ("KH", 32, "32-KH/ĐU", "KẾ HOẠCH")
    assert paper.superior == "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH"
    assert paper.issuer.startswith("ĐẢNG UỶ SỞ VĂN H")
    assert paper.date == dt.date(2024, 2, 6)
    assert paper.place in ("Hải Dương", "Sông Lam")
    assert paper.profile is ProfileName.HD36


def test_leaves_unknown_what_the_province_s_plan_does_not_print(province: Plan) -> None:
    paper = province.paper
    assert (paper.kind, paper.number, paper.symbol, paper.date, paper.place) == ("KH", None, None, None, None)
    assert (paper.issuer, paper.superior) == ("", None)
    assert paper.profile is ProfileName.HD36
    missing = next(warning for warning in paper.warnings if warning.code == "missing_issuer")
    assert "Ban Thường vụ Tỉnh" in missing.message


def test_reads_the_abstract_as_one_line(plan: Plan) -> None:
    abstract = plan.paper.abstract
    assert abstract.startswith("thực hiện Nghị quyết số 43-NQ/TW")
    assert abstract.endswith("phồn vinh, hạnh phúc")
    assert "*" not in abstract and "\n" not in abstract


def test_keeps_the_chapters_as_they_are_marked(plan: Plan) -> None:
    chapters = [block for block in plan.paper.blocks if block.type is BlockType.HEADING and block.level == 1]
    marks = ["I.", "II.", "III."] if plan.of_department else ["I-", "II-", "III-", "IV-"]
    assert [chapter.marker for chapter in chapters] == marks
    assert chapters[0].text == "MỤC ĐÍCH, YÊU CẦU"


def test_tells_numbered_headings_from_numbered_text(province: Plan) -> None:
    blocks = {block.printed[:30]: block for block in province.paper.blocks}
    groups = [block for block in province.paper.blocks if block.type is BlockType.HEADING and block.level == 2]
    assert [group.marker for group in groups] == ["1.", "2.", "3.", "4."]
    assert groups[1].text == "Đảng đoàn Hội đồng nhân dân tỉnh"
    assert all(block.type is BlockType.PARAGRAPH for start, block in blocks.items() if start[:4] in ("1.1.", "4.2."))


def test_finds_the_bullets_under_the_department_s_groups(department: Plan) -> None:
    bullets = [block for block in department.paper.blocks if block.type is BlockType.ITEM]
    assert len(bullets) == (12 if department.fictional else 14)
    assert all((bullet.marker, bullet.level) == ("-", 1) for bullet in bullets)


def test_rejoins_the_three_sentences_that_page_breaks_cut(province: Plan) -> None:
    codes = [warning.code for warning in province.paper.warnings if warning.code in ("rejoined", "stray_full_stop")]
    assert codes == ["stray_full_stop", "rejoined", "rejoined"]
    assert not any(plain(block.text)[:1].islower() for block in province.paper.blocks)
    assert any("thực hiện Nghị quyết số 43-NQ/TW và Kế hoạch này" in block.text for block in province.paper.blocks)


def test_takes_the_footnote_out_from_between_the_items(province: Plan) -> None:
    (note,) = province.paper.footnotes
    (caller,) = [block for block in province.paper.blocks if block.footnotes]
    assert (note.marker, caller.footnotes) == ("1", ("1",))
    assert note.text.startswith("Nghị quyết số 02-NQ/TW ngày 12/6/2021")
    assert "trong sạch, vững mạnh¹." in caller.text


def test_reads_addressees_and_signature(province: Plan) -> None:
    paper = province.paper
    assert len(paper.recipients) == 8
    assert paper.recipients[0] == "Ban Bí thư Trung ương (b/c)"
    assert paper.recipients[-1] == "Lưu VPTU"
    assert paper.signature.authority == "T/M BAN THƯỜNG VỤ"
    assert paper.signature.position == "PHÓ BÍ THƯ THƯỜNG TRỰC"
    assert paper.signature.name in ("Nguyễn Văn A", "Lò Minh Hùng")


def test_finds_the_province_s_tasks_with_the_four_kinds_of_deadline(province: Plan) -> None:
    tasks = province.paper.tasks
    kinds = Counter(task.deadline.kind for task in tasks if task.deadline)
    continuous = 12 if province.fictional else 18
    assert kinds == {
        DeadlineKind.CONTINUOUS: continuous,
        DeadlineKind.DATE: 1,
        DeadlineKind.CONDITION: 1,
        DeadlineKind.YEARLY: 1,
    }
    assert len(tasks) == continuous + 3
    assert tasks[0].deadline and tasks[0].deadline.date == (dt.date(2024, 1, 15 if province.fictional else 10))
    assert tasks[0].bodies[-1] == "tổ chức đảng"
    assert tasks[-1].deadline and tasks[-1].deadline.month == 12
    assert tasks[-1].bodies[0].startswith("Ban Dân vận Tỉnh")


def test_finds_the_department_s_tasks_without_deadline(department: Plan) -> None:
    assert len(department.paper.tasks) == (12 if department.fictional else 14)
    assert all(task.deadline is None for task in department.paper.tasks)


def test_reads_the_citations_of_the_resolution(plan: Plan) -> None:
    cited = plan.paper.citations[0]
    assert (cited.symbol, cited.date) == ("43-NQ/TW", dt.date(2023, 11, 24))
    assert cited.title and cited.title.endswith("phồn vinh, hạnh phúc")
    assert len({(one.symbol, one.title) for one in plan.paper.citations}) == len(plan.paper.citations)


def test_reads_a_symbol_written_with_spaces_and_says_so(department: Plan) -> None:
    assert any(cited.symbol.endswith("-KH/ĐUK") for cited in department.paper.citations)
    places = [warning.place for warning in department.paper.warnings if warning.code == "symbol_spacing"]
    assert places == ["header", "b1"]


def test_keeps_every_word_of_the_plan(plan: Plan) -> None:
    assert_nothing_lost(plan.text, plan.paper)


def test_refuses_a_text_without_words() -> None:
    with pytest.raises(InvalidInput, match="không có chữ nào"):
        parse_text(" \n-----\n*\n")


@settings(max_examples=60)
@given(st.data())
def test_loses_no_word_of_cut_and_shuffled_lines(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([plan.text for plan in plans.to_hand()]))
    lines = data.draw(st.just(text.split("\n")) | st.permutations(text.split("\n")).map(lambda lines: lines[:40]))
    cuts = data.draw(st.lists(st.integers(0, 400), max_size=len(lines)))
    for index, at in enumerate(cuts):
        if at < len(lines[index]) and lines[index][at] == " ":
            lines[index] = lines[index][:at] + data.draw(st.sampled_from(["\n", "\n\n"])) + lines[index][at:]
    shuffled = "\n".join(lines)
    if any(map(str.isalnum, shuffled)):
        assert_nothing_lost(shuffled, parse_text(shuffled))

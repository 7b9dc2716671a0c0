"""Every rule of the register: a paper that keeps it, papers that break it, and what its repair does."""

import datetime as dt
from difflib import SequenceMatcher

import pytest

from tests.unit.paper.check.examples import CLEAN, EXAMPLES
from tests.unit.paper.check.small import TITLE_43, text
from workflow.domain.citations import CitedDocument
from workflow.domain.errors import ChangedMeanwhile
from workflow.domain.paper import Paper
from workflow.paper.check import BUILT_IN, RULES, Finding, by_symbol, check
from workflow.paper.check.alignment import tokens
from workflow.paper.check.spots import read

LEAST_RULES = 40
BROKEN = [
    pytest.param(rule, paper, id=f"{rule}-{at}")
    for rule, example in EXAMPLES.items()
    for at, paper in enumerate(example.failing)
]


def of_rule(rule: str, paper: Paper) -> list[Finding]:
    """What one rule finds."""
    return [finding for finding in check(paper) if finding.rule == rule]


def test_every_rule_has_a_paper_that_keeps_it_and_one_that_breaks_it() -> None:
    assert set(EXAMPLES) == set(RULES)
    assert all(example.failing for example in EXAMPLES.values())
    assert len(RULES) >= LEAST_RULES


def test_a_paper_in_form_has_no_finding() -> None:
    assert check(CLEAN) == []


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_paper_that_keeps_a_rule_is_left_alone_by_it(rule: str) -> None:
    assert of_rule(rule, EXAMPLES[rule].passing) == []


@pytest.mark.parametrize(("rule", "paper"), BROKEN)
def test_a_breach_is_found_and_explained(rule: str, paper: Paper) -> None:
    found = of_rule(rule, paper)
    assert found, "not found"
    for finding in found:
        assert finding.clause
        assert finding.severity is RULES[rule].severity
        assert finding.message[-1] == "."
        assert "hãy" in finding.message.lower()


@pytest.mark.parametrize(("rule", "paper"), BROKEN)
def test_a_repair_mends_its_finding_adds_none_and_changes_only_the_words_it_names(rule: str, paper: Paper) -> None:
    before = check(paper)
    for finding in of_rule(rule, paper):
        if finding.fix is None:
            continue
        mended = finding.fix.apply(paper)
        after = check(mended)
        assert finding.key not in {one.key for one in after}
        assert sum(one.rule == rule for one in after) < sum(one.rule == rule for one in before)
        assert {(one.rule, one.place) for one in after} <= {(one.rule, one.place) for one in before}
        named = {token.word for token in tokens(f"{finding.fix.words} {finding.message}")}
        assert changed_words(finding, paper) <= named


def changed_words(finding: Finding, paper: Paper) -> set[str]:
    """Words that a repair puts in or takes out, however tone marks and capitals are written."""
    changed: set[str] = set()
    for edit in finding.fix.edits if finding.fix else ():
        assert read(paper, edit.spot) == edit.old
        old, new = ([token.word for token in tokens(side)] for side in (edit.old, edit.new))
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind != "equal":
                changed |= {*old[a:b], *new[c:d]}
    return changed


def test_a_repair_refuses_a_text_that_has_changed() -> None:
    paper = EXAMPLES["spaces_double"].failing[0]
    fix = of_rule("spaces_double", paper)[0].fix
    assert fix
    with pytest.raises(ChangedMeanwhile):
        fix.apply(fix.apply(paper))


def test_a_draft_is_not_asked_for_number_day_and_signature() -> None:
    bare = EXAMPLES["signature_missing"].failing[0]
    assert of_rule("signature_missing", bare)
    assert check(bare, is_draft=True) == []


def test_a_finding_is_another_once_the_text_of_its_place_changed() -> None:
    one, other = EXAMPLES["misspelt"].failing
    assert of_rule("misspelt", one)[0].key == of_rule("misspelt", one)[0].key
    assert of_rule("misspelt", one)[0].key != of_rule("misspelt", other)[0].key


def test_what_a_known_documents_own_title_names_is_left_as_it_was_issued() -> None:
    wrong = TITLE_43.replace("toàn dân tộc", "dân tộc")
    inner = f"thực hiện Nghị quyết số 43-NQ/TW, ngày 24/11/2023 của Ban Chấp hành Trung ương {wrong}"
    paper = text(f"Thực hiện Kế hoạch số 32-KH/ĐU, ngày 06/02/2024 của Đảng uỷ Sở {inner}, chi bộ báo cáo như sau.")
    plan = CitedDocument("32-KH/ĐU", dt.date(2024, 2, 6), "Đảng uỷ Sở", inner)
    assert "cited_title_differs" in {one.rule for one in check(paper)}
    assert check(paper, by_symbol([*BUILT_IN, plan])) == []


def test_a_line_in_capitals_is_a_name_that_ends_without_a_stop() -> None:
    assert of_rule("stop_missing", text("**ĐẶC ĐIỂM TÌNH HÌNH CHI BỘ**", "Chi bộ đã họp đúng kỳ.")) == []

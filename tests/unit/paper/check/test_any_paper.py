"""The check on papers nobody has seen: it never breaks, and no repair makes a paper worse."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.paper.plans import Plan
from workflow.domain.paper import Paper
from workflow.paper.check import check
from workflow.paper.parse import parse_text

PIECES = st.sampled_from(
    [
        "KẾ HOẠCH", "thực hiện", "Nghị quyết số 43-NQ/TW", ", ngày 5/09/2024", "Số: 1 - KH/ĐU", "ĐẢNG ỦY SỞ VĂN HÓA",
        "hoà", "hóa", "của của", "xây dựng xây dựng", " ,", "( một", "“hai", '"ba"', "I.", "I-", "II- B", "1.1 x",
        "a) y.", "Nơi nhận:", "- Đảng uỷ (b/c),", "- Lưu: VT.", "T/M CHI ỦY", "BÍ THƯ", "./.", "¹", "² Chú thích.",
        "về tiếp tục phát huy truyền thống, sức mạnh đại đoàn kết dân tộc, xây dựng đất nước ta ngày càng phồn vinh",
        "UBND", "*nghiêng*", "|a|b|", "\n", "\n\n", " ", ". ", "Căn cứ Điều lệ Đảng", "46.5%", "15/13/2024",
        "5-KH/TƯ của Tỉnh uỷ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), min_size=1, max_size=40).map(" ".join)


@given(
    st.lists(PIECES | st.text(max_size=8), min_size=1, max_size=40)
    .map(" ".join)
    .filter(lambda t: any(map(str.isalnum, t)))
)
@settings(max_examples=150, derandomize=True)
def test_any_text_is_checked_and_every_repair_mends_without_a_new_error(text: str) -> None:
    paper = parse_text(text)
    before = check(paper)
    for finding in before:
        if finding.fix:
            after = check(finding.fix.apply(paper))
            assert finding.key not in {one.key for one in after}
            assert {one.rule for one in after if one.is_error} <= {one.rule for one in before}


def test_repairing_all_that_is_safe_ends_and_leaves_nothing_safe(plan: Plan) -> None:
    paper, rounds = plan.paper, 0
    while fixes := [finding.fix for finding in check(paper) if finding.fix]:
        paper, rounds = fixes[0].apply(paper), rounds + 1
        assert rounds < 100
    assert words(paper) >= words(plan.paper) * 0.98


def words(paper: Paper) -> int:
    """How many words the blocks hold."""
    return sum(len(block.text.split()) for block in paper.blocks)


def test_the_slips_of_the_departments_plan_are_found(department: Plan) -> None:
    rules = {finding.rule for finding in check(department.paper)}
    assert {"number_form", "cited_symbol_spaces", "recipients_missing", "signature_missing"} <= rules


def test_the_gaps_of_the_provinces_plan_are_found(province: Plan) -> None:
    rules = {finding.rule for finding in check(province.paper)}
    assert {"issuer_missing", "number_missing", "date_missing", "place_missing", "motto_missing"} <= rules
    assert not rules & {"recipients_missing", "recipients_separator", "signature_missing", "signature_for_another_body"}

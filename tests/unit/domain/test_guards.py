"""Each guard says nothing when content, and otherwise what the act waits for."""

import datetime as dt

import pytest

from tests.unit.domain.test_document_machine import Paper
from workflow.domain import guards
from workflow.domain.actor import Actor, Grant, StandIn
from workflow.domain.guards import Circumstances, Guard, Meeting
from workflow.domain.states import DecisionWay, DocumentKind, DocumentState, Role

AUTHOR, OTHER = Actor(1, "Trần Thị B"), Actor(2, "Lê Văn C")
IN_PLACE = Grant(10, Role.MEMBER)
FOR_THE_AUTHOR = Actor(3, "Lê C", frozenset({IN_PLACE}), stand_ins=(StandIn(IN_PLACE, 1, "Trần Thị B"),))
DAY = dt.date(2026, 11, 20)
NOTHING = Circumstances()

REFUSED = [
    (guards.has_text, {"has_text": False}, OTHER, NOTHING, "chưa có nội dung"),
    (guards.sections_finished, {"unfinished_sections": ("Hạn chế", "Kiến nghị")}, OTHER, NOTHING, "2 mục"),
    (guards.sources_handled, {"unhandled_blocks": 14}, OTHER, NOTHING, "Còn 14 đoạn"),
    (guards.sources_current, {"outdated_sources": ("Văn phòng Sở",)}, OTHER, NOTHING, "Văn phòng Sở"),
    (guards.format_in_order, {}, OTHER, Circumstances(form_errors=2), "Còn 2 lỗi thể thức"),
    (guards.has_received_sources, {"received_sources": 0}, OTHER, NOTHING, "Chưa có báo cáo nào"),
    (guards.has_reason, {}, OTHER, Circumstances(reason="  "), "ghi lý do"),
    (guards.is_submitter, {"submitter_id": 1}, OTHER, NOTHING, "người đã trình"),
    (guards.is_not_the_author, {}, AUTHOR, NOTHING, "cấp uỷ viên khác"),
    (guards.is_not_the_author, {"is_cell": True}, AUTHOR, NOTHING, "hội nghị chi bộ"),
    (guards.is_not_the_author, {"is_cell": True}, AUTHOR, Circumstances(meeting=Meeting(DAY, 9, 4)), "quá nửa"),
    (guards.is_not_the_author, {"is_cell": True}, AUTHOR, Circumstances(meeting=Meeting(DAY, 8, 4)), "quá nửa"),
    (guards.is_not_the_author, {}, FOR_THE_AUTHOR, NOTHING, "thay đồng chí Trần Thị B"),
    (guards.the_body_decided, {"decides_by": DecisionWay.SLIPS}, OTHER, NOTHING, "Đã có 5/9 phiếu"),
    (guards.decision_holds, {"is_decided": False}, OTHER, NOTHING, "đã đổi sau khi được thông qua"),
    (guards.is_not_prepared, {"is_prepared": True}, OTHER, NOTHING, "đã có số"),
    (
        guards.replaces_what_stands_alone,
        {"replaces_what_was_consolidated": True},
        OTHER,
        NOTHING,
        "không thay thế được nữa",
    ),
    (guards.is_prepared, {"is_numbered": False}, OTHER, NOTHING, "văn thư lấy số"),
    (guards.is_prepared, {"is_numbered": True}, OTHER, NOTHING, "Đang tạo bản PDF"),
    (guards.is_not_signed, {"has_sign_consent": True}, OTHER, NOTHING, "Đã có người ký"),
    (guards.is_not_signed, {"signature_count": 1}, OTHER, NOTHING, "đã ký văn bản này"),
    (guards.has_a_seal, {"signatures_needed": 1}, OTHER, NOTHING, "không có con dấu"),
    (guards.is_signed_by_the_person, {"signature_count": 0}, OTHER, NOTHING, "Chờ người ký"),
    (guards.is_not_sealed, {"signature_count": 2}, OTHER, NOTHING, "đã được đóng dấu"),
    (guards.is_not_sealed, {"signature_count": 1, "is_in_the_works": True}, OTHER, NOTHING, "Chờ xong"),
    (guards.is_fully_signed, {"signature_count": 1}, OTHER, NOTHING, "đủ chữ ký"),
    (guards.is_printed, {"is_prepared": False}, OTHER, NOTHING, "Đang tạo bản PDF"),
    (guards.has_addressee, {"superior_id": None}, OTHER, NOTHING, "không có cấp trên"),
    (guards.is_not_in_the_works, {"is_in_the_works": True}, OTHER, NOTHING, "Chờ xong"),
    (guards.is_not_received, {"has_receipts": True}, OTHER, NOTHING, "Đã có nơi nhận"),
]


@pytest.mark.parametrize(("guard", "case", "actor", "given", "sentence"), REFUSED)
def test_refuses_with_a_sentence(
    guard: Guard, case: dict[str, object], actor: Actor, given: Circumstances, sentence: str
) -> None:
    said = guard(Paper(DocumentState.DRAFT, **case), actor, given)  # type: ignore[arg-type]
    assert said is not None
    assert sentence in said


@pytest.mark.parametrize("guard", dict.fromkeys(row[0] for row in REFUSED))
def test_says_nothing_when_content(guard: Guard) -> None:
    printed = guard in {guards.is_prepared, guards.is_printed}
    signed = {guards.is_not_signed: 0, guards.is_not_sealed: 1}.get(guard, 2)
    content = Paper(DocumentState.DRAFT, is_prepared=printed, signature_count=signed)
    assert guard(content, OTHER, Circumstances(reason="Vì vậy")) is None


def test_a_meeting_that_agreed_stands_for_a_chi_bos_own_author() -> None:
    agreed = Circumstances(meeting=Meeting(DAY, 9, 5))
    assert guards.is_not_the_author(Paper(DocumentState.IN_APPROVAL, is_cell=True), AUTHOR, agreed) is None


def test_a_chi_bo_needs_one_signature_for_it_has_no_seal() -> None:
    paper = Paper(DocumentState.APPROVED, signature_count=1, signatures_needed=1)
    assert guards.is_fully_signed(paper, OTHER, NOTHING) is None


def test_a_plan_of_the_top_goes_down() -> None:
    paper = Paper(DocumentState.ISSUED, superior_id=None, kind=DocumentKind.PLAN)
    assert guards.has_addressee(paper, OTHER, NOTHING) is None


def test_a_long_list_is_named_in_part() -> None:
    def said(guard: Guard, **amiss: tuple[str, ...]) -> str:
        return guard(Paper(DocumentState.DRAFT, **amiss), OTHER, NOTHING) or ""  # type: ignore[arg-type]

    assert said(guards.sections_finished, unfinished_sections=tuple("abcd")) == "Chờ 4 mục chưa hoàn thành: a, b, c, d."
    six = "Chờ 6 mục chưa hoàn thành: a, b, c, d và 2 mục nữa."
    assert said(guards.sections_finished, unfinished_sections=tuple("abcdef")) == six
    assert said(guards.sources_current, outdated_sources=tuple("abcd")).startswith("Nguồn đã thay đổi: a, b, c. ")


def test_who_sends_a_report_back_is_told_where_it_lies() -> None:
    above, body = (Actor(2, "Lê Văn C", frozenset({Grant(house, Role.OFFICE)})) for house in (20, 30))
    waits = Paper(DocumentState.SENT, through_id=30, clearing_house="Ban Tổ chức")
    handed_on = Paper(DocumentState.SENT, through_id=30)
    assert "đang ở Ban Tổ chức" in (guards.lies_here(waits, above, NOTHING) or "")
    assert "Đầu mối đã chuyển" in (guards.lies_here(handed_on, body, NOTHING) or "")
    assert guards.lies_here(waits, body, NOTHING) is guards.lies_here(handed_on, above, NOTHING) is None

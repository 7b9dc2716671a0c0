"""The table of moves of difficulties, and how their words are compared."""

import datetime as dt
import itertools
from dataclasses import dataclass

import pytest

from workflow.domain.difficulties import MOVES, OPEN, DifficultyAct, DifficultyState, moved, rank, why_closed
from workflow.domain.difficulty_words import ALIKE, addressee_in, bare, first_words, percent_alike, standing_line
from workflow.domain.errors import TransitionRefused

A, S = DifficultyAct, DifficultyState
ACTS_AND_STATES = list(itertools.product(DifficultyAct, DifficultyState))


@dataclass
class Matter:
    """A case in which every condition is content, unless a test says otherwise."""

    state: DifficultyState = S.RECEIVED
    organisation_id: int = 1
    desk_id: int = 2
    above_desk_id: int | None = 3
    is_at_clearing_house: bool = False
    is_charged: bool = False
    has_parent: bool = False
    stands_for_others: bool = False
    has_answer: bool = True


@pytest.mark.parametrize(("act", "state"), ACTS_AND_STATES)
def test_each_act_is_open_in_the_states_of_its_line_and_refused_with_a_sentence_elsewhere(
    act: DifficultyAct, state: DifficultyState
) -> None:
    case = Matter(state, is_at_clearing_house=act is A.PASS_ON)
    sources, target = MOVES[act]
    if state in sources:
        assert moved(case, act) is (target or state)
        return
    with pytest.raises(TransitionRefused) as refusal:
        moved(case, act)
    assert refusal.value.reason.endswith(".")


CLOSED = [
    (A.JOIN, Matter(has_parent=True), "đã gắn với một việc chung"),
    (A.PASS_UP, Matter(above_desk_id=None), "không có cấp trên"),
    (A.PASS_ON, Matter(), "Chỉ cơ quan đầu mối"),
    (A.ANSWER, Matter(is_at_clearing_house=True), "đầu mối không trả lời"),
    (A.ANSWER_IN_PART, Matter(desk_id=1), "chính đơn vị nêu"),
    (A.RETURN, Matter(desk_id=1), "không có ai để trả lại"),
    (A.RETURN, Matter(has_parent=True), "đã gắn với"),
    (A.CHARGE, Matter(is_at_clearing_house=True), "đang ở cơ quan đầu mối"),
    (A.WITHDRAW, Matter(S.RAISED, stands_for_others=True), "tách các việc đó ra"),
    (A.ASK, Matter(has_answer=False), "chưa có câu trả lời"),
    (A.URGE, Matter(desk_id=1), "chính đơn vị"),
]


@pytest.mark.parametrize(("act", "case", "reason"), CLOSED)
def test_a_condition_that_does_not_hold_says_why(act: DifficultyAct, case: Matter, reason: str) -> None:
    assert reason in (why_closed(case, act) or "")


def test_a_body_that_was_charged_and_an_office_that_speaks_for_others_may_answer() -> None:
    assert why_closed(Matter(is_at_clearing_house=True, is_charged=True), A.ANSWER) is None
    assert why_closed(Matter(desk_id=1, stands_for_others=True), A.ANSWER) is None


def test_what_is_open_stands_before_what_came_to_an_end() -> None:
    assert {state for state in DifficultyState if rank(state) < 2} == OPEN


def test_like_matters_are_found_whatever_their_marks_and_others_are_not() -> None:
    one = "Xe thư viện lưu động đã dùng 14 năm, thường xuyên phải sửa chữa."
    assert percent_alike(one, "XE THU VIEN LUU DONG da dung 14 nam; thường xuyên hỏng.") >= ALIKE
    assert percent_alike(one, "Thiếu viên chức am hiểu tiếng dân tộc thiểu số.") < ALIKE
    assert (percent_alike(one, one), percent_alike("", ""), percent_alike("Xe", "Xe")) == (100, 0, 100)


def test_a_ready_line_says_since_when_and_gives_the_matter_back_bare() -> None:
    line = standing_line("- Thiếu **người** trực.", dt.date(2024, 12, 6))
    assert line == "- Thiếu người trực (nêu từ ngày 06/12/2024, chưa được trả lời)."
    assert bare(line) == "Thiếu người trực"
    assert standing_line(line, dt.date(2024, 12, 6)) == line


def test_a_proposal_names_its_addressee_before_a_colon_or_not_at_all() -> None:
    assert addressee_in("- Kiến nghị với Ban Tổ chức Tỉnh uỷ: sớm hướng dẫn.") == "Ban Tổ chức Tỉnh uỷ"
    assert addressee_in("Đề nghị Uỷ ban nhân dân tỉnh đầu tư xe mới.") == ""
    assert first_words("một " * 60).endswith("một…")

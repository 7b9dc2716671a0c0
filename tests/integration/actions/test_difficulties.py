"""A difficulty on its way up, joined and passed on, and the answer back at everybody who raised it."""

import pytest

from tests.factories.bodies import body_of
from tests.factories.raised import BUS, answered, fresh, given, joined, passed_up, raised
from workflow.actions.difficulty import (
    ask_further,
    clarify_difficulty,
    raise_difficulty,
    reopen_difficulty,
    urge_difficulty,
    withdraw_difficulty,
)
from workflow.actions.difficulty_answer import answer_difficulty
from workflow.actions.difficulty_handling import (
    charge_body,
    join_difficulties,
    pass_up,
    receive_difficulty,
    return_difficulty,
    unjoin_difficulty,
)
from workflow.actions.transaction import AlreadyDone
from workflow.cli.demo.world import World
from workflow.domain.difficulties import DifficultyState as S
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotFound, NotPermitted, TransitionRefused
from workflow.domain.inputs.difficulties import AnswerDifficulty, Charge, Clarify, JoinDifficulties, PassUp, Remark
from workflow.models import Difficulty
from workflow.queries.difficulties import for_show
from workflow.queries.difficulty_links import answers, below, chain

ROOF = "Kho bảo quản hiện vật bị dột."


def texts_of_answers(difficulty: Difficulty) -> list[str]:
    return [word.text for word in answers(chain(fresh(difficulty)))]


def test_the_answer_of_the_second_level_above_reaches_each_who_raised_it_and_nobody_else(world: World) -> None:
    mine, other, apart = raised(world), raised(world, "baotang"), raised(world, "vanhoa", ROOF)
    whole = joined(world, mine, other)
    assert fresh(mine).state is S.JOINED
    sent = passed_up(world, whole)
    assert sent.id == whole.id
    assert [fresh(one).state for one in (mine, other)] == [S.PASSED_UP, S.PASSED_UP]
    assert fresh(whole).desk_id == world.organisations["khoi"].id
    answered(world, fresh(whole), "khoi")
    assert [fresh(one).state for one in (mine, other, whole)] == [S.ANSWERED] * 3
    assert fresh(apart).state is S.RAISED
    assert texts_of_answers(mine) == texts_of_answers(other) == ["Năm tới mua xe mới."]
    assert texts_of_answers(apart) == []


def test_one_passed_up_alone_goes_as_a_record_of_the_department_and_one_more_level_as_one_of_the_bloc(
    world: World,
) -> None:
    mine = raised(world)
    of_so = passed_up(world, mine, text="Xe thư viện cũ.")
    of_khoi = passed_up(world, of_so, "khoi")
    assert [one.organisation.short_name for one in chain(fresh(mine))] == [
        "Thư viện tỉnh",
        "Đảng uỷ Sở",
        "Đảng uỷ Khối",
    ]
    assert [branch.difficulty.id for branch in below(of_khoi.id)] == [of_so.id, mine.id]
    answered(world, of_khoi, "tinh")
    assert {fresh(one).state for one in (mine, of_so, of_khoi)} == {S.ANSWERED}


def test_like_one_that_comes_later_joins_what_has_gone_up_and_gets_the_same_answer(world: World) -> None:
    sent = passed_up(world, raised(world))
    late = raised(world, "baotang")
    into = JoinDifficulties((), sent.id, late.kind, "", late.version)
    join_difficulties(late.id, into, actor=world.actor("vanphong.so"))
    assert fresh(late).state is S.PASSED_UP
    answered(world, fresh(sent), "khoi")
    assert fresh(late).state is S.ANSWERED


def test_an_answer_in_part_leaves_the_matter_open_and_a_question_climbs_to_whoever_gave_it(world: World) -> None:
    mine = raised(world)
    sent = passed_up(world, mine)
    answered(world, sent, "khoi", "Đang xin kinh phí.", in_part=True)
    assert (fresh(mine).state, fresh(sent).state) == (S.PASSED_UP, S.RECEIVED)
    assert texts_of_answers(mine) == ["Đang xin kinh phí."]
    ask_further(mine.id, Remark("Bao giờ có?", fresh(mine).version), actor=world.actor("soan.thuvien"))
    assert fresh(mine).state is S.REOPENED
    passed_up(world, fresh(mine))
    assert fresh(mine).state is S.PASSED_UP
    answered(world, fresh(sent), "khoi", "Quý I năm sau.")
    assert texts_of_answers(mine) == ["Đang xin kinh phí.", "Quý I năm sau."]


def test_an_answer_that_is_not_enough_opens_the_matter_again_up_to_whoever_answered(world: World) -> None:
    mine, other = raised(world), raised(world, "baotang")
    sent = passed_up(world, joined(world, mine, other))
    answered(world, fresh(sent), "khoi")
    with pytest.raises(InvalidInput):
        reopen_difficulty(mine.id, Remark("  ", fresh(mine).version), actor=world.actor("soan.thuvien"))
    reopen_difficulty(mine.id, Remark("Chưa nói năm nào.", fresh(mine).version), actor=world.actor("soan.thuvien"))
    assert (fresh(mine).state, fresh(other).state, fresh(sent).state) == (S.REOPENED, S.ANSWERED, S.ANSWERED)
    passed_up(world, fresh(mine))
    assert (fresh(mine).state, fresh(sent).state) == (S.PASSED_UP, S.REOPENED)
    answered(world, fresh(sent), "khoi", "Năm 2027.")
    assert texts_of_answers(mine)[-1] == "Năm 2027."
    assert fresh(mine).state is S.ANSWERED


def test_sent_back_for_clarification_it_is_explained_and_stands_before_the_superior_again(world: World) -> None:
    mine = raised(world)
    return_difficulty(mine.id, Remark("Xe nào?", mine.version), actor=world.actor("vanphong.so"))
    assert fresh(mine).state is S.RETURNED
    clear = Clarify(f"{BUS} Biển số 00.", "Đã ghi biển số.", fresh(mine).version)
    clarify_difficulty(mine.id, clear, actor=world.actor("soan.thuvien"))
    assert (fresh(mine).state, fresh(mine).text) == (S.RAISED, f"{BUS} Biển số 00.")


def test_it_is_withdrawn_only_until_the_superior_has_it_in_hand(world: World) -> None:
    mine, held = raised(world), raised(world)
    drafter, office = world.actor("soan.thuvien"), world.actor("vanphong.so")
    withdraw_difficulty(mine.id, Remark("Đã tự giải quyết.", mine.version), actor=drafter)
    with pytest.raises(NotFound):
        for_show(mine.id, office)
    receive_difficulty(held.id, actor=office)
    with pytest.raises(TransitionRefused, match="đã tiếp nhận"):
        withdraw_difficulty(held.id, Remark("Thôi.", fresh(held).version), actor=drafter)


def test_a_wrong_join_is_taken_apart_and_no_record_joins_itself(world: World) -> None:
    mine, other = raised(world), raised(world, "baotang")
    whole, office = joined(world, mine, other), world.actor("vanphong.so")
    unjoin_difficulty(other.id, actor=office)
    assert (fresh(other).parent_id, fresh(other).state) == (None, S.RECEIVED)
    into = JoinDifficulties((), whole.id, whole.kind, "", fresh(whole).version)
    with pytest.raises(TransitionRefused, match="chính nó"):
        join_difficulties(whole.id, into, actor=office)
    alone = JoinDifficulties((), None, other.kind, "Một mình", fresh(other).version)
    with pytest.raises(InvalidInput):
        join_difficulties(other.id, alone, actor=office)


def test_nobody_answers_what_only_it_has_raised_nor_what_lies_elsewhere(world: World) -> None:
    mine = raised(world)
    words = AnswerDifficulty("Được.", "", mine.version)
    for who in ("soan.thuvien", "vanphong.khoi", "vanphong.tinh", "soan.baotang"):
        with pytest.raises(NotPermitted):
            answer_difficulty(mine.id, words, actor=world.actor(who))
    sent = passed_up(world, mine)
    with pytest.raises(TransitionRefused, match="đã chuyển lên"):
        answered(world, fresh(mine))
    with pytest.raises(NotPermitted):
        answered(world, fresh(sent))


def test_a_press_that_comes_twice_and_one_over_an_old_page_change_nothing(world: World) -> None:
    mine, office = raised(world), world.actor("vanphong.so")
    old = mine.version
    words = AnswerDifficulty("Được.", "", old)
    answer_difficulty(mine.id, words, actor=office, token="một lần")
    with pytest.raises(AlreadyDone):
        answer_difficulty(mine.id, words, actor=office, token="một lần")
    with pytest.raises(ChangedMeanwhile):
        answer_difficulty(mine.id, words, actor=office, token="lần khác")
    assert texts_of_answers(mine) == ["Được."]


def test_a_clearing_house_receives_joins_and_passes_on_and_answers_only_when_charged(world: World) -> None:
    body, people = body_of(world, "khoi")
    mine, office = raised(world), world.actor("vanphong.so")
    sent = pass_up(mine.id, PassUp(given(through_id=body.id), mine.version), actor=office)
    assert fresh(sent).desk_id == body.id
    receive_difficulty(sent.id, actor=people)
    words = AnswerDifficulty("Được.", "", fresh(sent).version)
    with pytest.raises(TransitionRefused, match="đầu mối không trả lời"):
        answer_difficulty(sent.id, words, actor=people)
    passed = pass_up(sent.id, PassUp(given(), fresh(sent).version), actor=people)
    assert (passed.id, fresh(sent).desk_id) == (sent.id, world.organisations["khoi"].id)
    charge_body(sent.id, Charge(body.id, fresh(sent).version), actor=world.actor("vanphong.khoi"))
    answer_difficulty(sent.id, AnswerDifficulty("Được.", "", fresh(sent).version), actor=people)
    assert fresh(mine).state is S.ANSWERED


def test_only_a_body_of_the_level_above_may_be_the_clearing_house(world: World) -> None:
    with pytest.raises(InvalidInput):
        raise_difficulty(
            world.organisations["thuvien"].id,
            given(through_id=world.organisations["baotang"].id),
            actor=world.actor("soan.thuvien"),
        )


def test_a_reminder_is_given_once_a_day(world: World) -> None:
    sent = passed_up(world, raised(world))
    before = sent.chain_length
    for _ in range(2):
        urge_difficulty(sent.id, actor=world.actor("vanphong.so"))
    assert fresh(sent).chain_length == before + 1

"""What a page offers a person: open acts first, closed ones with their reason, nothing of another house."""

import pytest

from tests.unit.domain.test_document_machine import ABOVE, AUTHOR, BODY, OTHER, OWNER, Paper
from workflow.domain.actor import Actor, Grant
from workflow.domain.advance import Offer, advance, begin, offers
from workflow.domain.errors import TransitionRefused
from workflow.domain.labels import WHY_NOT_NOW
from workflow.domain.states import DocumentState as S
from workflow.domain.states import Role, Trigger

OFFERED = (Trigger.APPRAISE, Trigger.RETURN_FOR_REVISION, Trigger.APPROVE, Trigger.SEND)
OUTDATED = Paper(S.IN_APPRAISAL, outdated_sources=("Thư viện",))


def person(role: Role, organisation: int = OWNER, user_id: int = OTHER) -> Actor:
    return Actor(user_id, "Trần Thị B", frozenset({Grant(organisation, role)}))


def test_open_acts_come_first_then_the_closed_with_their_reasons() -> None:
    first, second = offers(OUTDATED, person(Role.OFFICE), OFFERED)
    assert first == Offer(Trigger.RETURN_FOR_REVISION)
    assert (second.trigger, second.is_open) == (Trigger.APPRAISE, False)
    assert "Thư viện" in (second.reason or "")


def test_whose_act_it_is_stands_with_what_another_of_the_house_does() -> None:
    assert offers(OUTDATED, person(Role.CLERK), (Trigger.APPRAISE,)) == (
        Offer(Trigger.APPRAISE, "Văn phòng thẩm định."),
    )
    assert offers(OUTDATED, person(Role.CLERK, BODY), (Trigger.APPRAISE,)) == ()
    assert offers(OUTDATED, person(Role.CLERK, ABOVE), (Trigger.APPRAISE,)) == ()


def test_what_comes_later_is_told_only_to_whoever_will_do_it() -> None:
    waits = WHY_NOT_NOW[Trigger.APPROVE, S.IN_APPRAISAL]
    assert offers(OUTDATED, person(Role.MEMBER), (Trigger.APPROVE,)) == (Offer(Trigger.APPROVE, waits),)
    assert offers(OUTDATED, person(Role.OFFICE), (Trigger.APPROVE,)) == ()
    assert offers(Paper(S.DRAFT), person(Role.OFFICE), (Trigger.APPRAISE,)) == ()  # there is no word for it


def test_what_asks_for_words_is_open_before_they_are_written() -> None:
    own = Paper(S.IN_APPROVAL, is_cell=True)
    assert offers(own, person(Role.MEMBER, user_id=AUTHOR), (Trigger.APPROVE,)) == (Offer(Trigger.APPROVE),)


def test_a_wrong_state_is_named_or_explained() -> None:
    with pytest.raises(TransitionRefused, match="Cấp trên đã tiếp nhận"):
        advance(received := Paper(S.RECEIVED), Trigger.RECALL, received, person(Role.CLERK))
    with pytest.raises(TransitionRefused, match="“Đang soạn thảo”"):
        advance(draft := Paper(S.DRAFT), Trigger.SEND, draft, person(Role.CLERK))


def test_a_document_begins_where_the_table_says() -> None:
    assert begin(Trigger.START) is S.DRAFT
    assert begin(Trigger.START_CONSOLIDATION, Paper(S.CONSOLIDATING)) is S.CONSOLIDATING
    with pytest.raises(TransitionRefused, match="Chưa có báo cáo nào"):
        begin(Trigger.START_CONSOLIDATION, Paper(S.CONSOLIDATING, received_sources=0))

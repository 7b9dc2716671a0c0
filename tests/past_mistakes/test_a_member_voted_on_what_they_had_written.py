"""A round of opinions goes on while the office has its paper back. A member of the committee who also serves in the
office wrote in it meanwhile, and voted on it: who wrote was only asked when the round began. The round of a paper that
was cancelled meanwhile, or whose house came to have one person approve, went on for ever; there the one
who had written down the decision of the body undid it."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.deciding import MEMBERS, asked, member, of_fact, round_of, vote
from tests.factories.stages import reloaded
from workflow.actions.account import grant_role
from workflow.actions.appraise import appraise_document, return_document
from workflow.actions.approve import approve_document
from workflow.actions.meeting import record_meeting
from workflow.actions.opinions import close_round
from workflow.actions.organisation import set_rules
from workflow.actions.submit import submit_document
from workflow.actions.undo import undo_step
from workflow.actions.weave import save_result
from workflow.actions.withdraw import cancel_document
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM, SYSTEM_NAME
from workflow.domain.errors import TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.campaigns import SaveResult
from workflow.domain.inputs.deciding import Act, Approve, ReturnDocument
from workflow.domain.inputs.opinions import CloseRound, RecordMeeting
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.majority import Rules
from workflow.domain.states import DecisionWay, DocumentState, Role, RoundEnd
from workflow.models import Document, OpinionRound, ResultBlock, db
from workflow.models.clock import today
from workflow.paper.history_words import slips
from workflow.queries.history import history_of, reading_of
from workflow.queries.opinions import awaited_decision, awaited_names, slips_waiting

OFFICE = "vanphong.so"


@pytest.fixture
def returned(app: Flask, world: World) -> Document:
    """The office has the paper back; the first and the last who were asked serve in the office too, the first voted."""
    document, house = asked(app, world), world.organisations["so"].id
    for who in (MEMBERS[0], MEMBERS[-1]):
        grant_role(GrantRole(who, house, Role.OFFICE), actor=SYSTEM)
    vote(document, MEMBERS[0])
    given = ReturnDocument(reloaded(document).version, {}, "Sửa.")
    return return_document(document.id, given, actor=world.actor(OFFICE))


@pytest.mark.parametrize("hands_in", [OFFICE, MEMBERS[0]])
@pytest.mark.parametrize("is_put_back", [True, False])
def test_who_wrote_since_they_were_asked_has_no_slip(returned: Document, hands_in: str, *, is_put_back: bool) -> None:
    first = _write(returned, MEMBERS[0], "Tổ chức 35 hoạt động.")
    if is_put_back:
        _write(returned, MEMBERS[-1], first)
    _bring_back(returned, hands_in)
    writers = {MEMBERS[0], MEMBERS[-1]} if is_put_back else {MEMBERS[0]}
    for who in writers:
        with pytest.raises(TransitionRefused, match="người soạn"):
            vote(returned, who)
        assert list(slips_waiting(member(who), 9)) == []
    found = {slip.user.username: slip for slip in round_of(returned).slips}
    assert {who for who, slip in found.items() if slip.wrote} == writers
    assert not found[MEMBERS[0]].counts
    fell = of_fact(returned, Fact.OPINION_FELL)
    assert (fell.actor_name, fell.details["fell"]) == (SYSTEM_NAME, ["Lê Văn C"])
    told = {row[0]: row[1] for row in slips(history_of(returned, reading_of(returned, member(OFFICE))).rounds[0])}
    assert "vì đồng chí ấy đã tham gia soạn văn bản" in told["Lê Văn C"]


def test_a_round_that_cannot_come_to_a_decision_any_more_ends_at_once(returned: Document) -> None:
    first = _write(returned, MEMBERS[0], "Tổ chức 35 hoạt động.")
    _write(returned, MEMBERS[-1], first)
    _bring_back(returned, OFFICE)
    assert awaited_decision(returned).startswith("Chỉ 2/4 uỷ viên không phải người soạn")
    assert awaited_names(returned) == []
    close_round(returned.id, CloseRound(reloaded(returned).version), actor=member(OFFICE))
    assert db.session.scalars(select(OpinionRound.end)).all() == [RoundEnd.NOT_ADOPTED]


def test_who_only_read_keeps_the_slip(returned: Document) -> None:
    _bring_back(returned, OFFICE)
    assert [slip.counts for slip in round_of(returned).slips if slip.stance] == [True]
    vote(returned, MEMBERS[-1])


def test_the_round_of_a_cancelled_paper_is_over(returned: Document) -> None:
    cancel_document(returned.id, Act(returned.version, "Không làm nữa."), actor=member(OFFICE))
    assert db.session.scalars(select(OpinionRound.end)).all() == [RoundEnd.CANCELLED]


def test_no_round_goes_on_where_one_person_approves(app: Flask, world: World) -> None:
    document, house, admin = asked(app, world), world.organisations["so"].id, world.actor("quantri")
    set_rules(house, Rules(DecisionWay.MEETING), actor=admin)
    assert db.session.scalars(select(OpinionRound.end)).all() == [None]
    set_rules(house, Rules(DecisionWay.ONE), actor=admin)
    assert db.session.scalars(select(OpinionRound.end)).all() == [RoundEnd.RULES_CHANGED]
    assert list(slips_waiting(member(MEMBERS[0]), 9)) == []
    approve_document(document.id, Approve(reloaded(document).version), actor=member(MEMBERS[0]))
    assert reloaded(document).state is DocumentState.APPROVED


def test_what_a_body_decided_stands_where_one_person_approves_by_now(app: Flask, world: World) -> None:
    document, secretary = asked(app, world), member("bithu.so")
    meeting = RecordMeeting(document.version, today(), 4, 4, 4, 0, "Thống nhất.")
    record_meeting(document.id, meeting, actor=secretary)
    set_rules(world.organisations["so"].id, Rules(DecisionWay.ONE), actor=world.actor("quantri"))
    with pytest.raises(TransitionRefused, match="tập thể"):
        undo_step(document.id, Act(reloaded(document).version, "Xem lại."), actor=secretary)


def _write(document: Document, who: str, text: str) -> str:
    """Another wording of the first line; what it read before."""
    query = select(ResultBlock).where(ResultBlock.document_id == document.id).order_by(ResultBlock.id)
    row = db.session.scalars(query).all()[0]
    before = row.text
    save_result(document.id, SaveResult(row.block, text, row.version), actor=member(who))
    return before


def _bring_back(document: Document, who: str) -> None:
    submit_document(document.id, Act(reloaded(document).version), actor=member(who))
    appraise_document(document.id, Act(reloaded(document).version), actor=member(OFFICE))

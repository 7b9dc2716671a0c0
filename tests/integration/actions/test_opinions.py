"""A committee decides together: by slips or at a meeting, on one very text, and its members' slips fall with it."""

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.factories.deciding import MEMBERS, asked, before_committee, digest_of, member, of_fact, round_of, vote
from tests.factories.received import withdraw
from tests.factories.stages import reloaded
from tests.integration.actions.test_conflicts import at_once
from workflow.actions.account import grant_role
from workflow.actions.approve import approve_document
from workflow.actions.issue import take_number
from workflow.actions.meeting import record_meeting
from workflow.actions.opinion_replies import answer_opinions
from workflow.actions.opinions import ask_opinions, close_round, give_slip
from workflow.actions.organisation import set_rules
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM, SYSTEM_NAME, Actor
from workflow.domain.errors import (
    ChangedMeanwhile,
    InvalidInput,
    MayNotSign,
    NotFound,
    NotPermitted,
    TransitionRefused,
)
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Approve
from workflow.domain.inputs.issuing import TakeNumber
from workflow.domain.inputs.opinions import (
    Answered,
    AnswerOpinions,
    AskOpinions,
    CloseRound,
    GiveSlip,
    RecordMeeting,
)
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.majority import Rules
from workflow.domain.states import DecisionWay, DocumentState, Reply, Role, RoundEnd, Stance
from workflow.models import (
    AuditEntry,
    Decision,
    Document,
    Opinion,
    OpinionRound,
    Revision,
    Source,
    db,
)
from workflow.models.clock import today
from workflow.queries.opinions import awaited_decision, opinions_of

AGREED, REMARKS, OPPOSED = Stance.AGREED, Stance.WITH_REMARKS, Stance.OPPOSED
ANSWERED = Answered(1, Reply.TAKEN_IN, "Đã sửa ở mục III.")


def test_the_last_slip_decides_on_the_very_text_that_was_read(app: Flask, world: World) -> None:
    document = asked(app, world)
    for who in MEMBERS[:3]:
        vote(document, who)
    assert document.state is DocumentState.IN_APPROVAL  # the majority is there, one member was not heard yet
    assert awaited_decision(document) == "Đã có 3/4 phiếu, chờ Cao Văn D."
    vote(document, MEMBERS[3], OPPOSED, (None, "Chưa rõ nguồn số liệu."))
    assert awaited_decision(reloaded(document)) == "Còn 1 ý kiến chưa tiếp thu, giải trình."
    document = reply_to_all(world, document)
    decision = db.session.scalars(select(Decision)).one()
    assert (document.state, document.decided_revision_id) == (DocumentState.APPROVED, document.revision_id)
    assert (decision.digest, decision.agreed, decision.opposed, decision.members) == (digest_of(document), 3, 1, 4)
    approved = of_fact(document, Fact.DOCUMENT_APPROVED)
    assert (approved.actor_name, approved.details["digest"]) == (SYSTEM_NAME, decision.digest)
    take_number(document.id, TakeNumber(document.version), actor=world.actor("vanthu.so"))


def test_no_one_person_approves_for_a_body_that_decides_together(app: Flask, world: World) -> None:
    document = before_committee(app, world)
    with pytest.raises(TransitionRefused, match="chờ Văn phòng lấy ý kiến"):
        approve_document(document.id, Approve(document.version), actor=world.actor("uyvien.so"))


def test_a_slip_is_changed_until_the_round_ends_and_the_same_again_is_nothing(app: Flask, world: World) -> None:
    document = asked(app, world)
    vote(document, "uyvien.so", REMARKS, (None, "Nêu rõ thời hạn."))
    before = reloaded(document).version
    vote(document, "uyvien.so", REMARKS, (None, "Nêu rõ thời hạn. "))
    assert reloaded(document).version == before
    vote(document, "uyvien.so")
    (slip,) = [one for one in round_of(document).slips if one.user_id == world.people["uyvien.so"].id]
    assert (slip.stance, [one.withdrawn_at is None for one in slip.opinions]) == (AGREED, [False])


def test_an_opinion_is_about_a_block_and_says_how_it_began(app: Flask, world: World) -> None:
    document = asked(app, world)
    block = block_of(document)
    vote(document, "uyvien.so", REMARKS, (block, "Ghi số người dự."), (None, "Nhất trí chung."))
    told = opinions_of(round_of(document))
    first = "Tổ chức 34 hoạt động văn hoá trước…"
    assert [(one.block, one.place) for one in told] == [(block, first), (None, "Toàn văn bản")]
    with pytest.raises(InvalidInput, match="không còn trong văn bản"):
        vote(document, "uyvien.so", REMARKS, ("khong-co", "Ghi rõ."))


@pytest.mark.parametrize(
    ("stance", "said", "sentence"),
    [(REMARKS, (), "Hãy ghi ý kiến"), (OPPOSED, (), "Hãy ghi ý kiến"), (AGREED, ((None, "Nhưng"),), "có ghi ý kiến")],
    ids=["remarks", "opposed", "agreed"],
)
def test_stance_and_words_go_together(
    app: Flask, world: World, stance: Stance, said: tuple[tuple[None, str], ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        vote(asked(app, world), "uyvien.so", stance, *said)


def test_only_who_was_asked_and_did_not_write_gives_a_slip(app: Flask, world: World) -> None:
    document, house = asked(app, world), world.organisations["so"].id
    grant_role(GrantRole("vanphong.so", house, Role.MEMBER), actor=SYSTEM)
    for who, refusal in (("vanphong.so", "danh sách"), ("vanthu.so", "Cấp uỷ viên"), ("bithu.thuvien", "Cấp uỷ viên")):
        with pytest.raises(NotPermitted, match=refusal):
            vote(document, who)


def test_a_member_who_wrote_the_text_is_counted_and_has_no_slip(app: Flask, world: World) -> None:
    document, house = before_committee(app, world), world.organisations["so"].id
    grant_role(GrantRole("vanphong.so", house, Role.MEMBER), actor=SYSTEM)
    office = world.actor("vanphong.so")
    ask_opinions(document.id, AskOpinions(document.version, today()), actor=office)
    found = round_of(document)
    assert (found.members, [slip.user.name for slip in found.slips if slip.wrote]) == (5, ["Trần Thị B"])
    with pytest.raises(TransitionRefused, match="người soạn"):
        vote(document, "vanphong.so")


def test_slips_are_not_asked_for_where_writers_leave_no_majority(app: Flask, world: World) -> None:
    document = before_committee(app, world)
    document.author_ids = [*document.author_ids, *(member(who).user_id for who in MEMBERS[1:])]
    db.session.commit()
    with pytest.raises(TransitionRefused, match="Chỉ 1/4 uỷ viên"):
        ask_opinions(document.id, AskOpinions(document.version, today()), actor=world.actor("vanphong.so"))
    assert db.session.scalar(select(func.count()).select_from(OpinionRound)) == 0


def test_the_office_ends_a_round_early_only_with_a_result_and_a_reason(app: Flask, world: World) -> None:
    document, office = asked(app, world), world.actor("vanphong.so")
    vote(document, MEMBERS[0])
    with pytest.raises(TransitionRefused, match="Đã có 1/4 phiếu"):
        close_round(document.id, CloseRound(reloaded(document).version), actor=office)
    for who in MEMBERS[1:3]:
        vote(document, who)
    with pytest.raises(InvalidInput, match="lý do"):
        close_round(document.id, CloseRound(reloaded(document).version), actor=office)
    close_round(document.id, CloseRound(reloaded(document).version, "Văn bản gấp."), actor=office)
    assert (reloaded(document).state, found_end()) == (DocumentState.APPROVED, RoundEnd.ADOPTED)


def test_a_round_whose_day_is_over_ends_without_a_decision(app: Flask, world: World) -> None:
    document, office = asked(app, world), world.actor("vanphong.so")
    vote(document, MEMBERS[0])
    db.session.execute(update(OpinionRound).values(closes_on=today() - dt.timedelta(days=1)))
    db.session.commit()
    close_round(document.id, CloseRound(reloaded(document).version), actor=office)
    assert (reloaded(document).state, found_end()) == (DocumentState.IN_APPROVAL, RoundEnd.NOT_ADOPTED)
    assert "cần ít nhất 3" in of_fact(document, Fact.OPINION_CLOSED).details["because"]
    ask_opinions(document.id, AskOpinions(reloaded(document).version, today()), actor=office)


def test_a_meeting_decides_by_quorum_and_majority_and_ends_the_round(app: Flask, world: World) -> None:
    document, office = asked(app, world), world.actor("vanphong.so")
    vote(document, MEMBERS[0], REMARKS, (None, "Nêu rõ thời hạn."))
    with pytest.raises(TransitionRefused, match="cần ít nhất 3"):
        meet(document, office, present=2, agreed=2)
    with pytest.raises(TransitionRefused, match="Mới có 2 đồng ý"):
        meet(document, office, present=4, agreed=2)
    with pytest.raises(TransitionRefused, match="chưa tiếp thu"):
        meet(document, office, present=4, agreed=3)
    reply_to_all(world, document)
    meet(document, office, present=4, agreed=3)
    decision = db.session.scalars(select(Decision)).one()
    assert (decision.way, decision.conclusion, decision.digest) == (
        DecisionWay.MEETING,
        "Nhất trí.",
        digest_of(document),
    )
    assert (found_end(), reloaded(document).state) == (RoundEnd.AT_MEETING, DocumentState.APPROVED)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"members": 3, "present": 3, "agreed": 3}, "đã có 4 uỷ viên"),
        ({"present": 5, "agreed": 3}, "Số có mặt nhiều hơn"),
        ({"present": 3, "agreed": 3, "opposed": 1}, "nhiều hơn số có mặt"),
        ({"day": dt.date(2999, 1, 1), "present": 4, "agreed": 4}, "chưa tới"),
    ],
    ids=["members", "present", "votes", "day"],
)
def test_a_meeting_that_cannot_have_been_is_refused(
    app: Flask, world: World, given: dict[str, dt.date | int], sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        meet(before_committee(app, world, DecisionWay.MEETING), world.actor("bithu.so"), **given)


def test_replies_are_kept_against_one_another_and_explained(app: Flask, world: World) -> None:
    document, office = asked(app, world), world.actor("vanphong.so")
    vote(document, MEMBERS[0], REMARKS, (None, "Nêu rõ thời hạn."))
    (opinion,) = opinions_of(round_of(document))
    with pytest.raises(InvalidInput, match="vì sao"):
        answer(document, office, opinion.id, Answered(1, Reply.EXPLAINED))
    answer(document, office, opinion.id, ANSWERED)
    with pytest.raises(ChangedMeanwhile, match="vừa trả lời"):
        answer(document, office, opinion.id, Answered(1, Reply.EXPLAINED, "Khác."))
    with pytest.raises(NotFound):
        answer(document, office, opinion.id + 1, ANSWERED)
    vote(document, MEMBERS[0])  # what was replied to stays said
    assert [one.withdrawn_at for one in db.session.scalars(select(Opinion))] == [None]


def test_what_is_numbered_is_what_was_decided_and_signed_on_behalf_of_the_body(app: Flask, world: World) -> None:
    document = asked(app, world)
    for who in MEMBERS:
        vote(document, who)
    document, clerk = reloaded(document), world.actor("vanthu.so")
    house, head = document.organisation_id, world.people["uyvien.so"]
    grant_role(GrantRole("uyvien.so", house, Role.SIGNER, "CHÁNH VĂN PHÒNG"), actor=SYSTEM)
    with pytest.raises(MayNotSign, match="tập thể cấp uỷ quyết định"):
        take_number(document.id, TakeNumber(document.version, head.id), actor=clerk)
    document = reloaded(document)
    document.decided_revision_id = db.session.scalars(select(Revision.id).order_by(Revision.id).limit(1)).one()
    db.session.commit()
    with pytest.raises(TransitionRefused, match="đã đổi sau khi được thông qua"):
        take_number(document.id, TakeNumber(document.version, world.people["bithu.so"].id), actor=clerk)


def test_the_last_slip_is_kept_when_the_decision_has_to_wait_for_a_source(app: Flask, world: World) -> None:
    document = asked(app, world)
    for who in MEMBERS[:3]:
        vote(document, who)
    withdraw(db.session.scalars(select(Source).where(Source.document_id == document.id)).all()[0].source)
    vote(document, MEMBERS[3])
    assert sum(slip.counts for slip in round_of(document).slips) == len(MEMBERS)
    assert reloaded(document).state is DocumentState.IN_APPROVAL
    with pytest.raises(TransitionRefused, match="Nguồn đã thay đổi"):
        close_round(document.id, CloseRound(document.version), actor=world.actor("vanphong.so"))


def test_a_chi_bo_keeps_its_meeting_and_only_an_administrator_chooses(app: Flask, world: World) -> None:
    rules = Rules(DecisionWay.SLIPS)
    with pytest.raises(TransitionRefused, match="hội nghị chi bộ"):
        set_rules(world.organisations["thuvien"].id, rules, actor=world.actor("quantri"))
    with pytest.raises(NotPermitted):
        set_rules(world.organisations["so"].id, rules, actor=world.actor("vanphong.so"))


def test_two_members_vote_at_once_and_both_count(app: Flask, world: World) -> None:
    document = asked(app, world)
    outcomes = pressed_at_once(app, document, MEMBERS[:2])
    assert [type(one) for one in outcomes] == [Document, Document]
    assert sum(slip.counts for slip in round_of(document).slips) == 2


def test_the_last_two_slips_at_once_decide_once(app: Flask, world: World) -> None:
    document = asked(app, world)
    for who in MEMBERS[:2]:
        vote(document, who)
    pressed_at_once(app, document, (*MEMBERS[2:], MEMBERS[3]))
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 1
    approvals = (
        select(func.count())
        .select_from(AuditEntry)
        .where(AuditEntry.fact == Fact.DOCUMENT_APPROVED, AuditEntry.subject_id == document.id)
    )
    assert (db.session.scalar(approvals), reloaded(document).state) == (1, DocumentState.APPROVED)


def pressed_at_once(app: Flask, document: Document, who: tuple[str, ...]) -> list[object]:
    """Each gives a slip at the same moment."""
    number, read = document.id, document.revision_id or 0
    people = [member(one) for one in who]
    db.session.rollback()

    def pressing(person: Actor) -> Callable[[], object]:
        return lambda: give_slip(number, GiveSlip(read, AGREED), actor=person)

    outcomes = at_once(app, *map(pressing, people))
    db.session.expire_all()
    return outcomes


def meet(document: Document, actor: Actor, **given: dt.date | int) -> None:
    told = {"day": today(), "members": 4, "opposed": 0} | given
    meeting = RecordMeeting(reloaded(document).version, **told, conclusion="Nhất trí.")  # type: ignore[arg-type]
    record_meeting(document.id, meeting, actor=actor)


def answer(document: Document, office: Actor, opinion_id: int, given: Answered) -> None:
    answer_opinions(document.id, AnswerOpinions({opinion_id: given}), actor=office)


def reply_to_all(world: World, document: Document) -> Document:
    told = {one.id: ANSWERED for one in opinions_of(round_of(document))}
    return answer_opinions(document.id, AnswerOpinions(told), actor=world.actor("vanphong.so"))


def block_of(document: Document) -> str:
    """The block that begins with the words of the test."""
    assert document.revision is not None
    return next(str(one["id"]) for one in document.revision.content["blocks"] if one["text"].startswith("Tổ chức 34"))


def found_end() -> RoundEnd | None:
    return db.session.scalars(select(OpinionRound.end).order_by(OpinionRound.id.desc()).limit(1)).one()

"""Acts that go back: to any earlier step, by whoever took it, and every coming back is new work and a new notice."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import deciding, stages
from tests.jobs import do_jobs
from workflow.actions.appraise import appraise_document, return_document
from workflow.actions.issue import take_number
from workflow.actions.submit import recall_document, submit_document
from workflow.actions.undo import undo_step
from workflow.cli.demo.world import World
from workflow.domain.errors import TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act, ReturnDocument, ReturnTo
from workflow.domain.inputs.issuing import TakeNumber
from workflow.domain.states import DocumentState, RoundEnd, SectionState
from workflow.models import Document, Notification, User, db
from workflow.queries import inbox
from workflow.queries.audit import entries_of
from workflow.queries.inbox import Work
from workflow.queries.opinions import open_round, rounds_of


def told(document: Document, fact: Fact) -> list[str]:
    """Who was told of the fact, by sign-in name, once for each telling."""
    query = select(Notification).where(Notification.document_id == document.id, Notification.fact == fact)
    rows = db.session.scalars(query.order_by(Notification.id)).all()
    return sorted(db.session.get_one(User, one.user_id).username for one in rows)


def returned(world: World, document: Document, who: str = "bithu.thuvien", said: str = "Nêu số lớp.") -> Document:
    """The paper sent back to its writer."""
    given = ReturnDocument(document.version, {"ket-qua": said})
    return return_document(document.id, given, actor=world.actor(who))


def test_a_member_who_was_asked_returns_the_paper_instead_of_voting(app: Flask, world: World) -> None:
    document = deciding.asked(app, world)
    deciding.vote(document, "uyvien2.so")
    given = ReturnDocument(document.version, {}, "Số liệu mục 2 chưa khớp.")
    return_document(document.id, given, actor=deciding.member("bithu.so"))
    (ended,) = rounds_of(document.id)
    assert ended.end is RoundEnd.RETURNED
    assert "Số liệu mục 2 chưa khớp." in ended.reason
    assert [slip.user.username for slip in ended.slips if slip.counts] == ["uyvien2.so"], "what was said stays"
    assert open_round(document.id) is None
    do_jobs(app)
    assert told(document, Fact.DOCUMENT_RETURNED) == ["uyvien.so", "uyvien2.so", "uyvien3.so", "vanphong.so"]
    text = db.session.scalars(select(Notification.text).where(Notification.fact == Fact.DOCUMENT_RETURNED)).first()
    assert "Vòng lấy ý kiến kết thúc vì văn bản được trả lại; 1 phiếu đã cho" in (text or "")


def test_the_office_may_fetch_the_paper_back_without_ending_the_round(app: Flask, world: World) -> None:
    document = deciding.asked(app, world)
    returned(world, document, "vanphong.so")
    assert open_round(document.id) is not None


def test_the_committee_sends_back_to_the_appraisal_and_the_office_reads_why(app: Flask, world: World) -> None:
    document = stages.in_approval(app, world)
    given = ReturnDocument(document.version, {"ket-qua": "Đối chiếu lại."}, "Xem lại phụ lục.", ReturnTo.APPRAISAL)
    return_document(document.id, given, actor=world.actor("uyvien.so"))
    assert document.state is DocumentState.IN_APPRAISAL
    assert all(section.note is None for section in document.sections), "nothing is the writer's to mend"
    do_jobs(app)
    assert told(document, Fact.DOCUMENT_RETURNED_TO_APPRAISAL) == ["vanphong.so"]
    items = inbox.inbox(world.actor("vanphong.so"))
    assert [item.work for item in items if item.document.id == document.id] == [Work.APPRAISE]
    assert document.return_reason == "Xem lại phụ lục.\nĐối chiếu lại."
    appraise_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))
    assert (document.state, document.return_reason) == (DocumentState.IN_APPROVAL, None)


def test_what_was_handed_in_is_recalled_until_the_next_hand_took_it(app: Flask, world: World) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    drafter = world.actor("soan.thuvien")
    recall_document(document.id, Act(document.version), actor=drafter)
    do_jobs(app)
    assert told(document, Fact.DOCUMENT_RECALLED) == ["bithu.thuvien"], "who had it before them"
    submit_document(document.id, Act(document.version), actor=drafter)
    assert document.state is DocumentState.IN_APPROVAL


def test_the_refusal_to_recall_names_who_took_it(app: Flask, world: World) -> None:
    document = stages.woven(app, world)
    office = world.actor("vanphong.so")
    submit_document(document.id, Act(document.version), actor=office)
    appraise_document(document.id, Act(document.version), actor=office)
    returned_to = ReturnDocument(document.version, {}, "Xem lại.", ReturnTo.APPRAISAL)
    return_document(document.id, returned_to, actor=world.actor("uyvien.so"))
    name = world.actor("uyvien.so").name
    with pytest.raises(TransitionRefused, match=f"Đồng chí {name} đã làm việc “Trả lại để thẩm định lại” lúc"):
        recall_document(document.id, Act(document.version), actor=office)


def test_an_approval_is_taken_back_by_whoever_gave_it_and_both_stay_in_the_history(app: Flask, world: World) -> None:
    document, member = stages.approved(app, world), world.actor("uyvien.so")
    with pytest.raises(TransitionRefused, match="Chỉ người vừa làm bước này"):
        undo_step(document.id, Act(document.version, "Bấm nhầm"), actor=world.actor("bithu.so"))
    undo_step(document.id, Act(document.version, "Bấm nhầm"), actor=member)
    assert (document.state, document.decided_revision_id) == (DocumentState.IN_APPROVAL, None)
    last = entries_of(document.id)[-2:]
    assert last[0].fact is Fact.DOCUMENT_APPROVED
    assert (last[1].details["undone"], last[1].details["reason"]) == (Fact.DOCUMENT_APPROVED, "Bấm nhầm")
    do_jobs(app)
    assert told(document, Fact.DOCUMENT_UNDONE) == ["bithu.so", "vanphong.so", "vanthu.so"]
    with pytest.raises(TransitionRefused, match="Chỉ người vừa làm bước này"):
        undo_step(document.id, Act(document.version, "Lần nữa"), actor=member)


def test_what_somebody_went_on_from_is_not_undone(app: Flask, world: World) -> None:
    document = stages.approved(app, world)
    given = TakeNumber(document.version, world.people["bithu.so"].id)
    take_number(document.id, given, actor=world.actor("vanthu.so"))
    name = world.actor("vanthu.so").name
    with pytest.raises(TransitionRefused, match=f"Đồng chí {name} đã làm việc “Lấy số” lúc"):
        undo_step(document.id, Act(document.version, "Bấm nhầm"), actor=world.actor("uyvien.so"))


def test_an_appraisal_is_undone_until_the_committee_is_asked(app: Flask, world: World) -> None:
    office = world.actor("vanphong.so")
    document = stages.in_approval(app, world)
    undo_step(document.id, Act(document.version, "Sót một lỗi"), actor=office)
    assert document.state is DocumentState.IN_APPRAISAL
    asked = deciding.asked(app, world)
    with pytest.raises(TransitionRefused, match="“Lấy ý kiến cấp uỷ”"):
        undo_step(asked.id, Act(asked.version, "Sót một lỗi"), actor=office)


def test_each_coming_back_is_new_work_and_a_new_notice(app: Flask, world: World) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    drafter = world.actor("soan.thuvien")
    returned(world, document)
    first = document.state_since
    for section in document.sections:
        section.state = SectionState.DONE
    db.session.commit()
    submit_document(document.id, Act(document.version), actor=drafter)
    assert inbox.inbox(drafter) == []
    returned(world, document, said="Còn thiếu một lớp.")
    (item,) = inbox.inbox(drafter)
    assert item.document.state_since > first
    do_jobs(app)
    assert told(document, Fact.DOCUMENT_RETURNED) == ["soan.thuvien", "soan.thuvien"]
    assert told(document, Fact.DOCUMENT_SUBMITTED) == ["bithu.thuvien", "bithu.thuvien"]

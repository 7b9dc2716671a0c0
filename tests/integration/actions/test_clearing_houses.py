"""Reports that go up by way of an advisory body: seen there, handed up with its opinion or sent back, never past it."""

import datetime as dt
from dataclasses import replace

import pytest
from flask import Flask

from tests.desk import KEY
from tests.factories import received, stages, tree
from tests.factories.bodies import body_of
from workflow.actions.campaign import open_campaign
from workflow.actions.clearing_house import hand_up
from workflow.actions.consolidate import start_consolidation
from workflow.actions.schedule import make_schedule, open_due
from workflow.actions.send import receive_document, send_back, send_document
from workflow.actions.submit import recall_document
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.errors import InvalidInput, NotPermitted, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.calendar import SaveSchedule
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.inputs.deciding import Act, ReturnDocument
from workflow.domain.inputs.reorganising import Plan, Receiver
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.domain.periods import PeriodKind
from workflow.domain.permissions import Permission, permits
from workflow.domain.schedules import USUAL
from workflow.domain.states import DocumentState, ReorganisationKind
from workflow.models import Campaign, Document, IncomingEntry, Organisation, db
from workflow.models.clock import today
from workflow.notify.recipients import recipients
from workflow.queries.audit import entries_of
from workflow.queries.campaigns import matrix
from workflow.queries.case import DocumentCase
from workflow.queries.chains import entry_of
from workflow.queries.documents import for_show, opinion_on
from workflow.queries.inbox import Work, handed_in, inbox

WORDS = {KEY: "- Tổ chức 12 hoạt động đọc sách."}
OPINION = "Số liệu khớp với Ban; nên nêu rõ kinh phí."


def round_of(world: World, body: Organisation | None) -> Campaign:
    """A round of the department, by way of the body."""
    cells = tuple(world.organisations[cell].id for cell in stages.CELLS)
    given = OpenCampaign(None, stages.TITLE, today() + dt.timedelta(days=10), cells, RESOLUTION_REPORT)
    given = replace(given, through_id=body.id if body else None)
    return open_campaign(world.organisations["so"].id, given, actor=world.actor("vanphong.so"))


def sent_through(world: World, cell: str = "thuvien") -> tuple[Document, Organisation, Actor]:
    """The cell's report on the desk of the body that the round names."""
    body, people = body_of(world, "so")
    document = received.issued(received.target_of(world, round_of(world, body), cell), WORDS)
    send_document(document.id, Act(document.version), actor=world.actor(f"bithu.{cell}"))
    return stages.reloaded(document), body, people


def waits(actor: Actor, document: Document) -> list[Work]:
    return [one.work for one in inbox(actor) if one.document.id == document.id]


def told_last(document: Document) -> list[int]:
    return recipients(document, entry_of(document.id, entries_of(document.id)[-1].ordinal))


def test_a_report_lies_first_with_the_body_then_with_the_committee(world: World) -> None:
    document, body, people = sent_through(world)
    office, so = world.actor("vanphong.so"), world.organisations["so"]
    assert (document.desk_id, document.state) == (body.id, DocumentState.SENT)
    assert (waits(people, document), waits(office, document)) == ([Work.HAND_UP], [])
    assert told_last(document) == [people.user_id]
    assert for_show(document.id, people).id == document.id
    with pytest.raises(TransitionRefused, match="đang ở Ban Dân vận Đảng uỷ Sở"):
        receive_document(document.id, Act(document.version), actor=office)
    handed = hand_up(document.id, Act(document.version, OPINION), actor=people)
    assert (handed.desk_id, handed.state) == (so.id, DocumentState.SENT)
    assert (waits(people, document), waits(office, document)) == ([], [Work.RECEIVE])
    assert office.user_id in told_last(document)
    done = receive_document(document.id, Act(handed.version), actor=office)
    assert done.state is DocumentState.RECEIVED
    start_consolidation(document.target.campaign_id if document.target else 0, actor=office)
    rows = db.session.query(IncomingEntry.organisation_id).filter_by(document_id=document.id).order_by("id")
    assert [row[0] for row in rows] == [body.id, so.id]


def test_it_is_handed_up_once_and_by_the_body_alone(world: World) -> None:
    document, _, people = sent_through(world)
    for stranger in ("soan.thuvien", "vanphong.khoi", "vanthu.so"):
        with pytest.raises(NotPermitted):
            hand_up(document.id, Act(document.version, "Vì vậy"), actor=world.actor(stranger))
    handed = hand_up(document.id, Act(document.version), actor=people)
    with pytest.raises(TransitionRefused, match="không còn ở đầu mối"):
        hand_up(document.id, Act(handed.version), actor=people)
    with pytest.raises(TransitionRefused, match="Văn phòng cấp trên quyết"):
        send_back(document.id, ReturnDocument(handed.version, {}, "Sai mẫu"), actor=people)
    with pytest.raises(NotPermitted):
        receive_document(document.id, Act(handed.version), actor=people)
    with pytest.raises(TransitionRefused, match="không lấy lại được nữa"):
        recall_document(document.id, Act(handed.version), actor=world.actor("bithu.thuvien"))


def test_the_opinion_is_for_the_committee_until_its_paper_is_issued(world: World) -> None:
    document, _, people = sent_through(world)
    hand_up(document.id, Act(document.version, OPINION), actor=people)
    document = stages.reloaded(document)
    own, office = world.actor("soan.thuvien"), world.actor("vanphong.so")
    readers = [opinion_on(document, one) for one in (people, office, own)]
    assert [one.opinion if one else None for one in readers] == [OPINION, OPINION, None]
    assert OPINION not in str([entry.details for entry in entries_of(document.id)])
    received.withdraw(document, DocumentState.CONSOLIDATED)
    assert opinion_on(document, own) is not None


def test_the_body_sends_a_report_back_and_it_comes_by_way_of_it_again(world: World) -> None:
    document, body, people = sent_through(world)
    with pytest.raises(TransitionRefused, match="nơi ấy trả lại được"):
        send_back(document.id, ReturnDocument(document.version, {}, "Sai mẫu"), actor=world.actor("vanphong.so"))
    back = send_back(document.id, ReturnDocument(document.version, {KEY: "Thiếu số liệu"}), actor=people)
    assert (back.state, back.desk_id, back.through_id) == (DocumentState.RETURNED, back.organisation_id, None)
    section = next(one for one in back.sections if one.key == KEY)
    assert section.note_by == f"Người của Ban, {body.name}"
    back._state, back.prepared_digest = DocumentState.ISSUED, "0" * 64
    db.session.commit()
    again = send_document(back.id, Act(back.version), actor=world.actor("bithu.thuvien"))
    assert (again.desk_id, again.state) == (body.id, DocumentState.SENT)


def test_until_the_body_has_handed_it_up_the_unit_takes_it_back(world: World) -> None:
    document, _, _ = sent_through(world)
    given = Act(document.version, "Gửi nhầm.")
    recalled = recall_document(document.id, given, actor=world.actor("bithu.thuvien"))
    assert (recalled.state, recalled.desk_id, recalled.through_id) == (
        DocumentState.ISSUED,
        document.organisation_id,
        None,
    )


def test_the_committee_fetches_what_the_body_leaves_lying_and_says_why(world: World) -> None:
    document, _, people = sent_through(world)
    office = world.actor("vanphong.so")
    with pytest.raises(TransitionRefused, match="ghi lý do nhận về"):
        hand_up(document.id, Act(document.version), actor=office)
    fetched = hand_up(document.id, Act(document.version, "Ban nghỉ, đến hạn tổng hợp"), actor=office)
    entry = entries_of(document.id)[-1]
    assert (entry.fact, entry.details["reason"]) == (Fact.DOCUMENT_HANDED_UP, "Ban nghỉ, đến hạn tổng hợp")
    assert receive_document(document.id, Act(fetched.version), actor=office).state is DocumentState.RECEIVED
    assert permits(people, Permission.DOCUMENT_READ, DocumentCase(stages.reloaded(document)))


def test_the_unit_sees_where_its_report_is(app: Flask, world: World) -> None:
    document, body, people = sent_through(world)
    document.submitter_id = world.people["soan.thuvien"].id
    db.session.commit()
    assert [one.desk.name for one in handed_in(world.actor("soan.thuvien"))] == [body.name]
    campaign = document.target.campaign if document.target else None
    assert campaign is not None
    row = next(one for one in matrix(campaign, today()) if one.document)
    assert row.has_sent
    assert permits(people, Permission.CAMPAIGN_READ, campaign)


def test_only_an_own_body_is_a_clearing_house_and_its_own_report_goes_straight_up(world: World) -> None:
    body, _ = body_of(world, "khoi")
    with pytest.raises(InvalidInput, match="cơ quan tham mưu"):
        round_of(world, body)
    with pytest.raises(InvalidInput):
        round_of(world, world.organisations["baotang"])


def test_rounds_that_open_themselves_go_by_way_of_the_body_while_it_stands(world: World) -> None:
    body, _ = body_of(world, "so")
    given = SaveSchedule("công tác", None, PeriodKind.MONTH, USUAL[PeriodKind.MONTH], 180, (), RESOLUTION_REPORT)
    given = replace(given, through_id=body.id)
    schedule = make_schedule(world.organisations["so"].id, given, actor=world.actor("vanphong.so"))
    assert {one.through_id for one in open_due(schedule.id, actor=SYSTEM)} == {body.id}


@pytest.mark.parametrize("into_another", [True, False], ids=["another body", "the committee"])
def test_what_lies_with_a_body_that_ends_goes_on_its_way(world: World, *, into_another: bool) -> None:
    document, body, _ = sent_through(world)
    other, people = body_of(world, "so", "Ban Tổ chức")
    so, office = world.organisations["so"], world.actor("vanphong.so")
    heir = other if into_another else so
    plan = Plan((body.id,), (Receiver("a", heir.id),))
    tree.done(world, ReorganisationKind.DISSOLVE, plan)
    document = stages.reloaded(document)
    campaign = document.target.campaign if document.target else None
    assert campaign is not None
    assert document.desk_id == heir.id
    assert campaign.through_id == (other.id if into_another else None)
    if into_another:
        document = hand_up(document.id, Act(document.version), actor=people)
    assert [one.organisation_id for one in document.deliveries] == [*([other.id] if into_another else []), so.id]
    assert receive_document(document.id, Act(document.version), actor=office).state is DocumentState.RECEIVED


def test_when_the_committee_ends_its_body_hands_up_to_the_one_above(world: World) -> None:
    document, body, people = sent_through(world)
    khoi = world.organisations["khoi"]
    plan = Plan((world.organisations["so"].id,), (Receiver("a", khoi.id),))
    tree.done(world, ReorganisationKind.DISSOLVE, plan)
    document = stages.reloaded(document)
    assert document.desk_id == body.id
    handed = hand_up(document.id, Act(document.version), actor=people)
    assert handed.desk_id == khoi.id
    done = receive_document(document.id, Act(handed.version), actor=world.actor("vanphong.khoi"))
    assert done.state is DocumentState.RECEIVED

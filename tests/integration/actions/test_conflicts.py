"""Two people, or one hand too quick: the second is refused with a sentence, and nothing is doubled or lost."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import stages
from workflow.actions.approve import approve_document
from workflow.actions.campaign import open_campaign
from workflow.actions.draft import save_section, start_report
from workflow.actions.issue import sign_document, take_number
from workflow.actions.submit import submit_document
from workflow.actions.transaction import AlreadyDone
from workflow.cli.demo.world import World
from workflow.domain.errors import ChangedMeanwhile, NotPermitted, TransitionRefused, WorkflowError
from workflow.domain.guards import Meeting
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.inputs.writing import SaveSection
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.models import AuditEntry, Campaign, Document, DraftSection, db
from workflow.models.clock import today

pytestmark = pytest.mark.usefixtures("short_prints")


def at_once(app: Flask, *acts: Callable[[], object]) -> list[object]:
    """Each act in a thread and session of its own, let loose together; what each returned or was refused with."""
    gate, outcomes = threading.Barrier(len(acts)), []

    def press(act: Callable[[], object]) -> None:
        with app.app_context():
            gate.wait()
            try:
                outcomes.append(act())
            except WorkflowError as refusal:
                outcomes.append(refusal)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=press, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_of_two_approvals_at_once_one_counts_and_one_is_told(app: Flask, world: World) -> None:
    document = stages.in_approval(app, world)
    seen, members = Approve(document.version), (world.actor("uyvien.so"), world.actor("bithu.so"))
    number, outcomes = document.id, []
    db.session.rollback()
    outcomes = at_once(app, *(lambda m=member: approve_document(number, seen, actor=m) for member in members))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ChangedMeanwhile", "Document"]
    approvals = select(func.count()).select_from(AuditEntry).where(AuditEntry.fact == "document:approved")
    cells = 2  # the two sources were approved in their chi bộ before
    assert db.session.scalar(approvals) == cells + 1


def test_two_saves_of_one_section_keep_the_first_and_tell_the_second(app: Flask, world: World) -> None:
    document = stages.draft_of(world, stages.campaign_of(world))
    section, actor = document.sections[1], world.actor("soan.thuvien")
    given = [SaveSection(section.key, text, section.version, done=False) for text in ("Bản một", "Bản hai")]
    number = document.id
    db.session.rollback()
    outcomes = at_once(app, *(lambda g=one: save_section(number, g, actor=actor) for one in given))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ChangedMeanwhile", "DraftSection"]
    saved = db.session.scalars(select(DraftSection.text).where(DraftSection.id == section.id)).one()
    assert saved in {"Bản một", "Bản hai"}


def test_two_sections_saved_at_once_are_both_kept(app: Flask, world: World) -> None:
    document = stages.draft_of(world, stages.campaign_of(world))
    actor, number = world.actor("soan.thuvien"), document.id
    given = [SaveSection(one.key, f"Chữ {one.key}", one.version, done=False) for one in document.sections[1:3]]
    db.session.rollback()
    outcomes = at_once(app, *(lambda g=one: save_section(number, g, actor=actor) for one in given))
    assert [type(outcome).__name__ for outcome in outcomes] == ["DraftSection", "DraftSection"]


def test_the_same_text_saved_again_changes_nothing(app: Flask, world: World) -> None:
    document = stages.draft_of(world, stages.campaign_of(world))
    actor, key = world.actor("soan.thuvien"), document.sections[1].key
    first = save_section(document.id, SaveSection(key, "Một câu.", 1, done=False), actor=actor)
    length = document.chain_length
    again = save_section(document.id, SaveSection(key, "Một câu.", first.version, done=False), actor=actor)
    assert (again.version, stages.reloaded(document).chain_length) == (first.version, length)


def test_a_text_changed_since_it_was_checked_is_not_handed_in(app: Flask, world: World) -> None:
    document, actor = stages.filled(world, stages.campaign_of(world)), world.actor("soan.thuvien")
    checked = document.version
    section = document.sections[1]
    save_section(document.id, SaveSection(section.key, "Câu khác.", section.version, done=True), actor=actor)
    with pytest.raises(ChangedMeanwhile):
        submit_document(document.id, Act(checked), actor=actor)
    assert stages.reloaded(document).state == "draft"


def test_a_report_begun_twice_at_once_is_one_report(app: Flask, world: World) -> None:
    campaign, actor = stages.campaign_of(world), world.actor("soan.thuvien")
    target = next(t.id for t in campaign.targets if t.organisation_id == world.organisations["thuvien"].id)
    db.session.rollback()
    outcomes = at_once(app, *(lambda: start_report(target, actor=actor).id for _ in range(3)))
    assert len(set(outcomes)) == 1
    assert db.session.scalar(select(func.count()).select_from(Document)) == 1


def test_a_campaign_opened_by_a_double_press_is_one_campaign(app: Flask, world: World) -> None:
    office, unit = world.actor("vanphong.so"), world.organisations["so"].id
    below = (world.organisations["thuvien"].id,)
    given = OpenCampaign(None, stages.TITLE, today(), below, RESOLUTION_REPORT)
    db.session.rollback()
    outcomes = at_once(app, *(lambda: open_campaign(unit, given, actor=office, token="mot-lan") for _ in range(2)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyDone", "Campaign"]
    assert db.session.scalar(select(func.count()).select_from(Campaign)) == 1
    assert issubclass(AlreadyDone, ChangedMeanwhile)


def test_nobody_approves_own_text(app: Flask, world: World) -> None:
    document = stages.in_approval(app, world)
    member = world.actor("uyvien.so")
    document.author_ids = [*document.author_ids, member.user_id]
    db.session.commit()
    with pytest.raises(TransitionRefused, match="người soạn"):
        approve_document(document.id, Approve(document.version), actor=member)


def test_in_a_chi_bo_the_meeting_decides_on_the_secretarys_own_text(app: Flask, world: World) -> None:
    document, secretary = stages.submitted(world, stages.campaign_of(world)), world.actor("bithu.thuvien")
    document.author_ids = [secretary.user_id]
    db.session.commit()
    with pytest.raises(TransitionRefused, match="hội nghị"):
        approve_document(document.id, Approve(document.version), actor=secretary)
    with pytest.raises(TransitionRefused, match="quá nửa"):
        approve_document(document.id, Approve(document.version, meeting=Meeting(today(), 20, 10)), actor=secretary)
    agreed = Approve(document.version, meeting=Meeting(today(), 20, 19))
    assert approve_document(document.id, agreed, actor=secretary).state == "approved"


def test_only_the_chosen_signer_signs_and_only_the_bytes_shown(app: Flask, world: World) -> None:
    document = stages.prepared(app, world)
    with pytest.raises(ChangedMeanwhile, match="tạo lại"):
        sign_document(document.id, Sign(document.version, "0" * 64), actor=world.actor("bithu.so"))
    shown = Sign(document.version, document.prepared_digest or "")
    with pytest.raises(NotPermitted):
        sign_document(document.id, shown, actor=world.actor("uyvien.so"))
    assert stages.reloaded(document).state == "approved"


def test_a_number_is_taken_once(app: Flask, world: World) -> None:
    document, clerk = stages.approved(app, world), world.actor("vanthu.so")
    take_number(document.id, TakeNumber(document.version), actor=clerk)
    with pytest.raises(TransitionRefused, match="đã có số"):
        take_number(document.id, TakeNumber(document.version), actor=clerk)
    assert stages.reloaded(document).symbol == "01-BC/ĐU"

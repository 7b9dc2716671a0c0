"""Every act leaves its entry: who, as what, which fact, from which state to which; and the chain of a history holds."""

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests.desk import result_blocks
from tests.factories import stages
from tests.jobs import do_jobs
from tests.kept_world import AS_THEY_WERE
from workflow.actions.appraise import appraise_document, return_document
from workflow.actions.consolidate import add_up_figures, drop_source, take_in
from workflow.actions.draft import save_heading, save_section
from workflow.actions.send import receive_document, send_back, send_document
from workflow.actions.submit import recall_document, submit_document
from workflow.actions.weave import add_result, leave_out, merge_blocks, move_result, remove_result, reopen_block
from workflow.actions.weave import save_result as save_result_block
from workflow.actions.withdraw import begin_replacement, cancel_document
from workflow.cli.demo.world import World
from workflow.domain.chain import first_broken
from workflow.domain.facts import Fact
from workflow.domain.inputs.campaigns import SaveResult
from workflow.domain.inputs.deciding import Act, ReturnDocument
from workflow.domain.inputs.writing import SaveHeading, SaveSection
from workflow.models import AuditEntry, Document, db
from workflow.queries.chains import chain_of
from workflow.queries.consolidation import source_blocks

pytestmark = pytest.mark.usefixtures("short_prints")


def facts(document: Document) -> list[Fact]:
    return [entry.fact for entry in entries(document)]


def entries(document: Document) -> Sequence[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.subject_kind == "document", AuditEntry.subject_id == document.id)
    return db.session.scalars(query.order_by(AuditEntry.ordinal)).all()


def test_the_way_of_a_chi_bo_report_is_written_down_act_by_act(app: Flask, world: World) -> None:
    document = stages.received_alone(app, world)
    told = [(entry.fact, entry.actor_name, entry.role, entry.to_state) for entry in entries(document)]
    assert [line for line in told if line[0] is not Fact.DOCUMENT_SECTION_SAVED] == [
        (Fact.DOCUMENT_STARTED, "Phạm Thị D", "drafter", "draft"),
        (Fact.DOCUMENT_FIGURES_SAVED, "Phạm Thị D", "drafter", "draft"),
        (Fact.DOCUMENT_SUBMITTED, "Phạm Thị D", "drafter", "in_approval"),
        (Fact.DOCUMENT_APPROVED, "Dương Văn M", "signer", "approved"),
        (Fact.DOCUMENT_NUMBERED, "Dương Văn M", "clerk", "approved"),
        (Fact.DOCUMENT_SIGN_AGREED, "Dương Văn M", "signer", "approved"),
        (Fact.DOCUMENT_PREPARED, "Hệ thống", None, "approved"),
        (Fact.DOCUMENT_SIGNED, "Hệ thống", None, "approved"),
        (Fact.DOCUMENT_ISSUED, "Hệ thống", None, "issued"),
        (Fact.DOCUMENT_SENT, "Hệ thống", None, "sent"),
        (Fact.DOCUMENT_RECEIVED, "Trần Thị B", "office", "received"),
    ]
    assert facts(document).count(Fact.DOCUMENT_SECTION_SAVED) == 6


def test_the_way_of_a_consolidation_is_written_down_act_by_act(app: Flask, world: World) -> None:
    document = stages.issued(app, world)
    send_document(document.id, Act(document.version), actor=world.actor("vanthu.so"))
    walked = [fact for fact in facts(document) if fact is not Fact.SOURCE_USED]
    assert walked == [
        Fact.DOCUMENT_CONSOLIDATION_STARTED,
        Fact.DOCUMENT_SUBMITTED,
        Fact.DOCUMENT_APPRAISED,
        Fact.DOCUMENT_APPROVED,
        Fact.DOCUMENT_NUMBERED,
        Fact.DOCUMENT_PREPARED,
        Fact.DOCUMENT_SIGN_AGREED,
        Fact.DOCUMENT_SIGNED,
        Fact.DOCUMENT_SIGNED,
        Fact.DOCUMENT_ISSUED,
        Fact.DOCUMENT_SENT,
    ]


def test_the_sources_of_an_issued_consolidation_are_told(app: Flask, world: World) -> None:
    stages.issued(app, world)
    do_jobs(app)
    told = db.session.scalars(select(AuditEntry.subject_id).where(AuditEntry.fact == Fact.DOCUMENT_CONSOLIDATED)).all()
    assert len(told) == 2


def test_going_back_is_written_down_with_its_reasons(app: Flask, world: World) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    secretary, drafter = world.actor("bithu.thuvien"), world.actor("soan.thuvien")
    reasons = ReturnDocument(document.version, {"ket-qua": "Chưa nêu số liệu."}, "Bổ sung rồi trình lại.")
    return_document(document.id, reasons, actor=secretary)
    section = next(one for one in document.sections if one.key == "ket-qua")
    assert (section.state, section.note) == ("to_fix", "Chưa nêu số liệu.")
    save_section(document.id, SaveSection("ket-qua", "- Có số liệu: 12.", section.version, done=True), actor=drafter)
    submit_document(document.id, Act(document.version), actor=drafter)
    recall_document(document.id, Act(document.version, "Còn thiếu"), actor=drafter)
    cancel_document(document.id, Act(document.version, "Nhầm kỳ"), actor=drafter)
    last = entries(document)[-5:]
    assert [entry.fact.value.partition(":")[2] for entry in last] == [
        "returned", "section_saved", "submitted", "recalled", "cancelled"
    ]  # fmt: skip
    assert last[0].details["reasons"] == {"ket-qua": "Chưa nêu số liệu."}
    assert last[-1].details["reason"] == "Nhầm kỳ"


def test_a_paper_sent_back_keeps_its_number_and_goes_again(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    number = document.symbol
    given = ReturnDocument(document.version, {"kien-nghi": "Ghi rõ kiến nghị với ai."})
    send_back(document.id, given, actor=world.actor("vanphong.so"))
    assert (document.state, document.desk_id) == ("returned", document.organisation_id)
    assert facts(document)[-1] is Fact.DOCUMENT_SENT_BACK
    assert document.symbol == number


def test_every_act_of_weaving_is_written_down(app: Flask, world: World) -> None:
    document, office = stages.consolidation(app, world), world.actor("vanphong.so")
    first, second, third, fourth = source_blocks(document.id, "ket-qua")
    merged = merge_blocks(document.id, [first.id, second.id], None, actor=office)
    leave_out(document.id, [third.id], "Trùng ý", actor=office)
    reopen_block(document.id, third.id, actor=office)
    save_result_block(document.id, SaveResult(merged.block, "- Lời mới.", merged.version), actor=office)
    add_result(document.id, "ket-qua", "- Lời của Văn phòng.", actor=office)
    move_result(document.id, merged.block, up=False, actor=office)
    remove_result(document.id, result_blocks(document.id, "ket-qua")[0].block, actor=office)
    add_up_figures(document.id, actor=office)
    heading = next(one for one in document.sections if one.key == "mo-dau")
    save_heading(document.id, SaveHeading("kết quả", "Mở đầu:", ("Tỉnh uỷ (b/c)",), heading.version), actor=office)
    assert [fact.value for fact in facts(document)[1:]] == [
        "source:merged", "source:left_out", "source:reopened", "block:saved", "block:added", "block:moved",
        "block:removed", "document:figures_saved", "document:heading_saved",
    ]  # fmt: skip
    assert fourth.state == "open"


def test_a_source_replaced_after_it_was_taken_over_is_seen_and_dropped(app: Flask, world: World) -> None:
    document, office = stages.consolidation(app, world), world.actor("vanphong.so")
    source = db.session.get_one(Document, source_blocks(document.id, "ket-qua")[0].source_id)
    cell = next(key for key, unit in world.organisations.items() if unit.id == source.organisation_id)
    new = begin_replacement(source.id, Act(source.version, "Sai số liệu"), actor=world.actor(f"soan.{cell}"))
    assert new.replaces_id == source.id
    stages.finish(app, world, new, cell)
    assert stages.reloaded(source).state == "superseded"
    receive_document(new.id, Act(stages.reloaded(new).version), actor=office)
    drop_source(document.id, source.id, actor=office)
    assert take_in(document.id, actor=office) == 1
    assert facts(document)[-2:] == [Fact.SOURCE_DROPPED, Fact.SOURCE_TAKEN_IN]


def test_a_whole_history_verifies_and_a_changed_word_is_found(app: Flask, world: World) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    rows = chain_of(document)
    assert first_broken(rows, document.chain_head, document.chain_length) is None
    db.session.execute(text(AS_THEY_WERE))
    db.session.execute(text("UPDATE audit_entry SET actor_name = 'Người khác' WHERE ordinal = 3"))
    db.session.commit()
    assert first_broken(chain_of(stages.reloaded(document)), document.chain_head, document.chain_length) == 3


@pytest.mark.parametrize("ordinal", [1, 4, 9])
def test_a_deleted_entry_is_found_where_it_stood(app: Flask, world: World, ordinal: int) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    assert document.chain_length >= 9
    db.session.execute(text(AS_THEY_WERE))
    db.session.execute(text("DELETE FROM audit_entry WHERE subject_kind = 'document' AND ordinal = :n"), {"n": ordinal})
    db.session.commit()
    document = stages.reloaded(document)
    assert first_broken(chain_of(document), document.chain_head, document.chain_length) == ordinal


def test_the_office_may_not_appraise_what_is_with_the_committee(app: Flask, world: World) -> None:
    document = stages.in_approval(app, world)
    before = len(entries(document))
    with pytest.raises(Exception, match="Chờ thông qua"):
        appraise_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))
    assert len(entries(document)) == before

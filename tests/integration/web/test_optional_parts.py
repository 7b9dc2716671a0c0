"""The components that most papers do without, from the writer's page to the paper; drafts say which they are."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import stages
from tests.jobs import do_jobs
from tests.signing_in import csrf_token, sign_in
from workflow.actions.appraise import appraise_document, return_document
from workflow.actions.compose import content_of
from workflow.actions.draft import save_heading
from workflow.actions.issue import take_number
from workflow.actions.submit import submit_document
from workflow.actions.withdraw import begin_replacement
from workflow.cli.demo.world import World
from workflow.domain.errors import TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act, ReturnDocument
from workflow.domain.inputs.issuing import TakeNumber
from workflow.domain.inputs.writing import SaveHeading
from workflow.domain.paper import ProfileName, Urgency
from workflow.domain.parts import NO_PARTS, Parts
from workflow.domain.sections import OPENING
from workflow.models import AuditEntry, Document, db
from workflow.paper.embedded import Embedded, embedded
from workflow.queries.papers import as_draft, paper_of

TYPED = {
    "abstract": "kết quả",
    "recipients": "Đảng uỷ Sở (b/c)\nLưu Chi bộ",
    "urgency": "THƯỢNG KHẨN",
    "circulation": " Tài liệu  hội nghị ",
    "drafter_mark": "ToànKiên-12",
    "contact": "Điện thoại: 0220 3 800 800",
}
KEPT = Parts(Urgency.VERY_URGENT, "TÀI LIỆU HỘI NGHỊ", "ToànKiên-12", "Điện thoại: 0220 3 800 800")


@pytest.fixture
def document(world: World) -> Document:
    """The report of Chi bộ Thư viện tỉnh, begun."""
    return stages.draft_of(world, stages.campaign_of(world))


@pytest.fixture
def writer(app: Flask, document: Document) -> FlaskClient:
    """Its drafter, signed in."""
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    return client


def path(document: Document) -> str:
    return f"/van-ban/{document.id}/soan/{OPENING}"


def post(writer: FlaskClient, document: Document, **typed: str) -> TestResponse:
    return writer.post(path(document), data={"csrf_token": csrf_token(writer), "version": "1", **TYPED, **typed})


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def test_what_is_typed_is_kept_shown_and_stays_when_another_page_does_not_send_it(
    writer: FlaskClient, document: Document
) -> None:
    assert '<details class="mt-3">' in words(writer.get(path(document)))
    assert post(writer, document).status_code == 303
    document = stages.reloaded(document)
    assert document.parts == KEPT.to_json()
    page = words(writer.get(path(document)))
    assert '<details class="mt-3" open>' in page
    assert 'value="TÀI LIỆU HỘI NGHỊ"' in page and '<option selected value="THƯỢNG KHẨN">' in page
    sheet = words(writer.get(f"/van-ban/{document.id}/kiem-tra"))
    for said in (*KEPT.lines, "Dự thảo lần 1"):
        assert said in sheet
    old_page = {"abstract": "kết quả khác", "recipients": TYPED["recipients"], "version": "2"}
    assert writer.post(path(document), data={"csrf_token": csrf_token(writer), **old_page}).status_code == 303
    assert stages.reloaded(document).parts == KEPT.to_json()


def test_emptied_fields_leave_nothing_in_the_text(writer: FlaskClient, document: Document) -> None:
    before = content_of(document)
    post(writer, document)
    assert content_of(stages.reloaded(document))["parts"] == KEPT.to_json()
    post(writer, document, version="2", urgency="", circulation=" ", drafter_mark="", contact="")
    assert stages.reloaded(document).parts == {}
    assert set(content_of(document)) == set(before)


@pytest.mark.parametrize("typed", ["Mật", "TỐI MẬT", "tuyệt mật"])
def test_secret_papers_are_refused_and_nothing_typed_is_lost(
    writer: FlaskClient, document: Document, typed: str
) -> None:
    answer = post(writer, document, circulation=typed)
    assert answer.status_code == 422
    assert "văn bản mật không soạn trên hệ thống này" in words(answer)
    assert "ToànKiên-12" in words(answer) and '<details class="mt-3" open>' in words(answer)


def test_a_degree_that_is_none_and_an_endless_line_are_refused(writer: FlaskClient, document: Document) -> None:
    answer = post(writer, document, urgency="RẤT KHẨN", contact="x" * 301)
    assert answer.status_code == 422
    assert "nhiều nhất 300 ký tự" in words(answer)
    assert stages.reloaded(document).parts == {}


def test_a_conflict_shows_both_and_writes_nothing(world: World, writer: FlaskClient, document: Document) -> None:
    given = SaveHeading("kết quả", "", ("Lưu Chi bộ",), 1, Parts(circulation="THU HỒI"))
    save_heading(document.id, given, actor=world.actor("soan.thuvien"))
    answer = post(writer, document)
    assert answer.status_code == 409
    assert "THU HỒI" in words(answer) and "ToànKiên-12" in words(answer)
    assert stages.reloaded(document).parts == {"circulation": "THU HỒI"}


def test_nothing_is_changed_once_the_text_was_handed_in(world: World, document: Document) -> None:
    stages.fill(world, document, "thuvien")
    drafter = world.actor("soan.thuvien")
    submit_document(document.id, Act(document.version), actor=drafter)
    with pytest.raises(TransitionRefused):
        save_heading(document.id, SaveHeading("kết quả", "", ("Lưu",), 1, KEPT), actor=drafter)


def test_the_signed_paper_carries_them_and_is_no_draft(app: Flask, world: World, document: Document) -> None:
    given = SaveHeading("kết quả", "", ("Đảng uỷ Sở (b/c)", "Lưu Chi bộ"), 1, KEPT)
    save_heading(document.id, given, actor=world.actor("soan.thuvien"))
    document = stages.finish(app, world, document, "thuvien")
    assert document.revision and document.revision.content["parts"] == KEPT.to_json()
    file = embedded(app.extensions["trinhky-store"].get(document.issued_digest))
    assert isinstance(file, Embedded)
    assert Parts.of(file.paper) == KEPT
    assert file.paper.draft is None
    again = begin_replacement(document.id, Act(document.version, "Sai số liệu."), actor=world.actor("soan.thuvien"))
    assert again.parts == KEPT.to_json()


def test_a_draft_counts_the_texts_handed_in(app: Flask, world: World) -> None:
    document = stages.woven(app, world)
    office = world.actor("vanphong.so")
    assert as_draft(document, content_of(document)).draft == 1
    submit_document(document.id, Act(document.version), actor=office)
    document = stages.reloaded(document)
    assert document.revision
    assert as_draft(document, document.revision.content).draft == 1
    assert paper_of(document, document.revision.content).draft is None
    appraise_document(document.id, Act(document.version), actor=office)
    assert as_draft(stages.reloaded(document), document.revision.content).draft == 1


def test_a_text_sent_back_is_the_next_draft_for_its_writer_alone(world: World, document: Document) -> None:
    stages.fill(world, document, "thuvien")
    whole = submit_document(document.id, Act(document.version), actor=world.actor("soan.thuvien"))
    said = ReturnDocument(whole.version, {"ket-qua": "Chưa rõ."}, note="")
    return_document(document.id, said, actor=world.actor("bithu.thuvien"))
    document = stages.reloaded(document)
    assert document.revision
    assert as_draft(document, content_of(document)).draft == 2
    assert as_draft(document, document.revision.content).draft == 1


def test_an_approved_text_is_no_draft(app: Flask, world: World) -> None:
    document = stages.reloaded(stages.approved(app, world))
    assert document.revision
    assert as_draft(document, document.revision.content).draft is None


def test_the_guide_is_that_of_the_day_unless_the_clerk_chooses(app: Flask, world: World) -> None:
    document = stages.approved(app, world)
    clerk = app.test_client()
    sign_in(clerk, "vanthu.so")
    page = words(clerk.get(f"/van-ban/{document.id}/lay-so"))
    assert 'value="HD36"' in page
    typed = {"version": str(document.version), "signer_id": str(world.people["bithu.so"].id), "profile": "HD36"}
    answer = clerk.post(f"/van-ban/{document.id}/lay-so", data={"csrf_token": csrf_token(clerk), **typed})
    assert answer.status_code == 303
    do_jobs(app)
    document = stages.reloaded(document)
    assert document.profile == "HD36" and document.prepared_digest
    told = db.session.query(AuditEntry).filter_by(subject_id=document.id, fact=Fact.DOCUMENT_NUMBERED).one()
    assert told.details["profile"] == "HD36"


def test_the_day_decides_when_nothing_is_chosen(app: Flask, world: World) -> None:
    document = stages.approved(app, world)
    document = take_number(document.id, TakeNumber(document.version), actor=world.actor("vanthu.so"))
    assert document.profile == ProfileName.HD05.value
    told = db.session.query(AuditEntry).filter_by(subject_id=document.id, fact=Fact.DOCUMENT_NUMBERED).one()
    assert "profile" not in told.details


def test_parts_keep_only_what_there_is() -> None:
    assert NO_PARTS.to_json() == {} and Parts.from_json({}) == NO_PARTS
    assert Parts.from_json(KEPT.to_json()) == KEPT
    assert replace(KEPT, urgency=None).lines == KEPT.lines[1:]

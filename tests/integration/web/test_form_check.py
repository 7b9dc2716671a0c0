"""The office's list of faults of format: shown, repaired by a press, waived with a reason, in the way until then."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import received, stages
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.actions.appraise import return_document
from workflow.actions.draft import save_section
from workflow.actions.form_check import mend_form, waive_finding
from workflow.actions.remarks import Remark, remarks_of
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import World
from workflow.domain.errors import InvalidInput, NotFound, NotPermitted, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act, MendForm, ReturnDocument, WaiveFinding
from workflow.domain.inputs.writing import SaveSection
from workflow.domain.states import DocumentState
from workflow.models import AuditEntry, Document, ResultBlock, Waiver, db

KEY = "ket-qua"
SPACED = "Tổ chức 9 lễ hội theo Kế hoạch số 32 - KH/ĐU, ngày 06/02/2024 của Đảng uỷ Sở."
WRONG_KIND = "Thực hiện Kết luận số 24-QĐ/TW, ngày 30/7/2021 của Ban Chấp hành Trung ương."
REASON = "Văn bản gốc ghi đúng như vậy."


@pytest.fixture
def document(world: World) -> Document:
    """A consolidation before the office, with one error that a press repairs and one that only a person can judge."""
    return received.in_appraisal(world, {"vanhoa": {KEY: f"- {SPACED}\n- {WRONG_KIND}"}, "thuvien": {KEY: "- Mở lớp."}})


def errors(document: Document) -> list[Remark]:
    """What stops the paper."""
    return [remark for remark in remarks_of(document) if remark.blocks]


def browser(app: Flask, username: str) -> PersonClient:
    """A signed-in person."""
    client = PersonClient(app)
    sign_in(client, username)
    return client


def press(client: PersonClient, document: Document, path: str, **typed: object) -> TestResponse:
    """Press a button of the document."""
    data = {"csrf_token": csrf_token(client), "version": stages.reloaded(document).version, **typed}
    answer = client.post(f"/van-ban/{document.id}/{path}", data=data)
    db.session.expire_all()
    return answer


def facts(document: Document) -> list[AuditEntry]:
    """The document's acts."""
    query = select(AuditEntry).where(AuditEntry.subject_kind == "document", AuditEntry.subject_id == document.id)
    return list(db.session.scalars(query.order_by(AuditEntry.ordinal)))


def test_the_office_repairs_one_waives_one_and_appraises(app: Flask, document: Document) -> None:
    client = browser(app, "vanphong.so")
    page = client.get(f"/van-ban/{document.id}/tham-dinh").text
    assert "32 - KH/ĐU" in page and "Còn 2 lỗi thể thức" in page and "Xác nhận thẩm định xong" in page
    refused = press(client, document, "tham-dinh", note="")
    assert refused.status_code == 409 and "Còn 2 lỗi thể thức" in refused.text

    spaced, wrong = errors(document)
    assert press(client, document, "the-thuc/sua", keys=spaced.finding.key).status_code == 303
    assert [one.finding.rule for one in errors(stages.reloaded(document))] == ["cited_kind"]
    assert press(client, document, "the-thuc/bo-qua", key=wrong.finding.key, reason=REASON).status_code == 303
    assert errors(stages.reloaded(document)) == []
    assert press(client, document, "tham-dinh", note="").status_code == 303
    assert stages.reloaded(document).state is DocumentState.IN_APPROVAL
    committee = browser(app, "uyvien.so").get(f"/van-ban/{document.id}/thong-qua").text
    assert REASON in committee and "the-thuc/sua" not in committee


def test_a_repair_is_a_new_revision_by_the_office_and_its_writers_stay(world: World, document: Document) -> None:
    office, before, authors = world.actor("vanphong.so"), document.revision, list(document.author_ids)
    (spaced, _) = errors(document)
    mended = mend_form(document.id, MendForm(document.version, (spaced.finding.key,)), actor=office)
    assert mended.revision and before and mended.revision.ordinal == before.ordinal + 1
    old, new = (
        {shape["id"]: shape["text"] for shape in revision.content["blocks"]} for revision in (before, mended.revision)
    )
    assert {one: (old[one], new[one]) for one in old if old[one] != new[one]} == {
        spaced.finding.place: (SPACED, SPACED.replace("32 - KH", "32-KH"))
    }
    assert list(mended.author_ids) == authors
    entry = facts(mended)[-1]
    assert (entry.fact, entry.role) == (Fact.DOCUMENT_FORM_MENDED, "office")
    assert entry.details["repairs"][0]["words"] == "Ghi “32-KH/ĐU”."


def test_a_repair_is_still_there_when_the_paper_comes_back_to_its_writers(world: World, document: Document) -> None:
    office = world.actor("vanphong.so")
    mend_form(document.id, MendForm(document.version, tuple(one.finding.key for one in errors(document))), actor=office)
    rows = db.session.scalars(select(ResultBlock.text).where(ResultBlock.document_id == document.id)).all()
    assert any("32-KH/ĐU" in text for text in rows) and not any("32 - KH" in text for text in rows)
    document = stages.reloaded(document)
    returned = return_document(document.id, ReturnDocument(document.version, {}, "Xem lại."), actor=office)
    again = submit_document(returned.id, Act(returned.version), actor=office)
    assert [one.finding.rule for one in errors(again)] == ["cited_kind"]


def test_a_waiver_is_a_record_and_falls_with_the_text_it_was_given_for(world: World, document: Document) -> None:
    office = world.actor("vanphong.so")
    (spaced, wrong) = errors(document)
    waive_finding(document.id, WaiveFinding(document.version, wrong.finding.key, REASON), actor=office)
    (row,) = db.session.scalars(select(Waiver)).all()
    assert (row.rule, row.reason, row.given_by) == ("cited_kind", REASON, "Trần Thị B")
    assert facts(document)[-1].details["reason"] == REASON
    mend_form(document.id, MendForm(document.version, (spaced.finding.key,)), actor=office)
    assert errors(stages.reloaded(document)) == []  # another place changed: it stands

    document = stages.reloaded(document)
    return_document(document.id, ReturnDocument(document.version, {}, "Xem lại."), actor=office)
    block = db.session.scalars(select(ResultBlock).where(ResultBlock.text.contains("24-QĐ/TW"))).one()
    block.text = block.text.replace("Thực hiện", "Tiếp tục thực hiện")
    db.session.commit()
    document = stages.reloaded(document)
    again = submit_document(document.id, Act(document.version), actor=office)
    assert [one.finding.rule for one in errors(again)] == ["cited_kind"]
    assert len(db.session.scalars(select(Waiver)).all()) == 1  # the record stays


def test_an_empty_reason_keeps_the_page_and_waives_nothing(app: Flask, document: Document) -> None:
    client, wrong = browser(app, "vanphong.so"), errors(document)[1]
    assert "Bỏ qua lỗi thể thức" in client.get(f"/van-ban/{document.id}/the-thuc/bo-qua?loi={wrong.finding.key}").text
    refused = press(client, document, "the-thuc/bo-qua", key=wrong.finding.key, reason="  ")
    assert refused.status_code == 422 and "Hãy ghi lý do bỏ qua." in refused.text
    assert re.search(rf'name="key" value="{wrong.finding.key}"', refused.text)
    assert db.session.scalars(select(Waiver)).all() == []


def test_what_is_not_there_is_neither_repaired_nor_waived(world: World, document: Document) -> None:
    office = world.actor("vanphong.so")
    with pytest.raises(TransitionRefused):
        mend_form(document.id, MendForm(document.version, ("khong-co",)), actor=office)
    with pytest.raises(NotFound):
        waive_finding(document.id, WaiveFinding(document.version, "khong-co", REASON), actor=office)
    with pytest.raises(InvalidInput):
        waive_finding(document.id, WaiveFinding(document.version, errors(document)[0].finding.key, " "), actor=office)


@pytest.mark.parametrize("username", ["uyvien.so", "bithu.so", "vanthu.so", "soan.thuvien", "vanphong.khoi"])
def test_nobody_but_the_office_repairs_and_waives_while_it_appraises(
    world: World, document: Document, username: str
) -> None:
    key, actor = errors(document)[0].finding.key, world.actor(username)
    with pytest.raises(NotPermitted):
        mend_form(document.id, MendForm(document.version, (key,)), actor=actor)
    with pytest.raises(NotPermitted):
        waive_finding(document.id, WaiveFinding(document.version, key, REASON), actor=actor)


def test_a_chi_bo_sees_its_list_before_handing_in_and_waives_itself(app: Flask, world: World) -> None:
    document = stages.filled(world, stages.campaign_of(world))
    section = next(one for one in document.sections if one.key == KEY)
    words = SaveSection(KEY, f"- {SPACED}\n- {WRONG_KIND}", section.version, done=True)
    save_section(document.id, words, actor=world.actor("soan.thuvien"))
    client = browser(app, "soan.thuvien")
    page = client.get(f"/van-ban/{document.id}/kiem-tra").text
    assert "Còn 2 lỗi thể thức" in page and "the-thuc/sua" in page
    assert press(client, document, "trinh", note="").status_code == 409

    keys = set(re.findall(r'name="keys" value="([0-9a-f]{24})"', page))
    assert press(client, document, "the-thuc/sua", keys=list(keys)).status_code == 303
    page = client.get(f"/van-ban/{document.id}/kiem-tra").text
    (left,) = set(re.findall(r"loi=([0-9a-f]{24})", page))
    assert press(client, document, "the-thuc/bo-qua", key=left, reason=REASON).status_code == 303
    assert press(client, document, "trinh", note="").status_code == 303
    assert stages.reloaded(document).state is DocumentState.IN_APPROVAL
    assert REASON in browser(app, "bithu.thuvien").get(f"/van-ban/{document.id}/thong-qua").text


def test_after_the_decision_nothing_is_repaired_any_more(app: Flask, world: World) -> None:
    document = stages.in_approval(app, world)
    with pytest.raises(TransitionRefused):
        mend_form(document.id, MendForm(document.version, ("x",)), actor=world.actor("vanphong.so"))

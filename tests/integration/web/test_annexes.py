"""Annexes from the writer's page to the printed paper: added, written, moved, taken away and back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import stages
from tests.signing_in import csrf_token, sign_in
from workflow.actions import annex as acts
from workflow.actions.compose import content_of
from workflow.actions.remarks import remarks_of
from workflow.actions.submit import submit_document
from workflow.actions.withdraw import begin_replacement
from workflow.cli.demo.world import World
from workflow.domain.errors import TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.writing import SaveAnnex
from workflow.models import AuditEntry, Document, DraftSection, db
from workflow.paper.embedded import Embedded, embedded
from workflow.queries.annexes import MOST, annexes_of
from workflow.queries.papers import paper_of
from workflow.queries.proofs import passages

TABLE = "| STT | Đơn vị | Số buổi |\n| 1 | Chi bộ Thư viện tỉnh | 06 |"
SCRIPT = {"Accept": "application/json"}


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


def post(
    writer: FlaskClient, document: Document, after: str = "", *, script: bool = False, **typed: str
) -> TestResponse:
    path = f"/van-ban/{document.id}/phu-luc{after}"
    data = {"csrf_token": csrf_token(writer), **typed}
    return writer.post(path, data=data, headers=SCRIPT if script else {})


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def written(world: World, document: Document, *titles: str) -> None:
    """Annexes with these titles and one line each."""
    drafter = world.actor("soan.thuvien")
    for title in titles:
        key = acts.add_annex(document.id, actor=drafter).key
        acts.save_annex(document.id, SaveAnnex(key, title, f"Nội dung của {title}.", 1), actor=drafter)


def test_an_annex_is_added_written_and_read_on_the_sheet(writer: FlaskClient, document: Document) -> None:
    assert "Văn bản chưa có phụ lục" in words(writer.get(f"/van-ban/{document.id}/phu-luc"))
    assert post(writer, document).location.endswith("/phu-luc/phu-luc-1")
    typed = {"title": "Biểu  số liệu", "text": TABLE, "wide": "y", "version": "1", "act": "tiep"}
    assert post(writer, document, "/phu-luc-1", **typed).location.endswith("/phu-luc")
    (annex,) = paper_of(document, content_of(document)).annexes
    assert (annex.marker, annex.title, annex.wide) == ("Phụ lục", "Biểu số liệu", True)
    assert annex.blocks[0].rows[1] == ("1", "Chi bộ Thư viện tỉnh", "06")
    sheet = words(writer.get(f"/van-ban/{document.id}/kiem-tra"))
    assert "Biểu số liệu" in sheet and "Chi bộ Thư viện tỉnh</td>" in sheet
    page = words(writer.get(f"/van-ban/{document.id}/phu-luc/phu-luc-1"))
    assert "checked" in page and "Chi bộ Thư viện tỉnh | 06 |" in page
    assert "Biểu số liệu" in words(writer.get(f"/van-ban/{document.id}/phu-luc"))


def test_a_script_saves_and_is_told_of_a_conflict(world: World, writer: FlaskClient, document: Document) -> None:
    written(world, document, "Biểu A")
    answer = post(writer, document, "/phu-luc-1", script=True, title="Biểu A", text="Mới.", version="2")
    assert answer.status_code == 200 and answer.json is not None and answer.json["version"] == 3
    again = post(writer, document, "/phu-luc-1", script=True, title="Biểu A", text="Mới.", version="2")
    assert again.status_code == 200, "the same words are no conflict"
    stale = post(writer, document, "/phu-luc-1", script=True, title="Biểu A", text="Khác.", version="2")
    assert stale.status_code == 409 and stale.json == {"code": "changed_meanwhile", "version": 3}
    page = post(writer, document, "/phu-luc-1", title="Biểu A", text="Khác.", version="2")
    assert page.status_code == 409
    assert "Khác." in words(page) and "Mới." in words(page) and 'name="version" value="3"' in words(page)
    assert annexes_of(document.id)[0].text == "Mới."


def test_an_annex_without_a_title_or_with_an_endless_text_is_refused_with_its_words(
    app: Flask, world: World, writer: FlaskClient, document: Document
) -> None:
    written(world, document, "Biểu A")
    answer = post(writer, document, "/phu-luc-1", title=" ", text="Chữ đã gõ.", version="2")
    assert answer.status_code == 422
    assert "hãy ghi tên" in words(answer) and "Chữ đã gõ." in words(answer)
    endless = "a" * (app.extensions["trinhky-settings"].max_section_chars + 1)
    assert post(writer, document, "/phu-luc-1", script=True, title="B", text=endless, version="2").status_code == 422


def test_order_and_taking_away_can_be_undone(world: World, writer: FlaskClient, document: Document) -> None:
    written(world, document, "Biểu A", "Biểu B", "Biểu C")
    assert printed(document) == [("Phụ lục 1", "Biểu A"), ("Phụ lục 2", "Biểu B"), ("Phụ lục 3", "Biểu C")]
    post(writer, document, "/phu-luc-3/len")
    assert [title for _, title in printed(document)] == ["Biểu A", "Biểu C", "Biểu B"]
    post(writer, document, "/phu-luc-1/len")
    assert [title for _, title in printed(document)] == ["Biểu A", "Biểu C", "Biểu B"], "the first stays"
    post(writer, document, "/phu-luc-1/bo")
    post(writer, document, "/phu-luc-1/bo")
    assert printed(document) == [("Phụ lục 1", "Biểu C"), ("Phụ lục 2", "Biểu B")]
    assert "Lấy lại" in words(writer.get(f"/van-ban/{document.id}/phu-luc"))
    assert writer.get(f"/van-ban/{document.id}/phu-luc/phu-luc-1").status_code == 303
    late = post(writer, document, "/phu-luc-1", title="X", text="Chữ gõ muộn.", version="2")
    assert late.status_code == 409 and "Chữ gõ muộn." in words(late), "nothing typed is lost"
    post(writer, document, "/phu-luc-1/lay-lai")
    assert [title for _, title in printed(document)] == ["Biểu A", "Biểu C", "Biểu B"]
    told = db.session.query(AuditEntry).filter_by(subject_id=document.id, fact=Fact.ANNEX_REMOVED).all()
    assert len(told) == 1, "a second press is no second act"


def printed(document: Document) -> list[tuple[str, str]]:
    db.session.expire_all()
    return [(annex.marker, annex.title) for annex in paper_of(document, content_of(document)).annexes]


def test_notes_are_numbered_on_and_ids_stay(world: World, document: Document) -> None:
    stages.fill(world, document, "thuvien")
    drafter = world.actor("soan.thuvien")
    for _ in range(2):
        key = acts.add_annex(document.id, actor=drafter).key
        acts.save_annex(
            document.id, SaveAnnex(key, "Biểu", "Số buổi¹ đã tổ chức.\n\n¹ Tính đến 30/11.", 1), actor=drafter
        )
    submit_document(document.id, Act(document.version), actor=drafter)
    document = stages.reloaded(document)
    assert document.revision
    content = document.revision.content
    assert [note["marker"] for note in content["footnotes"]] == ["1", "2"]
    assert content_of(document)["annexes"] == content["annexes"]


def test_the_signed_paper_carries_the_annex_and_its_replacement_begins_with_it(
    app: Flask, world: World, document: Document
) -> None:
    written(world, document, "Biểu A")
    document = stages.finish(app, world, document, "thuvien")
    file = embedded(app.extensions["trinhky-store"].get(document.issued_digest))
    assert isinstance(file, Embedded)
    assert [annex.title for annex in file.paper.annexes] == ["Biểu A"]
    assert "Nội dung của Biểu A." in passages(document)
    new = begin_replacement(document.id, Act(document.version, "Sai số liệu."), actor=world.actor("soan.thuvien"))
    assert [(one.title, one.text) for one in annexes_of(new.id)] == [("Biểu A", "Nội dung của Biểu A.")]
    assert all(not section.annex for section in stages.reloaded(new).sections)


def test_nothing_changes_once_the_text_was_handed_in(world: World, writer: FlaskClient, document: Document) -> None:
    written(world, document, "Biểu A")
    stages.fill(world, document, "thuvien")
    submit_document(document.id, Act(stages.reloaded(document).version), actor=world.actor("soan.thuvien"))
    for after in ("", "/phu-luc-1/bo", "/phu-luc-1/len", "/phu-luc-1/lay-lai"):
        assert post(writer, document, after).status_code == 409
    late = post(writer, document, "/phu-luc-1", title="X", text="Chữ gõ muộn.", version="2")
    assert late.status_code == 409 and "Chữ gõ muộn." in words(late)
    assert writer.get(f"/van-ban/{document.id}/phu-luc").status_code == 303
    assert [(one.title, one.removed) for one in annexes_of(document.id)] == [("Biểu A", False)]


def test_a_paper_has_no_endless_row_of_annexes(world: World, document: Document) -> None:
    for order in range(1, MOST + 1):
        db.session.add(
            DraftSection(document_id=document.id, key=f"phu-luc-{order}", position=order, title="", annex=True)
        )
    db.session.commit()
    with pytest.raises(TransitionRefused):
        acts.add_annex(document.id, actor=world.actor("soan.thuvien"))


def test_an_annex_is_sent_back_with_its_reason_and_stops_the_paper_until_it_is_mended(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world)
    document = stages.filled(world, campaign)
    written(world, document, "Biểu số liệu", "Danh mục")
    submit_document(document.id, Act(stages.reloaded(document).version), actor=world.actor("soan.thuvien"))
    secretary = app.test_client()
    sign_in(secretary, "bithu.thuvien")
    path = f"/van-ban/{document.id}/tra-lai"
    assert "Phụ lục “Danh mục”" in words(secretary.get(path))
    version, reason = str(stages.reloaded(document).version), "Thiếu cột ngày."
    data = {"csrf_token": csrf_token(secretary), "version": version, "reason-phu-luc-2": reason}
    assert secretary.post(path, data=data).status_code == 303
    assert "Phụ lục “Danh mục”" in words(secretary.get(f"/van-ban/{document.id}"))
    assert f"phụ lục: “{reason}”" in words(secretary.get(f"/van-ban/{document.id}"))

    client = app.test_client()
    sign_in(client, "soan.thuvien")
    assert client.get(f"/van-ban/{document.id}/soan").location == f"/van-ban/{document.id}/phu-luc/phu-luc-2"
    assert reason in words(client.get(f"/van-ban/{document.id}/phu-luc"))
    page = words(client.get(f"/van-ban/{document.id}/phu-luc/phu-luc-2"))
    assert reason in page and "Tôi đã sửa xong phụ lục này" in page
    assert "phụ lục Danh mục" in words(client.get(f"/van-ban/{document.id}/kiem-tra"))
    with pytest.raises(TransitionRefused, match="phụ lục Danh mục"):
        submit_document(document.id, Act(stages.reloaded(document).version), actor=world.actor("soan.thuvien"))
    annex = annexes_of(document.id)[1]
    typed = {"title": annex.title, "text": "| Việc | Ngày |\n| Họp | 21/4/2026 |", "version": str(annex.version)}
    post(client, stages.reloaded(document), "/phu-luc-2", **typed)
    db.session.expire_all()
    annex = annexes_of(document.id)[1]
    assert annex.state == "to_fix"
    post(client, stages.reloaded(document), "/phu-luc-2", **typed | {"version": str(annex.version), "mended": "y"})
    db.session.expire_all()
    submit_document(document.id, Act(stages.reloaded(document).version), actor=world.actor("soan.thuvien"))


def test_a_fault_in_an_annex_or_a_note_is_repaired_by_one_press(app: Flask, world: World) -> None:
    document, drafter = stages.filled(world, stages.campaign_of(world)), world.actor("soan.thuvien")
    key = acts.add_annex(document.id, actor=drafter).key
    typed = "Theo Kế hoạch số 32 - KH/ĐU, ngày 06/02/2024¹.\n\n¹ Sửa theo Kế hoạch số 40 - KH/ĐU, ngày 07/3/2024."
    acts.save_annex(document.id, SaveAnnex(key, "Danh mục", typed, 1), actor=drafter)
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    page = words(client.get(f"/van-ban/{document.id}/kiem-tra"))
    assert "Phụ lục: Đoạn “Theo Kế hoạch số" in page and "Chú thích 1" in page
    faults = [one.finding.key for one in remarks_of(stages.reloaded(document)) if one.finding.fix]
    data = {"csrf_token": csrf_token(client), "version": str(stages.reloaded(document).version), "keys": faults}
    assert client.post(f"/van-ban/{document.id}/the-thuc/sua", data=data).status_code == 303
    db.session.expire_all()
    assert annexes_of(document.id)[0].text == typed.replace("32 - KH", "32-KH").replace("40 - KH", "40-KH")

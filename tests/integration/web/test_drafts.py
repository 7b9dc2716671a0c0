"""Writing a report by its pages: sections, saving by itself, two people at once, the check before handing in."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from tests.factories.stages import campaign_of, consolidation, draft_of, fill, filled, sent, submitted
from tests.signing_in import csrf_token, sign_in
from tests.statements import statements
from workflow.actions.appraise import return_document
from workflow.actions.draft import save_section
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act, ReturnDocument
from workflow.domain.inputs.writing import SaveSection
from workflow.domain.states import DocumentState, SectionState
from workflow.models import AuditEntry, Document, DraftSection, db

pytestmark = pytest.mark.usefixtures("short_prints")

SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def document(world: World) -> Document:
    """The report of Chi bộ Thư viện tỉnh, begun."""
    return draft_of(world, campaign_of(world))


@pytest.fixture
def writer(app: Flask, document: Document) -> FlaskClient:
    """Its drafter, signed in."""
    return person(app, "soan.thuvien")


def person(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


def post(client: FlaskClient, path: str, *, script: bool = False, **typed: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf_token(client), **typed}, headers=SCRIPT if script else {})


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def at(document: Document, key: str = "ket-qua") -> str:
    return f"/van-ban/{document.id}/soan/{key}"


def kept(document: Document, key: str = "ket-qua") -> DraftSection:
    db.session.expire_all()
    query = select(DraftSection).where(DraftSection.document_id == document.id, DraftSection.key == key)
    return db.session.scalars(query).one()


def saved_by_another(world: World, document: Document, text: str = "Bản của người khác.") -> None:
    section = kept(document)
    given = SaveSection(section.key, text, section.version, done=False)
    save_section(document.id, given, actor=world.actor("soan.thuvien"))


def test_a_request_leads_to_the_first_unfinished_section_and_twice_to_the_same_report(app: Flask, world: World) -> None:
    campaign = campaign_of(world)
    target = next(one for one in campaign.targets if one.organisation_id == world.organisations["thuvien"].id)
    client = person(app, "soan.thuvien")
    places = [post(client, f"/bao-cao/{target.id}").location for _ in range(2)]
    assert places[0] == places[1]
    assert client.get(places[0]).location == f"{places[0]}/quan-triet"
    assert db.session.scalars(select(Document.id)).all() == [int(places[0].split("/")[2])]


def test_what_was_left_is_found_again_at_the_section_last_saved(writer: FlaskClient, document: Document) -> None:
    text = "1. Việc đã làm\n- Tổ chức 06 buổi theo Kế hoạch số 32-KH/ĐU."
    answer = post(writer, at(document), text=text, version="1", act="thoat")
    assert (answer.status_code, answer.location) == (303, "/")
    assert writer.get(f"/van-ban/{document.id}/soan").location == at(document)
    page = words(writer.get(at(document)))
    assert text in page
    assert "Đang làm" in page
    assert "Việc đã làm</h3>" in page


def test_saving_goes_on_to_the_next_section_and_from_the_last_to_the_check(
    writer: FlaskClient, document: Document
) -> None:
    assert post(writer, at(document), text="x", version="1", act="tiep").location == at(document, "han-che")
    assert post(writer, at(document), text="x", version="2", act="luu").location == at(document)
    figures = {f"figure_{place}": "4.120" for place in range(3)}
    last = post(writer, at(document, "so-lieu"), version="1", act="tiep", done="y", **figures)
    assert last.location == f"/van-ban/{document.id}/kiem-tra"
    assert {figure.value for figure in db.session.get_one(Document, document.id).figures} == {4120}


def test_a_script_that_saves_gets_the_new_version_and_the_time(writer: FlaskClient, document: Document) -> None:
    answer = post(writer, at(document), script=True, text="Nói chuyện truyền thống.", version="1")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["version"] == 2
    assert re.fullmatch(r"\d\d:\d\d", answer.json["saved_at"])


def test_the_same_press_twice_is_one_record_and_no_conflict(writer: FlaskClient, document: Document) -> None:
    for key, typed in (
        ("ket-qua", {"text": "Một lần."}),
        ("so-lieu", {"figure_0": "3"}),
        ("mo-dau", {"abstract": "kết quả", "recipients": "- Đảng uỷ Sở (b/c);\n- Lưu Chi bộ."}),
    ):
        answers = [post(writer, at(document, key), version="1", **typed) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [303, 303]
        assert kept(document, key).version == 2
    assert db.session.get_one(Document, document.id).recipients == ["Đảng uỷ Sở (b/c)", "Lưu Chi bộ"]


def test_a_conflict_shows_both_texts_and_writes_nothing(world: World, writer: FlaskClient, document: Document) -> None:
    saved_by_another(world, document)
    answer = post(writer, at(document), text="Bản của tôi.", version="1")
    assert answer.status_code == 409
    page = words(answer)
    assert '<mark class="diff">tôi</mark>' in page
    assert '<mark class="diff">người khác</mark>' in page
    assert kept(document).text == "Bản của người khác."
    script = post(writer, at(document), script=True, text="Bản của tôi.", version="1")
    assert script.status_code == 409
    assert script.json is not None
    assert (script.json["mine"], script.json["saved"]) == ("Bản của tôi.", "Bản của người khác.")


@pytest.mark.parametrize(
    ("choice", "texts"),
    [
        ("mine", ("Bản của tôi.", "Bản của người khác.")),
        ("saved", ("Bản của người khác.", "Bản của tôi.")),
        ("merged", ("Bản chung.", "Bản của người khác.")),
    ],
)
def test_the_chosen_text_is_kept_and_the_other_stays_below(
    world: World, writer: FlaskClient, document: Document, choice: str, texts: tuple[str, str]
) -> None:
    saved_by_another(world, document)
    typed = {"choice": choice, "mine": "Bản của tôi.", "merged": "Bản chung.", "version": "2"}
    answer = post(writer, at(document), **typed)
    assert answer.status_code == 303
    chosen, set_aside = texts
    assert kept(document).text == chosen
    page = words(writer.get(at(document)))
    assert "Bản không chọn lúc" in page
    assert set_aside in page


def test_a_choice_over_a_text_saved_again_meanwhile_is_asked_once_more(
    world: World, writer: FlaskClient, document: Document
) -> None:
    saved_by_another(world, document)
    saved_by_another(world, document, "Bản thứ ba.")
    typed = {"choice": "mine", "mine": "Bản của tôi.", "merged": "", "version": "2"}
    answer = post(writer, at(document), **typed)
    assert answer.status_code == 409
    assert '<mark class="diff">thứ</mark> <mark class="diff">ba</mark>' in words(answer)
    assert kept(document).text == "Bản thứ ba."


def test_figures_typed_over_newer_ones_are_shown_beside_them(writer: FlaskClient, document: Document) -> None:
    post(writer, at(document, "so-lieu"), version="1", figure_0="12")
    answer = post(writer, at(document, "so-lieu"), version="1", figure_0="4120")
    assert answer.status_code == 409
    page = words(answer)
    assert 'value="4120"' in page
    assert 'name="version" value="2"' in page
    assert "12</div>" in page
    assert post(writer, at(document, "so-lieu"), version="2", figure_0="4120").status_code == 303


def test_text_over_the_limit_is_refused_and_kept(writer: FlaskClient, document: Document) -> None:
    text = "a" * 200_001
    answer = post(writer, at(document), text=text, version="1")
    assert answer.status_code == 422
    assert "nhiều nhất 200.000 ký tự, hiện có 200.001" in words(answer)
    assert text in words(answer)
    assert post(writer, at(document), script=True, text=text, version="1").status_code == 422
    assert kept(document).text == ""


def test_a_figure_that_is_no_number_is_named_and_kept(writer: FlaskClient, document: Document) -> None:
    answer = post(writer, at(document, "so-lieu"), version="1", figure_0="4.12o", done="y")
    page = words(answer)
    assert answer.status_code == 422
    assert "Số buổi học tập, quán triệt: nhập số nguyên, ví dụ 4.120" in page
    assert 'value="4.12o"' in page
    assert "Chưa có số: Đảng viên tham gia học tập; Hoạt động" in page


def test_an_empty_abstract_and_an_endless_addressee_are_refused(writer: FlaskClient, document: Document) -> None:
    typed = {"abstract": " ", "opening": "Thực hiện:", "recipients": "x" * 201, "version": "1"}
    answer = post(writer, at(document, "mo-dau"), **typed)
    assert answer.status_code == 422
    assert "Trích yếu: hãy ghi trích yếu" in words(answer)
    assert "dài quá 200 ký tự" in words(answer)


def test_a_returned_section_opens_first_with_its_reason_and_stays_to_mend_until_said(
    app: Flask, world: World, writer: FlaskClient, document: Document
) -> None:
    fill(world, document, "thuvien")
    whole = submit_document(document.id, Act(document.version), actor=world.actor("soan.thuvien"))
    given = ReturnDocument(whole.version, {"ket-qua": "Chưa nêu kết quả."}, note="Đề nghị sửa trong ngày.")
    return_document(document.id, given, actor=world.actor("bithu.thuvien"))
    assert writer.get(f"/van-ban/{document.id}/soan").location == at(document)
    page = words(writer.get(at(document)))
    assert "“Chưa nêu kết quả.”" in page
    assert "Dương Văn M trả lại mục này để sửa" in page
    assert "Tôi đã sửa xong mục này" in page
    assert "Chưa nêu kết quả." not in words(writer.get(at(document, "han-che")))
    version = kept(document).version
    post(writer, at(document), text="Đã bổ sung.", version=str(version))
    assert kept(document).state is SectionState.TO_FIX
    post(writer, at(document), text="Đã bổ sung.", version=str(version + 1), done="y")
    assert kept(document).state is SectionState.DONE


def test_a_text_handed_in_is_not_written_over_and_what_was_typed_is_kept(app: Flask, world: World) -> None:
    document = submitted(world, campaign_of(world))
    client = person(app, "soan.thuvien")
    assert client.get(at(document)).location == f"/van-ban/{document.id}"
    answer = post(client, at(document), text="Viết thêm.", version="2")
    assert answer.status_code == 409
    assert "Viết thêm." in words(answer)
    assert "Chờ thông qua" in words(answer)
    assert kept(document).text != "Viết thêm."


def test_others_do_not_find_the_text(app: Flask, world: World, document: Document) -> None:
    for username in ("soan.baotang", "vanphong.so", "bithu.thuvien"):
        client = person(app, username)
        for path in (at(document), f"/van-ban/{document.id}/soan", f"/van-ban/{document.id}/kiem-tra"):
            assert client.get(path).status_code == 404, (username, path)
        assert post(client, at(document), text="x", version="1").status_code == 404
    assert kept(document).version == 1


def test_an_unknown_section_is_not_there(writer: FlaskClient, document: Document) -> None:
    assert writer.get(at(document, "khong-co")).status_code == 404


def test_a_script_whose_sign_in_ran_out_is_told_so(app: Flask, document: Document) -> None:
    answer = app.test_client().post(at(document), data={"text": "x", "version": "1"}, headers=SCRIPT)
    assert answer.status_code == 401
    assert "Chưa lưu: đã hết phiên" in json.loads(answer.data)["reason"]


def test_the_check_shows_all_in_order_and_waits_for_what_is_unfinished(
    app: Flask, world: World, writer: FlaskClient, document: Document
) -> None:
    post(writer, at(document), text="Đã tổ chức 06 buổi.", version="1", done="y")
    page = words(writer.get(f"/van-ban/{document.id}/kiem-tra"))
    order = ["BÁO CÁO", "Thực hiện yêu cầu", "I. ", "II. ", "Đã tổ chức 06 buổi.", "VI. ", "Nơi nhận:"]
    sheet = page[page.index('<article class="sheet') :]
    places = [sheet.index(one) for one in order]
    assert places == sorted(places)
    assert 'aria-disabled="true"' in page
    assert "Chờ 6 mục chưa hoàn thành" in page
    assert f'href="{at(document, "han-che")}"' in page


def test_a_finished_text_is_handed_in_from_the_check(app: Flask, world: World) -> None:
    document = filled(world, campaign_of(world))
    client = person(app, "soan.thuvien")
    page = words(client.get(f"/van-ban/{document.id}/kiem-tra"))
    assert "Trình xong, văn bản chuyển tới người thông qua: Dương Văn M." in page
    found = re.search(rf'action="(/van-ban/{document.id}/trinh)".*?name="version" value="(\d+)"', page, re.S)
    assert found
    assert post(client, found[1], version=found[2]).status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Document, document.id).state is DocumentState.IN_APPROVAL
    assert client.get(f"/van-ban/{document.id}/kiem-tra").location == f"/van-ban/{document.id}"


def test_the_last_report_of_the_unit_stands_beside_the_new_one(app: Flask, world: World) -> None:
    sent(app, world, campaign_of(world))
    document = draft_of(world, campaign_of(world))
    page = words(person(app, "soan.thuvien").get(at(document)))
    assert "Từ báo cáo số" in page
    assert "thuvien đã làm việc thứ nhất của mục Kết quả theo nhóm nhiệm vụ." in page
    assert "thuvien đã làm việc thứ nhất của mục Hạn chế" not in page


def test_a_consolidation_is_written_from_its_sources_and_checked_here(app: Flask, world: World) -> None:
    document = consolidation(app, world, ("thuvien",))
    office = person(app, "vanphong.so")
    assert office.get(at(document)).location == f"/van-ban/{document.id}/tong-hop/ket-qua"
    assert post(office, at(document), text="x", version="1").status_code == 404
    heading = words(office.get(at(document, "mo-dau")))
    assert f'href="/van-ban/{document.id}/tong-hop"' in heading
    page = words(office.get(f"/van-ban/{document.id}/kiem-tra"))
    assert f'href="/van-ban/{document.id}/tong-hop/ket-qua"' in page
    assert 'aria-disabled="true"' in page
    assert "Trình thẩm định" in page


def test_a_unit_without_a_superior_is_told_before_it_hands_in(app: Flask, world: World) -> None:
    document = filled(world, campaign_of(world))
    client = person(app, "soan.thuvien")
    check = f"/van-ban/{document.id}/kiem-tra"
    warning = "Đơn vị này không có cấp trên trực tiếp trong hệ thống."
    assert warning not in words(client.get(check))
    with db.engine.begin() as connection:
        unit = {"id": document.organisation_id}
        connection.execute(text("UPDATE organisation SET superior_id = NULL WHERE id = :id"), unit)
    assert warning in words(client.get(check))


def test_saving_is_recorded_with_the_section_it_changed(writer: FlaskClient, document: Document) -> None:
    post(writer, at(document), text="Một.", version="1")
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (entry.fact, entry.details) == ("document:section_saved", {"section": "ket-qua"})


def test_a_section_asks_the_database_as_often_for_long_texts_as_for_short(
    writer: FlaskClient, world: World, document: Document
) -> None:
    def count() -> int:
        with statements() as sent:
            assert writer.get(at(document)).status_code == 200
        return len(sent)

    saved_by_another(world, document)
    short = count()
    fill(world, document, "thuvien")
    assert count() <= short

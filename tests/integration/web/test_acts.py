"""Every act on a document through its page: the right hand, the wrong hand, the wrong moment, the same press twice."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.factories import stages
from tests.jobs import do_jobs
from tests.kept_stages import kept
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.actions.issue import note_failure
from workflow.cli.demo.world import World
from workflow.domain.facts import Fact
from workflow.domain.states import DocumentState, JobStep
from workflow.models import AuditEntry, Document, db

pytestmark = pytest.mark.usefixtures("short_prints")

Stage = Callable[[Flask, World], Document]


@dataclass(frozen=True)
class ActCase:
    """One act: at which stage, by whom, with which words, what it makes; and who may see but not do it."""

    path: str
    stage: Stage
    person: str
    makes: DocumentState
    fact: Fact
    other: str
    words: dict[str, str] = field(default_factory=dict)
    other_status: int = 403


@kept
def filled(app: Flask, world: World) -> Document:
    """A chi bộ's text with every section finished."""
    return stages.filled(world, stages.campaign_of(world))


@kept
def handed_in(app: Flask, world: World) -> Document:
    """The same, handed to the secretary."""
    return stages.submitted(world, stages.campaign_of(world))


@kept
def in_appraisal(app: Flask, world: World) -> Document:
    """The department's consolidation before its office."""
    document = stages.woven(app, world)
    press(world_browser(app, "vanphong.so"), document, "trinh")
    return stages.reloaded(document)


def world_browser(app: Flask, username: str) -> PersonClient:
    """A browser with this person signed in."""
    browser = PersonClient(app)
    sign_in(browser, username)
    return browser


def press(browser: PersonClient, document: Document, path: str, **words: str) -> TestResponse:
    """Press the act's button with the version of the document as the test holds it."""
    sent_words = {"version": str(document.version), "csrf_token": csrf_token(browser)} | words
    return browser.post(f"/van-ban/{document.id}/{path}", data=sent_words)


def entries(document: Document, fact: Fact) -> int:
    """How often the fact was recorded."""
    query = select(func.count()).select_from(AuditEntry)
    return db.session.scalar(query.where(AuditEntry.subject_id == document.id, AuditEntry.fact == fact)) or 0


def state_of(document: Document) -> DocumentState:
    """The state as the database has it now."""
    return stages.reloaded(document).state


S, F = DocumentState, Fact
CASES = [
    ActCase("trinh", filled, "soan.thuvien", S.IN_APPROVAL, F.DOCUMENT_SUBMITTED, "bithu.thuvien"),
    ActCase("tham-dinh", in_appraisal, "vanphong.so", S.IN_APPROVAL, F.DOCUMENT_APPRAISED, "vanthu.so"),
    ActCase(
        "tra-lai", handed_in, "bithu.thuvien", S.RETURNED, F.DOCUMENT_RETURNED, "soan.thuvien", {"note": "Sửa mục 2."}
    ),
    ActCase("thu-hoi", handed_in, "soan.thuvien", S.DRAFT, F.DOCUMENT_RECALLED, "bithu.thuvien"),
    ActCase(
        "hoan-tac", stages.approved, "uyvien.so", S.IN_APPROVAL, F.DOCUMENT_UNDONE, "vanthu.so", {"note": "Bấm nhầm."}
    ),
    ActCase("thong-qua", stages.in_approval, "uyvien.so", S.APPROVED, F.DOCUMENT_APPROVED, "vanthu.so"),
    ActCase("lay-so", stages.approved, "vanthu.so", S.APPROVED, F.DOCUMENT_NUMBERED, "uyvien.so"),
    ActCase("gui", stages.issued, "vanthu.so", S.SENT, F.DOCUMENT_SENT, "uyvien.so"),
    ActCase("tiep-nhan", stages.sent_alone, "vanphong.so", S.RECEIVED, F.DOCUMENT_RECEIVED, "soan.thuvien"),
    ActCase(
        "tra-lai-noi-gui",
        stages.sent_alone,
        "vanphong.so",
        S.RETURNED,
        F.DOCUMENT_SENT_BACK,
        "vanthu.so",
        {"note": "Thiếu mục 3."},
    ),
    ActCase("huy", filled, "soan.thuvien", S.CANCELLED, F.DOCUMENT_CANCELLED, "kiemtra.so", {"note": "Lập nhầm."}, 404),
]
BY_PATH = {case.path: case for case in CASES}


@pytest.fixture(params=CASES, ids=lambda case: case.path)
def case(request: pytest.FixtureRequest, world: World) -> ActCase:
    """Each act in turn."""
    found: ActCase = request.param
    return found


def test_the_right_person_does_it_and_a_second_press_records_nothing_more(
    app: Flask, world: World, case: ActCase
) -> None:
    document = case.stage(app, world)
    words = case.words | ({"signer_id": str(world.people["bithu.so"].id)} if case.path == "lay-so" else {})
    browser = world_browser(app, case.person)
    before, version = entries(document, case.fact), document.version
    assert browser.get(f"/van-ban/{document.id}/{case.path}").status_code == 200
    first = press(browser, document, case.path, **words)
    assert first.status_code == 303, first.get_data(as_text=True)[-2500:]
    assert state_of(document) is case.makes
    again = press(browser, document, case.path, **(words | {"version": str(version)}))
    assert (again.status_code, again.location) == (303, first.location)
    assert entries(document, case.fact) == before + 1
    assert "Đã ghi nhận." in browser.get(again.location).get_data(as_text=True)


def test_the_wrong_person_is_refused_and_nothing_changes(app: Flask, world: World, case: ActCase) -> None:
    document = case.stage(app, world)
    stood = document.state
    browser = world_browser(app, case.other)
    assert browser.get(f"/van-ban/{document.id}/{case.path}").status_code == case.other_status
    words = case.words | {"signer_id": str(world.people["bithu.so"].id)}
    assert press(browser, document, case.path, **words).status_code == case.other_status
    assert state_of(document) is stood


def test_a_stale_page_is_refused_with_the_words_kept_and_the_next_press_counts(
    app: Flask, world: World, case: ActCase
) -> None:
    document = case.stage(app, world)
    stood = document.state
    words = case.words | {"signer_id": str(world.people["bithu.so"].id)}
    browser = world_browser(app, case.person)
    answer = press(browser, document, case.path, **(words | {"version": "1"}))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Trang này đã cũ" in html
    assert case.words.get("note", "") in html
    assert state_of(document) is stood
    assert f'name="version" value="{document.version}"' in html
    assert press(browser, document, case.path, **words).status_code == 303


WRONG_MOMENTS = [
    ("tham-dinh", stages.in_approval, "vanphong.so", "Chờ thông qua"),
    ("thong-qua", in_appraisal, "uyvien.so", "Chờ Văn phòng thẩm định."),
    ("lay-so", stages.in_approval, "vanthu.so", "Chờ cấp uỷ thông qua."),
    ("ky", stages.approved, "bithu.so", "Chờ văn thư lấy số."),
    ("gui", stages.approved, "vanthu.so", "Chưa ban hành."),
    ("thong-qua", stages.in_approval, "bithu.so", ""),
    ("thu-hoi", stages.approved, "vanphong.so", "Cấp uỷ đã thông qua nên không thu hồi được nữa."),
    ("thay-the", filled, "soan.thuvien", "Chỉ thay thế được văn bản soạn ở đây"),
]


@pytest.mark.parametrize(("path", "stage", "person", "reason"), WRONG_MOMENTS)
def test_the_wrong_moment_is_refused_with_the_reason_the_button_shows(
    app: Flask, world: World, *, path: str, stage: Stage, person: str, reason: str
) -> None:
    document = stage(app, world)
    answer = world_browser(app, person).get(f"/van-ban/{document.id}/{path}")
    assert answer.status_code == (409 if reason else 200)
    assert reason in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["tra-lai", "tra-lai-noi-gui", "huy"])
def test_an_act_that_needs_a_reason_asks_for_it(app: Flask, world: World, path: str) -> None:
    case = BY_PATH[path]
    document = case.stage(app, world)
    stood = document.state
    answer = press(world_browser(app, case.person), document, path, note="   ")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Hãy ghi lý do" in html
    assert "Lỗi:" in html
    assert state_of(document) is stood


def test_too_long_a_reason_is_refused_and_kept(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    browser = world_browser(app, "bithu.thuvien")
    answer = press(browser, document, "tra-lai", **{"note": "dài " * 600, "reason-han-che": "Thiếu nguyên nhân."})
    assert answer.status_code == 422
    assert "Thiếu nguyên nhân." in answer.get_data(as_text=True)


def test_reasons_reach_their_sections(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    press(world_browser(app, "bithu.thuvien"), document, "tra-lai", **{"reason-han-che": "Thiếu nguyên nhân."})
    notes = {section.key: section.note for section in stages.reloaded(document).sections if section.note}
    assert notes == {"han-che": "Thiếu nguyên nhân."}


def test_a_secretary_approves_numbers_signs_and_sends_with_one_press(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    browser = world_browser(app, "bithu.thuvien")
    assert "Thông qua, lấy số, ký và gửi" in browser.get(f"/van-ban/{document.id}/thong-qua").get_data(as_text=True)
    assert press(browser, document, "thong-qua", issue_now="y").status_code == 303
    do_jobs(app)
    assert state_of(document) is DocumentState.SENT
    assert document.symbol == "01-BC/CB"


def test_a_secretary_who_wrote_the_text_gives_the_meeting(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    document.author_ids = [world.people["bithu.thuvien"].id]
    db.session.commit()
    browser = world_browser(app, "bithu.thuvien")
    page = browser.get(f"/van-ban/{document.id}")
    assert re.search(r'class="btn btn-primary" href="/van-ban/\d+/thong-qua"', page.get_data(as_text=True))
    missing = press(browser, document, "thong-qua", present="16")
    assert missing.status_code == 422
    assert "Ngày họp chi bộ: chưa nhập." in missing.get_data(as_text=True)
    assert 'value="16"' in missing.get_data(as_text=True)
    meeting = {"meeting_day": "06/02/2024", "present": "16", "agreed": "17"}
    assert "nhiều hơn số có mặt" in press(browser, document, "thong-qua", **meeting).get_data(as_text=True)
    few = press(browser, document, "thong-qua", **(meeting | {"agreed": "8"}))
    assert few.status_code == 409
    assert "Số đồng ý chưa quá nửa số có mặt" in few.get_data(as_text=True)
    future = press(browser, document, "thong-qua", **(meeting | {"meeting_day": "06/02/2099", "agreed": "15"}))
    assert future.status_code == 422
    assert press(browser, document, "thong-qua", **(meeting | {"agreed": "15"})).status_code == 303
    assert "15/16 đồng ý" in browser.get(f"/van-ban/{document.id}").get_data(as_text=True)


def test_nobody_of_a_committee_approves_own_text(app: Flask, world: World) -> None:
    document = stages.in_approval(app, world)
    document.author_ids = [world.people["uyvien.so"].id]
    db.session.commit()
    answer = press(world_browser(app, "uyvien.so"), document, "thong-qua", note="Nhất trí.")
    assert answer.status_code == 409
    assert "không tự thông qua được" in answer.get_data(as_text=True)
    assert "Nhất trí." in answer.get_data(as_text=True)


def test_the_number_page_shows_the_number_to_come(app: Flask, world: World) -> None:
    document = stages.approved(app, world)
    html = world_browser(app, "vanthu.so").get(f"/van-ban/{document.id}/lay-so").get_data(as_text=True)
    assert "Số dự kiến" in html
    assert "01-BC/ĐU" in html
    assert "Nguyễn Văn A, Bí thư" in html


def test_no_signer_chosen_is_refused(app: Flask, world: World) -> None:
    document = stages.approved(app, world)
    answer = press(world_browser(app, "vanthu.so"), document, "lay-so")
    assert answer.status_code == 422
    assert state_of(document) is DocumentState.APPROVED
    assert document.number is None


def test_the_signer_signs_the_bytes_that_were_shown_and_no_others(app: Flask, world: World) -> None:
    document = stages.prepared(app, world)
    browser = world_browser(app, "bithu.so")
    html = browser.get(f"/van-ban/{document.id}/ky").get_data(as_text=True)
    assert f"/van-ban/{document.id}/ban.pdf" in html
    assert f'name="digest" value="{document.prepared_digest}"' in html
    other = press(browser, document, "ky", digest="0" * 64)
    assert other.status_code == 409
    assert f'name="digest" value="{document.prepared_digest}"' in other.get_data(as_text=True)
    assert press(browser, document, "ky", digest=document.prepared_digest or "").status_code == 303
    assert press(browser, document, "ky", digest=document.prepared_digest or "").status_code == 303
    assert entries(document, Fact.DOCUMENT_SIGN_AGREED) == 1
    do_jobs(app)
    assert state_of(document) is DocumentState.ISSUED


def test_only_the_chosen_signer_signs(app: Flask, world: World) -> None:
    document = stages.prepared(app, world)
    document.signer_id = world.people["uyvien.so"].id
    db.session.commit()
    browser = world_browser(app, "bithu.so")
    answer = browser.get(f"/van-ban/{document.id}/ky")
    assert answer.status_code == 409
    assert "ký." in answer.get_data(as_text=True)


def test_a_replacement_is_begun_once_and_leads_to_its_text(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    browser = world_browser(app, "soan.thuvien")
    assert press(browser, document, "thay-the", note=" ").status_code == 422
    first = press(browser, document, "thay-the", note="Sai số liệu mục II.")
    assert first.status_code == 303
    again = press(browser, document, "thay-the", note="Sai số liệu mục II.")
    assert again.location == first.location
    assert db.session.scalar(select(func.count()).select_from(Document)) == 2
    html = browser.get(f"/van-ban/{document.id}").get_data(as_text=True)
    assert "Đang lập văn bản thay thế" in html


def test_a_failed_step_is_tried_again(app: Flask, world: World) -> None:
    document = stages.approved(app, world)
    document.step = JobStep.RENDERING
    db.session.commit()
    note_failure(document.id, JobStep.RENDERING, "Thiếu phông chữ.")
    assert press(world_browser(app, "uyvien.so"), document, "thu-lai").status_code == 403
    browser = world_browser(app, "vanthu.so")
    assert press(browser, stages.reloaded(document), "thu-lai").status_code == 303
    assert stages.reloaded(document).step_error is None


def test_an_act_without_the_token_of_the_page_has_no_effect(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    browser = world_browser(app, "bithu.thuvien")
    answer = browser.post(f"/van-ban/{document.id}/thong-qua", data={"version": str(document.version)})
    assert answer.status_code in (400, 401)
    assert state_of(document) is DocumentState.IN_APPROVAL


def test_looking_at_an_act_in_any_way_does_not_do_it(app: Flask, world: World) -> None:
    document = stages.issued(app, world)
    browser = world_browser(app, "vanthu.so")
    assert browser.head(f"/van-ban/{document.id}/gui").status_code == 200
    assert state_of(document) is DocumentState.ISSUED


def test_pressing_a_closed_act_answers_with_the_sentence_of_the_button(app: Flask, world: World) -> None:
    document = stages.in_approval(app, world)
    signer = str(world.people["bithu.so"].id)
    answer = press(world_browser(app, "vanthu.so"), document, "lay-so", signer_id=signer)
    assert answer.status_code == 409
    assert "Chờ cấp uỷ thông qua." in answer.get_data(as_text=True)
    assert document.number is None

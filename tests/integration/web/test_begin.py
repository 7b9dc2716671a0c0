"""Papers begun by hand, from the choice of a kind to the signed paper on the desks that it names."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.jobs import do_jobs
from tests.signing_in import csrf_token, sign_in
from workflow.actions.appraise import appraise_document
from workflow.actions.approve import approve_document
from workflow.actions.begin import begin_paper
from workflow.actions.compose import content_of
from workflow.actions.draft import save_section
from workflow.actions.issue import sign_document, take_number
from workflow.actions.send import receive_document, send_document
from workflow.actions.submit import submit_document
from workflow.actions.withdraw import begin_replacement
from workflow.cli.demo.world import World
from workflow.domain.errors import NotPermitted, TransitionRefused
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.inputs.writing import BeginPaper, SaveSection
from workflow.domain.sections import BODY, OPENING
from workflow.domain.states import DocumentKind, DocumentState
from workflow.models import Delivery, Document, db
from workflow.paper.embedded import Embedded, embedded
from workflow.queries.papers import paper_of

ABSTRACT = "về việc đôn đốc báo cáo tháng 11"
TEXT = "Đảng uỷ Sở đề nghị các chi bộ gửi báo cáo trước ngày 25/11.\n\nCác chi bộ quan tâm thực hiện."
LETTER = BeginPaper(DocumentKind.LETTER, ABSTRACT, ("Chi bộ Thư viện tỉnh", "Chi bộ Bảo tàng tỉnh"))


@pytest.fixture
def office(app: Flask, world: World) -> FlaskClient:
    """The office of Đảng uỷ Sở, signed in."""
    client = app.test_client()
    sign_in(client, "vanphong.so")
    return client


def post(client: FlaskClient, kind: str, **typed: str) -> TestResponse:
    return client.post(f"/van-ban/soan-moi/{kind}", data={"csrf_token": csrf_token(client), **typed})


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def begun(world: World, given: BeginPaper = LETTER, unit: str = "so", who: str = "vanphong.so") -> Document:
    return begin_paper(world.organisations[unit].id, given, actor=world.actor(who))


def written(world: World, given: BeginPaper = LETTER) -> Document:
    """The department's paper with its text."""
    document = begun(world, given)
    save_section(document.id, SaveSection(BODY, TEXT, 1, done=True), actor=world.actor("vanphong.so"))
    return document


def numbered(world: World, given: BeginPaper = LETTER) -> Document:
    """The same handed in, appraised, approved, with its number."""
    document = written(world, given)
    submit_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))
    appraise_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))
    approve_document(document.id, Approve(document.version), actor=world.actor("uyvien.so"))
    return take_number(document.id, TakeNumber(document.version), actor=world.actor("vanthu.so"))


def issued(app: Flask, world: World, given: BeginPaper = LETTER) -> Document:
    """The same printed and signed twice."""
    document = numbered(world, given)
    do_jobs(app)
    db.session.refresh(document)
    given_bytes = Sign(document.version, document.prepared_digest or "")
    sign_document(document.id, given_bytes, actor=world.actor("bithu.so"))
    do_jobs(app)
    db.session.refresh(document)
    return document


def desks(document: Document) -> list[str]:
    """The names of the organisations that got it."""
    rows = db.session.scalars(select(Delivery).where(Delivery.document_id == document.id).order_by(Delivery.position))
    return [row.organisation.name for row in rows if row.organisation]


def sent(app: Flask, world: World, given: BeginPaper) -> Document:
    document = issued(app, world, given)
    return send_document(document.id, Act(document.version), actor=world.actor("vanthu.so"))


def test_a_letter_is_begun_on_its_page_and_written_in_one_body(office: FlaskClient) -> None:
    assert "Công văn" in words(office.get("/van-ban/soan-moi"))
    assert "Kính gửi" in words(office.get("/van-ban/soan-moi/CV"))
    answer = post(office, "CV", abstract=f" {ABSTRACT} ", addressees="- Chi bộ Thư viện tỉnh;\n- Chi bộ Bảo tàng tỉnh.")
    document = db.session.scalars(select(Document)).unique().one()
    assert (answer.status_code, answer.location) == (303, f"/van-ban/{document.id}/soan")
    assert (document.abstract, document.addressees) == (ABSTRACT, ["Chi bộ Thư viện tỉnh", "Chi bộ Bảo tàng tỉnh"])
    assert document.recipients == ["Như trên", "Lưu Văn phòng Đảng uỷ"]
    assert office.get(answer.location).location.endswith(f"/soan/{BODY}")
    page = words(office.get(f"/van-ban/{document.id}/soan/{BODY}"))
    assert "Công văn của Đảng uỷ" in page and "Mục 1" not in page and "<kbd>I.</kbd>" in page


def test_the_addressees_are_changed_with_the_heading(office: FlaskClient, world: World) -> None:
    document = begun(world)
    path = f"/van-ban/{document.id}/soan/{OPENING}"
    assert "Chi bộ Thư viện tỉnh" in words(office.get(path))
    typed = {"csrf_token": csrf_token(office), "abstract": ABSTRACT, "recipients": "Như trên\nLưu VPĐU", "version": "1"}
    assert office.post(path, data={**typed, "addressees": " "}).status_code == 422
    assert office.post(path, data={**typed, "addressees": "Chi bộ Văn phòng Sở"}).status_code == 303
    db.session.refresh(document)
    assert document.addressees == ["Chi bộ Văn phòng Sở"]
    assert content_of(document)["addressees"] == ["Chi bộ Văn phòng Sở"]


def test_what_a_kind_has_not_is_not_asked(office: FlaskClient, world: World) -> None:
    assert "Kính" not in words(office.get("/van-ban/soan-moi/TB"))
    assert post(office, "TB", abstract=ABSTRACT, addressees="Ai đó").status_code == 303
    document = db.session.scalars(select(Document)).unique().one()
    assert (document.kind, document.addressees) == (DocumentKind.NOTICE, [])
    heading = words(office.get(f"/van-ban/{document.id}/soan/{OPENING}"))
    assert "Kính" not in heading and "In dưới dòng THÔNG BÁO" in heading


def test_a_submission_is_handed_up_to_the_superior_unless_said_otherwise(office: FlaskClient) -> None:
    page = words(office.get("/van-ban/soan-moi/TTr"))
    assert "Kính trình" in page and "Đảng uỷ Khối các cơ quan tỉnh</textarea>" in page


@pytest.mark.parametrize(("kind", "status"), [("XX", 404), ("BS", 404), ("KH", 200), ("QĐ", 200)])
def test_only_known_kinds_have_a_page(office: FlaskClient, kind: str, status: int) -> None:
    assert office.get(f"/van-ban/soan-moi/{kind}").status_code == status


def test_what_is_missing_is_said_and_what_was_typed_stays(office: FlaskClient) -> None:
    answer = post(office, "CV", abstract=ABSTRACT, addressees=" \n")
    assert answer.status_code == 422
    assert "Kính gửi: hãy ghi ít nhất một nơi nhận" in words(answer) and ABSTRACT in words(answer)
    assert db.session.scalar(select(func.count()).select_from(Document)) == 0


def test_a_double_press_begins_one_paper(office: FlaskClient) -> None:
    typed = {"abstract": ABSTRACT, "addressees": "Chi bộ Thư viện tỉnh", "token": "t" * 20}
    assert [post(office, "CV", **typed).status_code for _ in range(2)] == [303, 303]
    assert db.session.scalar(select(func.count()).select_from(Document)) == 1


def test_a_cell_begins_no_guidance_and_nobody_begins_for_another_house(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    page = words(client.get("/van-ban/soan-moi"))
    assert "Tờ trình" in page and "Hướng dẫn" not in page and "Chỉ thị" not in page
    given = BeginPaper(DocumentKind.GUIDANCE, ABSTRACT)
    with pytest.raises(TransitionRefused, match="không soạn hướng dẫn"):
        begun(world, given, "thuvien", "soan.thuvien")
    with pytest.raises(NotPermitted):
        begun(world, LETTER, "baotang", "soan.thuvien")
    other = world.organisations["baotang"].id
    assert client.get(f"/van-ban/soan-moi?don_vi={other}").status_code == 404


def test_a_letter_goes_through_every_hand_to_the_desks_it_names(app: Flask, world: World) -> None:
    document = issued(app, world)
    assert (document.state, document.symbol) == (DocumentState.ISSUED, "01-CV/ĐU")
    found = embedded(app.extensions["trinhky-store"].get(document.issued_digest or ""))
    assert isinstance(found, Embedded) and found.paper is not None and document.revision is not None
    assert found.paper.addressees == LETTER.addressees
    assert [block.text for block in found.paper.blocks] == TEXT.split("\n\n")
    assert paper_of(document, document.revision.content).kind == "CV"
    document = send_document(document.id, Act(document.version), actor=world.actor("vanthu.so"))
    assert desks(document) == ["Chi bộ Bảo tàng tỉnh", "Chi bộ Thư viện tỉnh"]
    assert [row.label for row in document.deliveries if row.organisation_id is None] == ["Lưu Văn phòng Đảng uỷ"]
    assert document.desk_id == document.organisation_id
    received = receive_document(document.id, Act(document.version), actor=world.actor("soan.thuvien"))
    assert received.state is DocumentState.SENT
    assert [row.received_by for row in received.deliveries if row.received_at] == ["Phạm Thị D"]


def test_one_line_may_name_all_who_stand_below(app: Flask, world: World) -> None:
    document = sent(app, world, BeginPaper(DocumentKind.LETTER, ABSTRACT, ("Các chi bộ trực thuộc",)))
    assert len(desks(document)) == 4


def test_a_submission_comes_to_the_superiors_desk_and_is_received_there(app: Flask, world: World) -> None:
    above = world.organisations["khoi"]
    document = sent(app, world, BeginPaper(DocumentKind.SUBMISSION, ABSTRACT, (above.name,)))
    assert (document.desk_id, desks(document)) == (above.id, [above.name])
    document = receive_document(document.id, Act(document.version), actor=world.actor("vanphong.khoi"))
    assert document.state is DocumentState.RECEIVED
    client = app.test_client()
    sign_in(client, "vanphong.so")
    page = words(client.get(f"/van-ban/{document.id}"))
    assert "Tờ trình số" in page and "Tiếp nhận" in page and "đang ở: </span>Tổng hợp" not in page


def test_each_kind_has_a_series_of_its_own(world: World) -> None:
    notice = BeginPaper(DocumentKind.NOTICE, ABSTRACT)
    symbols = [numbered(world, given).symbol for given in (notice, LETTER, notice)]
    assert symbols == ["01-TB/ĐU", "01-CV/ĐU", "02-TB/ĐU"]


def test_a_replacement_has_the_same_text_and_addressees(app: Flask, world: World) -> None:
    document = issued(app, world)
    office = world.actor("vanphong.so")
    new = begin_replacement(document.id, Act(document.version, "Ghi thiếu nơi nhận."), actor=office)
    assert (new.addressees, new.kind) == (document.addressees, DocumentKind.LETTER)
    assert [section.text for section in new.sections] == ["", TEXT]

"""The annex that names where each block came from: chosen by the office, approved with the text, printed."""

import pytest
from flask import Flask

from tests.desk import KEY, Desk, ids
from tests.factories import received, stages
from tests.jobs import do_jobs
from workflow.actions import weave
from workflow.actions.appraise import appraise_document
from workflow.actions.approve import approve_document
from workflow.actions.compose import content_of
from workflow.actions.issue import take_number
from workflow.actions.origins_annex import choose_origins
from workflow.actions.remarks import remarks_of
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import World
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.issuing import TakeNumber
from workflow.models import Document, db
from workflow.paper.embedded import embedded
from workflow.storage.store import Store

TEXTS = {
    "vanhoa": {KEY: "- Tổ chức 9 lễ hội  ,theo kế hoạch.\n- Mở 2 lớp học."},
    "thuvien": {KEY: "- Tổ chức 12 hoạt động đọc sách.\n- Không đưa lên."},
}


@pytest.fixture
def document(world: World) -> Document:
    """A consolidation whose blocks are taken over, merged and left out."""
    made, office = received.consolidation(world, TEXTS), world.actor("vanphong.so")
    first, second, third, fourth = ids(made)
    weave.use_blocks(made.id, [second], actor=office)
    weave.merge_blocks(made.id, [first, third], None, actor=office)
    weave.leave_out(made.id, [fourth], "Trùng ý", actor=office)
    return stages.reloaded(made)


def rows(document: Document) -> list[list[str]]:
    (annex,) = content_of(document)["annexes"]
    return [list(row) for row in annex["blocks"][0]["rows"]]


def test_the_office_chooses_it_on_the_page_of_annexes(desk: Desk, document: Document) -> None:
    address = f"/van-ban/{document.id}/phu-luc"
    assert "In kèm phụ lục nguồn tổng hợp" in desk.client.get(address).text
    for wanted in "110":
        answer = desk.client.post(f"{address}/nguon-tong-hop", data={"co": wanted, "csrf_token": desk.token})
        assert answer.status_code == 303
        db.session.expire_all()
        assert document.with_origins is (wanted == "1")
        assert ("sẽ in kèm" in desk.client.get(address).text) is document.with_origins
    assert "annexes" not in content_of(document)


def test_it_names_unit_paper_words_and_how_for_each_block_in_printed_order(document: Document, world: World) -> None:
    choose_origins(document.id, wanted=True, actor=world.actor("vanphong.so"))
    head, *made = rows(document)
    assert head == ["Đoạn", "Đơn vị", "Văn bản", "Đoạn nguồn", "Cách dùng"]
    place = "Mục II, đoạn "
    assert made[0] == [
        f"{place}1",
        "Chi bộ Quản lý Văn hoá",
        "Số 01-BC/CB",
        "Đoạn 2: Mở 2 lớp học.",
        "giữ nguyên văn",
    ]
    assert [row[:2] for row in made[1:]] == [
        [f"{place}2", "Chi bộ Quản lý Văn hoá"],
        [f"{place}2", "Chi bộ Thư viện tỉnh"],
    ]
    assert all(row[4].startswith("ghép với đoạn khác, giữ ") for row in made[1:])
    assert "Không đưa lên" not in str(made)


def test_others_words_in_it_are_no_fault_of_this_paper(document: Document, world: World) -> None:
    before = [remark.finding.key for remark in remarks_of(document)]
    choose_origins(document.id, wanted=True, actor=world.actor("vanphong.so"))
    assert [remark.finding.key for remark in remarks_of(document)] == before


def test_it_is_approved_with_the_text_and_stands_in_the_printed_file(
    app: Flask, document: Document, world: World
) -> None:
    office = world.actor("vanphong.so")
    choose_origins(document.id, wanted=True, actor=office)
    submit_document(document.id, Act(stages.reloaded(document).version), actor=office)
    with pytest.raises(TransitionRefused):
        choose_origins(document.id, wanted=False, actor=office)
    appraise_document(document.id, Act(stages.reloaded(document).version), actor=office)
    approve_document(document.id, Approve(document.version), actor=world.actor("uyvien.so"))
    take_number(document.id, TakeNumber(document.version), actor=world.actor("vanthu.so"))
    do_jobs(app)
    document = stages.reloaded(document)
    store: Store = app.extensions["trinhky-store"]
    printed = embedded(store.get(document.prepared_digest or ""))
    assert printed is not None
    assert "NGUỒN TỔNG HỢP" in str(printed)


def test_a_report_of_its_own_words_has_none(world: World) -> None:
    draft = stages.draft_of(world, stages.campaign_of(world))
    with pytest.raises(InvalidInput):
        choose_origins(draft.id, wanted=True, actor=world.actor("soan.thuvien"))

"""The consolidation workspace through its pages, without JavaScript: taking over, merging, leaving out, rewriting."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from tests.factories import received, stages
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.actions.organisation import found_organisation
from workflow.actions.submit import submit_document
from workflow.actions.weave import leave_out
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.inputs import Act, FoundOrganisation
from workflow.domain.states import DocumentState, Level, SectionState, SourceState
from workflow.models import Contribution, Document, ResultBlock, Source, SourceBlock, db
from workflow.models.clock import now, today
from workflow.queries.consolidation import result_blocks, source_blocks

KEY = "ket-qua"
TEXTS = {
    "vanhoa": {KEY: "- Tổ chức 9 lễ hội theo Kế hoạch số 32-KH/ĐU.\n- Mở 2 lớp học.", "kien-nghi": "- Tăng kinh phí."},
    "thuvien": {KEY: "- Tổ chức 12 hoạt động đọc sách."},
}


class Desk:
    """The workspace of one document in the hands of one person."""

    def __init__(self, client: PersonClient, document: Document) -> None:
        self.client, self.document_id = client, document.id
        self.token = csrf_token(client)

    def address(self, key: str = KEY) -> str:
        return f"/van-ban/{self.document_id}/tong-hop/{key}"

    def get(self, query: str = "", key: str = KEY) -> str:
        answer = self.client.get(self.address(key) + query)
        assert answer.status_code == 200, answer.text
        return answer.text

    def press(self, act: str, query: str = "", key: str = KEY, **typed: object) -> TestResponse:
        data = {"act": act, "csrf_token": self.token, **typed}
        answer = self.client.post(self.address(key) + query, data=data)
        db.session.expire_all()
        return answer


@pytest.fixture
def document(world: World) -> Document:
    return received.consolidation(world, TEXTS)


@pytest.fixture
def desk(app: Flask, document: Document) -> Iterator[Desk]:
    client = PersonClient(app)
    sign_in(client, "vanphong.so")
    yield Desk(client, document)


def ids(document: Document, key: str = KEY) -> list[int]:
    blocks = source_blocks(document.id, key)
    return [block.id for block in sorted(blocks, key=lambda block: block.position)]


def texts(document: Document, key: str = KEY) -> list[str]:
    return [block.text for block in result_blocks(document.id, key)]


def state(block_id: int) -> SourceState:
    return db.session.get_one(SourceBlock, block_id).state


def test_begins_from_the_campaign_and_leads_to_the_first_open_section(desk: Desk, document: Document) -> None:
    answer = desk.client.post(f"/dot-bao-cao/{document.campaign_id}/tong-hop", data={"csrf_token": desk.token})
    assert answer.location == f"/van-ban/{document.id}/tong-hop"
    assert desk.client.get(answer.location).location == desk.address()


def test_shows_sources_beside_the_result_with_the_count_and_the_reason_it_cannot_go(desk: Desk) -> None:
    page = desk.get()
    assert '<span class="big">4</span> trên 4 đoạn nguồn chưa xử lý' in page
    assert "Còn 4 đoạn nguồn chưa xử lý: dùng, ghép hoặc để ngoài có lý do." in page
    assert 'aria-disabled="true" aria-describedby="vi-sao"' in page
    assert page.count("<h1") == 1
    assert "btn-primary" not in page


def test_a_block_taken_over_leads_on_to_the_next_and_is_handled(desk: Desk, document: Document) -> None:
    first, second, _ = ids(document)
    answer = desk.press("use", "?tinh_trang=open", doan=first, ve=f"n-{second}")
    assert answer.status_code == 303
    assert answer.location == f"{desk.address()}?tinh_trang=open#n-{second}"
    assert desk.press("use", doan=first).status_code == 303
    assert texts(document) == ["- Tổ chức 9 lễ hội theo Kế hoạch số 32-KH/ĐU."]
    page = desk.get()
    assert "Đã dùng ở đoạn 1" in page
    assert "Quản lý Văn hoá, nguyên văn" in page


def test_selected_blocks_are_merged_and_opened_for_rewriting(desk: Desk, document: Document) -> None:
    first, _, third = ids(document)
    answer = desk.press("merge", doan=[first, third])
    assert "sua=" in (answer.location or "")
    page = desk.client.get(answer.location).text
    assert "Đoạn 1, đang sửa" in page
    assert page.count("btn-primary") == 1
    assert [state(first), state(third)] == [SourceState.MERGED, SourceState.MERGED]


def test_a_block_is_merged_into_the_chosen_one(desk: Desk, document: Document) -> None:
    first, second, _ = ids(document)
    desk.press("use", doan=first)
    into = result_blocks(document.id, KEY)[0].block
    page = desk.get(f"?ghep={second}")
    assert f'<option value="{into}">Đoạn 1: - Tổ chức 9 lễ hội' in page
    desk.press("merge", doan=second, into=into)
    assert texts(document) == ["- Tổ chức 9 lễ hội theo Kế hoạch số 32-KH/ĐU. Mở 2 lớp học."]


def test_leaving_out_without_a_reason_opens_the_field_again(desk: Desk, document: Document) -> None:
    first, *_ = ids(document)
    answer = desk.press("leave_out", doan=first, target=first, reason="  ")
    assert answer.status_code == 422
    assert f'<a href="#ly-do-{first}">Hãy ghi lý do để ngoài.</a>' in answer.text
    assert f'id="ly-do-{first}-error"' in answer.text
    assert "<title>Lỗi: " in answer.text
    assert state(first) is SourceState.OPEN


def test_a_reason_that_is_too_long_is_refused_and_stays_typed(desk: Desk, document: Document) -> None:
    reason = "Trùng ý với đoạn của chi bộ khác. " * 40
    answer = desk.press("leave_out", doan=ids(document)[:2], target="chon", reason=reason)
    assert answer.status_code == 422
    assert reason.strip() in answer.text
    assert answer.text.count(" checked>") == 2


def test_selected_blocks_are_left_out_with_one_reason_and_taken_back(desk: Desk, document: Document) -> None:
    first, second, _ = ids(document)
    desk.press("leave_out", doan=[first, second], target="chon", reason="Không có kết quả mới")
    assert desk.get().count("Vì: “Không có kết quả mới”") == 2
    desk.press("reopen", doan=first)
    assert [state(first), state(second)] == [SourceState.OPEN, SourceState.LEFT_OUT]


@pytest.mark.parametrize("act", ["use", "merge", "leave_out"])
@pytest.mark.parametrize("picked", [None, "không phải số", str(2**70)])
def test_refuses_a_press_without_a_block_in_words(desk: Desk, act: str, picked: str | None) -> None:
    typed = {"reason": "Lý do"} | ({"doan": picked} if picked else {})
    answer = desk.press(act, **typed)
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_a_button_that_no_page_has_is_refused_in_words(desk: Desk) -> None:
    assert desk.press("xoa-het").status_code == 422


def test_a_block_is_rewritten_moved_and_taken_away(desk: Desk, document: Document) -> None:
    first, second, _ = ids(document)
    desk.press("use", doan=[first, second])
    top, bottom = result_blocks(document.id, KEY)
    answer = desk.press("save", block=top.block, text="- Tổ chức 9 lễ hội lớn.", version=top.version)
    assert answer.location.endswith(f"#d-{top.block}")
    for _ in range(2):  # a double click
        desk.press("move", block=top.block, up="", token="một lần")
    assert texts(document) == ["- Mở 2 lớp học.", "- Tổ chức 9 lễ hội lớn."]
    for _ in range(2):
        assert desk.press("remove", block=bottom.block).status_code == 303
    assert (texts(document), state(second)) == (["- Tổ chức 9 lễ hội lớn."], SourceState.OPEN)


def test_an_empty_rewriting_is_refused_beside_the_field(desk: Desk, document: Document) -> None:
    desk.press("use", doan=ids(document)[0])
    (block,) = result_blocks(document.id, KEY)
    answer = desk.press("save", block=block.block, text=" ", version=block.version)
    assert answer.status_code == 422
    assert '<a href="#loi-van">Đoạn không được để trống.' in answer.text


def test_the_office_adds_its_own_words_once(desk: Desk, document: Document) -> None:
    assert desk.press("add", text="").status_code == 422
    for _ in range(2):
        assert desk.press("add", text="- Đảng uỷ chỉ đạo đồng bộ.", token="một lần").status_code == 303
    assert texts(document) == ["- Đảng uỷ chỉ đạo đồng bộ."]
    assert "Không có nguồn: lời của Văn phòng." in desk.get()


def test_two_clerks_on_one_block_see_both_wordings_and_choose(desk: Desk, document: Document) -> None:
    desk.press("add", text="- Câu đầu.")
    (block,) = result_blocks(document.id, KEY)
    seen = block.version
    desk.press("save", block=block.block, text="- Câu của người thứ nhất.", version=seen)
    late = desk.press("save", block=block.block, text="- Câu của người thứ hai.", version=seen)
    assert late.status_code == 409
    assert "người thứ <mark" in late.text.replace("&#39;", "'") or "thứ" in late.text
    for words in ("Bản của đồng chí, chưa lưu", "Bản đã lưu lúc", 'value="choose"', "- Câu của người thứ hai."):
        assert words in late.text
    assert texts(document) == ["- Câu của người thứ nhất."]
    version = re.search(r'name="version" value="(\d+)"', late.text)
    assert version
    chosen = {"block": block.block, "version": version[1], "mine": "- Câu của người thứ hai."}
    desk.press("choose", choice="saved", merged="", **chosen)
    assert texts(document) == ["- Câu của người thứ nhất."]
    assert desk.press("choose", choice="merged", merged=" ", **chosen).status_code == 422
    desk.press("choose", choice="merged", merged="- Câu của cả hai.", **chosen)
    assert texts(document) == ["- Câu của cả hai."]


def test_two_clerks_in_different_sections_do_not_meet(desk: Desk, document: Document) -> None:
    desk.press("use", doan=ids(document)[0])
    desk.press("use", key="kien-nghi", doan=ids(document, "kien-nghi")[0])
    here, there = result_blocks(document.id, KEY)[0], result_blocks(document.id, "kien-nghi")[0]
    seen = (here.block, here.version), (there.block, there.version)
    for (block, version), key in zip(seen, (KEY, "kien-nghi"), strict=True):
        assert desk.press("save", key=key, block=block, text="- Lời mới.", version=version).status_code == 303


def test_a_new_report_is_told_and_taken_in_by_a_press(desk: Desk, document: Document, world: World) -> None:
    assert document.campaign is not None
    received.received(received.target_of(world, document.campaign, "baotang"), {KEY: "- Trưng bày 4 lần."})
    assert "Chi bộ Bảo tàng tỉnh, số" in desk.get()
    assert desk.press("take_in").status_code == 303
    page = desk.get()
    assert "Trưng bày 4 lần." in page
    assert "Có báo cáo mới" not in page


@pytest.mark.parametrize("gone", [DocumentState.SUPERSEDED, DocumentState.RETURNED, DocumentState.CANCELLED])
def test_a_source_withdrawn_is_flagged_and_dropped_while_the_words_stay(
    desk: Desk, document: Document, gone: DocumentState
) -> None:
    for key in (KEY, "kien-nghi"):
        desk.press("use", key=key, doan=ids(document, key))
    library = db.session.scalars(select(Source).order_by(Source.position.desc())).first()
    assert library is not None
    received.withdraw(library.source, gone)
    page = desk.get()
    assert "Chi bộ Thư viện tỉnh: nguồn đã thay đổi" in page
    assert "Nguồn đã thay đổi: Thư viện tỉnh. Hãy xem lại và gỡ nguồn cũ." in page
    assert "Báo cáo của Thư viện tỉnh không còn hiệu lực" in page
    for _ in range(2):
        assert desk.press("drop", nguon=library.source_id).status_code == 303
    page = desk.get()
    assert "nguồn đã thay đổi" not in page
    assert texts(document)[-1] == "- Tổ chức 12 hoạt động đọc sách."
    assert f'href="/van-ban/{document.id}/kiem-tra">Kiểm tra và trình thẩm định' in page


def test_a_figure_that_changed_is_shown_beside_what_was_added(desk: Desk, document: Document) -> None:
    source = db.session.scalars(select(Source).order_by(Source.position)).first()
    assert source is not None
    source.source.figures[0].value = 8820
    db.session.commit()
    page = desk.get(key="so-lieu")
    for words in ("8.820", "lúc cộng: 1", "đang ghi 2, cộng lại sẽ là 8.821", "Cộng lại thành 8.821"):
        assert words in page
    desk.press("add_up", key="so-lieu")
    assert document.figures[0].value == 8821
    assert "lúc cộng" not in desk.get(key="so-lieu")


def test_a_section_sent_back_says_why_until_it_is_called_mended(desk: Desk, document: Document) -> None:
    section = next(one for one in document.sections if one.key == KEY)
    section.state, section.note, section.note_by = SectionState.TO_FIX, "Thiếu số liệu so sánh.", "Lê Văn C"
    db.session.commit()
    assert "Thiếu số liệu so sánh." in desk.get()
    desk.press("mended")
    assert "trả lại mục này" not in desk.get()


def test_what_was_handed_in_meanwhile_is_not_changed_and_the_words_are_kept(
    desk: Desk, document: Document, world: World
) -> None:
    office = world.actor("vanphong.so")
    for key in (KEY, "kien-nghi"):
        leave_out(document.id, ids(document, key), "Trùng ý", actor=office)
    desk.press("add", text="- Câu đầu.")
    submit_document(document.id, Act(document.version), actor=office)
    answer = desk.press("add", text="- Câu gõ dở.")
    assert answer.status_code == 409
    assert "Câu gõ dở." in answer.text
    assert "đã trình nên chưa sửa được" in answer.text
    assert desk.client.get(desk.address()).location == f"/van-ban/{document.id}"


@pytest.mark.parametrize("username", ["soan.thuvien", "vanphong.khoi", "uyvien.so"])
def test_nobody_but_the_office_finds_the_workspace(app: Flask, document: Document, username: str) -> None:
    client = PersonClient(app)
    sign_in(client, username)
    other = Desk(client, document)
    assert client.get(other.address()).status_code == 404
    assert other.press("use", doan=ids(document)[0]).status_code in {403, 404}
    assert texts(document) == []


def test_an_unknown_section_and_an_ordinary_report_have_no_workspace(desk: Desk, document: Document) -> None:
    assert desk.client.get(desk.address("khong-co")).status_code == 404
    assert desk.client.get(desk.address("mo-dau")).location == f"/van-ban/{document.id}/soan/mo-dau"


def test_sources_are_filtered_and_the_filter_outlives_a_press(desk: Desk, document: Document, world: World) -> None:
    unit = world.organisations["thuvien"].id
    assert desk.get(f"?don_vi={unit}").count('class="block todo"') == 1
    assert desk.get("?chu=l%E1%BB%85+h%E1%BB%99i").count('class="block todo"') == 1
    assert "Không có đoạn nào như đồng chí muốn lọc" in desk.get("?tinh_trang=merged")
    assert desk.get("?tinh_trang=sai&don_vi=x&sau=y&tu=-3&sua=z").count('class="block todo"') == 3
    assert f"?don_vi={unit}#" in desk.press("use", f"?don_vi={unit}", doan=ids(document)[2]).location


def test_the_page_asks_the_same_number_of_questions_for_three_units_and_for_thirty(
    desk: Desk, document: Document, world: World
) -> None:
    crowd(document, world, 3)
    few = count_statements(desk)
    crowd(document, world, 27)
    assert count_statements(desk) == few


def test_a_long_section_is_shown_a_hundred_at_a_time(desk: Desk, document: Document, world: World) -> None:
    crowd(document, world, 3, blocks=80)
    first = desk.get()
    assert first.count('class="block todo"') == 100
    following = re.search(r'href="[^"]*(\?sau=[^"#]+)#nguon">Xem 100 đoạn nguồn tiếp theo', first)
    assert following
    second = desk.get(following[1])
    assert second.count('class="block todo"') == 100
    shown = re.findall(r'id="n-(\d+)"', first), re.findall(r'id="n-(\d+)"', second)
    assert not set(shown[0]) & set(shown[1])
    assert first.count('aria-labelledby="dn-') == 100
    assert desk.get("?tu=101").count('aria-labelledby="dn-') == 100


def crowd(document: Document, world: World, units: int, blocks: int = 2) -> None:
    """So many more units among the sources, each with open and used blocks."""
    taken = len(db.session.scalars(select(Source.id)).all())
    for place in range(taken, taken + units):
        cell = found_organisation(_cell(world, place), actor=SYSTEM)
        origin = Document(
            state=DocumentState.RECEIVED,
            organisation_id=cell.id,
            kind=document.kind,
            desk_id=document.organisation_id,
            state_since=now(),
            created_at=now(),
            abstract="kết quả",
        )
        db.session.add(origin)
        db.session.flush()
        common = {"document_id": document.id, "source_id": origin.id}
        db.session.add(Source(organisation_id=cell.id, position=place + 1, taken_at=now(), **common))
        for order in range(blocks):
            where = {"organisation_id": cell.id, "section_key": KEY, "position": (place + 1) * 10_000 + order}
            db.session.add(SourceBlock(block=f"m{order}", text=f"- Việc {order}.", **where, **common))
            used = SourceBlock(block=f"d{order}", text=f"- Xong {order}.", state=SourceState.USED, **where, **common)
            used.position += 5_000
            name = f"r{place}-{order}"
            made = ResultBlock(
                document_id=document.id, block=name, section_key=KEY, position=used.position, text="- Xong."
            )
            made.saved_at, made.saved_by = now(), "Trần Thị B"
            link = Contribution(block=name, source_block=used.block, how="verbatim", kept=100, **common)
            db.session.add_all([used, made, link])
    db.session.commit()


def _cell(world: World, place: int) -> FoundOrganisation:
    above = world.organisations["so"]
    return FoundOrganisation(
        f"Chi bộ {place}",
        f"Tổ {place}",
        f"CHI BỘ {place}",
        "CB",
        "Sông Lam",
        "T/M CHI BỘ",
        Level.CELL,
        above.id,
        today(),
    )


def count_statements(desk: Desk) -> int:
    desk.get()
    seen: list[str] = []

    def note(*args: object) -> None:
        seen.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        desk.get()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)

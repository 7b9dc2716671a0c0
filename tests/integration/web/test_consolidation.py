"""The consolidation workspace through its pages, without JavaScript: taking over, merging, leaving out, rewriting."""

import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from tests.desk import KEY, Desk, ids, result_blocks, texts
from tests.factories import received
from tests.signing_in import PersonClient
from workflow.actions.submit import submit_document
from workflow.actions.weave import leave_out
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act
from workflow.domain.states import DocumentState, SectionState, SourceState
from workflow.models import Document, Source, SourceBlock, db


def version_in(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def state(block_id: int) -> SourceState:
    return db.session.get_one(SourceBlock, block_id).state


def test_begins_from_the_campaign_and_leads_to_the_first_open_section(desk: Desk, document: Document) -> None:
    answer = desk.client.post(f"/dot-bao-cao/{document.campaign_id}/tong-hop", data={"csrf_token": desk.token})
    assert answer.location == f"/van-ban/{document.id}/tong-hop"
    assert desk.client.get(answer.location).location == desk.address()


def test_shows_sources_beside_the_result_with_the_count_and_the_reason_it_cannot_go(desk: Desk) -> None:
    desk.press("add", text="- Câu đầu.")
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


def test_refuses_a_press_without_a_block_in_words(desk: Desk) -> None:
    for act in ("use", "merge", "leave_out"):
        for picked in ({}, {"doan": "không phải số"}, {"doan": str(2**70)}):
            answer = desk.press(act, reason="Lý do", **picked)
            assert answer.status_code == 422
            assert "error-summary" in answer.text


def test_a_button_that_no_page_has_is_refused_in_words(desk: Desk) -> None:
    assert desk.press("xoa-het").status_code == 422


def test_a_block_is_rewritten_moved_and_taken_away(desk: Desk, document: Document) -> None:
    first, second, _ = ids(document)
    desk.press("use", doan=[first, second])
    top, bottom = result_blocks(document.id, KEY)
    removed = bottom.block
    answer = desk.press("save", block=top.block, text="- Tổ chức 9 lễ hội lớn.", version=top.version)
    assert answer.location.endswith(f"#d-{top.block}")
    for _ in range(2):  # a double click
        desk.press("move", block=top.block, up="", token="một lần")
    assert texts(document) == ["- Mở 2 lớp học.", "- Tổ chức 9 lễ hội lớn."]
    for _ in range(2):
        assert desk.press("remove", block=removed).status_code == 303
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
    assert "Không có nguồn: lời của Văn phòng" in desk.get()


def test_two_clerks_on_one_block_see_both_wordings_and_choose(desk: Desk, document: Document) -> None:
    desk.press("add", text="- Câu đầu.")
    (block,) = result_blocks(document.id, KEY)
    seen = block.version
    desk.press("save", block=block.block, text="- Câu của người thứ nhất.", version=seen)
    late = desk.press("save", block=block.block, text="- Câu của người thứ hai.", version=seen)
    assert late.status_code == 409
    for words in ("Bản của đồng chí, chưa lưu", "Bản đã lưu lúc", 'value="choose"', "- Câu của người thứ hai."):
        assert words in late.text
    assert texts(document) == ["- Câu của người thứ nhất."]
    chosen = {"block": block.block, "version": version_in(late.text), "mine": "- Câu của người thứ hai."}
    desk.press("choose", choice="saved", merged="", **chosen)
    assert texts(document) == ["- Câu của người thứ nhất."]
    assert desk.press("choose", choice="merged", merged=" ", **chosen).status_code == 422
    kept = desk.get(f"?sua={block.block}")
    assert "Bản không chọn lúc" in kept
    assert "- Câu của người thứ hai.</div>" in kept
    again = desk.press("choose", choice="merged", merged="- Câu của cả hai.", **chosen)
    assert again.status_code == 409  # the choice before was a saving too
    chosen["version"] = version_in(again.text)
    desk.press("choose", choice="merged", merged="- Câu của cả hai.", **chosen)
    assert texts(document) == ["- Câu của cả hai."]


def test_words_for_a_block_that_somebody_took_away_are_kept_as_words_to_add(desk: Desk, document: Document) -> None:
    desk.press("add", text="- Câu đầu.")
    block = result_blocks(document.id, KEY)[0].block
    desk.press("remove", block=block)
    saved = desk.press("save", block=block, version=1, text="- Câu gõ dở.")
    chosen = desk.press("choose", block=block, version=1, choice="merged", mine="", merged="- Câu ghép dở.")
    assert [saved.status_code, chosen.status_code] == [404, 404]
    assert "- Câu gõ dở.</textarea>" in saved.text
    assert "- Câu ghép dở.</textarea>" in chosen.text


def test_a_reason_for_a_block_used_meanwhile_is_kept(desk: Desk, document: Document) -> None:
    first, *_ = ids(document)
    desk.press("use", doan=first)
    answer = desk.press("leave_out", doan=first, target=first, reason="Không còn phù hợp")
    assert answer.status_code == 409
    assert "Không còn phù hợp</textarea>" in answer.text


def test_two_clerks_at_the_same_moment_one_is_asked_to_choose(app: Flask, desk: Desk, document: Document) -> None:
    desk.press("add", text="- Câu đầu.")
    (block,) = result_blocks(document.id, KEY)
    typed = {"act": "save", "block": block.block, "version": block.version, "csrf_token": desk.token}
    db.session.commit()

    def save(words: str) -> int:
        # The browser of one session at two windows: a client of its own, for clients are not shared between threads.
        client = PersonClient(app)
        client.set_cookie("trinhky", cookie.value)
        return client.post(desk.address(), data=typed | {"text": words}).status_code

    cookie = desk.client.get_cookie("trinhky")
    assert cookie
    with ThreadPoolExecutor(2) as windows:
        assert sorted(windows.map(save, ("- Một.", "- Hai."))) == [303, 409]
    db.session.expire_all()
    assert texts(document) in (["- Một."], ["- Hai."])


def test_a_double_click_on_merging_makes_one_block(desk: Desk, document: Document) -> None:
    for _ in range(2):
        assert desk.press("merge", doan=ids(document)[:2], token="một lần").status_code == 303
    assert len(texts(document)) == 1


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
    assert "bày 4 lần." in page
    assert "Có báo cáo mới" not in page


@pytest.mark.parametrize("gone", [DocumentState.SUPERSEDED, DocumentState.RETURNED])
def test_a_source_withdrawn_is_flagged_and_dropped_while_the_words_stay(
    desk: Desk, document: Document, gone: DocumentState
) -> None:
    for key in (KEY, "kien-nghi"):
        desk.press("use", key=key, doan=ids(document, key))
    library = db.session.scalars(select(Source).order_by(Source.position.desc())).first()
    assert library is not None
    origin = library.source_id
    received.withdraw(library.source, gone)
    page = desk.get()
    assert "Chi bộ Thư viện tỉnh: nguồn đã thay đổi" in page
    assert "Nguồn đã thay đổi: Thư viện tỉnh. Văn phòng cần xem lại và gỡ nguồn cũ." in page
    assert "Báo cáo của Thư viện tỉnh không còn hiệu lực" in page
    for _ in range(2):
        assert desk.press("drop", nguon=origin).status_code == 303
    page = desk.get()
    assert "nguồn đã thay đổi" not in page
    assert texts(document)[-1] == "- Tổ chức 12 hoạt động đọc sách."
    assert "hoặc còn lại từ nguồn đã gỡ" in page
    assert f'href="/van-ban/{document.id}/kiem-tra">Kiểm tra và trình thẩm định' in page
    assert desk.client.get(f"/van-ban/{document.id}/kiem-tra").status_code == 200


def test_a_figure_that_changed_is_shown_beside_what_was_added(desk: Desk, document: Document) -> None:
    source = db.session.scalars(select(Source).order_by(Source.position)).first()
    assert source is not None
    source.source.figures[0].value = Decimal(8820)
    db.session.commit()
    page = desk.get(key="so-lieu")
    for words in ("1 đơn vị đã đổi số", "đang ghi 2, tính lại sẽ là 8.821", "Tính lại thành 8.821"):
        assert words in page
    units = desk.get("?chi_tieu=buoi-hoc", key="so-lieu")
    assert "8.820" in units
    assert "lúc tổng hợp: 1" in units
    desk.press("add_up", key="so-lieu")
    assert document.figures[0].value == 8821
    assert "đã đổi số" not in desk.get(key="so-lieu")


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

"""Like blocks stand together when the office asks for it, and one press handles them: nothing is grouped silently."""

import re

import pytest

from tests.desk import KEY, Desk, ids, texts
from tests.factories import received
from tests.statements import statements
from workflow.cli.demo.world import World
from workflow.domain.states import How, SourceState
from workflow.models import Contribution, Document, SourceBlock, db

SAID = "- Tổ chức {} buổi sinh hoạt chuyên đề về đại đoàn kết toàn dân tộc cho đảng viên."
TEXTS = {
    "vanhoa": {KEY: f"{SAID.format(12)}\n- Mở 2 lớp học."},
    "thuvien": {KEY: SAID.format(12)},
    "baotang": {KEY: SAID.format(9)},
}


@pytest.fixture
def document(world: World) -> Document:
    """Three units that say nearly the same, and one sentence of its own."""
    return received.consolidation(world, TEXTS)


def states(document: Document) -> list[SourceState]:
    db.session.expire_all()
    return [db.session.get_one(SourceBlock, block).state for block in ids(document)]


def group_of(page: str) -> list[str]:
    return re.findall(r'name="doan" value="(\d+)" checked', page)


def test_groups_are_shown_only_when_asked_for(desk: Desk, document: Document) -> None:
    assert "đoạn giống nhau</b>" not in desk.get()
    page = desk.get("?giong=1")
    for words in ("3 đoạn giống nhau</b> của 3 đơn vị", "1 nhóm, 3 đoạn", "khác nhau ở con số", "<mark"):
        assert words in page
    assert page.count('class="block todo"') == 1
    assert len(group_of(page)) == 3
    assert states(document) == [SourceState.OPEN] * 4


def test_one_press_merges_the_group_under_the_words_of_its_first(desk: Desk, document: Document) -> None:
    page = desk.get("?giong=1")
    for _ in range(2):  # a double click
        answer = desk.press("merge_alike", "?giong=1", doan=group_of(page), token="một lần")
        assert answer.status_code == 303
    assert "giong=1" in answer.location
    assert texts(document) == [SAID.format(12)]
    made = db.session.query(Contribution).all()
    assert [(one.how, one.kept) for one in made] == [(How.MERGED, 100), (How.MERGED, 100), (How.MERGED, 94)]
    assert states(document).count(SourceState.MERGED) == 3
    assert "Không còn đoạn nào giống nhau" in desk.get("?giong=1")


def test_one_press_leaves_the_ticked_ones_out_with_one_reason(desk: Desk, document: Document) -> None:
    first, second, _ = group_of(desk.get("?giong=1"))
    empty = desk.press("leave_out", "?giong=1", doan=[first, second], target=first, reason=" ")
    assert empty.status_code == 422
    assert f'href="#ly-do-{first}"' in empty.text
    assert group_of(empty.text) == [first, second]
    desk.press("leave_out", "?giong=1", doan=[first, second], target=first, reason="Đã báo cáo kỳ trước")
    assert desk.get("?tinh_trang=left_out").count("Vì: “Đã báo cáo kỳ trước”") == 2


def test_what_is_not_alike_is_not_merged_under_one_sentence(desk: Desk, document: Document) -> None:
    answer = desk.press("merge_alike", "?giong=1", doan=ids(document)[:2])
    assert answer.status_code == 422
    assert "không còn giống nhau" in answer.text
    assert texts(document) == []


def test_a_filter_narrows_the_groups_down_and_wrong_places_are_ignored(desk: Desk, world: World) -> None:
    unit = world.organisations["thuvien"].id
    assert "Không còn đoạn nào giống nhau" in desk.get(f"?giong=1&don_vi={unit}")
    assert "3 đoạn giống nhau" in desk.get("?giong=1&chu=chuy%C3%AAn+%C4%91%E1%BB%81&sau=x")


def test_looking_at_groups_costs_one_statement_more(desk: Desk) -> None:
    desk.get()
    with statements() as plain:
        desk.get()
    with statements() as grouped:
        desk.get("?giong=1")
    assert len(grouped) <= len(plain) + 1

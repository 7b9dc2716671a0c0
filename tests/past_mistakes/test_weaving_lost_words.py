"""Weaving dropped words: a table's rows, a numbered line taken for a heading, words under a section that is not
printed; and lines split off twice stood in the wrong order at the same place, where they could not be moved."""

import pytest

from tests.desk import result_blocks
from tests.factories import received
from workflow.actions import weave
from workflow.cli.demo.world import World
from workflow.domain.actor import Actor
from workflow.domain.inputs.campaigns import SaveResult
from workflow.models import Document
from workflow.queries.consolidation import source_blocks

TEXT = "- Tổ chức 9 lễ hội.\n| Lễ hội | Số |\n| Xuân | 9 |"


@pytest.fixture
def document(world: World) -> Document:
    return received.consolidation(world, {"vanhoa": {"ket-qua": TEXT}})


@pytest.fixture
def office(world: World) -> Actor:
    return world.actor("vanphong.so")


def results(document: Document) -> list[str]:
    return [block.text for block in result_blocks(document.id, "ket-qua")]


def test_a_table_survives_taking_over_merging_and_saving(document: Document, office: Actor) -> None:
    festival, table = source_blocks(document.id, "ket-qua")
    assert table.text == "| Lễ hội | Số |\n| Xuân | 9 |"
    merged = weave.merge_blocks(document.id, [festival.id, table.id], None, actor=office)
    assert results(document) == ["- Tổ chức 9 lễ hội.", table.text]
    weave.save_result(document.id, SaveResult(merged.block, f"- Mới.\n{table.text}", merged.version), actor=office)
    assert results(document) == ["- Mới.", table.text, table.text]


def test_several_lines_become_blocks_in_their_order_each_time(document: Document, office: Actor) -> None:
    first, last = weave.add_result(document.id, "ket-qua", "- Đầu.\n- Cuối.", actor=office)
    first = weave.save_result(document.id, SaveResult(first.block, "- Đầu.\n- Một.", first.version), actor=office)
    weave.save_result(document.id, SaveResult(first.block, "- Đầu.\n- Không.", first.version), actor=office)
    assert results(document) == ["- Đầu.", "- Không.", "- Một.", "- Cuối."]
    weave.move_result(document.id, last.block, up=True, actor=office)
    assert results(document) == ["- Đầu.", "- Không.", "- Cuối.", "- Một."]


def test_a_numbered_line_without_a_full_stop_is_not_lost_as_a_heading(world: World) -> None:
    text = "1. Công tác tuyên truyền\n- Phát 20 tin bài.\n2. Tổ chức 9 lễ hội\n3. Mở 2 lớp học"
    document = received.consolidation(world, {"thuvien": {"ket-qua": text}})
    said = [block.text for block in source_blocks(document.id, "ket-qua")]
    assert said == ["- Phát 20 tin bài.", "2. Tổ chức 9 lễ hội", "3. Mở 2 lớp học"]


def test_words_under_an_unknown_section_stand_in_the_last_one_that_prints(world: World) -> None:
    document = received.consolidation(world, {"thuvien": {"chuyen-de": "- Lời ở mục lạ."}})
    assert [block.text for block in source_blocks(document.id, "phuong-huong")] == ["- Lời ở mục lạ."]

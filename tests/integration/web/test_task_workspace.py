"""The workspace goes through the tasks: what the units say of each, their words, how far the report calls it."""

import pytest
from flask import Flask

from tests.desk import Desk
from tests.factories import told
from tests.factories.told import KEY
from tests.integration.web.test_drafts import person, words
from tests.signing_in import PersonClient
from workflow.actions.consolidate import start_consolidation
from workflow.cli.demo.world import World
from workflow.models import Document, db
from workflow.queries.consolidation import source_blocks
from workflow.queries.task_results import results_of

SAID: dict[str, told.Told] = {
    "vanhoa": {"mot": ("in_progress", "Đang mở 2 lớp.", ""), "hai": ("done", "", ""), "nha": ("done", "Đã sửa.", "")},
    "thuvien": {"mot": ("done", "Đã mở 1 lớp.", "Ảnh"), "hai": ("done", "", ""), "nha": ("not_begun", "", "")},
}


@pytest.fixture
def plans(world: World) -> told.Plans:
    return told.plans(world)


@pytest.fixture
def document(world: World, plans: told.Plans) -> Document:
    """The department's consolidation of two cells' results, nothing handled yet."""
    campaign = told.rounds(world, plans)["so"]
    for cell, said in SAID.items():
        told.reported(world, campaign, plans, cell, said)
    return start_consolidation(campaign.id, actor=world.actor("vanphong.so"))


@pytest.fixture
def desk(app: Flask, document: Document) -> Desk:
    client = person(app, "vanphong.so")
    assert isinstance(client, PersonClient)
    return Desk(client, document)


def on(task_id: int) -> str:
    return f"?nhiem_vu={task_id}"


def test_it_opens_with_what_the_units_say_of_every_task(desk: Desk, plans: told.Plans) -> None:
    page = desk.get(key=KEY)
    assert "Kết quả từng nhiệm vụ của 2 đơn vị: 3 nhiệm vụ, 3 đoạn chưa xử lý" in page
    assert "1 đã hoàn thành, 1 đang thực hiện" in page and "chưa đơn vị nào nói tới" in page
    # The first task that wants handling is open, whoever leads it first; the other one's words wait for theirs.
    assert page.index("Đã mở 1 lớp. Minh chứng: Ảnh.") < page.index("Đang mở 2 lớp.")
    assert "(chủ trì)" in page and "Đã sửa." not in page
    assert "Đã sửa." in desk.get(on(plans["nha"]), key=KEY)
    assert desk.get("?nhiem_vu=99999999999999999999", key=KEY)


def test_words_are_taken_over_under_their_task_and_the_reader_stays_there(
    desk: Desk, document: Document, plans: told.Plans
) -> None:
    first = sorted(source_blocks(document.id, KEY), key=lambda block: block.position)[0]
    answer = desk.press("use", on(plans["chung"]), key=KEY, doan=first.id)
    assert answer.status_code == 303 and f"nhiem_vu={plans['chung']}" in answer.location
    page = desk.get(on(plans["chung"]), key=KEY)
    assert "Kết quả: 1 đoạn" in page and "1 chưa xử lý" in page
    assert "Kết quả: 0 đoạn" in desk.get(on(plans["nha"]), key=KEY)
    desk.press("add", on(plans["rieng"]), key=KEY, text="Đảng uỷ chỉ đạo.", token="a" * 32)
    assert "Đảng uỷ chỉ đạo." in desk.get(on(plans["rieng"]), key=KEY)


def test_a_chosen_progress_that_differs_is_said_here_and_to_those_who_decide(
    desk: Desk, document: Document, plans: told.Plans
) -> None:
    task = plans["chung"]
    typed = {"task": task, "progress": "not_begun", "seen": "in_progress"}
    assert desk.press("progress", on(task), key=KEY, **typed).status_code == 303
    page = desk.get(on(task), key=KEY)
    assert "Báo cáo ghi “chưa triển khai”, các đơn vị cộng lại là “đang thực hiện”" in page
    assert desk.press("progress", on(task), key=KEY, **typed | {"progress": "done"}).status_code == 409
    assert results_of(document.id)[task].progress == "not_begun"
    shown = words(desk.client.get(f"/van-ban/{document.id}"))
    assert "Tiến độ khác các đơn vị" in shown
    assert desk.press("progress", on(task), key=KEY, task=task, progress="", seen="not_begun").status_code == 303
    db.session.expire_all()
    assert results_of(document.id)[task].progress == "in_progress"

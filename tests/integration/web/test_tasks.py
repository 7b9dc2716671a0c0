"""The pages of a plan's tasks: what its office does there, what others see."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.planned import plan_of, seen, sent
from tests.signing_in import PersonClient, csrf_token, sign_in
from tests.statements import statements
from workflow.actions import task as acts
from workflow.cli.demo.world import World
from workflow.domain.tasks import TaskState, next_due
from workflow.models import Document, Task, db
from workflow.models.clock import today
from workflow.queries.tasks import register


@pytest.fixture
def plan(world: World) -> Document:
    """A plan of Đảng uỷ Sở with four proposals."""
    return plan_of(world)


def person(app: Flask, username: str = "vanphong.so") -> PersonClient:
    client = PersonClient(app)
    sign_in(client, username)
    return client


def post(client: PersonClient, path: str, **typed: object) -> tuple[int, str]:
    answer = client.post(path, data={"csrf_token": csrf_token(client), **typed})
    db.session.expire_all()
    return answer.status_code, answer.get_data(as_text=True)


def test_every_proposal_leads_to_its_block_on_the_sheet(app: Flask, plan: Document) -> None:
    client = person(app)
    page = client.get(f"/ke-hoach/{plan.id}/nhiem-vu").get_data(as_text=True)
    anchors = re.findall(rf'href="/van-ban/{plan.id}#(d-b\d+)"', page)
    sheet = client.get(f"/van-ban/{plan.id}").get_data(as_text=True)
    assert len(anchors) == 4
    assert all(f'id="{anchor}"' in sheet for anchor in anchors)
    assert f'href="/ke-hoach/{plan.id}/nhiem-vu"' in sheet
    assert "hoàn thành trước 30/6/2026" in page


def test_all_are_confirmed_in_one_press(app: Flask, plan: Document) -> None:
    values = [f"{task.id}.{task.version}" for task in register(plan.id)]
    client = person(app)
    assert post(client, f"/ke-hoach/{plan.id}/nhiem-vu", act="confirm_all", all=values)[0] == 303
    assert {task.state for task in register(plan.id)} == {TaskState.CONFIRMED}


def test_a_refused_press_keeps_what_was_ticked(app: Flask, plan: Document) -> None:
    first = register(plan.id)[0]
    status, page = post(person(app), f"/ke-hoach/{plan.id}/nhiem-vu", act="join", task=f"{first.id}.{first.version}")
    assert status == 422
    assert "từ hai nhiệm vụ trở lên" in page
    assert re.search(rf'value="{first.id}\.{first.version}" id="nv-{first.id}" checked', page)


def test_others_see_the_confirmed_alone_and_may_press_nothing(app: Flask, world: World, plan: Document) -> None:
    first = register(plan.id)[0]
    acts.confirm_tasks(plan.id, seen(first), actor=world.actor("vanphong.so"))
    below = person(app, "soan.thuvien")
    assert below.get(f"/ke-hoach/{plan.id}/nhiem-vu").status_code == 404
    sent(world, plan)
    page = below.get(f"/ke-hoach/{plan.id}/nhiem-vu").get_data(as_text=True)
    assert "Quán triệt nghị quyết" in page
    assert "Nâng cao chất lượng sinh hoạt" not in page
    assert "Sửa" not in page
    assert post(below, f"/ke-hoach/{plan.id}/nhiem-vu", act="confirm")[0] == 403
    assert below.get(f"/nhiem-vu/{first.id}/sua").status_code == 403


def test_a_correction_is_typed_checked_and_kept(app: Flask, plan: Document) -> None:
    client, first = person(app), register(plan.id)[0]
    typed = {"text": "Quán triệt.", "lead": "Văn phòng", "kind": "yearly", "version": str(first.version)}
    status, page = post(client, f"/nhiem-vu/{first.id}/sua", **typed, yearly="31/2")
    assert status == 422
    assert "như 25/12" in page and 'value="31/2"' in page
    assert post(client, f"/nhiem-vu/{first.id}/sua", **typed, yearly="25/12", act="confirm")[0] == 303
    task = db.session.get_one(Task, first.id)
    assert (task.text, task.due_day, task.due_month, task.state) == ("Quán triệt.", 25, 12, TaskState.CONFIRMED)
    status, page = post(client, f"/nhiem-vu/{first.id}/sua", **typed | {"text": "Bản của tôi."}, yearly="25/12")
    assert status == 409
    assert "Bản của tôi." in page and f'name="version" value="{task.version}"' in page


def test_a_task_is_added_once_and_set_aside_and_taken_back(app: Flask, plan: Document) -> None:
    client = person(app)
    typed = {"text": "Việc làm thêm.", "kind": "", "token": "mot-lan"}
    for _ in range(2):
        assert post(client, f"/ke-hoach/{plan.id}/nhiem-vu/them", **typed)[0] == 303
    (added,) = db.session.scalars(select(Task).where(Task.text == "Việc làm thêm.")).all()
    assert post(client, f"/nhiem-vu/{added.id}/bo", version=added.version)[0] == 303
    assert "Lấy lại" in client.get(f"/ke-hoach/{plan.id}/nhiem-vu").get_data(as_text=True)
    added = db.session.get_one(Task, added.id)
    assert post(client, f"/nhiem-vu/{added.id}/lay-lai", version=added.version)[0] == 303
    assert db.session.get_one(Task, added.id).state is TaskState.PROPOSED


def test_splitting_shows_the_text_again_when_a_word_is_lost(app: Flask, plan: Document) -> None:
    client, third = person(app), register(plan.id)[2]
    assert third.text in client.get(f"/nhiem-vu/{third.id}/tach").get_data(as_text=True)
    path, version = f"/nhiem-vu/{third.id}/tach", str(third.version)
    assert post(client, path, text="Số hoá\r\n\r\nmở chuyên mục", version=version)[0] == 422
    assert post(client, path, text=third.text.replace("; ", "\r\n\r\n"), version=version)[0] == 303
    assert len(register(plan.id)) == 5


def test_a_round_of_reporting_begins_from_a_yearly_duty(app: Flask, world: World, plan: Document) -> None:
    client, yearly = person(app), register(plan.id)[3]
    acts.confirm_tasks(plan.id, seen(yearly), actor=world.actor("vanphong.so"))
    page = client.get(f"/ke-hoach/{plan.id}/nhiem-vu").get_data(as_text=True)
    (way,) = re.findall(r'href="(/dot-bao-cao/moi\?[^"]*nhiem_vu=[^"]*)"', page)
    shown = client.get(way.replace("&amp;", "&")).get_data(as_text=True)
    due = next_due(yearly.deadline, today())
    assert due is not None and f'value="{due:%d/%m/%Y}"' in shown
    assert f"kết quả thực hiện nghị quyết về chuyển đổi số năm {due.year}" in shown
    assert re.search(rf'<option selected value="{plan.id}"', shown)
    assert client.get("/dot-bao-cao/moi?nhiem_vu=99999999999999999999").status_code == 200
    outside = person(app, "vanphong.khoi")
    assert outside.get(f"/dot-bao-cao/moi?nhiem_vu={yearly.id}").status_code == 404


def test_the_register_asks_the_database_as_often_for_many_tasks_as_for_few(
    app: Flask, world: World, plan: Document
) -> None:
    client = person(app)

    def count() -> int:
        with statements() as said:
            assert client.get(f"/ke-hoach/{plan.id}/nhiem-vu").status_code == 200
        return len(said)

    few = count()
    tasks = [
        Task(document_id=plan.id, organisation_id=plan.organisation_id, position=9000 + place, text=f"Việc {place}.")
        for place in range(40)
    ]
    db.session.add_all(tasks)
    db.session.commit()
    assert count() == few

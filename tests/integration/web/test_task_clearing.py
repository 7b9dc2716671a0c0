"""A task with a day is called done, or not to be done any more, beside reports: nobody is reminded or urged of it,
those who set it read the word and may open it again."""

import datetime as dt
import re

import pytest
from flask import Flask

from tests.factories.planned import body, plan_of, sent, task_of
from tests.integration.web.test_cascade import words
from tests.integration.web.test_tasks import person, post
from workflow.actions.task_clearing import clear_task, reopen_task
from workflow.cli.demo.world import World
from workflow.domain.actor import Actor
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.errors import InvalidInput, NotFound, NotPermitted, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.tasks import ClearTask
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.states import DocumentState
from workflow.domain.tasks import Clearing, Progress, Reach, Share
from workflow.models import Task, TaskAssignment, TaskClearing, db
from workflow.models.clock import now, today
from workflow.notify.digest import lines_for
from workflow.queries.audit import entries_of_row
from workflow.queries.dashboards import task_board
from workflow.queries.task_days import Span, late_below, task_days

DONE = ClearTask(Clearing.DONE, "Đã số hoá 120 tài liệu.", "Biên bản ngày 20/11")


@pytest.fixture
def task(world: World) -> Task:
    """A task of Đảng uỷ Sở for all its chi bộ, two days late."""
    plan, day = sent(world, plan_of(world)), today() - dt.timedelta(days=2)
    given = body("các chi bộ trực thuộc", reach=Reach.DIRECTLY_BELOW)
    return task_of(plan, "Số hoá tài liệu.", given, deadline=Deadline(DeadlineKind.DATE, date=day))


def waiting(actor: Actor) -> list[int]:
    """The tasks of which the person is reminded."""
    return [one.task.id for one in task_days(actor, Span(today(), today() + dt.timedelta(days=3)))]


def clear(task: Task, actor: Actor, house: int, given: ClearTask = DONE) -> TaskClearing:
    return clear_task(task.id, house, given, actor=actor)


def test_whoever_writes_for_the_unit_says_that_it_is_done_on_a_page(app: Flask, world: World, task: Task) -> None:
    unit, client = world.organisations["thuvien"].id, person(app, "soan.thuvien")
    path = f"/nhiem-vu/{task.id}/xong/{unit}"
    assert f'href="{path}"' in words(client.get("/nhiem-vu?loai=co-han"))
    status, page = post(client, path, way="void", words=" ")
    assert status == 422 and "hãy ghi ngắn gọn" in page
    typed = {"way": "done", "words": DONE.words, "evidence": DONE.evidence}
    assert post(client, path, **typed)[0] == 303
    status, page = post(client, path, **typed)
    assert status == 409 and DONE.words in page
    assert waiting(world.actor("soan.thuvien")) == [] and waiting(world.actor("soan.vanhoa")) == [task.id]
    assert DONE.words in words(client.get("/nhiem-vu?loai=da-xong"))
    office = person(app)
    page = words(office.get(f"/ke-hoach/{task.document_id}/nhiem-vu"))
    assert "1 đơn vị báo xong" in page and DONE.words in page and "Biên bản ngày 20/11" in page
    sibling = words(person(app, "soan.vanhoa").get(f"/ke-hoach/{task.document_id}/nhiem-vu"))
    assert DONE.words not in sibling
    (again,) = re.findall(r'formaction="(/nhiem-vu/bao-xong/[0-9]+/mo-lai)"', page)
    assert post(office, again)[0] == 303
    assert waiting(world.actor("soan.thuvien")) == [task.id]


def test_who_called_it_done_is_not_urged_and_those_who_set_it_are_told(world: World, task: Task) -> None:
    unit, before = world.organisations["thuvien"].id, now() - dt.timedelta(minutes=1)
    clear(task, world.actor("soan.thuvien"), unit, ClearTask(Clearing.VOID, "Tài liệu đã chuyển về Sở."))
    assert [one.short_name for one in late_below(task)] == ["Bảo tàng tỉnh", "Quản lý Văn hoá", "Văn phòng Sở"]
    told = lines_for(world.actor("vanphong.so"), before, today(), today())
    (line,) = [one for one in told if "Tài liệu đã chuyển về Sở." in one.text]
    assert line.title.startswith("Chi bộ Thư viện tỉnh: không còn phải làm nhiệm vụ")
    assert not [
        one for one in lines_for(world.actor("soan.thuvien"), before, today(), today()) if "Số hoá" in one.title
    ]


def test_the_board_counts_it(world: World, task: Task) -> None:
    house, month = world.organisations["so"], Period.begun_by(PeriodKind.MONTH, today())
    assert task_board(house, month, today()).overdue == 1
    for cell in ("thuvien", "vanhoa"):
        clear(task, world.actor(f"soan.{cell}"), world.organisations[cell].id)
    board = task_board(house, month, today())
    assert board.so_far(Progress.DONE) == 1 and board.overdue == 0


def test_the_word_and_its_end_stand_in_the_record(world: World, task: Task) -> None:
    actor, unit = world.actor("soan.thuvien"), world.organisations["thuvien"].id
    said = clear(task, actor, unit)
    entry = entries_of_row(db.session.get_one(Task, task.id))[-1]
    assert (entry.fact, entry.details["note"]) == (Fact.TASK_CLEARED, DONE.words)
    with pytest.raises(TransitionRefused):
        clear(task, actor, unit)
    for stranger in ("soan.vanhoa", "vanphong.khoi"):
        with pytest.raises(NotPermitted):
            reopen_task(said.id, actor=world.actor(stranger))
    reopen_task(said.id, actor=actor)
    assert clear(task, actor, unit).due_on == task.due_on


def test_only_who_answers_for_a_task_with_a_day_calls_it_done(world: World, task: Task) -> None:
    unit = world.organisations["thuvien"].id
    for who in ("bithu.thuvien", "vanphong.so", "soan.vanhoa"):
        with pytest.raises(NotPermitted):
            clear(task, world.actor(who), unit)
    with pytest.raises(InvalidInput):
        clear(task, world.actor("soan.thuvien"), unit, ClearTask(Clearing.VOID, " "))
    other = task_of(
        task.document, "Việc khác.", body("Chi bộ", world.organisations["baotang"].id), deadline=task.deadline
    )
    with pytest.raises(NotFound):
        clear(other, world.actor("soan.thuvien"), unit)
    mine = body("Chi bộ", unit)
    without = task_of(task.document, "Thường xuyên.", mine, deadline=Deadline(DeadlineKind.CONTINUOUS))
    with pytest.raises(TransitionRefused):
        clear(without, world.actor("soan.thuvien"), unit)
    task.document._state = DocumentState.SUPERSEDED
    db.session.commit()
    with pytest.raises(TransitionRefused):
        clear(task, world.actor("soan.thuvien"), unit)


def test_a_person_whom_the_task_names_calls_it_done(world: World, task: Task) -> None:
    member = TaskAssignment(name="Uỷ viên", user_id=world.people["uyvien.so"].id, share=Share.LEAD)
    own = task_of(task.document, "Kiểm tra.", member, deadline=task.deadline)
    assert own.id in waiting(world.actor("uyvien.so"))
    clear(own, world.actor("uyvien.so"), world.organisations["so"].id)
    assert own.id not in waiting(world.actor("uyvien.so"))


def test_a_yearly_task_comes_again(world: World, task: Task) -> None:
    day = today() + dt.timedelta(days=1)
    yearly = Deadline(DeadlineKind.YEARLY, day=day.day, month=day.month)
    mine = task_of(task.document, "Báo cáo năm.", body("Chi bộ", world.organisations["thuvien"].id), deadline=yearly)
    said = clear(mine, world.actor("soan.thuvien"), world.organisations["thuvien"].id)
    assert said.due_on == day and mine.id not in waiting(world.actor("soan.thuvien"))
    said.due_on = day.replace(year=day.year - 1)
    db.session.commit()
    assert mine.id in waiting(world.actor("soan.thuvien"))

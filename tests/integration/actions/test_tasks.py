"""Keeping the register of a plan's tasks: nothing of the text is lost, nobody else keeps it, nobody is overwritten."""

import datetime as dt

import pytest

from tests.factories.planned import plan_of, seen
from workflow.actions import task as acts
from workflow.cli.demo.world import World
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotPermitted
from workflow.domain.inputs.tasks import SaveTask, SplitTask
from workflow.domain.tasks import Reach, Share, TaskState
from workflow.models import Document, PlanLink, Task, TaskAssignment, db
from workflow.queries.plan_links import links_of
from workflow.queries.tasks import register


@pytest.fixture
def plan(world: World) -> Document:
    """A plan of Đảng uỷ Sở with four proposals."""
    return plan_of(world)


def test_an_issued_plan_proposes_its_tasks_with_whom_it_means(world: World, plan: Document) -> None:
    told = [(task.place, task.text, task.state) for task in register(plan.id)]
    assert told == [
        ("I.1, 1.1", "Quán triệt nghị quyết tới toàn thể đảng viên.", TaskState.PROPOSED),
        ("I.1, 1.2", "Nâng cao chất lượng sinh hoạt.", TaskState.PROPOSED),
        ("I.2, 2.1", "Phối hợp với Bảo tàng tỉnh số hoá tài liệu; mở chuyên mục mới.", TaskState.PROPOSED),
        ("II.1", "Các chi bộ báo cáo kết quả trước ngày 10/12 hằng năm.", TaskState.PROPOSED),
    ]
    first, _, third, yearly = register(plan.id)
    assert [one.reach for one in first.assignments] == [Reach.ALL_BELOW, Reach.ALL_BELOW]
    assert first.deadline == Deadline(DeadlineKind.DATE, date=dt.date(2026, 6, 30))
    units = world.organisations
    assert _bodies(third) == [
        ("Chi bộ Thư viện tỉnh", Share.LEAD, units["thuvien"].id),
        ("Bảo tàng tỉnh", Share.COOPERATING, units["baotang"].id),
    ]
    assert (yearly.deadline_kind, yearly.due_day, yearly.due_month) == (DeadlineKind.YEARLY, 10, 12)
    assert [(link.symbol, link.issued_on) for link in links_of(plan.id)] == [("214-KH/TU", dt.date(2025, 12, 28))]


def test_proposals_are_confirmed_as_they_were_seen(world: World, plan: Document) -> None:
    office, (first, second, *_) = world.actor("vanphong.so"), register(plan.id)
    as_seen = seen(first, second)
    acts.save_task(second.id, _saving(second, text="Đổi khác."), actor=office)
    with pytest.raises(ChangedMeanwhile):
        acts.confirm_tasks(plan.id, as_seen, actor=office)
    assert {task.state for task in register(plan.id)} == {TaskState.PROPOSED}
    assert acts.confirm_tasks(plan.id, seen(first, second), actor=office) == 2
    assert len(register(plan.id, TaskState.CONFIRMED)) == 2
    assert acts.confirm_tasks(plan.id, seen(first, second), actor=office) == 0


def test_only_the_office_of_the_plan_keeps_its_register(world: World, plan: Document) -> None:
    first = register(plan.id)[0]
    for who in ("vanthu.so", "vanphong.khoi", "soan.thuvien"):
        with pytest.raises(NotPermitted):
            acts.confirm_tasks(plan.id, seen(first), actor=world.actor(who))
        with pytest.raises(NotPermitted):
            acts.drop_task(first.id, first.version, actor=world.actor(who))


def test_a_task_of_another_plan_is_not_confirmed_along(world: World, plan: Document) -> None:
    other = register(plan_of(world, "khoi").id)[0]
    with pytest.raises(InvalidInput):
        acts.confirm_tasks(plan.id, seen(other), actor=world.actor("vanphong.so"))
    assert db.session.get_one(Task, other.id).state is TaskState.PROPOSED


def test_a_correction_finds_whom_the_names_mean(world: World, plan: Document) -> None:
    first = register(plan.id)[0]
    given = _saving(
        first, lead=("CHI BỘ VĂN PHÒNG SỞ", "Sở Tài chính"), cooperating=("Đồng chí Trần Thị B", "các chi bộ")
    )
    acts.save_task(first.id, given, actor=world.actor("vanphong.so"))
    task = register(plan.id)[0]
    rows = [(one.organisation_id, one.user_id, one.reach, one.share) for one in task.assignments]
    assert rows == [
        (world.organisations["vanphong"].id, None, None, Share.LEAD),
        (None, None, None, Share.LEAD),
        (None, world.people["vanphong.so"].id, None, Share.COOPERATING),
        (None, None, Reach.DIRECTLY_BELOW, Share.COOPERATING),
    ]


def test_the_same_again_changes_nothing(world: World, plan: Document) -> None:
    first = register(plan.id)[0]
    version = first.version
    acts.save_task(first.id, _saving(first), actor=world.actor("vanphong.so"))
    assert db.session.get_one(Task, first.id).version == version


def test_splitting_keeps_every_word_deadline_and_body(world: World, plan: Document) -> None:
    office, third = world.actor("vanphong.so"), register(plan.id)[2]
    with pytest.raises(InvalidInput, match="giữ nguyên mọi chữ"):
        acts.split_task(third.id, SplitTask("Số hoá tài liệu\n\nmở chuyên mục", third.version), actor=office)
    with pytest.raises(InvalidInput, match="một dòng trống"):
        acts.split_task(third.id, SplitTask(third.text, third.version), actor=office)
    text = third.text.replace("; ", "\n\n")
    parts = acts.split_task(third.id, SplitTask(text, third.version), actor=office)
    assert [part.text for part in parts] == ["Phối hợp với Bảo tàng tỉnh số hoá tài liệu", "mở chuyên mục mới."]
    assert [_bodies(part) for part in parts] == [_bodies(parts[0])] * 2
    assert [task.text for task in register(plan.id)][2:4] == [part.text for part in parts]


def test_joining_keeps_the_words_and_the_bodies_of_all(world: World, plan: Document) -> None:
    office, (first, second, third, _) = world.actor("vanphong.so"), register(plan.id)
    with pytest.raises(InvalidInput, match="thời hạn khác nhau"):
        acts.join_tasks(plan.id, seen(first, second), actor=office)
    acts.save_task(second.id, _saving(second, without_deadline=True), actor=office)
    joined = acts.join_tasks(plan.id, seen(third, second), actor=office)
    assert joined.id == second.id
    assert joined.text == (
        "Nâng cao chất lượng sinh hoạt. Phối hợp với Bảo tàng tỉnh số hoá tài liệu; mở chuyên mục mới."
    )
    assert [name for name, _, _ in _bodies(joined)] == [
        "cấp uỷ",
        "tổ chức đảng",
        "Chi bộ Thư viện tỉnh",
        "Bảo tàng tỉnh",
    ]
    assert db.session.get_one(Task, third.id).state is TaskState.DROPPED
    with pytest.raises(InvalidInput):
        acts.join_tasks(plan.id, seen(joined), actor=office)


def test_what_was_set_aside_comes_back_as_a_proposal(world: World, plan: Document) -> None:
    office, first = world.actor("vanphong.so"), register(plan.id)[0]
    acts.drop_task(first.id, first.version, actor=office)
    with pytest.raises(ChangedMeanwhile):
        acts.restore_task(first.id, first.version - 1, actor=office)
    acts.restore_task(first.id, first.version, actor=office)
    assert db.session.get_one(Task, first.id).state is TaskState.PROPOSED


def test_a_plan_is_read_once(world: World, plan: Document) -> None:
    assert acts.read_tasks(plan.id, actor=world.actor("vanphong.so")) == 0
    assert len(register(plan.id)) == 4
    db.session.query(TaskAssignment).delete()
    db.session.query(Task).delete()
    db.session.query(PlanLink).delete()
    db.session.commit()
    assert acts.read_tasks(plan.id, actor=world.actor("vanphong.so")) == 4


def _saving(
    task: Task,
    *,
    text: str | None = None,
    lead: tuple[str, ...] | None = None,
    cooperating: tuple[str, ...] | None = None,
    without_deadline: bool = False,
) -> SaveTask:
    """The task as it is, but for what is given."""
    kept = {
        share: tuple(one.name for one in task.assignments if one.share is share)
        for share in (Share.LEAD, Share.COOPERATING)
    }
    return SaveTask(
        text or task.text,
        None if without_deadline else task.deadline,
        kept[Share.LEAD] if lead is None else lead,
        kept[Share.COOPERATING] if cooperating is None else cooperating,
        task.version,
    )


def _bodies(task: Task) -> list[tuple[str, Share, int | None]]:
    return [(one.name, one.share, one.organisation_id) for one in task.assignments]

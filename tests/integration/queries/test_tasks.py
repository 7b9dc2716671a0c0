"""Which tasks of a plan an organisation answers for."""

from tests.factories.planned import body, plan_of, task_of
from workflow.cli.demo.world import World
from workflow.domain.states import Level
from workflow.domain.tasks import Reach, TaskState
from workflow.models import db
from workflow.queries.tasks import concerning, register


def test_a_unit_answers_for_what_names_it_or_means_it(world: World) -> None:
    plan, ids = plan_of(world), {key: one.id for key, one in world.organisations.items()}
    task_of(plan, "của Thư viện", body("Chi bộ Thư viện tỉnh", ids["thuvien"]))
    task_of(plan, "của mọi nơi", body("cấp uỷ", reach=Reach.ALL_BELOW))
    task_of(plan, "của đơn vị ngay dưới", body("các chi bộ", reach=Reach.DIRECTLY_BELOW))
    task_of(plan, "của một ban", body("Ban Dân vận Tỉnh uỷ"))
    task_of(plan, "không của riêng ai")
    assert _told(ids["thuvien"], plan.id) == [
        "của Thư viện",
        "của mọi nơi",
        "của đơn vị ngay dưới",
        "không của riêng ai",
    ]
    assert _told(ids["baotang"], plan.id) == ["của mọi nơi", "của đơn vị ngay dưới", "không của riêng ai"]
    assert len(_told(ids["so"], plan.id)) == 5
    assert _told(ids["khoi"], plan.id) == []


def test_words_that_mean_a_level_mean_no_other(world: World) -> None:
    plan, ids = plan_of(world, "khoi"), {key: one.id for key, one in world.organisations.items()}
    cells = body("chi bộ", reach=Reach.ALL_BELOW)
    cells.level = Level.CELL
    task_of(plan, "của chi bộ", cells)
    task_of(plan, "của đơn vị ngay dưới", body("đảng uỷ", reach=Reach.DIRECTLY_BELOW))
    task_of(plan, "của Đảng uỷ Sở", body("Đảng uỷ Sở", ids["so"]))
    assert _told(ids["thuvien"], plan.id) == ["của chi bộ", "của Đảng uỷ Sở"]
    assert _told(ids["so"], plan.id) == ["của đơn vị ngay dưới", "của Đảng uỷ Sở"]


def test_what_nobody_has_confirmed_concerns_nobody(world: World) -> None:
    plan = plan_of(world)
    task = task_of(plan, "chưa xác nhận")
    task.state = TaskState.PROPOSED
    db.session.commit()
    assert _told(world.organisations["thuvien"].id, plan.id) == []
    assert "chưa xác nhận" in [one.text for one in register(plan.id, TaskState.PROPOSED)]


def _told(organisation_id: int, plan_id: int) -> list[str]:
    return [task.text for task in concerning(organisation_id, plan_id)]

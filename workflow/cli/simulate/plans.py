"""The plans on which the year is reported: each committee enters its own, and its tasks are confirmed."""

from workflow.actions.plan import register_paper
from workflow.actions.task import confirm_tasks
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.province import PLACE, Unit
from workflow.domain.inputs.tasks import SeenTasks
from workflow.domain.inputs.writing import RegisterPaper
from workflow.domain.states import Role
from workflow.domain.tasks import TaskState
from workflow.models.clock import today
from workflow.queries.tasks import register

_PLAN = f"""KẾ HOẠCH
thực hiện nhiệm vụ công tác xây dựng Đảng năm 2027
-----------
Cấp uỷ xây dựng kế hoạch thực hiện như sau:

I. MỤC ĐÍCH, YÊU CẦU

Cụ thể hoá chương trình công tác năm; phân công rõ người, rõ việc, rõ thời gian ở {PLACE}.

II. NHIỆM VỤ, GIẢI PHÁP

1. Duy trì nền nếp sinh hoạt chi bộ, sinh hoạt chuyên đề theo hướng dẫn của cấp trên (thực hiện thường xuyên).

2. Rà soát, cập nhật hồ sơ đảng viên (hoàn thành trước ngày 30/9/2027).

3. Tổng kết việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh (hằng năm, trước ngày 25/12).

Nơi nhận:
- Các chi bộ trực thuộc,
- Lưu Văn phòng."""


def register_plans(top: Unit, ledger: Ledger) -> dict[int, int]:
    """{committee: its plan}: number 01 of its series, each with the tasks that all below report on."""
    return {unit.id: _registered(unit, ledger) for unit in top.walk() if not unit.is_cell}


def _registered(unit: Unit, ledger: Ledger) -> int:
    plan = register_paper(unit.id, RegisterPaper(_PLAN, 1, today()), actor=unit.people[Role.CLERK])
    proposed = register(plan.id, TaskState.PROPOSED)
    confirm_tasks(plan.id, SeenTasks({one.id: one.version for one in proposed}), actor=unit.people[Role.OFFICE])
    ledger.did("plans")
    ledger.did("tasks", len(proposed))
    return plan.id

"""Plans of the cast that are issued, with tasks in their register."""

from workflow.actions.plan import register_paper
from workflow.cli.demo.world import World
from workflow.domain.deadlines import Deadline
from workflow.domain.inputs.writing import RegisterPaper
from workflow.domain.tasks import Reach, Share, TaskState
from workflow.models import Document, Task, TaskAssignment, db

TEXT = """KẾ HOẠCH
thực hiện nghị quyết về chuyển đổi số
-----
Thực hiện Nghị quyết số 07-NQ/TU, ngày 05/01/2026 của Tỉnh uỷ, đơn vị xây dựng kế hoạch như sau:

I. NHIỆM VỤ
1. Đối với cấp uỷ, tổ chức đảng
1.1. Quán triệt nghị quyết tới toàn thể đảng viên (hoàn thành trước 30/6/2026).
1.2. Nâng cao chất lượng sinh hoạt (thực hiện thường xuyên).
"""


def plan_of(world: World, unit: str = "so") -> Document:
    """A plan of the unit, entered in the register without number."""
    return register_paper(world.organisations[unit].id, RegisterPaper(TEXT), actor=world.actor(f"vanphong.{unit}"))


def task_of(plan: Document, text: str, *bodies: TaskAssignment, deadline: Deadline | None = None) -> Task:
    """A confirmed task of the plan, given to these."""
    task = Task(
        document_id=plan.id,
        organisation_id=plan.organisation_id,
        position=100,
        text=text,
        state=TaskState.CONFIRMED,
        assignments=list(bodies),
    )
    task.deadline = deadline
    db.session.add(task)
    db.session.commit()
    return task


def body(name: str, organisation_id: int | None = None, reach: Reach | None = None) -> TaskAssignment:
    """Who leads."""
    return TaskAssignment(name=name, organisation_id=organisation_id, reach=reach, share=Share.LEAD)

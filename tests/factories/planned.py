"""Plans of the cast that are issued, with tasks in their register."""

from workflow.actions.issue import keep_prepared
from workflow.actions.plan import register_paper
from workflow.actions.send import send_document
from workflow.cli.demo.world import World
from workflow.domain.deadlines import Deadline
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.tasks import SeenTasks
from workflow.domain.inputs.writing import RegisterPaper
from workflow.domain.tasks import Reach, Share, TaskState
from workflow.models import Document, Task, TaskAssignment, db

TEXT = """KẾ HOẠCH
thực hiện nghị quyết về chuyển đổi số
-----
Thực hiện Kế hoạch số 214-KH/TU, ngày 28/12/2025 của Tỉnh uỷ, đơn vị xây dựng kế hoạch như sau:

I. NHIỆM VỤ
1. Đối với cấp uỷ, tổ chức đảng
1.1. Quán triệt nghị quyết tới toàn thể đảng viên (hoàn thành trước 30/6/2026).
1.2. Nâng cao chất lượng sinh hoạt (thực hiện thường xuyên).
2. Chi bộ Thư viện tỉnh
2.1. Phối hợp với Bảo tàng tỉnh số hoá tài liệu; mở chuyên mục mới.
II. TỔ CHỨC THỰC HIỆN
1. Các chi bộ báo cáo kết quả trước ngày 10/12 hằng năm.

Nơi nhận:
- Tỉnh uỷ (b/c),
- Các chi bộ trực thuộc,
- Lưu VP.
"""


def plan_of(world: World, unit: str = "so", text: str = TEXT) -> Document:
    """A plan of the unit, entered in the register without number; its tasks are proposed."""
    return register_paper(world.organisations[unit].id, RegisterPaper(text), actor=world.actor(f"vanphong.{unit}"))


def sent(world: World, plan: Document, unit: str = "so") -> Document:
    """The plan with everybody it is addressed to, as though it had been printed."""
    keep_prepared(plan.id, {"digest": "0" * 64, "pages": 1})
    return send_document(plan.id, Act(plan.version), actor=world.actor(f"vanthu.{unit}"))


def seen(*tasks: Task) -> SeenTasks:
    """These, as they are now."""
    return SeenTasks({task.id: task.version for task in tasks})


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

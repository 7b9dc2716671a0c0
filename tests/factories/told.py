"""Task results told by chi bộ and rolled up to the province, over plans of which one carries out the other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.factories import stages
from tests.factories.levels import ASKED, hand_up
from tests.factories.planned import body, plan_of, task_of
from workflow.actions.consolidate import start_consolidation
from workflow.actions.submit import submit_document
from workflow.actions.task_results import save_results
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.tasks import SaveResults, ToldOfTask
from workflow.domain.outline import Outline, Section, SectionKind
from workflow.domain.states import SectionState
from workflow.domain.tasks import Progress, Reach
from workflow.models import Campaign, Document, Task, TaskAdoption, db

KEY = "nhiem-vu"
OUTLINE = Outline((Section(KEY, "Kết quả từng nhiệm vụ", "", SectionKind.TASKS), Section("khac", "Việc khác")))
PLAN = """KẾ HOẠCH
thực hiện nghị quyết về chuyển đổi số
-----
Đơn vị xây dựng kế hoạch như sau:
I. MỤC ĐÍCH
Để thực hiện nghị quyết.
"""
Told = Mapping[str, tuple[str, str, str]]
"""{name of the task: (progress, what was done, evidence)}."""


@dataclass(frozen=True)
class Plans:
    """The province's plan with two tasks, "chung" and "rieng"; the department's with three: "mot" and "hai" carry out
    "chung", "nha" is its own."""

    tasks: Mapping[str, Task]

    def __getitem__(self, name: str) -> int:
        return self.tasks[name].id


def plans(world: World) -> Plans:
    """Both plans, issued, their tasks confirmed and taken up."""
    top, own = plan_of(world, "tinh", PLAN), plan_of(world, "so", PLAN)
    library = body("Chi bộ Thư viện tỉnh", world.organisations["thuvien"].id)
    everybody = [body("cấp uỷ, tổ chức đảng", reach=Reach.ALL_BELOW) for _ in range(4)]
    tasks = {
        "chung": task_of(top, "Quán triệt nghị quyết tới toàn thể đảng viên.", everybody[0]),
        "rieng": task_of(top, "Số hoá hồ sơ đảng viên.", everybody[1]),
        "mot": task_of(own, "Mở lớp học nghị quyết.", library, everybody[2]),
        "hai": task_of(own, "Viết bài thu hoạch.", everybody[3]),
        "nha": task_of(own, "Sửa trụ sở.", body("các chi bộ", reach=Reach.DIRECTLY_BELOW)),
    }
    for lower in ("mot", "hai"):
        db.session.add(TaskAdoption(task_id=tasks[lower].id, superior_task_id=tasks["chung"].id))
    for place, task in enumerate(tasks.values()):
        task.position = 100 * place
    db.session.commit()
    return Plans(tasks)


def rounds(world: World, found: Plans) -> dict[str, Campaign]:
    """The province asks the bloc on its plan, the bloc the department on the same, the department its cells on its
    own."""
    campaigns = {unit: stages.campaign_of(world, unit, below) for unit, below in ASKED.items()}
    campaigns["so"] = stages.campaign_of(world)
    for unit, campaign in campaigns.items():
        campaign.outline_json = OUTLINE.to_json()
        campaign.plan_id = found.tasks["mot" if unit == "so" else "chung"].document_id
    db.session.commit()
    return campaigns


def reported(world: World, campaign: Campaign, found: Plans, cell: str, told: Told) -> Document:
    """The cell's report on the department's tasks, written by its acts, received by the department."""
    document, actor = stages.draft_of(world, campaign, cell), world.actor(f"soan.{cell}")
    given = {found[name]: ToldOfTask(Progress(how), done, seen) for name, (how, done, seen) in told.items()}
    section = next(one for one in document.sections if one.key == KEY)
    save_results(document.id, SaveResults(KEY, given, "Không.", section.version, done=False), actor=actor)
    for one in document.sections:
        one.state = SectionState.DONE
    db.session.commit()
    submit_document(document.id, Act(document.version), actor=actor)
    hand_up(stages.reloaded(document))
    return stages.reloaded(document)


def rolled_up(
    world: World, campaigns: Mapping[str, Campaign], weave: Callable[[Document], None]
) -> dict[str, Document]:
    """The reports of department, bloc and province, each made by `weave` from the one below and handed up."""
    made = {}
    for unit in ("so", "khoi", "tinh"):
        office = world.actor(f"vanphong.{unit}")
        document = start_consolidation(campaigns[unit].id, actor=office)
        weave(document)
        made[unit] = submit_document(document.id, Act(stages.reloaded(document).version), actor=office)
        hand_up(made[unit])
    return made

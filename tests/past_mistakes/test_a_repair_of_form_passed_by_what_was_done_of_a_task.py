"""A repair of form mended the printed words on a task, not those kept with it: sent back, they were unmended."""

from tests.factories import stages, told
from tests.factories.told import KEY
from workflow.actions.compose import content_of
from workflow.actions.form_check import mend_form
from workflow.actions.remarks import remarks_of
from workflow.actions.task_results import save_results
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import MendForm
from workflow.domain.inputs.tasks import SaveResults, ToldOfTask
from workflow.domain.tasks import Progress
from workflow.queries.papers import blocks_by_section
from workflow.queries.task_results import results_of

TYPED = "Theo Kế hoạch số 32 - KH/ĐU đã mở 2 lớp.\n- Lớp thứ nhất có 40 đảng viên.\n- Lớp thứ hai có 35 đảng viên."


def test_the_words_on_a_task_are_mended_where_they_are_kept_and_nothing_else_of_it(world: World) -> None:
    plans = told.plans(world)
    document = stages.draft_of(world, told.rounds(world, plans)["so"])
    given = {
        plans["mot"]: ToldOfTask(Progress.IN_PROGRESS, TYPED, "Biên bản số 3"),
        plans["hai"]: ToldOfTask(Progress.DONE, "Đã viết 20 bài.", ""),
        plans["nha"]: ToldOfTask(Progress.NOT_BEGUN, "", ""),
    }
    drafter, version = world.actor("soan.thuvien"), document.sections[1].version
    save_results(document.id, SaveResults(KEY, given, "Không.", version, done=True), actor=drafter)
    keys = tuple(one.finding.key for one in remarks_of(stages.reloaded(document)) if one.finding.fix)
    mend_form(document.id, MendForm(stages.reloaded(document).version, keys), actor=drafter)
    mended = TYPED.replace("32 - KH", "32-KH")
    found = results_of(stages.reloaded(document).id)
    assert {number: (one.progress, one.done, one.evidence) for number, one in found.items()} == {
        plans["mot"]: (Progress.IN_PROGRESS, mended, "Biên bản số 3"),
        plans["hai"]: (Progress.DONE, "Đã viết 20 bài.", ""),
        plans["nha"]: (Progress.NOT_BEGUN, "", ""),
    }
    assert document.sections[1].version == version + 2
    words = [block.printed for block in blocks_by_section(content_of(document))[KEY]]
    assert words[:3] == [*mended.splitlines()[:2], f"{mended.splitlines()[2]} Minh chứng: Biên bản số 3."]

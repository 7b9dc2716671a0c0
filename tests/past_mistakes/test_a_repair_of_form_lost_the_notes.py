"""A repair of form wrote the section back without the lines of its notes: they were gone for good."""

from tests.factories import stages
from workflow.actions.draft import save_section
from workflow.actions.form_check import mend_form
from workflow.actions.remarks import remarks_of
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import MendForm
from workflow.domain.inputs.writing import SaveSection

TYPED = "Theo Kế hoạch số 32 - KH/ĐU, ngày 06/02/2024 của Đảng uỷ Sở¹ đã mở 2 lớp².\n\n¹ Có sửa đổi.\n\n² Lớp tháng 3."


def test_the_notes_of_a_repaired_section_are_still_written_under_it(world: World) -> None:
    drafter, document = world.actor("soan.thuvien"), stages.draft_of(world, stages.campaign_of(world))
    section = next(one for one in document.sections if one.key == "ket-qua")
    save_section(document.id, SaveSection("ket-qua", TYPED, section.version, done=True), actor=drafter)
    keys = tuple(one.finding.key for one in remarks_of(stages.reloaded(document)) if one.finding.fix)
    mend_form(document.id, MendForm(stages.reloaded(document).version, keys), actor=drafter)
    (section,) = (one for one in stages.reloaded(document).sections if one.key == "ket-qua")
    assert section.text == TYPED.replace("32 - KH", "32-KH")

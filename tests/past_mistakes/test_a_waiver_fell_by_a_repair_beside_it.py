"""A reason was written for a fault, then a press mended a space beside it: the fault stood in the way again."""

from tests.factories import received, stages
from workflow.actions.form_check import mend_form, waive_finding
from workflow.actions.remarks import remarks_of
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import MendForm, WaiveFinding

BOTH = (
    "- Thực hiện Kết luận số 24-QĐ/TW, ngày 30/7/2021 của Ban Chấp hành Trung ương và Kế hoạch số 32 - KH/ĐU, "
    "ngày 06/02/2024 của Đảng uỷ Sở."
)


def test_a_waiver_stays_when_a_repair_changes_the_same_paragraph(world: World) -> None:
    document = received.in_appraisal(world, {"vanhoa": {"ket-qua": BOTH}, "thuvien": {"ket-qua": "- Mở lớp."}})
    office = world.actor("vanphong.so")
    blocking = {one.finding.rule: one.finding.key for one in remarks_of(document) if one.blocks}
    wrong, spaced = blocking.pop("cited_kind"), next(iter(blocking.values()))
    waive_finding(document.id, WaiveFinding(document.version, wrong, "Bản gốc ghi như vậy."), actor=office)
    mend_form(document.id, MendForm(document.version, (spaced,)), actor=office)
    after = remarks_of(stages.reloaded(document))
    assert not [one.finding.message for one in after if one.blocks]
    (kept,) = [one.waiver for one in after if one.waiver]
    assert (kept.reason, kept.given_by) == ("Bản gốc ghi như vậy.", "Trần Thị B")

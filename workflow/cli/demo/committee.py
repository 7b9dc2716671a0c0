"""The department's committee decides by slips: a programme that its members are being asked about, and the report of
the year."""

import datetime as dt

from workflow.actions import appraise, approve, begin, draft, opinions, organisation, submit
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.opinions import AskOpinions, GiveSlip, OpinionSaid
from workflow.domain.inputs.writing import BeginPaper, SaveSection
from workflow.domain.majority import Rules
from workflow.domain.sections import BODY
from workflow.domain.states import DecisionWay, DocumentKind, Stance
from workflow.models import Document
from workflow.models.clock import today

UNIT = "so"
_DAYS = 3
_ABSTRACT = "công tác kiểm tra việc thực hiện chuyên đề đại đoàn kết toàn dân tộc"
_TEXT = """Đảng uỷ Sở ban hành Chương trình kiểm tra việc thực hiện chuyên đề đại đoàn kết toàn dân tộc như sau:

1. Kiểm tra 4 chi bộ trực thuộc, mỗi quý một chi bộ.

2. Nội dung kiểm tra: việc quán triệt, việc thực hiện nhiệm vụ được giao và việc báo cáo đúng hạn.

3. Văn phòng Đảng uỷ tổng hợp kết quả, báo cáo Đảng uỷ tại hội nghị thường kỳ."""
_REMARK = "Đề nghị ghi rõ chi bộ nào kiểm tra ở quý nào."


def decide_together(world: World) -> None:
    """Its rules of work say so, and the administrator sets them."""
    organisation.set_rules(world.organisations[UNIT].id, Rules(DecisionWay.SLIPS), actor=world.actor("quantri"))


def ask_committee(world: World) -> None:
    """The office writes a programme and asks the members; one agrees and has a word on the first task, the secretary
    has not been heard yet."""
    office = world.actor(f"vanphong.{UNIT}")
    given = BeginPaper(DocumentKind.PROGRAMME, _ABSTRACT)
    document = begin.begin_paper(world.organisations[UNIT].id, given, actor=office)
    draft.save_section(document.id, SaveSection(BODY, _TEXT, 1, done=True), actor=office)
    submit.submit_document(document.id, Act(document.version), actor=office)
    appraise.appraise_document(document.id, Act(document.version), actor=office)
    _ask(world, document)
    assert document.revision is not None  # noqa: S101 - it was handed in
    block = next(str(one["id"]) for one in document.revision.content["blocks"] if one["text"].startswith("Kiểm tra 4"))
    _give(world, document, "uyvien", Stance.WITH_REMARKS, OpinionSaid(block, _REMARK))


def decide(world: World, unit: str, document: Document) -> None:
    """By slips where the committee decides together, else by the member who approves for it."""
    if document.organisation.rules.is_collective:
        _decide_by_slips(world, document)
    else:
        approve.approve_document(document.id, Approve(document.version), actor=world.actor(f"uyvien.{unit}"))


def _decide_by_slips(world: World, document: Document) -> None:
    _ask(world, document)
    for post in ("uyvien", "bithu"):
        _give(world, document, post, Stance.AGREED)


def _ask(world: World, document: Document) -> None:
    until = today() + dt.timedelta(days=_DAYS)
    given = AskOpinions(document.version, until, "Xin ý kiến các đồng chí Đảng uỷ viên.")
    opinions.ask_opinions(document.id, given, actor=world.actor(f"vanphong.{UNIT}"))


def _give(world: World, document: Document, post: str, stance: Stance, *said: OpinionSaid) -> None:
    slip = GiveSlip(document.revision_id or 0, stance, said)
    opinions.give_slip(document.id, slip, actor=world.actor(f"{post}.{UNIT}"))

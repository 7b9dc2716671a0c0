"""The round about last month in the demo: two chi bộ have reported, one has more time, one is late."""

import datetime as dt

from workflow.actions import campaign, draft, extension, outline, send
from workflow.cli.demo import cells, house, script
from workflow.cli.demo.world import CELLS, World
from workflow.domain.inputs.calendar import AnswerExtension, AskExtension
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.outlines import BeginOutline
from workflow.domain.inputs.tasks import ToldOfTask
from workflow.domain.outline import RESOLUTION_REPORT, TASKS, Outline, Section, SectionKind
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.states import DocumentState
from workflow.domain.tasks import Progress
from workflow.models import Campaign, Document, OutlineVersion, Target, db
from workflow.models.clock import today

UNIT = "so"
_NOTHING_NEW = ToldOfTask(Progress.NO_RESULT, "", "")
_NAME = "Báo cáo tháng thực hiện kế hoạch"
_IN_WORDS = ("kho-khan", "kien-nghi", "phuong-huong")
_OUTLINE = Outline(
    sections=(
        Section(
            TASKS,
            "Kết quả thực hiện nhiệm vụ",
            "Chọn tiến độ của từng nhiệm vụ; nêu việc đã làm trong tháng và minh chứng.",
            SectionKind.TASKS,
        ),
        *(one for one in RESOLUTION_REPORT.sections if one.key in _IN_WORDS),
    ),
    indicators=RESOLUTION_REPORT.indicators[:2],
)


def ask(world: World, plan: Document, days: int) -> Campaign:
    """The office of the department asks every chi bộ about last month, due so many days from now, by way of its
    advisory body."""
    office, unit = world.actor(f"vanphong.{UNIT}"), world.organisations[UNIT]
    version = _designed(world)
    month = Period.begun_by(PeriodKind.MONTH, today()).previous
    given = OpenCampaign(
        plan_id=plan.id,
        title=f"kết quả thực hiện Kế hoạch số {plan.symbol} {month.title}",
        due_on=today() + dt.timedelta(days=days),
        organisation_ids=tuple(world.organisations[cell].id for cell in CELLS),
        outline=version.outline,
        period=month,
        outline_version_id=version.id,
        through_id=house.found(world).id,
    )
    return campaign.open_campaign(unit.id, given, actor=office)


def report(world: World, asked: Campaign, cell: str) -> Document:
    """One chi bộ reports; the worker still has to print, sign and send it."""
    name = f"thang-{cell}"
    document = draft.start_report(_target(world, asked, cell).id, actor=world.actor(f"soan.{cell}"))
    cells.tell(document, script.results(name), _NOTHING_NEW, world, cell)
    cells.write(document, script.texts(name), world, cell)
    cells.fill(document, script.figures(name), world, cell)
    cells.hand_in(document, world, cell)
    return document


def receive(world: World, document: Document) -> None:
    """The department's office takes it into its book, if it could be printed and sent."""
    db.session.refresh(document)
    if document.state is DocumentState.SENT:
        send.receive_document(document.id, Act(document.version), actor=world.actor(f"vanphong.{UNIT}"))


def grant_time(world: World, asked: Campaign, cell: str, days: int) -> None:
    """A chi bộ asks for more time until so many days from now, and gets it."""
    until = today() + dt.timedelta(days=days)
    request = AskExtension(until, "Đang phục vụ đợt biểu diễn lưu động ở vùng cao, chưa đủ số liệu.")
    row = extension.ask_extension(_target(world, asked, cell).id, request, actor=world.actor(f"soan.{cell}"))
    agreed = AnswerExtension(granted=True, to_day=until, answer="Đồng ý. Đề nghị gửi đúng hạn mới.")
    extension.answer_extension(row.id, agreed, actor=world.actor(f"vanphong.{UNIT}"))


def _designed(world: World) -> OutlineVersion:
    office = world.actor(f"vanphong.{UNIT}")
    kept = outline.begin_outline(world.organisations[UNIT].id, BeginOutline(_NAME, _OUTLINE), actor=office)
    return outline.fix_outline(kept.id, kept.version, actor=office)


def _target(world: World, asked: Campaign, cell: str) -> Target:
    return next(one for one in asked.targets if one.organisation_id == world.organisations[cell].id)

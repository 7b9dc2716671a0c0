"""Papers beside the reports that the demo begins with: a tờ trình on its way up, a copy sent down, one to be signed."""

from collections.abc import Callable

from workflow.actions import approve, begin, copy, draft, issue, send, submit
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.inputs.writing import BeginPaper, CopyPaper, SaveSection
from workflow.domain.paper import CopyKind
from workflow.domain.sections import BODY
from workflow.domain.states import DocumentKind, DocumentState
from workflow.models import Document, db

_CELL = "vanphong"
_ABSTRACT = "về việc tổ chức sinh hoạt chuyên đề về đại đoàn kết toàn dân tộc"
_TEXT = """Chi bộ Văn phòng Sở kính trình Đảng uỷ xem xét, cho phép tổ chức sinh hoạt chuyên đề như sau:

1. Nội dung: phát huy truyền thống, sức mạnh đại đoàn kết toàn dân tộc trong công tác của ngành.

2. Thành phần: toàn thể đảng viên Chi bộ; mời đại diện cấp uỷ các chi bộ trực thuộc Đảng uỷ Sở.

3. Kinh phí: do Chi bộ tự bảo đảm.

Kính trình Đảng uỷ xem xét, quyết định."""


def hand_up(world: World) -> None:
    """A chi bộ writes a tờ trình; its secretary approves, numbers, signs and sends it, which the worker carries out."""
    cell, drafter, above = world.organisations[_CELL], world.actor(f"soan.{_CELL}"), world.organisations["so"]
    given = BeginPaper(DocumentKind.SUBMISSION, _ABSTRACT, (above.name,))
    document = begin.begin_paper(cell.id, given, actor=drafter)
    draft.save_section(document.id, SaveSection(BODY, _TEXT, 1, done=True), actor=drafter)
    submit.submit_document(document.id, Act(document.version), actor=drafter)
    agreed = Approve(document.version, issue_now=True)
    approve.approve_document(document.id, agreed, actor=world.actor(f"bithu.{_CELL}"))


def copy_plan(world: World, plan: Document) -> None:
    """The clerk makes a sao y of the department's plan and takes its number; the secretary is to sign it."""
    clerk = world.actor("vanthu.so")
    given = CopyPaper(CopyKind.WHOLE, ("Các chi bộ trực thuộc", "Lưu Văn phòng Đảng uỷ"))
    made = copy.copy_paper(plan.id, world.organisations["so"].id, given, actor=clerk)
    issue.take_number(made.id, TakeNumber(made.version), actor=clerk)


def pass_down(world: World, plan: Document, work: Callable[[], None]) -> None:
    """The bloc, which received the province's plan, sends a sao lục of it to its committees; each step as soon as the
    worker has done the one before it. What cannot be printed on this machine (no Pango) stays where it is."""
    clerk, signer = world.actor("vanthu.khoi"), world.actor("bithu.khoi")
    if plan.state is not DocumentState.SENT:
        return
    given = CopyPaper(CopyKind.BY_RECIPIENT, ("Các đảng uỷ trực thuộc", "Lưu Văn phòng Đảng uỷ Khối"))
    made = copy.copy_paper(plan.id, world.organisations["khoi"].id, given, actor=clerk)
    issue.take_number(made.id, TakeNumber(made.version), actor=clerk)
    work()
    db.session.refresh(made)
    if made.prepared_digest is None:
        return
    issue.sign_document(made.id, Sign(made.version, made.prepared_digest), actor=signer)
    work()
    db.session.refresh(made)
    send.send_document(made.id, Act(made.version), actor=clerk)
    send.receive_document(made.id, Act(made.version), actor=world.actor("vanthu.so"))

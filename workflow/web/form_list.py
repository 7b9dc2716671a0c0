"""The list of the check of format as pages show it: what was found where, what can be pressed, what was waived."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from workflow.actions.remarks import WITH_OFFICE, Remark, remarks_on, why_not_mendable, why_not_waivable
from workflow.domain.actor import Actor
from workflow.domain.blocks import Block, plain
from workflow.domain.guards import Circumstances
from workflow.domain.paper import Paper
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import DocumentState
from workflow.queries.case import DocumentCase
from workflow.queries.documents import Document

_PARTS = {
    "body": "Toàn văn",
    "number": "Số, ký hiệu",
    "date": "Ngày, tháng",
    "place": "Địa danh",
    "issuer": "Cơ quan ban hành",
    "superior": "Cơ quan cấp trên",
    "motto": "Tiêu đề",
    "title": "Tên loại",
    "abstract": "Trích yếu",
    "recipients": "Nơi nhận",
    "addressees": "Kính gửi",
    "signature": "Chữ ký",
    "profile": "Thể thức",
}
_SHOWN_WORDS = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One finding of the list: `place` in words, `anchor` where it stands on the sheet beside."""

    remark: Remark
    place: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class FormList:
    """The whole list for one reader."""

    lines: Sequence[Line]
    may_mend: bool
    may_waive: bool
    in_cell: bool

    @property
    def blocking(self) -> int:
        """Errors that stop the paper."""
        return sum(line.remark.blocks for line in self.lines)

    @property
    def circumstances(self) -> Circumstances:
        """What the list brings to handing the paper in: in a chi bộ its errors, elsewhere they are the office's."""
        return Circumstances(form_errors=self.blocking if self.in_cell else 0)

    @property
    def mendable(self) -> list[str]:
        """Keys of everything that a press repairs; what was waived is left as it is."""
        if not self.may_mend:
            return []
        return [line.remark.finding.key for line in self.lines if line.remark.finding.fix and not line.remark.waiver]

    @property
    def sentence(self) -> str:
        """What the list comes to."""
        errors = sum(line.remark.finding.is_error for line in self.lines)
        waived = sum(line.remark.waiver is not None for line in self.lines)
        remarks = len(self.lines) - errors
        if not self.lines:
            return "Đúng thể thức, không có lỗi nào."
        said = [f"{errors} lỗi" if errors else "", f"{remarks} lưu ý" if remarks else ""]
        left = f", đã ghi lý do bỏ qua {waived} chỗ" if waived else ""
        return f"{' và '.join(filter(None, said))}{left}."


def form_list(document: Document, paper: Paper, actor: Actor) -> FormList:
    """What is wrong with the paper beside, what stops it first, and what this person may do about it."""
    permission = Permission.DOCUMENT_APPRAISE if document.state in WITH_OFFICE else Permission.DOCUMENT_SUBMIT
    permitted = permits(actor, permission, DocumentCase(document))
    return FormList(
        [_line(remark, paper) for remark in sorted(remarks_on(document, paper), key=lambda one: not one.blocks)],
        may_mend=permitted and why_not_mendable(document) is None,
        may_waive=permitted and why_not_waivable(document) is None,
        in_cell=document.organisation.is_cell,
    )


def list_address(document: Document) -> str:
    """The page on which this person works through the list."""
    if document.state is DocumentState.IN_APPRAISAL:
        page = "acts.appraise"
    elif document.state is DocumentState.IN_APPROVAL:
        page = "opinions.show"
    else:
        page = "acts.submit" if document.consolidates else "drafts.check"
    return url_for(page, document_id=document.id, _anchor="the-thuc")


def _line(remark: Remark, paper: Paper) -> Line:
    place = remark.finding.place
    if place in _PARTS:
        on_sheet = place in ("abstract", "recipients", "signature")
        return Line(remark, _PARTS[place], f"d-{place}" if on_sheet else None)
    annexed = [(annex.marker, block) for annex in paper.annexes for block in annex.blocks]
    for where, block in [("", block) for block in paper.blocks] + annexed:
        if block.id == place:
            return Line(remark, ": ".join(filter(None, (where, _shown(block)))), f"d-{place}")
    return Line(remark, f"Chú thích {place.removeprefix('note-')}", None)


def _shown(block: Block) -> str:
    """A block by its first words."""
    words = plain(block.printed).split()
    shown = " ".join(words[:_SHOWN_WORDS]) + ("…" if len(words) > _SHOWN_WORDS else "")
    return f"Đoạn “{shown}”" if words else "Bảng số liệu"

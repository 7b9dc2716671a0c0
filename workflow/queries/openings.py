"""What a new report says by itself: its opening sentence and its Nơi nhận, ready to be changed."""

from workflow.domain import dates
from workflow.domain.kinds import KINDS
from workflow.domain.paper import AS_ABOVE
from workflow.domain.states import DocumentKind, Level
from workflow.models import Campaign, Document, Organisation


def opening(organisation: Organisation, campaign: Campaign) -> str:
    """ "Thực hiện Kế hoạch số 32-KH/ĐU, ngày 06/02/2024 của …, Chi bộ … báo cáo kết quả như sau:"."""
    return f"{basis(organisation, campaign)}{organisation.name} báo cáo kết quả như sau:"


def recipients(organisation: Organisation) -> list[str]:
    """Nơi nhận of a report upward: the superior first, the file copy last (reference: domain.md §1.10)."""
    above = organisation.superior
    lines = [f"{above.name} (b/c)"] if above else []
    return [*lines, *_own(organisation), f"Lưu {_file_room(organisation)}"]


def recipients_of(organisation: Organisation, kind: DocumentKind) -> list[str]:
    """Nơi nhận of a paper begun by hand; one with addressees names them first as "Như trên" (domain.md §1.10)."""
    return [AS_ABOVE, f"Lưu {_file_room(organisation)}"] if KINDS[kind].addressed else recipients(organisation)


def copy_recipients(organisation: Organisation) -> list[str]:
    """Nơi nhận of a copy, ready to be changed: those below, the file copy last."""
    below = [] if organisation.is_cell else ["Các tổ chức đảng trực thuộc"]
    return [*below, f"Lưu {_file_room(organisation)}"]


def addressees(organisation: Organisation, kind: DocumentKind) -> list[str]:
    """To whom a tờ trình is handed up, unless something else is typed."""
    above = organisation.superior
    return [above.name] if above and KINDS[kind].addressed and KINDS[kind].goes_up else []


def basis(organisation: Organisation, campaign: Campaign) -> str:
    """What a sentence about a round begins with: the plan, else who asked; nothing when nobody else did."""
    plan = campaign.plan
    if plan is not None:
        return f"Thực hiện {in_full(plan)}, "
    asked_by_itself = campaign.organisation_id == organisation.id
    return "" if asked_by_itself else f"Thực hiện yêu cầu của {campaign.organisation.name}, "


def in_full(plan: Document) -> str:
    """ "Kế hoạch số 32-KH/ĐU, ngày 06/02/2024 của … thực hiện …"."""
    number = f" số {plan.symbol}" if plan.symbol and plan.number else ""
    day = f", ngày {dates.short(plan.issued_on)}" if plan.issued_on else ""
    return f"Kế hoạch{number}{day} của {plan.issuer_name} {plan.abstract}"


def _own(organisation: Organisation) -> list[str]:
    return [] if organisation.is_cell else ["Các đồng chí cấp uỷ viên", "Các tổ chức đảng trực thuộc"]


def _file_room(organisation: Organisation) -> str:
    if organisation.is_cell:
        return "Chi bộ"
    return "Văn phòng Tỉnh uỷ" if organisation.level is Level.PROVINCE else "Văn phòng Đảng uỷ"

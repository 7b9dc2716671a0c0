"""What a check of the evidence found, in words that a person in charge can follow."""

from collections.abc import Mapping

from workflow.domain.anchors import ANCHOR, ELSEWHERE
from workflow.domain.evidence import Broken, Fault

KINDS: Mapping[str, str] = {
    "account": "Tài khoản",
    "campaign": "Đợt báo cáo",
    "campaign_schedule": "Báo cáo định kỳ",
    "citation": "Văn bản viện dẫn",
    "difficulty": "Khó khăn, kiến nghị",
    "document": "Văn bản",
    "export": "Bản xuất sổ",
    "import": "Văn bản đưa vào",
    "incoming_entry": "Dòng sổ đến",
    "organisation": "Đơn vị",
    "outgoing_entry": "Dòng sổ đi",
    "outline": "Đề cương",
    "reorganisation": "Việc sắp xếp tổ chức",
    "task": "Nhiệm vụ",
    "tree_import": "Tệp danh sách đơn vị",
}
"""How each kind of subject is called."""

_BROKEN: Mapping[Broken, str] = {
    Broken.ENTRY: "việc thứ {} đã bị sửa, chèn hoặc xoá",
    Broken.END: "nhật ký không dừng ở việc mà hồ sơ ghi là cuối cùng; lệch từ việc thứ {}",
    Broken.SUBJECT: "hồ sơ đã bị xoá trong khi nhật ký vẫn còn",
    Broken.PINNED: "việc thứ {} không còn là việc đã được neo",
    Broken.STATE: "hồ sơ ghi trạng thái khác với việc cuối cùng, việc thứ {}",
    Broken.FILE: "hồ sơ trỏ tới tệp khác với tệp đã ban hành theo nhật ký",
    Broken.UNANCHORED: "việc thứ {} chưa được neo và cũng không còn chờ neo",
    Broken.ANCHOR: "neo thứ {} đã bị sửa hoặc xoá",
    Broken.HELD: "neo thứ {} không còn như {} đang giữ",
}


def holder(document_id: int | None, label: str | None) -> str:
    """Who holds an anchor: the superior a paper was sent to, the print of a paper, or an anchor made later."""
    if document_id is None:
        return "neo của đơn vị khác"
    return f"{label} (kèm văn bản {document_id})" if label else f"bản PDF của văn bản {document_id}"


def in_words(fault: Fault, called: str | None = None) -> str:
    """One sentence without its full stop: what, where; `called` names the subject better than its number."""
    if fault.kind == ANCHOR:
        whose = "Tài khoản và việc chung" if fault.subject_id == ELSEWHERE else called or f"Đơn vị {fault.subject_id}"
    else:
        kind = KINDS.get(fault.kind, fault.kind)
        whose = f"{kind} {fault.subject_id}" + (f" “{called}”" if called else "")
    return f"{whose}: {_BROKEN[fault.broken].format(fault.ordinal, fault.where)}"

"""The annexes of a text being written."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from workflow.domain.errors import ChangedMeanwhile, NotFound, TransitionRefused
from workflow.domain.states import EDITABLE, SectionState
from workflow.models import Document, DraftSection, db

__all__ = ["DraftSection", "annex_for_change", "annexes_of", "parts_of", "standing", "to_mend"]

MOST = 30
"""More annexes than any paper has; a press that is repeated for ever ends."""
MISSING = "Không có phụ lục này. Hãy mở lại danh sách phụ lục."
REMOVED = "Phụ lục này đã được bỏ. Hãy lấy lại ở trang Phụ lục rồi lưu; chữ đã gõ vẫn còn nguyên."


def annexes_of(document_id: int) -> Sequence[DraftSection]:
    """Every annex in printed order, those taken away among them."""
    query = select(DraftSection).where(DraftSection.document_id == document_id, DraftSection.annex)
    return db.session.scalars(query.order_by(DraftSection.position, DraftSection.id)).all()


def standing(annexes: Iterable[DraftSection]) -> list[DraftSection]:
    """Those that were not taken away."""
    return [one for one in annexes if not one.removed]


def parts_of(document: Document) -> list[DraftSection]:
    """What of a text may be sent back by itself, in printed order: its sections, and the annexes that have words."""
    return [*document.sections, *(one for one in standing(annexes_of(document.id)) if one.text)]


def to_mend(document: Document) -> list[DraftSection]:
    """The annexes that were sent back and that nobody has called mended yet."""
    if document.state not in EDITABLE:
        return []
    return [one for one in standing(annexes_of(document.id)) if one.state is SectionState.TO_FIX]


def annex_for_change(
    document: Document, key: str, version: int | None = None, *, even_removed: bool = False
) -> DraftSection:
    """One annex, locked. Refuses NotFound, one that was taken away (TransitionRefused), and ChangedMeanwhile when it
    was saved after the version that was seen."""
    query = select(DraftSection).where(
        DraftSection.document_id == document.id, DraftSection.key == key, DraftSection.annex
    )
    annex = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if annex is None:
        raise NotFound(MISSING)
    if annex.removed and not even_removed:
        raise TransitionRefused(REMOVED)
    if version is not None and annex.version != version:
        who = annex.saved_by or "người khác"
        raise ChangedMeanwhile(f"Phụ lục này đã được {who} lưu sau khi đồng chí mở. Chữ đã gõ vẫn còn nguyên.")
    return annex

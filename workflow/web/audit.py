"""The whole audit of a document, with the verdict on its chain."""

from flask import Blueprint, render_template, request

from workflow.auth.current import current_actor
from workflow.domain.chain import short_digest
from workflow.domain.labels import FACTS, ROLES, STATES
from workflow.domain.permissions import Permission, permits
from workflow.domain.rows import row_id
from workflow.queries import audit
from workflow.queries.accesses import PAGE, openings_of
from workflow.queries.act_words import details_of
from workflow.queries.case import DocumentCase
from workflow.queries.documents import for_show

pages = Blueprint("audit", __name__)

_WAYS = {
    "documents.show": "Trang văn bản",
    "documents.pdf": "Bản PDF",
    "documents.revision": "Một lần trình",
    "documents.origins": "Nguồn của một đoạn",
    "versions.show": "So sánh các bản",
    "comments.index": "Trang góp ý",
    "comments.new": "Góp ý về một đoạn",
    "comments.show": "Một góp ý",
    "word.download": "Bản Word",
    "preview.show": "Bản xem trước",
    "preview.picture": "Bản xem trước",
    "signing.sign": "Trang ký",
    "signing.original": "Bản để ký",
    "history_files.printed": "Lịch sử, bản in",
    "history_files.workbook": "Lịch sử, bản Excel",
    "history_files.record": "Lịch sử, tệp JSON",
}


@pages.get("/van-ban/<int:document_id>/nhat-ky")
def show(document_id: int) -> str:
    """Every act that was recorded, oldest first, and whether the chain is whole."""
    actor = current_actor()
    document = for_show(document_id, actor, Permission.DOCUMENT_AUDIT)
    entries = audit.page_of(document.id, request.args.get("sau", 0, type=row_id))
    titles = {section.key: section.title for section in document.sections}
    return render_template(
        "audit/show.html",
        document=document,
        rows=[(entry, details_of(entry, titles, codes=True), short_digest(entry.digest)) for entry in entries],
        broken=audit.broken_at(document),
        more_after=entries[-1].ordinal if entries and entries[-1].ordinal < document.chain_length else None,
        facts=FACTS,
        roles=ROLES,
        states=STATES,
        may_see_readers=permits(actor, Permission.DOCUMENT_READERS, DocumentCase(document)),
    )


@pages.get("/van-ban/<int:document_id>/nguoi-da-mo")
def readers(document_id: int) -> str:
    """Who opened a paper that bears a mark of circulation, newest first."""
    document = for_show(document_id, current_actor(), Permission.DOCUMENT_READERS)
    before = request.args.get("truoc", type=row_id)
    openings = openings_of(document.id, before)
    return render_template(
        "audit/readers.html",
        document=document,
        openings=openings,
        later=before is not None,
        more=openings[-1].id if len(openings) == PAGE else None,
        ways=_WAYS,
    )

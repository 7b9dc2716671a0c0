"""The whole audit of a document, with the verdict on its chain."""

from flask import Blueprint, render_template, request

from workflow.auth.current import current_actor
from workflow.domain.labels import FACTS, ROLES, STATES
from workflow.domain.permissions import Permission
from workflow.domain.rows import row_id
from workflow.queries import audit
from workflow.queries.documents import for_show
from workflow.web.wording import details_of, short_digest

pages = Blueprint("audit", __name__)


@pages.get("/van-ban/<int:document_id>/nhat-ky")
def show(document_id: int) -> str:
    """Every act that was recorded, oldest first, and whether the chain is whole."""
    document = for_show(document_id, current_actor(), Permission.DOCUMENT_AUDIT)
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
    )

"""Which papers are sensitive, and who opened them."""

from collections.abc import Sequence

from sqlalchemy import select

from workflow.models import AccessEntry, Document, db

PAGE = 200


def is_sensitive(document_id: int) -> bool:
    """Whether a paper says who may keep it: it bears a mark of circulation (HD36 phụ lục 1, 11a)."""
    document = db.session.get(Document, document_id)  # the page has it already: nothing is asked
    return document is not None and bool(document.parts.get("circulation"))


def openings_of(document_id: int, before: int | None = None) -> Sequence[AccessEntry]:
    """A page of the openings of a paper, newest first; keyset on the id."""
    query = select(AccessEntry).where(AccessEntry.document_id == document_id)
    if before is not None:
        query = query.where(AccessEntry.id < before)
    return db.session.scalars(query.order_by(AccessEntry.id.desc()).limit(PAGE)).all()

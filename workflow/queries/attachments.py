"""The files that go with a paper."""

from collections.abc import Sequence

from sqlalchemy import select

from workflow.domain.errors import NotFound
from workflow.models import Attachment, db

__all__ = ["MISSING", "MOST", "Attachment", "attachments_of", "one_of"]

MOST = 20
MISSING = "Không có tệp này, hoặc tệp đã được bỏ."


def attachments_of(document_id: int) -> Sequence[Attachment]:
    """Those that go with it now, in the order in which they were added."""
    query = select(Attachment).where(Attachment.document_id == document_id, Attachment.removed.is_(False))
    return db.session.scalars(query.order_by(Attachment.id)).all()


def one_of(document_id: int, attachment_id: int) -> Attachment:
    """One of them. Refuses NotFound."""
    found = next((one for one in attachments_of(document_id) if one.id == attachment_id), None)
    if found is None:
        raise NotFound(MISSING)
    return found

"""Papers on their way in: one person's own."""

from collections.abc import Sequence

from sqlalchemy import select

from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.models import PaperImport, db

__all__ = ["PaperImport", "mine", "of_person"]
RECENT = 20


def mine(import_id: int, actor: Actor, *, lock: bool = False) -> PaperImport:
    """A paper that this person brought; "not there" and "not yours" are the same NotFound."""
    query = select(PaperImport).where(PaperImport.id == import_id, PaperImport.owner_id == actor.user_id)
    if lock:
        query = query.with_for_update(of=PaperImport).execution_options(populate_existing=True)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("Không có văn bản này trong các văn bản đồng chí đang đưa vào.")
    return found


def of_person(actor: Actor) -> Sequence[PaperImport]:
    """What the person brought lately, newest first."""
    query = select(PaperImport).where(PaperImport.owner_id == actor.user_id)
    return db.session.scalars(query.order_by(PaperImport.id.desc()).limit(RECENT)).all()

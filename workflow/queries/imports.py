"""Papers on their way in: one person's own, while they still do that work where they brought them."""

from collections.abc import Sequence

from sqlalchemy import select

from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.models import PaperImport, db

__all__ = ["PaperImport", "mine", "of_person"]
RECENT = 20


def mine(import_id: int, actor: Actor, *, lock: bool = False) -> PaperImport:
    """A paper that this person brought; "not there" and "not yours" are the same NotFound."""
    query = select(PaperImport).where(PaperImport.id == import_id)
    if lock:
        query = query.with_for_update(of=PaperImport).execution_options(populate_existing=True)
    found = db.session.scalars(query).one_or_none()
    if found is None or not permits(actor, Permission.IMPORT_READ, found):
        raise NotFound("Không có văn bản này trong các văn bản đồng chí đang đưa vào.")
    return found


def of_person(actor: Actor) -> Sequence[PaperImport]:
    """What the person brought lately, newest first."""
    query = select(PaperImport).where(PaperImport.owner_id == actor.user_id)
    query = query.where(PaperImport.organisation_id.in_(actor.organisation_ids))
    brought = db.session.scalars(query.order_by(PaperImport.id.desc()).limit(RECENT)).all()
    return [one for one in brought if permits(actor, Permission.IMPORT_READ, one)]

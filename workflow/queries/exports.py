"""Files made of the registers: which there are, and one of them."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.domain.dates import local_day
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.models import Export, db
from workflow.models.clock import now
from workflow.queries.organisations import OrganisationCase, by_id

__all__ = ["Export", "alive_of", "day_of", "for_reader", "is_expired"]

MOST_SHOWN = 10


def for_reader(export_id: int, actor: Actor) -> Export:
    """One file of a book that the actor may read; "not there" and "not yours" are the same NotFound."""
    export = db.session.get(Export, export_id)
    if export is None or not permits(actor, Permission.BOOK_READ, OrganisationCase(by_id(export.organisation_id))):
        raise NotFound("Không có tệp này, hoặc đồng chí không thuộc diện được xem.")
    return export


def alive_of(organisation_id: int) -> Sequence[Export]:
    """The newest files of an organisation's books that can still be downloaded or are being made."""
    query = (
        select(Export)
        .where(Export.organisation_id == organisation_id, Export.expires_at > now())
        .options(joinedload(Export.asked_by))
        .order_by(Export.id.desc())
        .limit(MOST_SHOWN)
    )
    return db.session.scalars(query).all()


def is_expired(export: Export) -> bool:
    """Whether it is given out no more."""
    return export.expires_at <= now()


def day_of(export: Export) -> dt.date:
    """The day on which it was asked for, in Việt Nam."""
    return local_day(export.asked_at)

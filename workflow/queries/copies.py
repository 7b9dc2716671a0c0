"""Whole copies (sao y, sao lục) of a paper: through them it reaches organisations that it was not addressed to."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from workflow.domain.paper import CopyKind
from workflow.domain.states import LEFT_THE_HOUSE
from workflow.models import Delivery, Document, db


def copy_holders(document_id: int) -> tuple[int, ...]:
    """The organisations to which a whole copy of the paper was sent."""
    query = _sent_copies(Delivery.organisation_id).where(Document.origin_id == document_id)
    return tuple(one for one in db.session.scalars(query) if one is not None)


def copied_to(organisation_ids: Collection[int]) -> Select[int | None]:
    """The numbers of the papers whose whole copies were sent to these organisations, as part of a query."""
    return _sent_copies(Document.origin_id).where(Delivery.organisation_id.in_(organisation_ids))


def whole_copies(document_id: int) -> Select[int]:
    """The numbers of the paper's whole copies that were sent, as part of a query."""
    return select(Document.id).where(*_whole_and_sent(), Document.origin_id == document_id)


def _sent_copies(column: InstrumentedAttribute[int | None]) -> Select[int | None]:
    query = select(column).select_from(Delivery).join(Document, Delivery.document_id == Document.id)
    return query.where(*_whole_and_sent())


def _whole_and_sent() -> tuple[ColumnElement[bool], ...]:
    return Document.copy_kind.in_((CopyKind.WHOLE, CopyKind.BY_RECIPIENT)), Document._state.in_(LEFT_THE_HOUSE)

"""Plans that an organisation issued and plans that were sent to it, themselves or as a whole copy."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, select

from workflow.domain.states import IN_FORCE, LEFT_THE_HOUSE, DocumentKind
from workflow.models import Delivery, Document, db
from workflow.queries.copies import copied_to

_IS_PLAN = Document.kind == DocumentKind.PLAN


def plans_of(organisation_ids: Iterable[int], before: int | None = None, limit: int = 20) -> Sequence[Document]:
    """Plans of the organisations and those sent to them, newest first; keyset on the id."""
    query = select(Document).where(Document.kind == DocumentKind.PLAN, held_by(list(organisation_ids)))
    if before is not None:
        query = query.where(Document.id < before)
    return db.session.scalars(query.order_by(Document.id.desc()).limit(limit)).unique().all()


def plans_to_report_on(organisation_id: int) -> Sequence[Document]:
    """Plans in force that a campaign of the organisation may stand on, newest first."""
    query = select(Document).where(
        Document.kind == DocumentKind.PLAN, Document._state.in_(IN_FORCE), held_by([organisation_id])
    )
    return db.session.scalars(query.order_by(Document.id.desc()).limit(100)).unique().all()


def awaiting_receipt(document_ids: Iterable[int], organisation_ids: Iterable[int]) -> set[int]:
    """Which of these papers lie with these organisations and were not received yet; one statement."""
    query = select(Delivery.document_id).where(
        Delivery.document_id.in_(list(document_ids)),
        Delivery.organisation_id.in_(list(organisation_ids)),
        Delivery.received_at.is_(None),
    )
    return set(db.session.scalars(query))


def held_by(organisation_ids: Sequence[int]) -> ColumnElement[bool]:
    """Plans, their own and those that came to them, themselves or as a whole copy: index ranges, for with an OR the
    whole table would be walked."""
    own = select(Document.id).where(Document.organisation_id.in_(organisation_ids), _IS_PLAN)
    sent = select(Delivery.document_id).where(Delivery.organisation_id.in_(organisation_ids))
    came = sent.union(copied_to(organisation_ids))
    arrived = select(Document.id).where(Document.id.in_(came), Document._state.in_(LEFT_THE_HOUSE), _IS_PLAN)
    return Document.id.in_(own.union(arrived))

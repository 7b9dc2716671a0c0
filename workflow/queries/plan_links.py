"""Which plan carries out which: the links of a plan upward, and plans found by their symbol."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workflow.domain.errors import ChangedMeanwhile, NotFound
from workflow.domain.states import CLOSED, DocumentKind, DocumentState
from workflow.domain.tasks import LinkState
from workflow.models import Document, PlanLink, db

__all__ = ["PlanLink", "for_change", "links_of", "plans_called", "superior_plans", "the_one"]

_MOST = 50


def plans_called(symbols: Collection[str]) -> Sequence[Document]:
    """Issued plans with these symbols, newest first; the same symbol comes again each term of office."""
    if not symbols:
        return ()
    query = select(Document).where(Document.symbol.in_(symbols), Document.kind == DocumentKind.PLAN)
    query = query.where(Document._state.in_(CLOSED - {DocumentState.SUPERSEDED})).order_by(Document.id.desc())
    return db.session.scalars(query.limit(_MOST)).unique().all()


def the_one(known: Sequence[Document], symbol: str, day: dt.date | None) -> int | None:
    """The plan of a symbol and day among those known; None where it is not one alone."""
    fitting = [one.id for one in known if one.symbol == symbol and (day is None or one.issued_on == day)]
    return fitting[0] if len(fitting) == 1 else None


def links_of(document_id: int, *states: LinkState) -> Sequence[PlanLink]:
    """The superior plans of a plan, those in the system loaded; of these states alone where any are named."""
    query = select(PlanLink).where(PlanLink.document_id == document_id)
    if states:
        query = query.where(PlanLink.state.in_(states))
    query = query.options(joinedload(PlanLink.superior)).order_by(PlanLink.id)
    return db.session.scalars(query.limit(_MOST)).unique().all()


def superior_plans(document_id: int) -> list[Document]:
    """The plans in the system that it carries out, as a person confirmed."""
    return [link.superior for link in links_of(document_id, LinkState.CONFIRMED) if link.superior is not None]


def for_change(link_id: int, version: int) -> PlanLink:
    """One link, locked. Refuses NotFound, and ChangedMeanwhile when somebody was first."""
    query = select(PlanLink).where(PlanLink.id == link_id).with_for_update()
    link = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if link is None:
        raise NotFound("Không có văn bản căn cứ này.")
    if link.version != version:
        raise ChangedMeanwhile("Người khác vừa xử lý văn bản căn cứ này. Hãy xem lại rồi làm tiếp.")
    return link

"""Which plan carries out which: the links of a plan upward, and plans found by their symbol or by what they say."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from workflow.domain.cited_plans import Known
from workflow.domain.errors import ChangedMeanwhile, NotFound
from workflow.domain.states import IN_FORCE, DocumentKind
from workflow.domain.tasks import LinkState
from workflow.models import Document, Organisation, PlanLink, db
from workflow.queries.plans import held_by

__all__ = [
    "PlanLink",
    "cited_as",
    "for_change",
    "kept_as",
    "links_of",
    "plans_called",
    "superior_plans",
    "superiors_plan",
    "superiors_plans",
    "the_one",
    "without_number",
]

_MOST = 50


def plans_called(symbols: Collection[str]) -> Sequence[Document]:
    """Issued plans with these symbols, newest first; the same symbol comes again each term of office."""
    if not symbols:
        return ()
    query = select(Document).where(Document.symbol.in_(symbols), Document.kind == DocumentKind.PLAN)
    query = query.where(Document._state.in_(IN_FORCE)).order_by(Document.id.desc())
    return db.session.scalars(query.limit(_MOST)).unique().all()


def the_one(known: Sequence[Document], symbol: str, day: dt.date | None) -> int | None:
    """The plan of a symbol and day among those known; None where it is not one alone."""
    fitting = [one.id for one in known if one.symbol == symbol and (day is None or one.issued_on == day)]
    return fitting[0] if len(fitting) == 1 else None


def without_number(organisation: Organisation) -> Sequence[Document]:
    """Issued plans of those above that bear no number, newest first; a range of `ix_document_plan_without_number`."""
    query = select(Document).where(Document.organisation_id.in_(organisation.ancestor_ids), Document.number.is_(None))
    query = query.where(Document.kind == DocumentKind.PLAN, Document._state.in_(IN_FORCE))
    return db.session.scalars(query.order_by(Document.id.desc()).limit(_MOST)).unique().all()


def superiors_plans(organisation: Organisation, before: int | None = None, limit: int = _MOST) -> Sequence[Document]:
    """The plans in force of those above that came to the organisation, newest first; keyset on the id."""
    query = _from_above(organisation)
    if before is not None:
        query = query.where(Document.id < before)
    return db.session.scalars(query.order_by(Document.id.desc()).limit(limit)).unique().all()


def superiors_plan(organisation: Organisation, document_id: int) -> Document | None:
    """One of these; None for what is none of them."""
    return db.session.scalars(_from_above(organisation).where(Document.id == document_id)).unique().one_or_none()


def cited_as(document: Document, link: PlanLink) -> Known:
    """What a plan's text says of the one that it cites; that it serves the same end stands in its own abstract."""
    return Known(link.symbol or "", link.issued_on, f"{document.abstract} {link.title}")


def kept_as(plan: Document) -> Known:
    """What is known of a plan in the system."""
    return Known(plan.symbol or "", plan.issued_on, plan.abstract)


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


def _from_above(organisation: Organisation) -> Select[Document]:
    query = select(Document).where(Document.kind == DocumentKind.PLAN, Document._state.in_(IN_FORCE))
    return query.where(Document.organisation_id.in_(organisation.ancestor_ids), held_by([organisation.id]))

"""Lists of papers: those of a person's organisations and those that came to them, newest first, by keyset."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload

from workflow.domain.states import LEFT_THE_HOUSE, DocumentKind, DocumentState
from workflow.models import Delivery, Document, db

PAGE = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which papers: those that came (`incoming`) or our own, of a kind, in a state, older than an id."""

    incoming: bool = False
    kind: DocumentKind | None = None
    state: DocumentState | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the list, and the id to go on from when there is more."""

    documents: tuple[Document, ...]
    more_before: int | None


def papers(organisation_ids: Collection[int], wanted: Wanted, limit: int = PAGE) -> Shelf:
    """A page of the list in one statement."""
    query = (
        select(Document)
        .where(*_conditions(organisation_ids, wanted))
        .options(joinedload(Document.desk))
        .order_by(Document.id.desc())
        .limit(limit + 1)
    )
    found = tuple(db.session.scalars(query).unique())
    shown = found[:limit]
    return Shelf(shown, shown[-1].id if len(found) > limit else None)


def _conditions(organisation_ids: Collection[int], wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [_came_to(organisation_ids) if wanted.incoming else Document.organisation_id.in_(organisation_ids)]
    if wanted.kind is not None:
        conditions.append(Document.kind == wanted.kind)
    if wanted.state is not None:
        conditions.append(Document._state == wanted.state)
    if wanted.before is not None:
        conditions.append(Document.id < wanted.before)
    return conditions


def _came_to(organisation_ids: Collection[int]) -> ColumnElement[bool]:
    """Delivered to one of them and not withdrawn since."""
    delivered = exists().where(Delivery.document_id == Document.id, Delivery.organisation_id.in_(organisation_ids))
    return Document._state.in_(LEFT_THE_HOUSE) & delivered

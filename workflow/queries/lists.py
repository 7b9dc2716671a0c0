"""Lists of papers: those of a person's organisations and those that came to them, newest first, by keyset."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from workflow.domain.states import LEFT_THE_HOUSE, DocumentKind, DocumentState
from workflow.models import Delivery, Document, db
from workflow.queries.probing import is_there

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
    """A page of the list in one statement: of each organisation one range of an index, read no further than a page
    where nothing is filtered out."""
    parts = [_part(one, wanted).limit(limit + 1).subquery() for one in sorted(organisation_ids)]
    if not parts:
        return Shelf((), None)
    numbers = union_all(*(select(part) for part in parts))
    query = select(Document).where(Document.id.in_(numbers)).options(joinedload(Document.desk))
    found = tuple(db.session.scalars(query.order_by(Document.id.desc()).limit(limit + 1)).unique())
    shown = found[:limit]
    return Shelf(shown, shown[-1].id if len(found) > limit else None)


def _part(organisation_id: int, wanted: Wanted) -> Select[int]:
    """The numbers of one organisation's papers (`ix_document_of_organisation`), or of those delivered to it and not
    withdrawn since (`ix_delivery_newest`), newest first."""
    if not wanted.incoming:
        query = select(Document.id).where(Document.organisation_id == organisation_id, *_filters(wanted))
        return _before(query, Document.id, wanted)
    paper = is_there(Document.id == Delivery.document_id, Document._state.in_(LEFT_THE_HOUSE), *_filters(wanted))
    query = select(Delivery.document_id).distinct().where(Delivery.organisation_id == organisation_id, paper)
    return _before(query, Delivery.document_id, wanted)


def _before(query: Select[int], number: InstrumentedAttribute[int], wanted: Wanted) -> Select[int]:
    if wanted.before is not None:
        query = query.where(number < wanted.before)
    return query.order_by(number.desc())


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        conditions.append(Document.kind == wanted.kind)
    if wanted.state is not None:
        conditions.append(Document._state == wanted.state)
    return conditions

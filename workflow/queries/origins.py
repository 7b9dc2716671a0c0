"""From a block all the way down: the source blocks behind it, those behind them, to the chi bộ's own words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select, tuple_

from workflow.domain.actor import Actor
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import How
from workflow.models import Contribution, Delivery, Document, SourceBlock, db
from workflow.queries.case import DocumentCase

Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One source block on the way down; `text` is None where the reader may know whose it is but not what it says."""

    document: Document
    block: str
    text: str | None
    how: How
    kept: int
    below: tuple["Step", ...]


@dataclass(frozen=True, slots=True)
class _Link:
    above: Place
    below: Place
    text: str
    how: How
    kept: int


def walk(document_id: int, block: str, actor: Actor) -> tuple[Step, ...]:
    """Every way down from a block. Each level of the tree is one statement, however many units stand on it."""
    links = _links((document_id, block))
    documents = _documents({link.below[0] for found in links.values() for link in found})
    readable = _readable(documents.values(), actor)
    return _steps((document_id, block), links, documents, readable)


def _links(start: Place) -> dict[Place, list[_Link]]:
    found: dict[Place, list[_Link]] = {}
    frontier = {start}
    while frontier:
        level = _one_level(frontier)
        for link in level:
            found.setdefault(link.above, []).append(link)
        frontier = {link.below for link in level} - found.keys()
    return found


def _one_level(places: Iterable[Place]) -> list[_Link]:
    query = (
        select(Contribution, SourceBlock.text)
        .join(
            SourceBlock,
            (SourceBlock.document_id == Contribution.document_id)
            & (SourceBlock.source_id == Contribution.source_id)
            & (SourceBlock.block == Contribution.source_block),
        )
        .where(tuple_(Contribution.document_id, Contribution.block).in_(list(places)))
        .order_by(SourceBlock.position, Contribution.id)
    )
    return [
        _Link((made.document_id, made.block), (made.source_id, made.source_block), text, made.how, made.kept)
        for made, text in db.session.execute(query)
    ]


def _documents(ids: Iterable[int]) -> dict[int, Document]:
    query = select(Document).where(Document.id.in_(ids))
    return {document.id: document for document in db.session.scalars(query).unique()}


class _AddressedCase(DocumentCase):
    """A case whose addressees were looked up for many documents at once."""

    def __init__(self, document: Document, addressees: tuple[int, ...]) -> None:
        super().__init__(document)
        self._addressees = addressees

    @cached_property
    def addressee_ids(self) -> tuple[int, ...]:
        """Organisations that hold a delivery."""
        return self._addressees


def _readable(documents: Iterable[Document], actor: Actor) -> set[int]:
    known = list(documents)
    held = select(Delivery.document_id, Delivery.organisation_id).where(
        Delivery.document_id.in_([document.id for document in known])
    )
    addressees: dict[int, list[int]] = {}
    for document_id, organisation_id in db.session.execute(held):
        if organisation_id is not None:
            addressees.setdefault(document_id, []).append(organisation_id)
    cases = {one.id: _AddressedCase(one, tuple(addressees.get(one.id, ()))) for one in known}
    return {number for number, case in cases.items() if permits(actor, Permission.DOCUMENT_READ, case)}


def _steps(
    place: Place, links: Mapping[Place, Sequence[_Link]], documents: Mapping[int, Document], readable: set[int]
) -> tuple[Step, ...]:
    return tuple(
        Step(
            document=documents[link.below[0]],
            block=link.below[1],
            text=link.text if link.below[0] in readable else None,
            how=link.how,
            kept=link.kept,
            below=_steps(link.below, links, documents, readable) if link.below[0] in readable else (),
        )
        for link in links.get(place, ())
    )

"""From a block all the way down, to the chi bộ's own words, and all the way up, to what was made of it above."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.domain.blocks import Block
from workflow.domain.permissions import Permission, permits
from workflow.domain.provenance import told
from workflow.domain.states import CLOSED, How
from workflow.models import Contribution, Delivery, Document, SourceBlock, db
from workflow.queries.case import DocumentCase
from workflow.queries.papers import shapes_of

Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One block on the way, down or up; `text` is None where the reader may know whose it is but not what it says;
    `beyond` are the steps that follow from here in the same direction."""

    document: Document
    block: str
    text: str | None
    how: How
    kept: int
    beyond: tuple["Step", ...]

    @property
    def told(self) -> str:
        """How the words were used here, and how much of them was kept."""
        return told(self.how, self.kept)


@dataclass(frozen=True, slots=True)
class _Link:
    """One contribution as the way goes: from a place to the next one."""

    here: Place
    there: Place
    text: str | None
    how: How
    kept: int


_Level = Callable[[Iterable[Place]], list[_Link]]


def walk(document_id: int, block: str, actor: Actor) -> tuple[Step, ...]:
    """Every way down from a block. Each level of the tree is one statement, however many units stand on it."""
    return _way((document_id, block), _one_level_down, actor)


def climb(document_id: int, block: str, actor: Actor) -> tuple[Step, ...]:
    """Every way up from a block, through papers that were issued: a unit learns of the superior's text no sooner. Each
    level is one statement."""
    return _way((document_id, block), _one_level_up, actor)


def _way(start: Place, level: _Level, actor: Actor) -> tuple[Step, ...]:
    links = _links(start, level)
    ids = {link.there[0] for found in links.values() for link in found}
    documents = _documents(ids, printed=level is _one_level_up)
    return _steps(start, links, documents, _readable(documents.values(), actor))


def _links(start: Place, level: _Level) -> dict[Place, list[_Link]]:
    found: dict[Place, list[_Link]] = {}
    frontier = {start}
    while frontier:
        reached = level(frontier)
        for link in reached:
            found.setdefault(link.here, []).append(link)
        frontier = {link.there for link in reached} - found.keys()
    return found


def _one_level_down(places: Iterable[Place]) -> list[_Link]:
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


def _one_level_up(places: Iterable[Place]) -> list[_Link]:
    """The words of what was made stand in its paper's revision."""
    query = (
        select(Contribution)
        .join(Document, Contribution.document_id == Document.id)
        .where(
            tuple_(Contribution.source_id, Contribution.source_block).in_(list(places)),
            Document._state.in_(CLOSED),
        )
        .order_by(Contribution.document_id, Contribution.id)
    )
    return [
        _Link((made.source_id, made.source_block), (made.document_id, made.block), None, made.how, made.kept)
        for made in db.session.scalars(query)
    ]


def _documents(ids: Iterable[int], *, printed: bool) -> dict[int, Document]:
    """The papers on the way, with what they say only where it is read there: on the way down it came with the link."""
    query = select(Document).where(Document.id.in_(ids))
    query = query.options(joinedload(Document.revision)) if printed else query
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
            document=documents[link.there[0]],
            block=link.there[1],
            text=_text(link, documents[link.there[0]]) if link.there[0] in readable else None,
            how=link.how,
            kept=link.kept,
            beyond=_steps(link.there, links, documents, readable) if link.there[0] in readable else (),
        )
        for link in links.get(place, ())
    )


def _text(link: _Link, document: Document) -> str:
    """As it was taken in, on the way down; as it was printed, on the way up."""
    if link.text is not None or document.revision is None:
        return link.text or ""
    shapes = (shape for shape in shapes_of(document.revision.content) if shape["id"] == link.there[1])
    return next((Block.from_json(shape).said for shape in shapes), "")

"""What several checks read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workflow.domain.states import CLOSED
from workflow.models import Contribution, Document, Source, db

Place = tuple[int, str]


@dataclass(slots=True)
class Seen:
    """How many things a check has looked at: one that looked at nothing has shown nothing."""

    count: int = 0

    def add(self, count: int = 1) -> None:
        """So many more."""
        self.count += count


def issued_consolidations() -> Sequence[Document]:
    """Every consolidation that was issued, with the text it was issued with."""
    query = select(Document).where(Document.consolidates, Document._state.in_(CLOSED)).order_by(Document.id)
    return db.session.scalars(query.options(joinedload(Document.revision))).unique().all()


def documents() -> dict[int, Document]:
    """Every document with its newest text."""
    query = select(Document).options(joinedload(Document.revision))
    return {one.id: one for one in db.session.scalars(query).unique()}


def sources() -> Mapping[int, list[Source]]:
    """The sources of each consolidation."""
    found: dict[int, list[Source]] = defaultdict(list)
    for one in db.session.scalars(select(Source).order_by(Source.position)).unique():
        found[one.document_id].append(one)
    return found


def contributions() -> Mapping[Place, set[Place]]:
    """{block of a consolidation: the source blocks behind it}."""
    found: dict[Place, set[Place]] = defaultdict(set)
    columns = (Contribution.document_id, Contribution.block, Contribution.source_id, Contribution.source_block)
    for document_id, block, source_id, source_block in db.session.execute(select(*columns)):
        found[document_id, block].add((source_id, source_block))
    return found


def called(document: Document) -> str:
    """How a broken rule names a document."""
    return f"{document.organisation.name} {document.symbol or document.id}"

"""The consolidation workspace: sources, their blocks, the result's blocks and what stands behind each; the fate of a
unit's words in the superior's paper, and the way back down from a block to its origins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from workflow.domain.states import LIVING_SOURCE, SourceState
from workflow.models import Contribution, Document, ResultBlock, Source, SourceBlock, Target, db


@dataclass(frozen=True, slots=True)
class Filter:
    """What the office wants to see of the sources of a section; `task_id` 0 asks for words on no task."""

    state: SourceState | None = None
    organisation_id: int | None = None
    words: str = ""
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many source blocks of a section stand how."""

    open: int = 0
    used: int = 0
    merged: int = 0
    left_out: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.open + self.used + self.merged + self.left_out


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one own block: taken into a block of the superior's paper, or left out with a reason."""

    block: str
    state: SourceState
    reason: str | None
    into: tuple[tuple[str, int], ...]


NO_FILTER = Filter()


def sources_of(document_id: int) -> Sequence[Source]:
    """The sources taken in, in order, with document and organisation."""
    query = select(Source).where(Source.document_id == document_id).order_by(Source.position)
    return db.session.scalars(query.options(joinedload(Source.source), joinedload(Source.organisation))).unique().all()


def received_and_not_taken(document: Document) -> Sequence[Document]:
    """Reports of the campaign that were received and are not among the sources yet, in the order of the targets. Those
    told of a consolidation that was cancelled since are there again."""
    taken = select(Source.source_id).where(Source.document_id == document.id)
    query = (
        select(Document)
        .join(Target, Document.target_id == Target.id)
        .where(
            Target.campaign_id == document.campaign_id,
            Document._state.in_(LIVING_SOURCE),
            Document.id.not_in(taken),
        )
        .options(joinedload(Document.revision))
        .order_by(Target.position, Document.id)
    )
    return db.session.scalars(query).unique().all()


def tallies(document_id: int) -> dict[str, Tally]:
    """The counts by section, in one statement."""
    query = (
        select(SourceBlock.section_key, SourceBlock.state, func.count())
        .where(SourceBlock.document_id == document_id)
        .group_by(SourceBlock.section_key, SourceBlock.state)
    )
    return _tallied(db.session.execute(query))


def _tallied(rows: Iterable[Any]) -> dict[Any, Tally]:
    """Rows of (what is counted by, state, how many)."""
    counted: dict[Any, dict[str, int]] = {}
    for key, state, count in rows:
        counted.setdefault(key, {})[state.value] = count
    return {key: Tally(**counts) for key, counts in counted.items()}


def source_blocks(document_id: int, section_key: str, wanted: Filter = NO_FILTER) -> Sequence[SourceBlock]:
    """The source blocks of a section: what is not handled first, then in the order of the units."""
    query = filtered(document_id, section_key, wanted).options(joinedload(SourceBlock.organisation))
    return db.session.scalars(query.order_by(SourceBlock.state != SourceState.OPEN, SourceBlock.position)).all()


def filtered(document_id: int, section_key: str, wanted: Filter) -> Select[SourceBlock]:
    """The source blocks of a section that somebody wants to see, in no order."""
    query = select(SourceBlock).where(SourceBlock.document_id == document_id, SourceBlock.section_key == section_key)
    if wanted.state is not None:
        query = query.where(SourceBlock.state == wanted.state)
    if wanted.organisation_id is not None:
        query = query.where(SourceBlock.organisation_id == wanted.organisation_id)
    if wanted.task_id is not None:
        query = query.where(of_task(SourceBlock, wanted.task_id))
    if wanted.words:
        query = query.where(SourceBlock.text.icontains(wanted.words, autoescape=True))
    return query


def of_task(kind: type[SourceBlock] | type[ResultBlock], task_id: int) -> ColumnElement[bool]:
    """Blocks on a task; on none for 0."""
    return kind.task_id == task_id if task_id else kind.task_id.is_(None)


def tallies_by_task(document_id: int, section_key: str) -> dict[int, Tally]:
    """The counts of one section by task (0: on none), in one statement."""
    task = func.coalesce(SourceBlock.task_id, 0)
    query = select(task, SourceBlock.state, func.count()).where(
        SourceBlock.document_id == document_id, SourceBlock.section_key == section_key
    )
    return _tallied(db.session.execute(query.group_by(task, SourceBlock.state)))


def consolidation_using(document_id: int) -> Document | None:
    """The superior's paper that took this document in, if any."""
    query = select(Document).join(Source, Source.document_id == Document.id).where(Source.source_id == document_id)
    return db.session.scalars(query.order_by(Document.id.desc()).limit(1)).unique().one_or_none()


def fates(document_id: int, above: Document) -> list[Fate]:
    """What became of each block of the document in the paper above."""
    blocks = select(SourceBlock).where(SourceBlock.document_id == above.id, SourceBlock.source_id == document_id)
    made = select(Contribution).where(Contribution.document_id == above.id, Contribution.source_id == document_id)
    into: dict[str, list[tuple[str, int]]] = {}
    for contribution in db.session.scalars(made.order_by(Contribution.id)):
        into.setdefault(contribution.source_block, []).append((contribution.block, contribution.kept))
    return [
        Fate(row.block, row.state, row.reason, tuple(into.get(row.block, ())))
        for row in db.session.scalars(blocks.order_by(SourceBlock.position))
    ]

"""One section of the consolidation workspace as its page shows it, in a number of statements that no row adds to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, case, func, literal, select, tuple_
from sqlalchemy.orm import joinedload

from workflow.domain.blocks import plain
from workflow.domain.errors import NotFound
from workflow.domain.facts import Fact
from workflow.domain.sections import FIGURES, OPENING
from workflow.domain.states import LIVING_SOURCE, How, SourceState
from workflow.models import (
    AuditEntry,
    Contribution,
    Delivery,
    Document,
    DraftSection,
    ResultBlock,
    Source,
    SourceBlock,
    db,
)
from workflow.queries.consolidation import (
    NO_FILTER,
    Filter,
    Tally,
    filtered,
    of_task,
    received_and_not_taken,
    sources_of,
    tallies,
)
from workflow.queries.drafting import SetAside
from workflow.queries.figure_sums import FigureRow, figure_rows

PAGE = 100
FIRST_WORDS = 70  # letters by which a block is known in a list
_LONGEST_NUMBER = 15  # what a bigint surely holds


@dataclass(frozen=True, slots=True)
class Place:
    """A result block in the order of its section: its name, which it is from 1, and how it begins."""

    block: str
    ordinal: int
    opening: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source block, and the result blocks made from it."""

    block: SourceBlock
    into: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """One source of a result block: the source block's id, its unit, how much is kept; outdated when the unit's paper
    was replaced, cancelled or sent back."""

    source_block_id: int
    unit: str
    how: How
    kept: int
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result block, where it stands, and what stands behind it."""

    block: ResultBlock
    place: Place
    chips: tuple[Chip, ...]

    @property
    def outdated_units(self) -> tuple[str, ...]:
        """The units whose words in this block are no longer theirs."""
        return tuple(dict.fromkeys(chip.unit for chip in self.chips if chip.is_outdated))


@dataclass(frozen=True, slots=True)
class Desk:
    """A page of a section: its sources (`next_sources` leads on), its results from the ordinal `first`, and the places
    of all results."""

    sources: Sequence[SourceRow]
    next_sources: str | None
    results: Sequence[ResultRow]
    first: int
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Workspace:
    """What stands around every section: sources, reports not taken in yet, counts by section, figures; by source what
    the clearing house said when it handed the report on."""

    document: Document
    sources: Sequence[Source]
    new_reports: Sequence[Document]
    tallies: Mapping[str, Tally]
    figures: Sequence[FigureRow]
    opinions: Mapping[int, Delivery]

    @property
    def total(self) -> Tally:
        """The counts of all sections."""
        return Tally(*(sum(getattr(one, name) for one in self.tallies.values()) for name in Tally.__slots__))

    @property
    def outdated(self) -> list[Source]:
        """The sources whose paper was replaced, cancelled or sent back after it was taken in."""
        return outdated(self.sources)

    def section(self, key: str) -> DraftSection:
        """One section. Refuses NotFound, and a paper that does not consolidate."""
        found = [one for one in self.document.sections if one.key == key and self.document.consolidates]
        if not found:
            raise NotFound("Không có mục này trong báo cáo tổng hợp.")
        return found[0]

    def left(self, key: str) -> int:
        """What wants handling in a section: open source blocks, or figures that are not what the units say now."""
        if key == FIGURES:
            return sum(1 for row in self.figures if row.differs)
        return self.tallies.get(key, Tally()).open

    @property
    def first_key(self) -> str:
        """The section to begin with: the first that wants handling, else the first of the outline."""
        keys = [section.key for section in self.document.sections]
        outline = [key for key in keys if key not in {OPENING, FIGURES}]
        return next((key for key in outline if self.left(key)), (outline or keys)[0])


@dataclass(frozen=True, slots=True)
class View:
    """What of a section is shown: which sources, after the keyset `after`, those of `first_units` before others; which
    results: from the ordinal `first`, or those among which the block `at` stands."""

    wanted: Filter = NO_FILTER
    after: str = ""
    first: int = 1
    at: str = ""
    first_units: Collection[int] = ()


WHOLE = View()


def workspace(document: Document) -> Workspace:
    """What stands around every section of a consolidation."""
    sources = sources_of(document.id)
    new, said = received_and_not_taken(document), _opinions(document.id)
    return Workspace(document, sources, new, tallies(document.id), figure_rows(document), said)


def desk(space: Workspace, key: str, view: View = WHOLE) -> Desk:
    """The section's page; of one task where the filter names it."""
    document_id, first, at = space.document.id, view.first, view.at
    rank = _rank(view.first_units)
    blocks = _source_page(filtered(document_id, key, view.wanted), rank, view.after)
    places = _places(document_id, key, view.wanted.task_id)
    first = next(((place.ordinal - 1) // PAGE * PAGE + 1 for place in places if place.block == at), first)
    shown = {place.block: place for place in places[first - 1 : first - 1 + PAGE]}
    made = _made(document_id, [block.id for block in blocks[:PAGE]], list(shown))
    return Desk(
        sources=_source_rows(blocks[:PAGE], made, {place.block: place for place in places}),
        next_sources=_keyset(blocks[PAGE - 1], view.first_units) if len(blocks) > PAGE else None,
        results=_result_rows(document_id, shown, made, {source.source_id: source for source in space.sources}),
        first=first,
        places=places,
    )


def result_block(document_id: int, block: str) -> ResultBlock:
    """One block of the result. Refuses NotFound."""
    query = select(ResultBlock).where(ResultBlock.document_id == document_id, ResultBlock.block == block)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("Đoạn này không còn trong báo cáo. Hãy tải lại trang.")
    return found


def set_aside(document_id: int, block: str) -> list[SetAside]:
    """The wordings of a block that lost to another one, newest first."""
    query = select(AuditEntry).where(
        AuditEntry.subject_kind == Document.subject_kind,
        AuditEntry.subject_id == document_id,
        AuditEntry.fact.in_((Fact.BLOCK_SAVED, Fact.TABLE_GATHERED)),
        AuditEntry.details.contains({"block": block}),
        AuditEntry.details.has_key("set_aside"),
    )
    rows = db.session.scalars(query.order_by(AuditEntry.ordinal.desc()).limit(5))
    return [SetAside(row.details["set_aside"], row.actor_name, row.at) for row in rows]


def outdated(sources: Iterable[Source]) -> list[Source]:
    """The sources whose paper was replaced, cancelled or sent back after it was taken in."""
    return [source for source in sources if source.source.state not in LIVING_SOURCE]


def _opinions(document_id: int) -> dict[int, Delivery]:
    query = select(Delivery).join(Source, Source.source_id == Delivery.document_id).order_by(Source.position)
    said = (Source.document_id == document_id, Delivery.is_passage, Delivery.opinion != "")
    found = db.session.scalars(query.where(*said).options(joinedload(Delivery.organisation))).unique()
    return {one.document_id: one for one in found}


def _source_page(query: Select[SourceBlock], rank: ColumnElement[int], after: str) -> Sequence[SourceBlock]:
    """By rank, then in the order of the units; one more than a page tells whether there is a next."""
    last, _, position = after.partition(".")
    if last.isdecimal() and position.isdecimal() and len(last + position) <= _LONGEST_NUMBER:
        query = query.where(tuple_(rank, SourceBlock.position) > tuple_(literal(int(last)), literal(int(position))))
    # Their organisations are those of the sources, which are loaded already.
    return db.session.scalars(query.order_by(rank, SourceBlock.position).limit(PAGE + 1)).all()


def _rank(first_units: Collection[int]) -> ColumnElement[int]:
    """What is not handled first; among them, and among the others, the units that come first."""
    handled = case((SourceBlock.state == SourceState.OPEN, 0), else_=2)
    return handled + case((SourceBlock.organisation_id.in_(first_units), 0), else_=1) if first_units else handled


def _keyset(last: SourceBlock, first_units: Collection[int]) -> str:
    """Where the next page goes on: the rank as `_rank` counts it, and the position."""
    later = 1 if first_units and last.organisation_id not in first_units else 0
    return f"{(0 if last.state is SourceState.OPEN else 2) + later}.{last.position}"


def _places(document_id: int, key: str, task_id: int | None) -> list[Place]:
    """All of the section's result blocks, or those on one task, by name and first words alone."""
    query = select(ResultBlock.block, func.left(ResultBlock.text, FIRST_WORDS + 1).label("opening"))
    query = query.where(ResultBlock.document_id == document_id, ResultBlock.section_key == key)
    if task_id is not None:
        query = query.where(of_task(ResultBlock, task_id))
    rows = db.session.execute(query.order_by(ResultBlock.position, ResultBlock.id))
    return [Place(row.block, ordinal, _shortened(row.opening)) for ordinal, row in enumerate(rows, start=1)]


def _shortened(text: str) -> str:
    """The first words, in one line and without emphasis."""
    line = " ".join(plain(text).split())
    return line if len(text) <= FIRST_WORDS else f"{line[:FIRST_WORDS].rpartition(' ')[0]}…"


def _made(document_id: int, source_ids: Sequence[int], names: Sequence[str]) -> Sequence[Row[Contribution, int]]:
    """The contributions that touch what is shown on either side."""
    query = (
        select(Contribution, SourceBlock.id)
        .join(
            SourceBlock,
            (SourceBlock.document_id == Contribution.document_id)
            & (SourceBlock.source_id == Contribution.source_id)
            & (SourceBlock.block == Contribution.source_block),
        )
        .where(Contribution.document_id == document_id)
        .where(SourceBlock.id.in_(source_ids) | Contribution.block.in_(names))
    )
    return db.session.execute(query.order_by(SourceBlock.position)).all()


def _source_rows(
    blocks: Sequence[SourceBlock], made: Sequence[Row[Contribution, int]], places: Mapping[str, Place]
) -> list[SourceRow]:
    into: dict[int, list[Place]] = {}
    for contribution, source_block_id in made:
        if contribution.block in places:
            into.setdefault(source_block_id, []).append(places[contribution.block])
    return [SourceRow(block, tuple(into.get(block.id, ()))) for block in blocks]


def _result_rows(
    document_id: int,
    shown: Mapping[str, Place],
    made: Sequence[Row[Contribution, int]],
    sources: Mapping[int, Source],
) -> list[ResultRow]:
    chips: dict[str, list[Chip]] = {}
    gone = {source.source_id for source in outdated(sources.values())}
    for contribution, source_block_id in made:
        unit = sources[contribution.source_id].organisation.short_name
        is_outdated = contribution.source_id in gone
        chip = Chip(source_block_id, unit, contribution.how, contribution.kept, is_outdated)
        chips.setdefault(contribution.block, []).append(chip)
    query = select(ResultBlock).where(ResultBlock.document_id == document_id, ResultBlock.block.in_(shown))
    rows = db.session.scalars(query.order_by(ResultBlock.position, ResultBlock.id))
    return [ResultRow(row, shown[row.block], tuple(chips.get(row.block, ()))) for row in rows]

"""Consolidating: a committee's text made from received reports, each block of it remembering where it came from."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sqlalchemy import delete, func, select, update

from workflow.actions import figures
from workflow.actions.contributions import unlink_document
from workflow.actions.difficulty_ready import lay_ready
from workflow.actions.draft import figures_of, note_author, sections_of
from workflow.actions.move import move
from workflow.actions.record import Said, record
from workflow.actions.task_progress import count_progress
from workflow.actions.transaction import action
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.advance import begin
from workflow.domain.blocks import Block, BlockType
from workflow.domain.errors import InvalidInput, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.outline import SectionKind
from workflow.domain.permissions import Permission, require
from workflow.domain.sections import EMPTY_ANSWER, FIGURES, OPENING
from workflow.domain.states import CLOSED, LIVING_SOURCE, DocumentState, Role, SectionState, Trigger
from workflow.models import Campaign, Document, Figure, Source, SourceBlock, Target, db
from workflow.models.clock import now
from workflow.models.consolidation import SPAN
from workflow.paper.parse import blocks_to_text
from workflow.paper.parse.notes import spelled_out
from workflow.queries import campaigns, openings
from workflow.queries.case import DocumentCase
from workflow.queries.consolidation import received_and_not_taken, sources_of
from workflow.queries.documents import for_change
from workflow.queries.papers import blocks_by_section, tasks_told
from workflow.queries.task_sums import homes


@action
def start_consolidation(campaign_id: int, *, actor: Actor) -> Document:
    """Begin the committee's report of a campaign from every report received so far; begun twice it is the same one.
    Refuses NotPermitted, and TransitionRefused while nothing was received."""
    campaign = campaigns.for_change(campaign_id)
    require(actor, Permission.CAMPAIGN_MANAGE, campaign)
    begun = campaigns.consolidation_of(campaign.id)
    if begun is not None:
        return begun
    at = now()
    document = _blank(campaign, at)
    case = DocumentCase(document)
    begin(Trigger.START_CONSOLIDATION, case)
    sources = received_and_not_taken(document)
    _take(document, sources, at)
    note_author(document, actor)
    said = Said(details={"campaign": campaign.id, "sources": [s.id for s in sources]}, role=Role.OFFICE)
    record(document, Fact.DOCUMENT_CONSOLIDATION_STARTED, actor, at, said)
    return document


@action
def take_in(document_id: int, *, actor: Actor) -> int:
    """Take in every report of the campaign received meanwhile; nothing already written changes. How many."""
    document = for_consolidating(document_id, actor)
    sources = received_and_not_taken(document)
    if sources:
        at = now()
        _take(document, sources, at)
        said = Said(details={"sources": [source.id for source in sources]}, role=Role.OFFICE)
        record(document, Fact.SOURCE_TAKEN_IN, actor, at, said)
    return len(sources)


@action
def drop_source(document_id: int, source_id: int, *, actor: Actor) -> None:
    """Take a source out that was replaced, cancelled or sent back; the text made from it stays, without its name,
    its figures are taken off the sums. Taken out already, nothing happens."""
    document = for_consolidating(document_id, actor)
    source = next((one for one in sources_of(document.id) if one.source_id == source_id), None)
    if source is None:
        return
    if source.source.state in LIVING_SOURCE:
        raise TransitionRefused("Chỉ gỡ được nguồn đã bị thay thế, huỷ hoặc trả lại.")
    unlink_document(document.id, source_id)
    figures.take_off(document, source_id)
    for table in (SourceBlock, Source):
        db.session.execute(delete(table).where(table.document_id == document.id, table.source_id == source_id))
    count_progress(document)
    record(document, Fact.SOURCE_DROPPED, actor, now(), Said(details={"source": source_id}, role=Role.OFFICE))


@action
def add_up_figures(document_id: int, *, actor: Actor) -> Sequence[Figure]:
    """Roll the sources' figures up again, each by its formula, keeping which unit gave what. A figure nobody gave stays
    unknown."""
    document = for_consolidating(document_id, actor)
    figures.add_up(document)
    said = Said(details={"values": figures.told(document)}, role=Role.OFFICE)
    record(document, Fact.DOCUMENT_FIGURES_SAVED, actor, now(), said)
    return document.figures


@action
def mend_section(document_id: int, key: str, *, actor: Actor) -> None:
    """Call a section that was returned mended. One that nobody returned stays as it is."""
    document = for_consolidating(document_id, actor)
    section = next((one for one in document.sections if one.key == key), None)
    if section is None:
        raise NotFound("Không có mục này trong đề cương.")
    if section.state is SectionState.TO_FIX:
        section.state, section.saved_at, section.saved_by = SectionState.DONE, now(), actor.name
        said = Said(details={"section": key}, role=Role.OFFICE)
        record(document, Fact.DOCUMENT_SECTION_SAVED, actor, now(), said)


@action
def mark_consolidated(document_id: int) -> int:
    """The consolidation is issued: each of its sources is told so, once. How many were moved: none by one that was
    cancelled or sent back before its job came."""
    document = for_change(document_id)
    at, moved = now(), 0
    if document.state not in CLOSED:
        return moved
    for source in sources_of(document.id):
        origin = for_change(source.source_id)
        if origin.state is not DocumentState.RECEIVED:
            continue
        left = move(origin, Trigger.CONSOLIDATE, SYSTEM, at)
        said = Said(left, {"into": document.id, "symbol": document.symbol})
        record(origin, Fact.DOCUMENT_CONSOLIDATED, SYSTEM, at, said)
        moved += 1
    return moved


def for_consolidating(document_id: int, actor: Actor) -> Document:
    """The consolidation locked for its office. Refuses NotPermitted, and TransitionRefused once it was handed in."""
    document = for_change(document_id)
    require(actor, Permission.DOCUMENT_WRITE, DocumentCase(document))
    if not document.consolidates:
        raise InvalidInput("Văn bản này không phải báo cáo tổng hợp.")
    if document.state not in {DocumentState.CONSOLIDATING, DocumentState.RETURNED}:
        raise TransitionRefused("Báo cáo tổng hợp này đã trình nên chưa sửa được. Hãy thu hồi trước khi sửa.")
    note_author(document, actor)
    return document


def _answering(campaign: Campaign) -> Target | None:
    """The request above that the new paper will answer, locked: an answer begun at the same moment takes it away."""
    request = campaigns.request_above(campaign)
    if request is None:
        return None
    db.session.execute(select(Target.id).where(Target.id == request.id).with_for_update())
    return campaigns.request_above(campaign)


def _blank(campaign: Campaign, at: dt.datetime) -> Document:
    organisation, upward = campaign.organisation, _answering(campaign)
    asked = upward.campaign if upward else campaign
    opening, recipients = openings.opening(organisation, asked), openings.recipients(organisation)
    document = Document(
        state=begin(Trigger.START_CONSOLIDATION),
        organisation_id=organisation.id,
        kind=campaign.kind,
        consolidates=True,
        campaign_id=campaign.id,
        target_id=upward.id if upward else None,
        desk_id=organisation.id,
        state_since=at,
        created_at=at,
        due_on=upward.due_on if upward else campaign.due_on,
        abstract=asked.title,
        recipients=recipients,
    )
    document.sections.extend(sections_of(campaign.outline, opening))
    document.figures.extend(figures_of(campaign.outline))
    db.session.add(document)
    db.session.flush()
    lay_ready(document, at)
    return document


def _take(document: Document, sources: Sequence[Document], at: dt.datetime) -> None:
    last = db.session.scalar(select(func.max(Source.position)).where(Source.document_id == document.id)) or 0
    for position, origin in enumerate(sources, start=last + 1):
        source = Source(
            document_id=document.id,
            source_id=origin.id,
            organisation_id=origin.organisation_id,
            position=position,
            taken_at=at,
        )
        db.session.add(source)
        db.session.add_all(_source_blocks(document, origin, position))
    db.session.flush()
    _lay_under_tasks(document, [origin.id for origin in sources])
    count_progress(document)
    figures.add(document, [origin.id for origin in sources])


def _source_blocks(document: Document, origin: Document, position: int) -> Iterable[SourceBlock]:
    """The origin's words under the result's sections; those on tasks under its section on tasks, without one together
    with the lines that name the tasks; those of a section the result does not know under its last."""
    if origin.revision is None:
        return
    content = origin.revision.content
    places, on_tasks = _Places.of(document), tasks_told(content)
    notes = {note["marker"]: note["text"] for note in content.get("footnotes", ())}
    said = blocks_by_section(content, with_lines=places.on_tasks is None)
    told = [(key, block) for key, blocks in said.items() if key != OPENING for block in words_of(blocks)]
    for place, (key, block) in enumerate(told, start=1):
        yield SourceBlock(
            document_id=document.id,
            source_id=origin.id,
            organisation_id=origin.organisation_id,
            block=block.id,
            section_key=places.of_words(key, on_task=block.id in on_tasks),
            task_id=on_tasks.get(block.id),
            position=position * SPAN + place,
            text=blocks_to_text([spelled_out(block, notes)]),
        )


@dataclass(frozen=True, slots=True)
class _Places:
    """The sections that words may stand in; `on_tasks` is the one that goes through the tasks, if any."""

    known: tuple[str, ...]
    on_tasks: str | None

    @classmethod
    def of(cls, document: Document) -> "_Places":
        sections = [section for section in document.sections if section.key not in {OPENING, FIGURES}]
        on_tasks = next((one.key for one in sections if one.kind is SectionKind.TASKS), None)
        return cls(tuple(one.key for one in sections), on_tasks)

    def of_words(self, key: str, *, on_task: bool) -> str:
        if on_task and self.on_tasks:
            return self.on_tasks
        return key if key in self.known else self.known[-1]


def _lay_under_tasks(document: Document, source_ids: Sequence[int]) -> None:
    """What is told of a task of the units' own plan stands under the task above that it carries out."""
    for told, home in homes(document).items():
        if told != home:
            mine = (SourceBlock.document_id == document.id, SourceBlock.source_id.in_(source_ids))
            query = update(SourceBlock).where(*mine, SourceBlock.task_id == told).values(task_id=home)
            db.session.execute(query)


def words_of(blocks: Sequence[Block]) -> Iterable[Block]:
    """What somebody must decide on: not "Không.", and not the headings that stand over something. A heading over
    nothing is a sentence that lacks its full stop."""
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.printed.rstrip(".") == EMPTY_ANSWER.rstrip("."):
            continue
        if block.type is not BlockType.HEADING or not _stands_over(block, following):
            yield block


def _stands_over(heading: Block, following: Block | None) -> bool:
    if following is None:
        return False
    return following.type is not BlockType.HEADING or following.level > heading.level

"""Reports on the superior's desk without their way there: rows as the acts leave them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import cycle
from typing import Any

from tests.factories import stages
from workflow.actions.consolidate import start_consolidation
from workflow.actions.draft import figures_of, sections_of
from workflow.actions.submit import submit_document
from workflow.actions.weave import use_blocks
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act
from workflow.domain.outline import SectionKind
from workflow.domain.sections import OPENING
from workflow.domain.states import DocumentState
from workflow.domain.tasks import Progress
from workflow.models import Campaign, Document, Revision, Target, TaskResult, db
from workflow.models.clock import now
from workflow.paper.parse import parse_section
from workflow.queries.consolidation import source_blocks, tallies

Texts = Mapping[str, str]


def received(
    target: Target, texts: Texts, figures: Sequence[int | None] = (1, 2, 3), tasks: Sequence[int] = ()
) -> Document:
    """A received report that answers the request: {section key: text as typed}, and its figures. With tasks the blocks
    of its section on tasks are words on them, in turns, and each is in progress."""
    campaign, at = target.campaign, now()
    document = Document(
        state=DocumentState.RECEIVED,
        organisation_id=target.organisation_id,
        kind=campaign.kind,
        target_id=target.id,
        desk_id=campaign.organisation_id,
        state_since=at,
        created_at=at,
        abstract=campaign.title,
        symbol="01-BC/CB",
        sections=list(sections_of(campaign.outline, "")),
        figures=list(figures_of(campaign.outline)),
    )
    for figure, value in zip(document.figures, figures, strict=True):
        figure.value = None if value is None else Decimal(value)
    db.session.add(document)
    db.session.flush()
    content = _content(texts)
    if tasks:
        _tell_of_tasks(document, content, tasks)
    revision = Revision(document_id=document.id, ordinal=1, content=content, digest="", created_at=at)
    db.session.add(revision)
    db.session.flush()
    document.revision_id = revision.id
    db.session.commit()
    return document


def _tell_of_tasks(document: Document, content: dict[str, Any], tasks: Sequence[int]) -> None:
    keys = {section.key for section in document.sections if section.kind is SectionKind.TASKS}
    shapes = [shape for shape in content["blocks"] if shape["section"] in keys]
    for shape, task in zip(shapes, cycle(tasks)):
        shape["task"] = task
    for place, task in enumerate(dict.fromkeys(shape["task"] for shape in shapes)):
        row = {"document_id": document.id, "task_id": task, "position": place}
        db.session.add(TaskResult(progress=Progress.IN_PROGRESS, **row))


def issued(target: Target, texts: Texts) -> Document:
    """The same, signed by the unit and not sent yet."""
    document = received(target, texts)
    document._state, document.desk_id = DocumentState.ISSUED, document.organisation_id
    document.prepared_digest = "0" * 64
    db.session.commit()
    return document


def consolidation(world: World, texts: Mapping[str, Texts]) -> Document:
    """The department's consolidation of these cells' texts, nothing handled yet."""
    campaign = stages.campaign_of(world)
    for cell, said in texts.items():
        received(target_of(world, campaign, cell), said)
    return start_consolidation(campaign.id, actor=world.actor("vanphong.so"))


def in_appraisal(world: World, texts: Mapping[str, Texts]) -> Document:
    """The same with every block taken over, handed to the office."""
    made, office = consolidation(world, texts), world.actor("vanphong.so")
    for key in tallies(made.id):
        use_blocks(made.id, [block.id for block in source_blocks(made.id, key)], actor=office)
    made = stages.reloaded(made)
    return submit_document(made.id, Act(made.version), actor=office)


def target_of(world: World, campaign: Campaign, cell: str) -> Target:
    """The request to a cell."""
    return next(one for one in campaign.targets if one.organisation_id == world.organisations[cell].id)


def withdraw(document: Document, state: DocumentState = DocumentState.SUPERSEDED) -> None:
    """The report is not the unit's word any more."""
    document._state = state
    db.session.commit()


def _content(texts: Texts) -> dict[str, Any]:
    shapes: list[dict[str, Any]] = [{"id": "mo", "type": "paragraph", "level": 0, "marker": "", "text": "Mở đầu:"}]
    shapes[0]["section"] = OPENING
    for key, text in texts.items():
        for block in parse_section(text):
            shapes.append(block.to_json() | {"id": f"{key}-{block.id}", "section": key})
    return {"blocks": shapes, "recipients": [], "abstract": ""}

"""The report before: what the same organisation issued last on the same matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from workflow.domain.blocks import Block
from workflow.domain.figures import Amount
from workflow.domain.plausible import Remark, remarks
from workflow.domain.sections import FIGURES, OPENING
from workflow.domain.states import IN_FORCE
from workflow.domain.unchanged import Unchanged, unchanged
from workflow.models import Campaign, Document, Figure, Target, db
from workflow.queries.papers import blocks_by_section


def previous_report(document: Document) -> Document | None:
    """The last issued report of the organisation that answered another request: one of the same periodic report before
    others, then one on the same plan, then the newest. None for a paper that answers no request."""
    campaign = document.target.campaign if document.target else document.campaign
    if campaign is None:
        return None
    round_id = func.coalesce(Target.campaign_id, Document.campaign_id)
    query = (
        select(Document)
        .outerjoin(Target, Document.target_id == Target.id)
        .join(Campaign, Campaign.id == round_id)
        .where(
            Document.organisation_id == document.organisation_id,
            Document.kind == document.kind,
            Document.id < document.id,
            Document._state.in_(IN_FORCE),
            Document.revision_id.is_not(None),
            Campaign.id != campaign.id,
        )
        .options(joinedload(Document.revision))
    )
    same = [
        Campaign.schedule_id.is_not_distinct_from(campaign.schedule_id) & (Campaign.schedule_id.is_not(None)),
        Campaign.plan_id.is_not_distinct_from(campaign.plan_id) & (Campaign.plan_id.is_not(None)),
    ]
    query = query.order_by(*(one.desc() for one in same), Document.id.desc()).limit(1)
    return db.session.scalars(query).unique().one_or_none()


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of a report, each with what the one before it said (`last`, which may say nothing of it), and what
    cannot be right about them."""

    last: Document
    rows: Sequence[tuple[Figure, Amount | None]]
    doubts: Sequence[Remark]


def compared(document: Document) -> Compared | None:
    """The figures beside those of the report before; None where either has none."""
    last = previous_report(document) if document.figures else None
    if last is None or not last.figures:
        return None
    before, outline = {one.key: one.amount for one in last.figures}, document.outline
    doubts = remarks(outline, {one.key: one.amount for one in document.figures}) if outline else []
    return Compared(last, [(one, before.get(one.key)) for one in document.figures], doubts)


def unchanged_since(last: Document, content: Mapping[str, Any]) -> Unchanged:
    """Which sentences of a content stand in the report before; the opening, which is always the same, left out."""
    before = last.revision.content if last.revision else {"blocks": ()}
    return unchanged(_written(before), _written(content))


def _written(content: Mapping[str, Any]) -> list[Block]:
    sections = blocks_by_section(content)
    return [block for key, blocks in sections.items() if key not in {OPENING, FIGURES} for block in blocks]

"""Where a new block of a consolidation's result stands: at the end of its section, or right after another one."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from workflow.domain.actor import Actor
from workflow.domain.block_ids import fresh_id
from workflow.domain.errors import NotFound
from workflow.domain.sections import FIGURES, OPENING
from workflow.models import Document, ResultBlock, SourceBlock, db
from workflow.models.clock import now

STEP = 1_000


class Spot(NamedTuple):
    """Where a block of the result belongs: its section, and the task it is on."""

    section_key: str
    task_id: int | None


def spot_of(block: SourceBlock | ResultBlock) -> Spot:
    """Where a block stands."""
    return Spot(block.section_key, block.task_id)


def append(document: Document, spot: Spot, text: str, actor: Actor) -> ResultBlock:
    """A block at the end of its section. Refuses as `append_all`."""
    (made,) = append_all(document, [(spot, text)], actor)
    return made


def append_all(document: Document, texts: Sequence[tuple[Spot, str]], actor: Actor) -> list[ResultBlock]:
    """Each text as a block at the end of its section, in a number of statements that no text adds to. Refuses
    NotFound for a section that is not woven."""
    if not {spot.section_key for spot, _ in texts} <= {section.key for section in document.sections} - {
        OPENING,
        FIGURES,
    }:
        raise NotFound("Không có mục này trong đề cương.")
    mine = select(ResultBlock.section_key, func.max(ResultBlock.position)).where(ResultBlock.document_id == document.id)
    last: dict[str, int] = {}
    for key, position in db.session.execute(mine.group_by(ResultBlock.section_key)):
        last[key] = position
    made = []
    for spot, text in texts:
        last[spot.section_key] = last.get(spot.section_key, 0) + STEP
        made.append(new_block(document, spot, last[spot.section_key], text, actor))
    db.session.flush()
    return made


def new_block(document: Document, spot: Spot, position: int, text: str, actor: Actor) -> ResultBlock:
    """A block at a place of its section."""
    result = ResultBlock(
        document_id=document.id,
        block=fresh_id(),
        section_key=spot.section_key,
        task_id=spot.task_id,
        position=position,
        text=text,
        saved_at=now(),
        saved_by=actor.name,
    )
    db.session.add(result)
    return result

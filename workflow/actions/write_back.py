"""A mended text put back where it is written, so that it is still mended when the paper comes back to its writers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from workflow.actions.compose import Content
from workflow.domain.blocks import Block
from workflow.models import Document, ResultBlock, db
from workflow.paper.parse import blocks_to_text, parse_section
from workflow.queries.papers import HEADING_PREFIX, blocks_by_section


def write_back(document: Document, before: Content, after: Content) -> None:
    """Bring abstract, Nơi nhận, sections and result blocks to what `after` says. Who wrote and saved them last stays;
    the version moves on, so that nobody saves an older text over the repair unseen."""
    document.abstract, document.recipients = after["abstract"], list(after["recipients"])
    old = {shape["id"]: Block.from_json(shape) for shape in before["blocks"]}
    changed = {
        shape["id"]: block
        for shape in after["blocks"]
        if (block := Block.from_json(shape)) != old[shape["id"]] and not shape["id"].startswith(HEADING_PREFIX)
    }
    if document.consolidates:
        _into_results(document.id, changed)
    _into_sections(document, after, changed)


def _into_sections(document: Document, after: Content, changed: Mapping[str, Block]) -> None:
    written = blocks_by_section(after)
    for section in document.sections:
        blocks = written.get(section.key, [])
        if section.text and any(block.id in changed for block in blocks):
            section.text = blocks_to_text(blocks)
            section.version += 1


def _into_results(document_id: int, changed: Mapping[str, Block]) -> None:
    """A row's first block bears the row's name, those after it the name and their place: "3f…", "3f…-1"."""
    by_row: dict[str, dict[int, Block]] = defaultdict(dict)
    for name, block in changed.items():
        first, _, place = name.partition("-")
        by_row[first][int(place or 0)] = block
    query = select(ResultBlock).where(ResultBlock.document_id == document_id, ResultBlock.block.in_(by_row))
    for row in db.session.scalars(query):
        row.text = blocks_to_text(_replaced(parse_section(row.text), by_row[row.block]))
        row.version += 1


def _replaced(blocks: Sequence[Block], new: Mapping[int, Block]) -> list[Block]:
    return [new.get(place, block) for place, block in enumerate(blocks)]

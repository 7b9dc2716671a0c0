"""A mended text put back where it is written, so that it is still mended when the paper comes back to its writers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from workflow.actions.compose import Content
from workflow.domain.blocks import Block
from workflow.domain.paper import Annex
from workflow.models import Document, ResultBlock, db
from workflow.paper.parse import blocks_to_text, parse_section
from workflow.paper.parse.notes import noted_text
from workflow.queries.annexes import annexes_of
from workflow.queries.papers import HEADING_PREFIX, blocks_by_section


def write_back(document: Document, before: Content, after: Content) -> None:
    """Bring abstract, Nơi nhận, sections, annexes and result blocks to what `after` says. Who wrote and saved them last
    stays; the version moves on, so that nobody saves an older text over the repair unseen."""
    document.abstract, document.recipients = after["abstract"], list(after["recipients"])
    if document.consolidates:
        _into_results(document.id, _changed(before, after))
    old, new = _texts(before), _texts(after)
    for section in (*document.sections, *annexes_of(document.id)):
        if section.text and old.get(section.key) != new.get(section.key):
            section.text = new[section.key]
            section.version += 1


def _changed(before: Content, after: Content) -> Mapping[str, Block]:
    old = {shape["id"]: Block.from_json(shape) for shape in before["blocks"]}
    return {
        shape["id"]: block
        for shape in after["blocks"]
        if (block := Block.from_json(shape)) != old[shape["id"]] and not shape["id"].startswith(HEADING_PREFIX)
    }


def _texts(content: Content) -> dict[str, str]:
    """What a person edits of each section and each annex, with the notes it calls."""
    notes = {note["marker"]: note["text"] for note in content.get("footnotes", ())}
    written: dict[str, Sequence[Block]] = {**blocks_by_section(content)}
    written |= {shape["key"]: Annex.from_json(shape).blocks for shape in content.get("annexes", ()) if "key" in shape}
    return {key: noted_text(blocks, notes) for key, blocks in written.items()}


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

"""A mended text put back where it is written, so that it is still mended when the paper comes back to its writers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from workflow.actions.compose import Content
from workflow.actions.printing import EVIDENCE
from workflow.domain.blocks import Block, BlockType
from workflow.domain.outline import SectionKind
from workflow.domain.paper import Annex
from workflow.domain.sections import ANNEX
from workflow.models import Document, DraftSection, ResultBlock, db
from workflow.paper.parse import blocks_to_text, parse_section
from workflow.paper.parse.notes import noted_text
from workflow.queries.annexes import annexes_of
from workflow.queries.papers import HEADING_PREFIX, blocks_by_section, tasks_told
from workflow.queries.task_results import results_of


def write_back(document: Document, before: Content, after: Content) -> None:
    """Bring abstract, Nơi nhận, sections, annexes and result blocks to what `after` says. Who wrote and saved them last
    stays; the version moves on, so that nobody saves an older text over the repair unseen."""
    document.abstract, document.recipients = after["abstract"], list(after["recipients"])
    if document.consolidates:
        _into_results(document.id, _changed(before, after))
    old, new = _texts(before), _texts(after)
    for section in (*document.sections, *annexes_of(document.id)):
        if section.kind is SectionKind.TASKS:
            _into_task_results(document, section, before, after)
        elif (section.text or section.rows) and old.get(section.key) != new.get(section.key):
            if section.rows:
                section.rows = _rows(after, section.key)
            else:
                section.text = new[section.key]
            section.version += 1


def _into_task_results(document: Document, section: DraftSection, before: Content, after: Content) -> None:
    """The words on each task, and what is said besides; how far a task is no repair of form changes."""
    if document.consolidates:
        return
    old, new = _on_tasks(before, section.key), _on_tasks(after, section.key)
    touched = {number for number in old if new.get(number) != old[number]}
    for number, result in results_of(document.id).items():
        if number in touched:
            result.done, result.evidence = _split(new.get(number, ()), with_evidence=bool(result.evidence))
    if None in touched and section.text:
        section.text = noted_text(new.get(None, ()), _notes(after))
    section.version += bool(touched)


def _on_tasks(content: Content, key: str) -> dict[int | None, list[Block]]:
    """The words of a section by the task that they are on; None for those on none."""
    tasks, found = tasks_told(content), dict[int | None, list[Block]]()
    for block in blocks_by_section(content).get(key, ()):
        found.setdefault(tasks.get(block.id), []).append(block)
    return found


def _split(blocks: Sequence[Block], *, with_evidence: bool) -> tuple[str, str]:
    """What was done, and the evidence that ends it, as `printing.words_of` puts them together."""
    text = blocks_to_text(blocks).strip()
    words, _, evidence = text.rpartition(EVIDENCE)
    return (words.strip(), evidence.rstrip(" .")) if with_evidence and evidence else (text, "")


def _notes(content: Content) -> dict[str, str]:
    return {note["marker"]: note["text"] for note in content.get("footnotes", ())}


def _changed(before: Content, after: Content) -> Mapping[str, Block]:
    old = {shape["id"]: Block.from_json(shape) for shape in _shapes(before)}
    return {
        shape["id"]: block
        for shape in _shapes(after)
        if (block := Block.from_json(shape)) != old[shape["id"]] and not shape["id"].startswith(HEADING_PREFIX)
    }


def _shapes(content: Content) -> Iterator[dict[str, Any]]:
    """The blocks of the text, the tables laid across into annexes among them."""
    yield from content["blocks"]
    for annex in content.get("annexes", ()):
        if not annex.get("key", ANNEX).startswith(ANNEX):
            yield from annex["blocks"]


def _rows(content: Content, key: str) -> list[list[str]]:
    """The rows of a section that is a table, without its head."""
    tables = [block for block in blocks_by_section(content).get(key, ()) if block.type is BlockType.TABLE]
    return [list(row) for block in tables for row in block.rows[1:]]


def _texts(content: Content) -> dict[str, str]:
    """What a person edits of each section and each annex, with the notes it calls."""
    notes = _notes(content)
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

"""The text being written, put together as it will be printed: the content of the next revision, or a look at it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from workflow.actions.origins_annex import origins_annex
from workflow.actions.printing import blocks_of, numbered, under_tasks
from workflow.domain.block_ids import fresh_id, keep_ids
from workflow.domain.blocks import Block, BlockType, Footnote
from workflow.domain.figures import plain, shown
from workflow.domain.outline import SectionKind, marks
from workflow.domain.paper import Annex
from workflow.domain.sections import ANNEX_TITLE, BODY, EMPTY_ANSWER, FIGURES, OPENING, roman
from workflow.domain.states import SourceState
from workflow.models import Contribution, Document, Figure, ResultBlock, SourceBlock, db
from workflow.paper.parse import parse_section
from workflow.paper.parse.notes import parse_noted
from workflow.queries.annexes import annexes_of, standing
from workflow.queries.attachments import attachments_of
from workflow.queries.difficulty_links import places_of
from workflow.queries.papers import HEADING_PREFIX, TASK_PREFIX, blocks_by_section
from workflow.queries.task_results import results_of

Content = dict[str, Any]


def content_of(document: Document) -> Content:
    """Everything that a person may read in the document now, in the shape a revision keeps. Blocks keep the ids they
    had in the last revision; each names its section. Nothing of number, date or signature is in it."""
    opening, notes = _opening(document)
    written = _result_blocks(document) if document.consolidates else _typed_blocks(document, notes)
    annexes = _annexes(document, notes, _lay_across(document, written))
    content: Content = {
        "abstract": document.abstract,
        "recipients": list(document.recipients),
        "blocks": [*opening, *_body(document, written), *_figures(document)],
        "figures": [_kept_figure(figure) for figure in document.figures],
    }
    if document.addressees:
        content["addressees"] = list(document.addressees)
    if document.parts:
        content["parts"] = dict(document.parts)
    if notes:
        content["footnotes"] = [{"marker": note.marker, "text": note.text} for note in notes]
    if annexes:
        content["annexes"] = annexes
    files = attachments_of(document.id)
    if files:
        content["attachments"] = [{"title": one.title, "name": one.name, "digest": one.digest} for one in files]
    if document.consolidates:
        content |= _provenance(document.id)
    if document.with_origins:
        marker = f"{ANNEX_TITLE} {len(annexes) + 1}" if annexes else ANNEX_TITLE
        content["annexes"] = [*annexes, origins_annex(document.id, content, marker)]
    return content


def _opening(document: Document) -> tuple[list[dict[str, Any]], list[Footnote]]:
    text = next((section.text for section in document.sections if section.key == OPENING), "")
    parsed, notes = parse_noted(text)
    blocks = _named(parsed, _kept(document, OPENING))
    return [block.to_json() | {"section": OPENING} for block in blocks], list(notes)


def _body(document: Document, written: Mapping[str, Sequence[Block]]) -> list[dict[str, Any]]:
    """Each section under its heading, and the bare headings of the outline; the one body of a paper begun by hand has
    no heading but its own."""
    printed = _printed_sections(document)
    shapes: list[dict[str, Any]] = []
    for (key, title, level), mark in zip(printed, marks(level for _, _, level in printed), strict=True):
        name = f"{HEADING_PREFIX}{key}"
        heading = Block(name, BlockType.HEADING, level, mark, title.upper() if level == 1 else title)
        own = numbered(written.get(key, ()), mark, level)
        shapes += _in_section(key, own if key == BODY else (heading, *own))
    return shapes


def _in_section(key: str, blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    """Each block says its section, and the task under whose line it stands."""
    task: int | None = None
    for block in blocks:
        if _is_line(block):
            number = block.id.removeprefix(TASK_PREFIX)
            task = int(number) if number.isdecimal() else None
        yield block.to_json() | {"section": key} | ({"task": task} if task else {})


def _printed_sections(document: Document) -> list[tuple[str, str, int]]:
    """Key, title and rank of what stands under a heading, in printed order: as the outline has it, then what it does
    not know."""
    own = {one.key: one.title for one in document.sections if one.key not in {OPENING, FIGURES}}
    told = document.outline.sections if document.outline else ()
    asked = [(one.key, one.title, one.level) for one in told if one.key in own or one.kind is SectionKind.HEADING]
    known = {key for key, _, _ in asked}
    return [*asked, *((key, title, 1) for key, title in own.items() if key not in known)]


def _typed_blocks(document: Document, notes: list[Footnote]) -> dict[str, Sequence[Block]]:
    """The blocks of each section; its notes are added to those before, numbered on."""
    written: dict[str, Sequence[Block]] = {}
    ready = {} if document.revision else ready_blocks(document.id)
    for section in document.sections:
        if section.key not in {OPENING, FIGURES}:
            printed = blocks_of(document, section, notes)
            written[section.key] = _named(printed, _kept(document, section.key) or ready.get(section.key, ()))
    return written


def _lay_across(document: Document, written: dict[str, Sequence[Block]]) -> list[tuple[str, Annex]]:
    """The wide tables of the sections, each taken out of the text into an annex across the page (its key is that of the
    section); the section says where it is."""
    outline, laid = document.outline, list[tuple[str, Annex]]()
    for section in outline.sections if outline else ():
        blocks = written.get(section.key, ())
        if section.table and section.table.wide and any(block.type is BlockType.TABLE for block in blocks):
            laid.append((section.key, Annex("", section.title, tuple(blocks), wide=True)))
            where = f"{HEADING_PREFIX}{section.key}-bieu"
            written[section.key] = [Block(where, BlockType.PARAGRAPH, 0, "", "Có biểu chi tiết tại phụ lục kèm theo.")]
    return laid


def _annexes(document: Document, notes: list[Footnote], laid: Sequence[tuple[str, Annex]]) -> list[dict[str, Any]]:
    """The tables laid across, then those that have words; two or more are numbered. Their notes are added to those
    before, numbered on."""
    before = document.revision.content.get("annexes", ()) if document.revision else ()
    kept = {shape.get("key"): Annex.from_json(shape).blocks for shape in before}
    annexes = list(laid)
    for one in standing(annexes_of(document.id)):
        if one.text:
            parsed, own = parse_noted(one.text, len(notes))
            notes += own
            annexes.append((one.key, Annex("", one.title, _named(parsed, kept.get(one.key, ())), one.wide)))
    several = len(annexes) + document.with_origins > 1
    marks = [f"{ANNEX_TITLE} {order}" if several else ANNEX_TITLE for order in range(1, len(annexes) + 1)]
    return [
        replace(annex, marker=mark).to_json() | {"key": key} for mark, (key, annex) in zip(marks, annexes, strict=True)
    ]


def ready_blocks(document_id: int) -> dict[str, list[Block]]:
    """Lines that stood ready when the text was begun, under the names they got then, by section."""
    found: dict[str, list[Block]] = {}
    for place in places_of(document_id).values():
        for block in parse_section(place.text)[:1]:
            found.setdefault(place.section_key, []).append(replace(block, id=place.block))
    return found


def _kept(document: Document, key: str) -> list[Block]:
    if document.revision is None:
        return []
    return blocks_by_section(document.revision.content).get(key, [])


def _named(blocks: Sequence[Block], before: Sequence[Block]) -> tuple[Block, ...]:
    """The words under the names they had; the lines over tasks have theirs."""
    named = iter(keep_ids(before, [block for block in blocks if not _is_line(block)], fresh_id))
    return tuple(block if _is_line(block) else next(named) for block in blocks)


def _is_line(block: Block) -> bool:
    return block.id.startswith(TASK_PREFIX)


def _result_blocks(document: Document) -> dict[str, Sequence[Block]]:
    query = select(ResultBlock).where(ResultBlock.document_id == document.id)
    rows: dict[str, list[ResultBlock]] = {}
    for row in db.session.scalars(query.order_by(ResultBlock.section_key, ResultBlock.position, ResultBlock.id)):
        rows.setdefault(row.section_key, []).append(row)
    by_section: dict[str, Sequence[Block]] = {key: _woven(found) for key, found in rows.items()}
    for section in document.sections:
        if section.kind is SectionKind.TASKS:
            by_section[section.key] = _by_task(document, rows.get(section.key, ()))
    # Every source answered "Không": the answer stands in the upper report too, not a bare heading.
    silent = {section.key for section in document.sections} - {key for key, blocks in by_section.items() if blocks}
    return {**by_section, **{key: [_empty_answer(key)] for key in silent}}


def _by_task(document: Document, rows: Sequence[ResultBlock]) -> list[Block]:
    """The words on each task under its line; a task without a word has its line when its progress is known."""
    words: dict[int | None, list[Block]] = {}
    for row in rows:
        words.setdefault(row.task_id, []).extend(_woven([row]))
    told = [one for one in results_of(document.id).values() if one.progress is not None or one.task_id in words]
    known = {one.task_id for one in told}
    return under_tasks(
        told,
        {number: words[number] for number in known & words.keys()},
        [block for number, blocks in words.items() if number not in known for block in blocks],
    )


def _woven(rows: Sequence[ResultBlock]) -> list[Block]:
    return [_renamed(block, row.block, order) for row in rows for order, block in enumerate(parse_section(row.text))]


def _empty_answer(key: str) -> Block:
    return Block(f"{HEADING_PREFIX}{key}-khong", BlockType.PARAGRAPH, 0, "", EMPTY_ANSWER)


def _renamed(block: Block, name: str, order: int) -> Block:
    return replace(block, id=name if order == 0 else f"{name}-{order}")


def _figures(document: Document) -> list[dict[str, Any]]:
    known = [(figure, figure.amount) for figure in document.figures if figure.amount is not None]
    if not known:
        return []
    order = sum(1 for _, _, level in _printed_sections(document) if level == 1) + 1
    rows = [("Chỉ tiêu", "Đơn vị tính", "Kết quả")]
    units = document.consolidates
    rows += [(one.title, one.unit, shown(amount, one.kind, of_units=units)) for one, amount in known]
    heading = Block(f"{HEADING_PREFIX}{FIGURES}", BlockType.HEADING, 1, f"{roman(order)}.", "SỐ LIỆU")
    table = Block(f"{HEADING_PREFIX}{FIGURES}-bang", BlockType.TABLE, 0, "", "", (), tuple(rows))
    return [block.to_json() | {"section": FIGURES} for block in (heading, table)]


def _kept_figure(figure: Figure) -> dict[str, Any]:
    """Exact decimals in words; of what most figures do without, nothing."""
    value, base = (None if one is None else plain(one) for one in (figure.value, figure.base))
    shape = {"key": figure.key, "title": figure.title, "unit": figure.unit, "value": value}
    return shape | ({"base": base} if base is not None else {})


def _provenance(document_id: int) -> Content:
    made = select(Contribution).where(Contribution.document_id == document_id)
    left = select(SourceBlock).where(SourceBlock.document_id == document_id, SourceBlock.state == SourceState.LEFT_OUT)
    return {
        "contributions": [
            {"block": c.block, "document": c.source_id, "source": c.source_block, "how": c.how.value, "kept": c.kept}
            for c in db.session.scalars(made.order_by(Contribution.block, Contribution.id))
        ],
        "left_out": [
            {"document": s.source_id, "block": s.block, "reason": s.reason}
            for s in db.session.scalars(left.order_by(SourceBlock.id))
        ],
    }

"""Weaving the result: take over, merge, rewrite, leave out; each source block ends handled, each result sourced."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, delete, select, update

from workflow.actions.consolidate import for_consolidating
from workflow.actions.contributions import link, settle, settle_sources, sources_behind, take_over, unlink
from workflow.actions.placing import Spot, append, append_all, new_block, spot_of
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.blocks import Block, BlockType, clean
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotFound
from workflow.domain.facts import Fact
from workflow.domain.inputs.campaigns import SaveResult
from workflow.domain.likeness import LIKE_ENOUGH, likeness, words
from workflow.domain.states import Role, SourceState
from workflow.models import Contribution, Document, ResultBlock, SourceBlock, db
from workflow.models.clock import now
from workflow.paper.parse import blocks_to_text, parse_section
from workflow.queries.consolidation import of_task
from workflow.queries.task_results import results_of


@action
def use_blocks(document_id: int, block_ids: Sequence[int], *, actor: Actor) -> list[ResultBlock]:
    """Take source blocks over, each as a result block of its own at the end of its section. Handled ones are left."""
    document = for_consolidating(document_id, actor)
    picked = _still_open(_picked(document, block_ids))
    made = append_all(document, [(spot_of(source), source.text) for source in picked], actor)
    for source in picked:
        source.handled_by = actor.name
    take_over(zip(made, picked, strict=True))
    if made:
        _note(document, Fact.SOURCE_USED, actor, {"blocks": list(block_ids)})
    return made


@action
def merge_blocks(
    document_id: int, block_ids: Sequence[int], into: str | None, *, actor: Actor, token: str | None = None
) -> ResultBlock:
    """Merge source blocks into a result block (`into`), or with one another into a new one: their words stand one after
    the other for the clerk to rewrite. Refuses an empty pick."""
    document = for_consolidating(document_id, actor)
    once(token)
    picked = _still_open(_picked(document, block_ids))
    if not picked:
        raise InvalidInput("Hãy chọn ít nhất một đoạn nguồn chưa xử lý để ghép.")
    result = _result(document, into) if into else append(document, spot_of(picked[0]), "", actor)
    for source in picked:
        source.handled_by = actor.name
    link(result, picked)
    _write(document, result, _joined([result.text, *(source.text for source in picked)]), actor)
    _note(document, Fact.SOURCE_MERGED, actor, {"blocks": list(block_ids), "into": result.block})
    return result


@action
def merge_alike(document_id: int, block_ids: Sequence[int], *, actor: Actor, token: str | None = None) -> ResultBlock:
    """Merge source blocks that say nearly the same: the words of the first stand for all of them, each stays a source.
    Refuses an empty pick, and blocks that are not like the first (InvalidInput)."""
    document = for_consolidating(document_id, actor)
    once(token)
    picked = _still_open(_picked(document, block_ids))
    if not picked:
        raise InvalidInput("Các đoạn này vừa được xử lý. Hãy xem lại danh sách.")
    _refuse_unlike(picked)
    result = append(document, spot_of(picked[0]), picked[0].text, actor)
    for source in picked:
        source.handled_by = actor.name
    link(result, picked)
    _note(document, Fact.SOURCE_MERGED, actor, {"blocks": list(block_ids), "into": result.block, "alike": True})
    return result


@action
def leave_out(document_id: int, block_ids: Sequence[int], reason: str, *, actor: Actor) -> int:
    """Leave source blocks out, saying why; the unit will read the reason. How many were left out: handled ones stay as
    they are. Refuses an empty reason, and a pick of which somebody else handled everything (ChangedMeanwhile)."""
    document = for_consolidating(document_id, actor)
    reason = clean(reason).strip()
    if not reason:
        raise InvalidInput("Hãy ghi lý do để ngoài; đơn vị gửi sẽ đọc lý do này.", fields={"reason": "Hãy ghi lý do."})
    picked = _picked(document, block_ids)
    still_open = _still_open(picked)
    if not still_open and any(source.reason != reason for source in picked):
        raise ChangedMeanwhile(f"Đoạn này vừa được xử lý cách khác nên chưa để ngoài. Lý do đã gõ: “{reason}”.")
    for source in still_open:
        source.state, source.reason, source.handled_by = SourceState.LEFT_OUT, reason, actor.name
    if still_open:
        _note(document, Fact.SOURCE_LEFT_OUT, actor, {"blocks": list(block_ids), "reason": reason})
    return len(still_open)


@action
def reopen_block(document_id: int, block_id: int, *, actor: Actor) -> None:
    """Take a source block back to "not handled": its contributions go, the result's words stay."""
    document = for_consolidating(document_id, actor)
    (source,) = _picked(document, [block_id])
    if source.state is SourceState.OPEN:
        return
    unlink(source)
    source.state, source.reason, source.handled_by = SourceState.OPEN, None, None
    _note(document, Fact.SOURCE_REOPENED, actor, {"block": block_id})


@action
def save_result(document_id: int, given: SaveResult, *, actor: Actor, token: str | None = None) -> ResultBlock:
    """Keep new wording of a result block; its sources stay and their kept share is counted again. Several lines become
    several blocks with the same sources. The same words again change nothing. Refuses an empty text, a block saved
    meanwhile (ChangedMeanwhile), and the same press twice (AlreadyDone)."""
    document = for_consolidating(document_id, actor)
    once(token)
    result = _result(document, given.block)
    lines = _lines(given.text)
    if lines == [result.text] and not given.set_aside:
        return result
    if result.version != given.version:
        raise ChangedMeanwhile(f"Đoạn này đã được {result.saved_by} sửa sau khi đồng chí mở. Chữ đã gõ vẫn còn nguyên.")
    if not lines:
        raise InvalidInput("Đoạn không được để trống. Muốn bỏ đoạn, hãy dùng “Bỏ đoạn”.")
    _write(document, result, given.text, actor)
    aside: dict[str, object] = {"set_aside": given.set_aside} if given.set_aside else {}
    _note(document, Fact.BLOCK_SAVED, actor, {"block": result.block, "lines": len(lines)} | aside)
    return result


@action
def add_result(
    document_id: int, section_key: str, text: str, *, task_id: int = 0, actor: Actor, token: str | None = None
) -> list[ResultBlock]:
    """Add the office's own words to a section, on one of its tasks where that is given, without a source. Refuses an
    empty text, and a task that the report does not go through (NotFound)."""
    document = for_consolidating(document_id, actor)
    once(token)
    lines = _lines(text)
    if not lines:
        raise InvalidInput("Hãy ghi nội dung đoạn.", fields={"text": "Hãy ghi nội dung đoạn."})
    if task_id and task_id not in results_of(document.id):
        raise NotFound("Báo cáo này không có nhiệm vụ đó. Hãy tải lại trang.")
    spot = Spot(section_key, task_id or None)
    made = [append(document, spot, line, actor) for line in lines]
    _note(document, Fact.BLOCK_ADDED, actor, {"blocks": [block.block for block in made]})
    return made


@action
def remove_result(document_id: int, block: str, *, actor: Actor) -> None:
    """Take a result block away; source blocks that stood behind it alone are to be handled again."""
    document = for_consolidating(document_id, actor)
    result = _result(document, block)
    behind = sources_behind(result)
    db.session.execute(delete(Contribution).where(Contribution.document_id == document.id, Contribution.block == block))
    db.session.delete(result)
    db.session.flush()
    settle_sources(document.id, behind)
    _note(document, Fact.BLOCK_REMOVED, actor, {"block": block, "text": result.text})


@action
def move_result(document_id: int, block: str, *, up: bool, actor: Actor, token: str | None = None) -> None:
    """Change places with the neighbour above or below in the section, on the same task; at the edge nothing happens."""
    document = for_consolidating(document_id, actor)
    once(token)
    result = _result(document, block)
    beyond = ResultBlock.position < result.position if up else ResultBlock.position > result.position
    order = ResultBlock.position.desc() if up else ResultBlock.position.asc()
    query = select(ResultBlock).where(*_section_of(result), of_task(ResultBlock, result.task_id or 0), beyond)
    neighbour = db.session.scalars(query.order_by(order).limit(1)).one_or_none()
    if neighbour is not None:
        result.position, neighbour.position = neighbour.position, result.position
        _note(document, Fact.BLOCK_MOVED, actor, {"block": block, "up": up})


def _picked(document: Document, block_ids: Sequence[int]) -> Sequence[SourceBlock]:
    query = select(SourceBlock).where(SourceBlock.document_id == document.id, SourceBlock.id.in_(block_ids))
    query = query.order_by(SourceBlock.position).execution_options(populate_existing=True)
    found = db.session.scalars(query).all()
    if not found or len(found) != len(set(block_ids)):
        raise NotFound("Không còn đoạn nguồn này. Hãy tải lại trang.")
    return found


def _still_open(sources: Sequence[SourceBlock]) -> list[SourceBlock]:
    return [source for source in sources if source.state is SourceState.OPEN]


def _refuse_unlike(picked: Sequence[SourceBlock]) -> None:
    first, *others = (frozenset(words(source.text)) for source in picked)
    if any(likeness(first, other) < LIKE_ENOUGH for other in others):
        raise InvalidInput(
            "Các đoạn này không còn giống nhau. Hãy dùng “Ghép các đoạn đã chọn” để giữ lời của từng đoạn."
        )


def _result(document: Document, block: str) -> ResultBlock:
    query = select(ResultBlock).where(ResultBlock.document_id == document.id, ResultBlock.block == block)
    result = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if result is None:
        raise NotFound("Đoạn này không còn trong báo cáo. Hãy tải lại trang.")
    return result


def _lines(text: str) -> list[str]:
    """One text a block; the rows of a table stay together."""
    return [blocks_to_text([block]) for block in parse_section(clean(text))]


def _write(document: Document, result: ResultBlock, text: str, actor: Actor) -> None:
    """Put the text in the block's place; what is more than one block stands right after it, with the same sources."""
    first, *others = _lines(text)
    result.text = first
    result.version += 1
    result.saved_at, result.saved_by = now(), actor.name
    settle(result)
    behind = sources_behind(result)
    # Room first: a neighbour at the same place could never be passed.
    after = (*_section_of(result), ResultBlock.position > result.position)
    db.session.execute(update(ResultBlock).where(*after).values(position=ResultBlock.position + len(others)))
    for offset, line in enumerate(others, start=1):
        link(new_block(document, spot_of(result), result.position + offset, line, actor), behind)


def _section_of(result: ResultBlock) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ResultBlock.document_id == result.document_id, ResultBlock.section_key == result.section_key


def _joined(texts: Sequence[str]) -> str:
    """One paragraph: the first text with its mark, the others without theirs; a table keeps its lines, and tables with
    the same head become one."""
    blocks = [block for text in texts for block in parse_section(text)]
    if any(block.type is BlockType.TABLE for block in blocks):
        return blocks_to_text(_under_one_head(blocks))
    return " ".join([blocks[0].printed, *(block.text for block in blocks[1:])])


def _under_one_head(blocks: Sequence[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last is not None and last.rows and block.rows and last.rows[0] == block.rows[0]:
            joined[-1] = replace(last, rows=(*last.rows, *block.rows[1:]))
        else:
            joined.append(block)
    return joined


def _note(document: Document, fact: Fact, actor: Actor, details: dict[str, object]) -> None:
    record(document, fact, actor, now(), Said(details=details, role=Role.OFFICE))

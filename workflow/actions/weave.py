"""Weaving the result: take over, merge, rewrite, leave out; each source block ends handled, each result sourced."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from workflow.actions.compose import fresh_id
from workflow.actions.consolidate import for_consolidating
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.blocks import clean
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotFound
from workflow.domain.facts import Fact
from workflow.domain.inputs import SaveResult
from workflow.domain.provenance import kept_share, relation
from workflow.domain.states import Role, SourceState
from workflow.models import Contribution, Document, ResultBlock, SourceBlock, db
from workflow.models.clock import now
from workflow.paper.parse import parse_section

STEP = 1_000


@action
def use_blocks(document_id: int, block_ids: Sequence[int], *, actor: Actor) -> list[ResultBlock]:
    """Take source blocks over, each as a result block of its own at the end of its section. Handled ones are left."""
    document = for_consolidating(document_id, actor)
    made = []
    for source in _picked(document, block_ids):
        if source.state is SourceState.OPEN:
            result = _append(document, source.section_key, source.text, actor)
            _contribute(document, result, [source])
            made.append(result)
    _note(document, Fact.SOURCE_USED, actor, {"blocks": list(block_ids)})
    return made


@action
def merge_blocks(document_id: int, block_ids: Sequence[int], into: str | None, *, actor: Actor) -> ResultBlock:
    """Merge source blocks into a result block (`into`), or with one another into a new one: their words stand one after
    the other for the clerk to rewrite. Refuses an empty pick."""
    document = for_consolidating(document_id, actor)
    picked = [source for source in _picked(document, block_ids) if source.state is SourceState.OPEN]
    if not picked:
        raise InvalidInput("Hãy chọn ít nhất một đoạn nguồn chưa xử lý để ghép.")
    if into is None:
        result = _append(document, picked[0].section_key, _joined("", picked), actor)
    else:
        result = _result(document, into)
        result.text = _joined(result.text, picked)
        _touch(result, actor)
    _contribute(document, result, picked)
    _note(document, Fact.SOURCE_MERGED, actor, {"blocks": list(block_ids), "into": result.block})
    return result


@action
def leave_out(document_id: int, block_ids: Sequence[int], reason: str, *, actor: Actor) -> None:
    """Leave source blocks out, saying why; the unit will read the reason. Refuses an empty reason."""
    document = for_consolidating(document_id, actor)
    reason = clean(reason).strip()
    if not reason:
        raise InvalidInput("Phải nêu lý do để ngoài; đơn vị gửi sẽ đọc lý do này.", fields={"reason": "Hãy ghi lý do."})
    for source in _picked(document, block_ids):
        if source.state is SourceState.OPEN:
            source.state, source.reason, source.handled_by = SourceState.LEFT_OUT, reason, actor.name
    _note(document, Fact.SOURCE_LEFT_OUT, actor, {"blocks": list(block_ids), "reason": reason})


@action
def reopen_block(document_id: int, block_id: int, *, actor: Actor) -> None:
    """Take a source block back to "not handled": its contributions go, the result's words stay."""
    document = for_consolidating(document_id, actor)
    (source,) = _picked(document, [block_id])
    touched = _contributions(document, source_of=source)
    for contribution in touched:
        db.session.delete(contribution)
    source.state, source.reason, source.handled_by = SourceState.OPEN, None, None
    db.session.flush()
    for name in {contribution.block for contribution in touched}:
        _settle(document, _result(document, name))
    _note(document, Fact.SOURCE_REOPENED, actor, {"block": block_id})


@action
def save_result(document_id: int, given: SaveResult, *, actor: Actor) -> ResultBlock:
    """Keep new wording of a result block; its sources stay and their kept share is counted again. Several lines become
    several blocks with the same sources. Refuses an empty text and a block saved meanwhile."""
    document = for_consolidating(document_id, actor)
    result = _result(document, given.block)
    if result.version != given.version:
        raise ChangedMeanwhile(f"Đoạn này đã được {result.saved_by} sửa sau khi đồng chí mở. Chữ đã gõ vẫn còn nguyên.")
    lines = [block.printed for block in parse_section(clean(given.text))]
    if not lines:
        raise InvalidInput("Đoạn không được để trống. Muốn bỏ đoạn, hãy dùng “Bỏ đoạn”.")
    result.text = lines[0]
    _touch(result, actor)
    for offset, line in enumerate(lines[1:], start=1):
        _split_off(document, result, line, offset, actor)
    _settle(document, result)
    _note(document, Fact.BLOCK_SAVED, actor, {"block": result.block, "lines": len(lines)})
    return result


@action
def add_result(
    document_id: int, section_key: str, text: str, *, actor: Actor, token: str | None = None
) -> list[ResultBlock]:
    """Add the office's own words to a section, without a source. Refuses an empty text."""
    document = for_consolidating(document_id, actor)
    once(token)
    lines = [block.printed for block in parse_section(clean(text))]
    if not lines:
        raise InvalidInput("Hãy ghi nội dung đoạn.", fields={"text": "Hãy ghi nội dung đoạn."})
    made = [_append(document, section_key, line, actor) for line in lines]
    _note(document, Fact.BLOCK_ADDED, actor, {"blocks": [block.block for block in made]})
    return made


@action
def remove_result(document_id: int, block: str, *, actor: Actor) -> None:
    """Take a result block away; source blocks that stood behind it alone are to be handled again."""
    document = for_consolidating(document_id, actor)
    result = _result(document, block)
    behind = _sources_behind(document, result)
    db.session.execute(delete(Contribution).where(Contribution.document_id == document.id, Contribution.block == block))
    db.session.delete(result)
    db.session.flush()
    for source in behind:
        _settle_source(document, source)
    _note(document, Fact.BLOCK_REMOVED, actor, {"block": block, "text": result.text})


@action
def move_result(document_id: int, block: str, *, up: bool, actor: Actor) -> None:
    """Change places with the neighbour above or below in the section; at the edge nothing happens."""
    document = for_consolidating(document_id, actor)
    result = _result(document, block)
    beyond = ResultBlock.position < result.position if up else ResultBlock.position > result.position
    order = ResultBlock.position.desc() if up else ResultBlock.position.asc()
    query = select(ResultBlock).where(
        ResultBlock.document_id == document.id, ResultBlock.section_key == result.section_key, beyond
    )
    neighbour = db.session.scalars(query.order_by(order).limit(1)).one_or_none()
    if neighbour is not None:
        result.position, neighbour.position = neighbour.position, result.position
        _note(document, Fact.BLOCK_MOVED, actor, {"block": block, "up": up})


def _picked(document: Document, block_ids: Sequence[int]) -> list[SourceBlock]:
    query = select(SourceBlock).where(SourceBlock.document_id == document.id, SourceBlock.id.in_(block_ids))
    found = list(db.session.scalars(query.order_by(SourceBlock.position)))
    if not found or len(found) != len(set(block_ids)):
        raise NotFound("Không còn đoạn nguồn này. Hãy tải lại trang.")
    return found


def _result(document: Document, block: str) -> ResultBlock:
    query = select(ResultBlock).where(ResultBlock.document_id == document.id, ResultBlock.block == block)
    result = db.session.scalars(query).one_or_none()
    if result is None:
        raise NotFound("Đoạn này không còn trong báo cáo. Hãy tải lại trang.")
    return result


def _append(document: Document, section_key: str, text: str, actor: Actor) -> ResultBlock:
    if section_key not in {section.key for section in document.sections}:
        raise NotFound("Không có mục này trong đề cương.")
    last = select(func.max(ResultBlock.position)).where(
        ResultBlock.document_id == document.id, ResultBlock.section_key == section_key
    )
    return _new(document, section_key, (db.session.scalar(last) or 0) + STEP, text, actor)


def _new(document: Document, section_key: str, position: int, text: str, actor: Actor) -> ResultBlock:
    result = ResultBlock(
        document_id=document.id,
        block=fresh_id(),
        section_key=section_key,
        position=position,
        text=text,
        saved_at=now(),
        saved_by=actor.name,
    )
    db.session.add(result)
    db.session.flush()
    return result


def _split_off(document: Document, result: ResultBlock, line: str, offset: int, actor: Actor) -> None:
    part = _new(document, result.section_key, result.position + offset, line, actor)
    for source in _sources_behind(document, result):
        db.session.add(_contribution(document, part, source))
    db.session.flush()
    _settle(document, part)


def _joined(text: str, sources: Sequence[SourceBlock]) -> str:
    """One paragraph: the result's words, then each source's without its mark at the beginning of the line."""
    first = text or sources[0].text
    rest = sources if text else sources[1:]
    return " ".join([first.strip(), *(source.text.strip().lstrip("-+• ").strip() for source in rest)])


def _touch(result: ResultBlock, actor: Actor) -> None:
    result.version += 1
    result.saved_at, result.saved_by = now(), actor.name


def _contribute(document: Document, result: ResultBlock, sources: Sequence[SourceBlock]) -> None:
    for source in sources:
        source.handled_by = None
        db.session.add(_contribution(document, result, source))
    db.session.flush()
    _settle(document, result)


def _contribution(document: Document, result: ResultBlock, source: SourceBlock) -> Contribution:
    kept = kept_share(source.text, result.text)
    how = relation(source.text, result.text, 1)
    return Contribution(
        document_id=document.id,
        block=result.block,
        source_id=source.source_id,
        source_block=source.block,
        how=how,
        kept=kept,
    )


def _contributions(
    document: Document, *, source_of: SourceBlock | None = None, block: str | None = None
) -> Sequence[Contribution]:
    query = select(Contribution).where(Contribution.document_id == document.id)
    if source_of is not None:
        query = query.where(Contribution.source_id == source_of.source_id, Contribution.source_block == source_of.block)
    if block is not None:
        query = query.where(Contribution.block == block)
    return db.session.scalars(query).all()


def _sources_behind(document: Document, result: ResultBlock) -> Sequence[SourceBlock]:
    query = (
        select(SourceBlock)
        .join(
            Contribution,
            (Contribution.document_id == SourceBlock.document_id)
            & (Contribution.source_id == SourceBlock.source_id)
            & (Contribution.source_block == SourceBlock.block),
        )
        .where(SourceBlock.document_id == document.id, Contribution.block == result.block)
    )
    return db.session.scalars(query.order_by(SourceBlock.position)).all()


def _settle(document: Document, result: ResultBlock) -> None:
    """Count again how much of each source stands in the block, and what that makes of the source."""
    behind = {(source.source_id, source.block): source for source in _sources_behind(document, result)}
    for contribution in _contributions(document, block=result.block):
        source = behind[contribution.source_id, contribution.source_block]
        contribution.kept = kept_share(source.text, result.text)
        contribution.how = relation(source.text, result.text, len(behind))
    db.session.flush()
    for source in behind.values():
        _settle_source(document, source)


def _settle_source(document: Document, source: SourceBlock) -> None:
    mine = _contributions(document, source_of=source)
    if not mine:
        source.state = SourceState.OPEN
        return
    merged = any(contribution.how == "merged" for contribution in mine)
    source.state = SourceState.MERGED if merged else SourceState.USED


def _note(document: Document, fact: Fact, actor: Actor, details: dict[str, object]) -> None:
    record(document, fact, actor, now(), Said(details=details, role=Role.OFFICE))

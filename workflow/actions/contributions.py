"""Which source stands behind which block of a result, how much of it is kept, and what that makes of the source."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, delete, select, tuple_
from sqlalchemy.sql import ColumnElement

from workflow.domain.provenance import kept_share, relation
from workflow.domain.states import How, SourceState
from workflow.models import Contribution, ResultBlock, SourceBlock, db


def link(result: ResultBlock, sources: Iterable[SourceBlock]) -> None:
    """Put sources behind a block, and settle it."""
    for source in sources:
        contribution = Contribution(
            document_id=result.document_id,
            block=result.block,
            source_id=source.source_id,
            source_block=source.block,
            how=How.MERGED,
            kept=0,
        )
        db.session.add(contribution)
    settle(result)


def take_over(pairs: Iterable[tuple[ResultBlock, SourceBlock]]) -> None:
    """Each open source behind a new block of its own, of which it is the only source."""
    for result, source in pairs:
        contribution = Contribution(
            document_id=result.document_id,
            block=result.block,
            source_id=source.source_id,
            source_block=source.block,
            how=relation(source.text, result.text, 1),
            kept=kept_share(source.text, result.text),
        )
        db.session.add(contribution)
        source.state = SourceState.USED
    db.session.flush()


def sources_behind(result: ResultBlock) -> Sequence[SourceBlock]:
    """The source blocks of a result block, in the order of the units."""
    query = (
        select(SourceBlock)
        .join(
            Contribution,
            (Contribution.document_id == SourceBlock.document_id)
            & (Contribution.source_id == SourceBlock.source_id)
            & (Contribution.source_block == SourceBlock.block),
        )
        .where(Contribution.document_id == result.document_id, Contribution.block == result.block)
    )
    return db.session.scalars(query.order_by(SourceBlock.position)).all()


def settle(result: ResultBlock) -> None:
    """Count again how much of each source stands in the block, and what that makes of the source."""
    db.session.flush()
    behind = {(source.source_id, source.block): source for source in sources_behind(result)}
    for contribution in db.session.scalars(_contributions(result.document_id, Contribution.block == result.block)):
        source = behind[contribution.source_id, contribution.source_block]
        contribution.kept = kept_share(source.text, result.text)
        contribution.how = relation(source.text, result.text, len(behind))
    db.session.flush()
    settle_sources(result.document_id, list(behind.values()))


def settle_sources(document_id: int, sources: Sequence[SourceBlock]) -> None:
    """Each open without a contribution, merged when it shares a block with another source, else used; one statement."""
    wanted = tuple_(Contribution.source_id, Contribution.source_block).in_(
        [(one.source_id, one.block) for one in sources]
    )
    made: dict[tuple[int, str], list[How]] = {}
    for one in db.session.scalars(_contributions(document_id, wanted)):
        made.setdefault((one.source_id, one.source_block), []).append(one.how)
    for source in sources:
        ways = made.get((source.source_id, source.block))
        if ways is None:
            source.state, source.handled_by = SourceState.OPEN, None
        else:
            source.state = SourceState.MERGED if How.MERGED in ways else SourceState.USED


def unlink(source: SourceBlock) -> None:
    """Take a source block away from behind everything made from it; the words stay."""
    _forget(source.document_id, *_of(source))


def unlink_document(document_id: int, source_id: int) -> None:
    """The same for every block of one source document."""
    _forget(document_id, Contribution.source_id == source_id)


def _forget(document_id: int, *which: ColumnElement[bool]) -> None:
    touched = {contribution.block for contribution in db.session.scalars(_contributions(document_id, *which))}
    db.session.execute(delete(Contribution).where(Contribution.document_id == document_id, *which))
    blocks = select(ResultBlock).where(ResultBlock.document_id == document_id, ResultBlock.block.in_(touched))
    for result in db.session.scalars(blocks):
        settle(result)


def _contributions(document_id: int, *which: ColumnElement[bool]) -> Select[Contribution]:
    return select(Contribution).where(Contribution.document_id == document_id, *which)


def _of(source: SourceBlock) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Contribution.source_id == source.source_id, Contribution.source_block == source.block

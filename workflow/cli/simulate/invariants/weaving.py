"""Every block that a source says is handled exactly once: used, merged, or left out with its reason."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from workflow.cli.simulate.invariants.reading import (
    Seen,
    called,
    contributions,
    documents,
    issued_consolidations,
    sources,
)
from workflow.cli.simulate.ledger import Ledger
from workflow.domain.blocks import Block
from workflow.domain.sections import EMPTY_ANSWER, OPENING
from workflow.domain.states import SourceState
from workflow.models import Document, SourceBlock, db
from workflow.queries.papers import blocks_by_section

_BEHIND_SOMETHING = {SourceState.USED, SourceState.MERGED}


def handled_once(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """What of an issued consolidation is open, handled twice, handled falsely, or was never taken in."""
    made = Counter(place for behind, places in contributions().items() for place in _named(behind[0], places))
    taken, known = sources(), documents()
    for document in issued_consolidations():
        rows = db.session.scalars(select(SourceBlock).where(SourceBlock.document_id == document.id)).all()
        seen.add(len(rows))
        for row in rows:
            uses = made[document.id, row.source_id, row.block]
            if row.state is SourceState.OPEN or (row.state in _BEHIND_SOMETHING) != bool(uses):
                yield f"{called(document)}: block {row.block} of {row.source_id} is {row.state} with {uses} uses"
            if (row.state is SourceState.LEFT_OUT) != bool(row.reason):
                yield f"{called(document)}: block {row.block} of {row.source_id} is left out without a reason"
        held = Counter((row.source_id, row.block) for row in rows)
        said = Counter(place for one in taken[document.id] for place in _said(known[one.source_id]))
        if held != said:
            yield f"{called(document)}: {sorted((held - said) + (said - held))[:2]} taken in falsely or not at all"


def _named(document_id: int, places: set[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    return ((document_id, source_id, block) for source_id, block in places)


def _said(document: Document) -> Iterator[tuple[int, str]]:
    """The places of a report that say something, read anew from its text."""
    content = document.revision.content if document.revision else {"blocks": []}
    for key, blocks in blocks_by_section(content).items():
        if key != OPENING:
            yield from ((document.id, block.id) for block in blocks if not _is_silent(block))


def _is_silent(block: Block) -> bool:
    return block.printed.rstrip(".") == EMPTY_ANSWER.rstrip(".")

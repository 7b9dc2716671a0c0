"""`chain.json`: every paper of the walk, what it was made of, who did what when, and whether the record is whole."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import select

from workflow.domain.blocks import digest
from workflow.domain.states import How
from workflow.models import Document, db
from workflow.queries.audit import Entry, broken_at, entries_of
from workflow.queries.consolidation import sources_of

Shape = dict[str, Any]


def documents() -> Sequence[Document]:
    """Every document, in the order of their beginning."""
    return db.session.scalars(select(Document).order_by(Document.id)).unique().all()


def chain(files: Mapping[int, tuple[str, bytes]]) -> Shape:
    """The shape of `chain.json` (design §7) over all documents; `files` gives name and bytes of each document's PDF."""
    papers = documents()
    histories = {paper.id: entries_of(paper.id) for paper in papers}
    return {
        "documents": [_document(paper, histories[paper.id], *files[paper.id]) for paper in papers],
        "audit": {
            "entries": sum(map(len, histories.values())),
            "head": digest("".join(paper.chain_head for paper in papers)),
            "verified": all(broken_at(paper) is None for paper in papers),
        },
    }


def _document(paper: Document, history: Iterable[Entry], name: str, pdf: bytes) -> Shape:
    content = paper.revision.content if paper.revision else {}
    return {
        "id": paper.id,
        "organisation": paper.issuer_name,
        "level": paper.organisation.level.value,
        "kind": paper.kind.value,
        "symbol": paper.symbol,
        "state": paper.state.value,
        "pdf": name,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "sources": [source.source_id for source in sources_of(paper.id)],
        "contributions": list(_contributions(content.get("contributions", ()))),
        "left_out": list(content.get("left_out", ())),
        "timeline": [
            {"at": entry.at.isoformat(), "act": entry.fact.value, "actor": entry.actor, "role": entry.role}
            for entry in history
        ],
        "blocks": [
            {"id": block["id"], "marker": block["marker"], "text": block["text"]} for block in content["blocks"]
        ],
    }


def _contributions(rows: Sequence[Shape]) -> Iterable[Shape]:
    """Block by block; the revision keeps one row for each source of a block, those of one block together."""
    for block, group in groupby(rows, itemgetter("block")):
        made = list(group)
        how = made[0]["how"] if len(made) == 1 else How.MERGED.value
        sources = [{"document": one["document"], "block": one["source"]} for one in made]
        yield {"block": block, "sources": sources, "how": how}

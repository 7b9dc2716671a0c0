"""Finding the record of a paper by what a stranger holds: its public code, its bytes, a sentence. No person asks."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from workflow.domain.blocks import Block, plain
from workflow.domain.facts import Fact
from workflow.models import AuditEntry, Document, db
from workflow.queries.papers import paper_of

__all__ = ["Document", "by_code", "by_digest", "passages", "was_issued_as"]

_WHOLE = (joinedload(Document.revision), selectinload(Document.signatures))


def by_code(code: str) -> Document | None:
    """The paper of a public code, once it was issued; a text that never left the house is not there."""
    query = select(Document).where(Document.proof_code == code, Document.issued_digest.is_not(None)).options(*_WHOLE)
    return db.session.scalars(query).unique().one_or_none()


def by_digest(digest: str) -> Document | None:
    """The paper that was issued as exactly these bytes."""
    query = select(Document).where(Document.issued_digest == digest).options(*_WHOLE)
    return db.session.scalars(query).unique().one_or_none()


def was_issued_as(document: Document, digest: str) -> bool:
    """Whether the paper was once issued as these bytes, before it was sent back and issued anew."""
    query = select(AuditEntry.id).where(
        AuditEntry.subject_kind == Document.subject_kind,
        AuditEntry.subject_id == document.id,
        AuditEntry.fact == Fact.DOCUMENT_ISSUED,
        AuditEntry.details["digest"].astext == digest,
    )
    return db.session.scalar(query.limit(1)) is not None


def passages(document: Document) -> list[str]:
    """The texts of the paper that a print of it shows, passage by passage."""
    if document.revision is None:
        return []
    paper = paper_of(document, document.revision.content)
    notes = [note.text for note in paper.footnotes]
    annexed = [text for annex in paper.annexes for text in (annex.title, *_texts(annex.blocks))]
    return [plain(text) for text in (paper.abstract, *_texts(paper.blocks), *notes, *annexed)]


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    return [text for block in blocks for text in (block.printed, *(" ".join(row) for row in block.rows))]

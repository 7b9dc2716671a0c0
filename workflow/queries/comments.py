"""What was said of the blocks of a paper, as far as a person may read it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from workflow.domain.actor import Actor
from workflow.domain.blocks import Block
from workflow.domain.comments import Audience
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.models import Comment, Document, Revision, User, db
from workflow.queries.accounts import actor_of
from workflow.queries.case import DocumentCase

# Pages name the type; the table itself stays below them.
__all__ = [
    "Comment",
    "OpenComments",
    "blocks_in",
    "open_comments",
    "readable",
    "readers_among",
    "settled_count",
    "thread_of",
    "threads_about",
    "threads_of",
    "visible_words",
]

MOST_THREADS = 100
MISSING = "Không có góp ý này, hoặc đồng chí không thuộc diện được xem."
_READING = {
    Audience.INTERNAL: Permission.COMMENT_READ_INTERNAL,
    Audience.VISIBLE: Permission.COMMENT_READ,
}


@dataclass(frozen=True, slots=True)
class OpenComments:
    """How many comments wait: (key of the section, block, how many)."""

    rows: Sequence[tuple[str, str, int]] = ()

    @property
    def total(self) -> int:
        """In the whole paper."""
        return sum(count for _, _, count in self.rows)

    @property
    def by_block(self) -> dict[str, int]:
        """{block: how many are about it}."""
        return {block: count for _, block, count in self.rows}

    def within(self, section: str) -> int:
        """In one section or annex."""
        return sum(count for key, _, count in self.rows if key == section)

    def first_block(self, section: str) -> str:
        """The block in it that the oldest of them is about."""
        return next((block for key, block, _ in self.rows if key == section), "")


def readable(document: Document, actor: Actor) -> list[Audience]:
    """Which comments on the paper the person may read."""
    case = DocumentCase(document)
    return [audience for audience, permission in _READING.items() if permits(actor, permission, case)]


def threads_of(
    document: Document, audiences: Collection[Audience], *, settled: bool, before: int | None = None
) -> tuple[Sequence[Comment], int | None]:
    """The settled or the open comments for these readers with their replies: the newest so many, in the order given;
    and before which the older ones come, if there are any. Keyset on `ix_comment_of_document`."""
    query = _with_replies(_threads(document, audiences))
    query = query.where(Comment.closed_at.is_not(None) if settled else Comment.closed_at.is_(None))
    if before is not None:
        query = query.where(Comment.id < before)
    found = db.session.scalars(query.order_by(Comment.id.desc()).limit(MOST_THREADS + 1)).all()
    shown = found[:MOST_THREADS]
    return shown[::-1], shown[-1].id if len(found) > MOST_THREADS else None


def threads_about(document: Document, audiences: Collection[Audience], block: str) -> Sequence[Comment]:
    """Those on one block, the newest so many, in the order given."""
    query = _with_replies(_threads(document, audiences)).where(Comment.block == block)
    return db.session.scalars(query.order_by(Comment.id.desc()).limit(MOST_THREADS)).all()[::-1]


def settled_count(document: Document, audiences: Collection[Audience]) -> int:
    """How many of them were settled."""
    settled = _threads(document, audiences).where(Comment.closed_at.is_not(None))
    return db.session.scalar(select(func.count()).select_from(settled.subquery())) or 0


def thread_of(document: Document, comment_id: int, actor: Actor) -> Comment:
    """One of them; "not there" and "not yours" are the same NotFound."""
    query = _with_replies(_threads(document, readable(document, actor))).where(Comment.id == comment_id)
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(MISSING)
    return found


def open_comments(document: Document, actor: Actor, audiences: Collection[Audience] | None = None) -> OpenComments:
    """How many of them nobody settled yet; one statement, none for somebody who reads none. `audiences`: where it is
    known already which the person may read."""
    audiences = readable(document, actor) if audiences is None else audiences
    if not audiences or document.revision_id is None:
        return OpenComments()
    query = select(Comment.section, Comment.block, func.count()).where(
        Comment.document_id == document.id,
        Comment.parent_id.is_(None),
        Comment.closed_at.is_(None),
        Comment.audience.in_(audiences),
    )
    grouped = query.group_by(Comment.section, Comment.block).order_by(func.min(Comment.id))
    return OpenComments([(section, block, count) for section, block, count in db.session.execute(grouped)])


def readers_among(document: Document, people: Iterable[int], audience: Audience) -> list[int]:
    """Those of the people who may read such a comment on the paper today."""
    case, permission = DocumentCase(document), _READING[audience]
    users = db.session.scalars(select(User).where(User.id.in_(list(people)))).all()
    return [user.id for user in users if permits(actor_of(user), permission, case)]


def visible_words(comment_id: int) -> list[str]:
    """What a comment for both houses says, the wording it suggests, its answer and the newest reply; for a message."""
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.audience is not Audience.VISIBLE:
        return []
    replies = [reply.text for reply in comment.replies[-1:]]
    return [words for words in (comment.text, comment.proposed, comment.answer, *replies) if words]


def blocks_in(revision: Revision) -> dict[str, tuple[Block, str]]:
    """{id: (block, key of its section or annex)} of everything that a comment may be about, in printed order."""
    content = revision.content
    found = [(Block.from_json(shape), shape.get("section", "")) for shape in content["blocks"]]
    for annex in content.get("annexes", ()):
        found += [(Block.from_json(shape), annex.get("key", "")) for shape in annex["blocks"]]
    return {block.id: (block, section) for block, section in found}


def _threads(document: Document, audiences: Collection[Audience]) -> Select[Comment]:
    return select(Comment).where(
        Comment.document_id == document.id, Comment.parent_id.is_(None), Comment.audience.in_(audiences)
    )


def _with_replies(query: Select[Comment]) -> Select[Comment]:
    return query.options(selectinload(Comment.replies), joinedload(Comment.house))

"""Finding one document: locked and at the right version for a change, or with what its page shows."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import defer, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from workflow.domain.actor import Actor
from workflow.domain.errors import ChangedMeanwhile, NotFound
from workflow.domain.permissions import Permission, permits
from workflow.models import DIALECT, Delivery, Document, DraftSection, Organisation, Revision, Target, db
from workflow.queries.case import DocumentCase
from workflow.queries.held import Columns

# Pages name the type; the tables themselves stay below them.
__all__ = [
    "STALE",
    "Document",
    "Revision",
    "copies_of",
    "for_act",
    "for_change",
    "for_show",
    "opinion_on",
    "replacement_of",
    "revisions",
    "section_for_change",
]

STALE = "Trang này đã cũ: người khác vừa thay đổi văn bản. Hãy xem lại bản mới nhất rồi làm tiếp."
MOST_COPIES = 20
MISSING = "Không có văn bản này, hoặc đồng chí không thuộc diện được xem."

# What every act asks of the paper and of its organisation; the rest comes when asked.
_PAPER = Columns(
    Document,
    Document.id,
    Document.organisation_id,
    Document.kind,
    Document._state,
    Document.version,
    Document.step,
    Document.consolidates,
    Document.campaign_id,
    Document.target_id,
    Document.desk_id,
    Document.through_id,
    Document.author_ids,
    Document.submitter_id,
    Document.revision_id,
    Document.symbol,
    Document.chain_length,
    Document.chain_head,
)
_HOUSE = Columns(
    Organisation,
    Organisation.id,
    Organisation.level,
    Organisation.superior_id,
    Organisation.ancestor_ids,
    Organisation.decides_by,
)
_PAPERS, _HOUSES = Document.__table__, Organisation.__table__
_BOTH = (
    select(_PAPER.row, _HOUSE.row)
    .join_from(_PAPERS, _HOUSES, _PAPERS.c.organisation_id == _HOUSES.c.id)
    .where(_PAPERS.c.id == bindparam("document_id"))
)
# Built and compiled once: every press asks the first, every act the second.
_FOR_ACT = str(_BOTH.compile(dialect=DIALECT))
_LOCKED = str(_BOTH.with_for_update(of=_PAPERS).compile(dialect=DIALECT))


def for_change(document_id: int, version: int | None = None) -> Document:
    """The document, locked until the transaction ends. Refuses NotFound, and ChangedMeanwhile when a version is given
    and the row has moved on."""
    document = _read(_LOCKED, document_id)
    if document is None:
        raise NotFound(MISSING)
    if version is not None and document.version != version:
        raise ChangedMeanwhile(STALE)
    return document


def for_show(document_id: int, actor: Actor, permission: Permission = Permission.DOCUMENT_READ) -> Document:
    """The document with what its page shows; "not there" and "not yours" are the same NotFound."""
    query = (
        select(Document)
        .where(Document.id == document_id)
        .options(
            joinedload(Document.target).joinedload(Target.campaign),
            joinedload(Document.campaign),
            joinedload(Document.revision),
            joinedload(Document.desk),
            joinedload(Document.signer),
            joinedload(Document.submitter),
            selectinload(Document.sections),
            selectinload(Document.figures),
            selectinload(Document.signatures),
            selectinload(Document.deliveries),
        )
    )
    document = db.session.scalars(query).unique().one_or_none()
    if document is None or not permits(actor, permission, DocumentCase(document)):
        raise NotFound(MISSING)
    return document


def for_act(document_id: int, actor: Actor) -> Document:
    """The document for a press of a button or for giving out its file: what its page shows besides is fetched when
    asked. Refuses as `for_show`."""
    document = _read(_FOR_ACT, document_id)
    if document is None or not permits(actor, Permission.DOCUMENT_READ, DocumentCase(document)):
        raise NotFound(MISSING)
    return document


def _read(query: str, document_id: int) -> Document | None:
    session = db.session()
    session.flush()  # what was changed of it before in the same transaction is in its row
    row = session.connection().exec_driver_sql(query, {"document_id": document_id}).one_or_none()
    if row is None:
        return None
    paper, house = row
    document = _PAPER.hold(paper)
    set_committed_value(document, "organisation", _HOUSE.hold(house))
    return document


def opinion_on(document: Document, actor: Actor) -> Delivery | None:
    """What the clearing house said when it handed a report on, for itself and its committee; the unit reads it once the
    superior's paper is issued (design §3)."""
    if not permits(actor, Permission.PASSAGE_READ, DocumentCase(document)):
        return None
    return next((one for one in document.deliveries if one.is_passage and one.opinion), None)


def section_for_change(document: Document, key: str, version: int) -> DraftSection:
    """One section, locked. Refuses ChangedMeanwhile when somebody saved it after this person opened it."""
    query = select(DraftSection).where(DraftSection.document_id == document.id, DraftSection.key == key)
    query = query.where(DraftSection.annex.is_(False))
    section = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if section is None:
        raise NotFound("Không có mục này trong đề cương.")
    if section.version != version:
        raise ChangedMeanwhile(
            f"Mục này đã được {section.saved_by or 'người khác'} lưu sau khi đồng chí mở. Chữ đã gõ vẫn còn nguyên."
        )
    return section


def revisions(document_id: int) -> Sequence[Revision]:
    """Every text handed in, newest first; a list needs no contents, they are loaded when asked for."""
    query = select(Revision).where(Revision.document_id == document_id).order_by(Revision.ordinal.desc())
    return db.session.scalars(query.options(joinedload(Revision.created_by), defer(Revision.content))).all()


def replacement_of(document_id: int) -> Document | None:
    """The live paper that replaces, or is about to replace, this one."""
    query = select(Document).where(Document.replaces_id == document_id).order_by(Document.id.desc()).limit(1)
    return db.session.scalars(query).unique().one_or_none()


def copies_of(document_id: int, organisation_ids: Collection[int]) -> Sequence[Document]:
    """The copies that these organisations made of the paper, newest first; a bounded number of them."""
    query = select(Document).where(Document.origin_id == document_id, Document.organisation_id.in_(organisation_ids))
    return db.session.scalars(query.order_by(Document.id.desc()).limit(MOST_COPIES)).unique().all()

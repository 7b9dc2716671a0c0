"""What an organisation has in hand: everything that must find another owner before it may end."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from workflow.domain.states import (
    ARRIVED,
    CLOSED,
    DEAD,
    CampaignState,
    DocumentKind,
    DocumentState,
    EntryState,
    ImportState,
    JobStep,
)
from workflow.domain.tasks import TaskState
from workflow.models import (
    Campaign,
    Certificate,
    Delivery,
    Difficulty,
    Document,
    Membership,
    Organisation,
    OutgoingEntry,
    PaperImport,
    Series,
    Target,
    Task,
    TaskAssignment,
    db,
)
from workflow.queries.accounts import members_of

__all__ = ["Certificate", "Holdings", "Series", "Target", "holdings"]

_CAME = (DocumentState.SENT, DocumentState.RECEIVED)
_BEING_BROUGHT = (ImportState.READING, ImportState.READY, ImportState.FAILED)


@dataclass(frozen=True, slots=True)
class Holdings:
    """`duties` are reports asked of it and not sent; `papers` its own unfinished ones; `waiting` what those below sent
    it and it has not consolidated; `arriving` what was sent to it and not received; `stuck` what stands in the way."""

    organisation: Organisation
    below: Sequence[Organisation]
    duties: Sequence[Target]
    papers: Sequence[Document]
    campaigns: Sequence[Campaign]
    waiting: Sequence[Document]
    arriving: Sequence[Delivery]
    brought: Sequence[PaperImport]
    reserved: Sequence[OutgoingEntry]
    members: Sequence[Membership]
    certificates: Sequence[Certificate]
    tasks: int
    difficulties: int
    stuck: Sequence[Document]

    @property
    def is_empty(self) -> bool:
        """Nothing of it needs another owner."""
        held = (self.below, self.duties, self.papers, self.campaigns, self.waiting, self.arriving)
        return not any((*held, self.tasks, self.difficulties))


def holdings(organisation: Organisation) -> Holdings:
    """What it has in hand now, in a dozen statements whatever that is."""
    house = organisation.id
    return Holdings(
        organisation=organisation,
        below=_below(house),
        duties=_duties(house),
        papers=_papers(Document.organisation_id == house, _unfinished()),
        campaigns=_campaigns(house),
        waiting=_papers(Document.desk_id == house, Document.organisation_id != house, Document._state.in_(_CAME)),
        arriving=_arriving(house),
        brought=_brought(house),
        reserved=_reserved(house),
        members=members_of(house),
        certificates=_certificates(house),
        tasks=_counted(Task, Task.state != TaskState.DROPPED, _of_tasks(house)),
        difficulties=_counted(Difficulty, Difficulty.rank < 2, _of_difficulties(house)),
        stuck=_papers(Document.organisation_id == house, _stuck()),
    )


def numbered(organisation_id: int) -> Sequence[Series]:
    """Its series of outgoing numbers, the newest first, with the last number of each."""
    query = select(Series).where(Series.organisation_id == organisation_id, Series.last > 0)
    return db.session.scalars(query.order_by(Series.from_day.desc(), Series.kind).limit(20)).all()


def answers(target_ids: Sequence[int]) -> Sequence[Document]:
    """The living papers that answer the requests, newest first."""
    return _papers(Document.target_id.in_(target_ids), Document._state.not_in(DEAD), newest=True)


def has_arrived(target_id: int) -> bool:
    """Whether the report was sent."""
    sent = select(Document.id).where(Document.target_id == target_id, Document._state.in_(ARRIVED))
    return db.session.scalar(sent.limit(1)) is not None


def _unfinished() -> ColumnElement[bool]:
    """Nobody gave it a number yet, so that another may finish it."""
    is_written = Document._state.not_in(CLOSED | DEAD) & Document.number.is_(None)
    return is_written & (Document.kind != DocumentKind.COPY)


def _stuck() -> ColumnElement[bool]:
    """What only its own house can finish: a paper with a number, a copy, a paper at the printer's; a report that was
    asked for, is issued and lies there."""
    has_a_way = Document.number.is_not(None) | (Document.kind == DocumentKind.COPY)
    halfway = Document._state.not_in(CLOSED | DEAD) & has_a_way
    working = (Document.step != JobStep.NONE) & Document._state.not_in(DEAD)
    unsent = (Document._state == DocumentState.ISSUED) & Document.target_id.is_not(None)
    return or_(halfway, working, unsent)


def _papers(*conditions: ColumnElement[bool], newest: bool = False) -> Sequence[Document]:
    query = select(Document).where(*conditions).options(joinedload(Document.target).joinedload(Target.campaign))
    return db.session.scalars(query.order_by(Document.id.desc() if newest else Document.id)).unique().all()


def _counted(model: type[Task] | type[Difficulty], *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def _of_tasks(house: int) -> ColumnElement[bool]:
    assigned = select(TaskAssignment.task_id).where(TaskAssignment.organisation_id == house)
    return or_(Task.organisation_id == house, Task.id.in_(assigned))


def _of_difficulties(house: int) -> ColumnElement[bool]:
    return or_(Difficulty.organisation_id == house, Difficulty.desk_id == house)


def _below(house: int) -> Sequence[Organisation]:
    query = select(Organisation).where(Organisation.superior_id == house, Organisation.to_day.is_(None))
    return db.session.scalars(query.order_by(Organisation.name, Organisation.id)).all()


def _duties(house: int) -> Sequence[Target]:
    sent = select(Document.id).where(Document.target_id == Target.id, Document._state.in_(ARRIVED))
    query = (
        select(Target)
        .join(Target.campaign)
        .where(Target.organisation_id == house, Target.ended_on.is_(None), ~sent.exists())
        .where(Campaign.state == CampaignState.OPEN)
        .options(joinedload(Target.campaign))
    )
    return db.session.scalars(query.order_by(Target.due_on, Target.id)).unique().all()


def _campaigns(house: int) -> Sequence[Campaign]:
    query = select(Campaign).where(Campaign.organisation_id == house, Campaign.state == CampaignState.OPEN)
    return db.session.scalars(query.order_by(Campaign.due_on, Campaign.id)).unique().all()


def _arriving(house: int) -> Sequence[Delivery]:
    query = (
        select(Delivery)
        .join(Document, Document.id == Delivery.document_id)
        .where(Delivery.organisation_id == house, Delivery.received_at.is_(None), Document._state.in_(_CAME))
    )
    return db.session.scalars(query.order_by(Delivery.id)).all()


def _brought(house: int) -> Sequence[PaperImport]:
    query = select(PaperImport).where(PaperImport.organisation_id == house, PaperImport.state.in_(_BEING_BROUGHT))
    return db.session.scalars(query.order_by(PaperImport.id)).all()


def _reserved(house: int) -> Sequence[OutgoingEntry]:
    query = select(OutgoingEntry).where(
        OutgoingEntry.organisation_id == house, OutgoingEntry.state == EntryState.RESERVED
    )
    return db.session.scalars(query.order_by(OutgoingEntry.day, OutgoingEntry.id)).all()


def _certificates(house: int) -> Sequence[Certificate]:
    query = select(Certificate).where(Certificate.organisation_id == house, Certificate.to_day.is_(None))
    return db.session.scalars(query.order_by(Certificate.id)).all()

"""Whose turn it is: what waits for a person, by desk and state, so that every part is one short range of the index
`ix_document_inbox` however many papers there are."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, all_, and_, func, literal, or_, select, true, tuple_, union_all
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.domain.kinds import GOING_UP
from workflow.domain.states import DEAD, CampaignState, DecisionWay, DocumentState, JobStep, Level, Role, SourceState
from workflow.models import (
    Campaign,
    Document,
    Membership,
    Opinion,
    OpinionRound,
    Organisation,
    Slip,
    SourceBlock,
    Target,
    User,
    db,
)
from workflow.models.clock import today
from workflow.queries import awaiting, difficulties
from workflow.queries.houses import KEPT, WRITERS, House, houses_of
from workflow.queries.probing import is_there
from workflow.queries.task_days import Span

__all__ = [
    "TURNS",
    "Item",
    "Place",
    "Tally",
    "Target",
    "Turn",
    "Work",
    "handed_in",
    "inbox",
    "left_to_handle",
    "requests",
    "tally",
]
# Not "issued": at the top of a tree a paper stays so for good.
_ELSEWHERE = (DocumentState.IN_APPRAISAL, DocumentState.IN_APPROVAL, DocumentState.APPROVED, DocumentState.SENT)
# A desk with more than this is not counted to the end: the number only has to say "very many".
MOST_COUNTED = 1000


class Work(StrEnum):
    """What a paper waits for, as one group of the list."""

    REPORT = "report"
    HAND_UP = "hand_up"
    RECEIVE = "receive"
    CONSOLIDATE = "consolidate"
    MEND = "mend"
    WRITE = "write"
    APPRAISE = "appraise"
    APPROVE = "approve"
    OPINION = "opinion"
    CONCLUDE = "conclude"
    NUMBER = "number"
    SIGN = "sign"
    SEAL = "seal"
    SEND = "send"
    MATTER = "matter"
    CLARIFY = "clarify"
    EXTENSION = "extension"
    ARRIVAL = "arrival"
    PLAN = "plan"
    TASK = "task"
    URGE = "urge"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Turn:
    """In this state a paper at a desk waits for one of the roles there, if the condition holds for the person."""

    work: Work
    state: DocumentState
    roles: tuple[Role, ...]
    when: Callable[[Actor, dt.date], ColumnElement[bool]]


def _always(actor: Actor, today: dt.date) -> ColumnElement[bool]:
    return true()


def _from_elsewhere(actor: Actor, today: dt.date) -> ColumnElement[bool]:
    """A plan that went down stays on its own desk and waits for nobody there; a clearing house does not receive."""
    return and_(Document.organisation_id != Document.desk_id, ~_goes_through(actor, today))


def _goes_through(actor: Actor, today: dt.date) -> ColumnElement[bool]:
    return and_(Document.through_id.is_not(None), Document.through_id == Document.desk_id)


def _consolidates(actor: Actor, today: dt.date) -> ColumnElement[bool]:
    return Document.consolidates.is_(True)


def _is_own_text(actor: Actor, today: dt.date) -> ColumnElement[bool]:
    return Document.consolidates.is_(False)


def _may_decide(actor: Actor, today: dt.date) -> ColumnElement[bool]:
    """Nobody approves own text; in a chi bộ the meeting's decision stands instead. A body that decides together waits
    for slips."""
    is_cell = select(Organisation.level == Level.CELL).where(Organisation.id == Document.desk_id).scalar_subquery()
    return and_(~_is_collective(), or_(literal(actor.user_id) != all_(Document.author_ids), is_cell))


def _is_collective() -> ColumnElement[bool]:
    decides = and_(Organisation.decides_by != DecisionWay.ONE, Organisation.level != Level.CELL)
    return is_there(Organisation.id == Document.desk_id, decides)


def _awaits_the_office(actor: Actor, today: dt.date) -> ColumnElement[bool]:
    """No member is awaited now, or the day of the round has passed, or an opinion has no reply."""
    going_on = and_(OpinionRound.document_id == Document.id, OpinionRound.closed_at.is_(None))
    unheard = and_(Slip.round_id == OpinionRound.id, ~Slip.wrote, or_(Slip.stance.is_(None), Slip.fell_at.is_not(None)))
    unanswered = and_(Opinion.slip_id == Slip.id, Opinion.withdrawn_at.is_(None), Opinion.reply.is_(None))
    waits = is_there(going_on, unheard, OpinionRound.closes_on >= today)
    return and_(_is_collective(), or_(~waits, is_there(going_on, Slip.round_id == OpinionRound.id, unanswered)))


def _lacks_number(actor: Actor, today: dt.date) -> ColumnElement[bool]:
    """A paper sent back keeps its number but has to be printed again; a failed step is the clerk's to start again."""
    is_idle = and_(Document.prepared_digest.is_(None), Document.step == JobStep.NONE)
    return or_(is_idle, Document.step_error.is_not(None))


def _awaits_this_signer(actor: Actor, today: dt.date) -> ColumnElement[bool]:
    is_ready = and_(Document.prepared_digest.is_not(None), Document.step_error.is_(None))
    return and_(is_ready, Document.sign_consent == {}, Document.signer_id == actor.user_id)


def _awaits_the_seal(actor: Actor, today: dt.date) -> ColumnElement[bool]:
    """The signer has signed, and the worker is not about to seal by itself; a chi bộ has no seal."""
    is_cell = select(Organisation.level == Level.CELL).where(Organisation.id == Document.desk_id).scalar_subquery()
    is_signed = and_(Document.sign_consent != {}, Document.prepared_digest.is_not(None))
    return and_(is_signed, Document.step == JobStep.NONE, ~is_cell)


def _can_go(actor: Actor, today: dt.date) -> ColumnElement[bool]:
    """Not while the worker sends it, and what goes up only if there is somebody above."""
    above = select(Organisation.superior_id).where(Organisation.id == Document.desk_id).scalar_subquery()
    is_idle = or_(Document.step == JobStep.NONE, Document.step_error.is_not(None))
    return and_(is_idle, or_(Document.kind.not_in(GOING_UP), above.is_not(None)))


TURNS: tuple[Turn, ...] = (
    Turn(Work.HAND_UP, DocumentState.SENT, (Role.OFFICE,), _goes_through),
    Turn(Work.RECEIVE, DocumentState.SENT, (Role.OFFICE,), _from_elsewhere),
    Turn(Work.CONSOLIDATE, DocumentState.CONSOLIDATING, (Role.OFFICE,), _always),
    Turn(Work.CONSOLIDATE, DocumentState.RETURNED, (Role.OFFICE,), _consolidates),
    Turn(Work.MEND, DocumentState.RETURNED, (Role.DRAFTER, Role.OFFICE), _is_own_text),
    Turn(Work.WRITE, DocumentState.DRAFT, (Role.DRAFTER, Role.OFFICE), _is_own_text),
    Turn(Work.APPRAISE, DocumentState.IN_APPRAISAL, (Role.OFFICE,), _always),
    Turn(Work.APPROVE, DocumentState.IN_APPROVAL, (Role.MEMBER, Role.SIGNER), _may_decide),
    Turn(Work.CONCLUDE, DocumentState.IN_APPROVAL, (Role.OFFICE,), _awaits_the_office),
    Turn(Work.NUMBER, DocumentState.APPROVED, (Role.CLERK,), _lacks_number),
    Turn(Work.SIGN, DocumentState.APPROVED, (Role.SIGNER,), _awaits_this_signer),
    Turn(Work.SEAL, DocumentState.APPROVED, (Role.CLERK,), _awaits_the_seal),
    Turn(Work.SEND, DocumentState.ISSUED, (Role.CLERK,), _can_go),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How much waits for a person, by how the due day stands."""

    late: int = 0
    soon: int = 0
    ok: int = 0
    none: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.late + self.soon + self.ok + self.none


@dataclass(frozen=True, slots=True)
class Item:
    """One paper that waits, and for what."""

    work: Work
    document: Document

    @property
    def place(self) -> "Place":
        """Where the list goes on after this one."""
        return Place(self.document.due_on, self.document.id)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list: by due day, papers without one last, then by id."""

    due_on: dt.date | None
    document_id: int


def tally(actor: Actor, today: dt.date, soon: dt.date) -> Tally:
    """What waits, counted in one statement: papers at the person's desks, requests not answered yet, difficulties, and
    what `queries.awaiting` knows; `soon` is the last due day that counts as near."""
    query = _counting(actor, houses_of(actor), Span(today, soon))
    return Tally(*db.session.execute(query).one())


def inbox(actor: Actor, after: Place | None = None, limit: int = 50, work: Work | None = None) -> list[Item]:
    """The papers that wait for the person, or for one work alone, soonest first, after a place; one statement. Each
    part of it reads at most `limit` rows of the index."""
    query = _listing(actor, today(), after, limit, work)
    rows = db.session.execute(query).unique() if query is not None else ()
    return [Item(Work(found), document) for document, found in rows]


def requests(actor: Actor, limit: int = 50, after: tuple[dt.date, int] | None = None) -> Sequence[Target]:
    """The requests that the person's organisations have not begun to answer, soonest first; one statement, keyset on
    (due day, id)."""
    query = select(Target).join(Target.campaign).where(*_unanswered(actor))
    if after is not None:
        query = query.where(tuple_(Target.due_on, Target.id) > after)
    query = query.options(joinedload(Target.campaign)).order_by(Target.due_on, Target.id)
    return db.session.scalars(query.limit(limit)).unique().all()


def left_to_handle(document_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Of each consolidation (open source blocks, all source blocks); one statement."""
    is_open = func.count().filter(SourceBlock.state == SourceState.OPEN)
    query = select(SourceBlock.document_id, is_open, func.count()).where(SourceBlock.document_id.in_(document_ids))
    rows = db.session.execute(query.group_by(SourceBlock.document_id))
    return {document: (left, total) for document, left, total in rows}


def handed_in(actor: Actor, limit: int = 10) -> Sequence[Document]:
    """What the person handed in and somebody else has now, longest wait first; one statement."""
    above = select(Organisation.superior_id).where(Organisation.id.in_(actor.organisation_ids))
    bodies = select(Organisation.id).where(Organisation.superior_id.in_(above), Organisation.level == Level.ADVISORY)
    query = select(Document).where(
        or_(Document.desk_id.in_(actor.organisation_ids), Document.desk_id.in_(above), Document.desk_id.in_(bodies)),
        Document._state.in_(_ELSEWHERE),
        Document.submitter_id == actor.user_id,
    )
    query = query.options(joinedload(Document.desk)).order_by(Document.state_since, Document.id)
    return db.session.scalars(query.limit(limit)).unique().all()


@lru_cache(maxsize=KEPT)
def _counting(actor: Actor, houses: tuple[House, ...], span: Span) -> Select[int, int, int, int]:
    """The statement of `tally`. It is asked for every page and takes ten times as long to make as to answer, so that it
    is kept for those who were here last: nothing may go into it that is not an argument."""
    waiting = _waiting(actor, span.today)
    days = [select(Document.due_on).where(condition).limit(MOST_COUNTED) for _, condition in waiting]
    days.append(select(Target.due_on).join(Target.campaign).where(*_unanswered(actor)).limit(MOST_COUNTED))
    days += [*difficulties.waiting(actor), *awaiting.days_of(actor, houses, span, MOST_COUNTED)]
    due = union_all(*days).subquery().c.due_on
    return select(
        func.count().filter(due < span.today),
        func.count().filter(due.between(span.today, span.until)),
        func.count().filter(due > span.until),
        func.count().filter(due.is_(None)),
    )


@lru_cache(maxsize=KEPT)
def _listing(
    actor: Actor, today: dt.date, after: Place | None, limit: int, work: Work | None
) -> Select[Document, str] | None:
    """The statement of `inbox`, kept likewise; None where nothing can wait."""
    parts = [
        select(Document.id, Document.due_on, literal(kind.value).label("work"))
        .where(condition, beyond)
        .order_by(Document.due_on, Document.id)
        .limit(limit)
        for kind, condition in _waiting(actor, today)
        if work in (None, kind)
        for beyond in _beyond(after)
    ]
    if not parts:
        return None
    waits = union_all(*parts).subquery()
    query = select(Document, waits.c.work).join(waits, waits.c.id == Document.id)
    query = query.options(
        joinedload(Document.submitter),
        joinedload(Document.target).joinedload(Target.campaign),
        joinedload(Document.campaign),
    )
    return query.order_by(Document.due_on, Document.id).limit(limit)


def _beyond(place: Place | None) -> list[ColumnElement[bool]]:
    """Where the list goes on, each a range of the index: what has a later day, and what has none."""
    if place is None:
        return [true()]
    if place.due_on is None:
        return [and_(Document.due_on.is_(None), Document.id > place.document_id)]
    later = tuple_(Document.due_on, Document.id) > tuple_(literal(place.due_on), literal(place.document_id))
    return [later, Document.due_on.is_(None)]


def _waiting(actor: Actor, today: dt.date) -> list[tuple[Work, ColumnElement[bool]]]:
    """For each desk of the person and each turn there: what waits, and the condition by which the index finds it."""
    return [
        (turn.work, and_(Document.desk_id == desk, Document._state == turn.state, turn.when(actor, today), mine))
        for turn in TURNS
        for mine in (_in_the_list_of(actor, turn.roles, today),)
        for desk in actor.serves_in(*turn.roles)
    ]


def _in_the_list_of(actor: Actor, roles: Collection[Role], today: dt.date) -> ColumnElement[bool]:
    """What was handed to one person waits for them, or their substitute, alone; when they hold none of its roles there
    any more, or their account was closed, for all again."""
    people = [actor.user_id, *(one.absent_id for one in actor.stand_ins)]
    serves = and_(Membership.user_id == Document.assignee_id, Membership.organisation_id == Document.desk_id)
    holds = and_(Membership.role.in_(roles), or_(Membership.to_day.is_(None), Membership.to_day >= today))
    left = ~is_there(serves, holds, User.id == Membership.user_id, User.active)
    return or_(Document.assignee_id.is_(None), Document.assignee_id.in_(people), left)


def _unanswered(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Open requests to the organisations for which the person writes, that no living paper answers."""
    answered = select(Document.id).where(Document.target_id == Target.id, Document._state.not_in(DEAD))
    asked = Target.organisation_id.in_(actor.serves_in(*WRITERS))
    return asked, Campaign.state == CampaignState.OPEN, ~answered.exists()

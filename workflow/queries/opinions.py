"""What the members of a body said of a text, and what it decided."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from workflow.domain import rounds
from workflow.domain.actor import Actor
from workflow.domain.majority import Count
from workflow.domain.rounds import Standing
from workflow.domain.states import DecisionWay, DocumentState, Role, Stance
from workflow.models import Decision, Document, Opinion, OpinionRound, Slip, User, db
from workflow.models.clock import today
from workflow.queries.accounts import members_of

__all__ = [
    "Decision",
    "Opinion",
    "OpinionRound",
    "Slip",
    "awaited_decision",
    "awaited_names",
    "deciders_of",
    "decision_on",
    "decisions_on",
    "open_round",
    "opinions_of",
    "rounds_of",
    "slips_waiting",
    "standing_of",
]

_DECIDERS = (Role.MEMBER, Role.SIGNER)
_IN_FULL = (
    selectinload(OpinionRound.slips).joinedload(Slip.user),
    selectinload(OpinionRound.slips).joinedload(Slip.revision),
    selectinload(OpinionRound.slips).selectinload(Slip.opinions),
)


def open_round(document_id: int) -> OpinionRound | None:
    """The round that is going on, with its slips as the database has them now; at most one."""
    query = select(OpinionRound).where(OpinionRound.document_id == document_id, OpinionRound.closed_at.is_(None))
    query = query.options(*_IN_FULL).execution_options(populate_existing=True)
    return db.session.scalars(query).one_or_none()


def rounds_of(document_id: int) -> Sequence[OpinionRound]:
    """Every round of a paper, newest first."""
    query = select(OpinionRound).where(OpinionRound.document_id == document_id).options(*_IN_FULL)
    return db.session.scalars(query.order_by(OpinionRound.id.desc())).all()


def opinions_of(asked: OpinionRound) -> list[Opinion]:
    """What was said in the round and stands, in the order in which it was said."""
    told = [one for slip in asked.slips for one in slip.opinions if one.withdrawn_at is None]
    return sorted(told, key=lambda one: one.id)


def standing_of(asked: OpinionRound, document: Document) -> Standing:
    """How the round stands today."""
    counted = [slip.stance for slip in asked.slips if slip.counts]
    opposed = sum(one is Stance.OPPOSED for one in counted)
    return Standing(
        rules=document.organisation.rules,
        count=Count(asked.members, len(counted), len(counted) - opposed, opposed),
        able=sum(not slip.wrote for slip in asked.slips),
        waiting=[slip.user.name for slip in asked.slips if slip.waits],
        unanswered=sum(one.reply is None for one in opinions_of(asked)),
        is_over=today() > asked.closes_on,
    )


def decisions_on(document_id: int) -> Sequence[Decision]:
    """What the body decided on the paper, newest first."""
    query = select(Decision).where(Decision.document_id == document_id).options(joinedload(Decision.revision))
    return db.session.scalars(query.order_by(Decision.id.desc())).all()


def decision_on(document: Document) -> Decision | None:
    """The body's decision that holds for the text as it is now."""
    if document.decided_revision_id is None:
        return None
    query = select(Decision).where(
        Decision.document_id == document.id,
        Decision.revision_id == document.decided_revision_id,
        Decision.fell_at.is_(None),
    )
    return db.session.scalars(query.order_by(Decision.id.desc()).limit(1)).first()


def deciders_of(organisation_id: int) -> list[User]:
    """Who decides for the body today, each once."""
    held = [one.user for one in members_of(organisation_id) if one.role in _DECIDERS]
    return list(dict.fromkeys(held))


def awaited_decision(document: Document) -> str:
    """What the body's decision on a paper waits for."""
    if document.organisation.decides_by is DecisionWay.MEETING:
        return rounds.AT_MEETING
    asked = open_round(document.id)
    if asked is None:
        return rounds.NOT_ASKED
    return standing_of(asked, document).awaits or "Đã đủ phiếu đồng ý, chờ Văn phòng kết thúc lấy ý kiến."


def awaited_names(document: Document) -> list[str]:
    """The members whose slips a paper waits for; none when it waits for the office."""
    asked = open_round(document.id) if document.organisation.decides_by is DecisionWay.SLIPS else None
    standing = standing_of(asked, document) if asked else None
    return list(standing.waiting) if standing and not standing.hopeless else []


def slips_waiting(actor: Actor, limit: int) -> Sequence[Slip]:
    """The slips that the person is asked for, soonest first; one statement over the index `ix_slip_waiting`."""
    query = (
        select(Slip)
        .join(Slip.round)
        .join(Document, Document.id == OpinionRound.document_id)
        .where(*waiting_for(actor))
        .options(joinedload(Slip.round).joinedload(OpinionRound.document))
    )
    return db.session.scalars(query.order_by(OpinionRound.closes_on, Slip.id).limit(limit)).unique().all()


def waiting_for(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """The conditions of a slip that waits for the person: asked, not given or fallen, the paper before the body."""
    houses = [grant.organisation_id for grant in actor.grants if grant.role in _DECIDERS]
    return (
        Slip.user_id == actor.user_id,
        Slip.wrote.is_(False),
        Slip.stance.is_(None) | Slip.fell_at.is_not(None),
        OpinionRound.closed_at.is_(None),
        Document._state == DocumentState.IN_APPROVAL,
        Document.organisation_id.in_(houses),
    )

"""The body's decision: kept with its counts and the very text it is about; then the paper counts as approved."""

import datetime as dt
from dataclasses import dataclass

from workflow.actions.move import move
from workflow.actions.record import Said, record
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.advance import why_closed
from workflow.domain.dates import local_day
from workflow.domain.errors import TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.guards import Circumstances
from workflow.domain.job_names import JobName
from workflow.domain.majority import Count
from workflow.domain.states import DecisionWay, Role, RoundEnd, Trigger
from workflow.models import Decision, Document, OpinionRound, db
from workflow.queries.case import DocumentCase
from workflow.queries.opinions import standing_of

_DECIDED = Circumstances(decided=True)


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: in which way, on which day, with how many, in which words."""

    way: DecisionWay
    day: dt.date
    count: Count
    conclusion: str = ""
    asked: OpinionRound | None = None


def refuse(reason: str | None) -> None:
    """Refuse (TransitionRefused) an act that is closed."""
    if reason is not None:
        raise TransitionRefused(reason)


def adopt(document: Document, decided: Decided, actor: Actor, at: dt.datetime) -> None:
    """Keep the decision and approve the paper by it, inside a running act. It is an act of the body: the machine moves
    by the system's hand, the record names who wrote it down. Refuses what the machine refuses."""
    revision, count = document.revision, decided.count
    assert revision is not None  # noqa: S101 - what is before the body was handed in
    left = move(document, Trigger.APPROVE, SYSTEM, at, _DECIDED)
    document.decided_revision_id = revision.id
    counts = {"members": count.members, "present": count.present, "agreed": count.agreed, "opposed": count.opposed}
    told = {"way": decided.way.value, "day": decided.day.isoformat(), **counts}
    db.session.add(_row(document, decided, actor, at))
    details = {"decision": told, "revision": revision.ordinal, "digest": revision.digest, "note": decided.conclusion}
    role = actor.role_in(document.organisation_id, Role.OFFICE, Role.SIGNER)
    record(document, Fact.DOCUMENT_APPROVED, actor, at, Said(left, details, (JobName.NOTIFY,), role))


def settle(document: Document, asked: OpinionRound, at: dt.datetime) -> None:
    """End the round by itself once everybody was heard, enough agreed and every opinion has its reply. Where the
    machine waits for something else (a source that was replaced) the slip stands, and the office ends the round."""
    db.session.flush()
    closed = why_closed(DocumentCase(document), Trigger.APPROVE, SYSTEM, _DECIDED)
    if closed is None and standing_of(asked, document).awaits is None:
        adopt_by_slips(document, asked, SYSTEM, at)


def adopt_by_slips(document: Document, asked: OpinionRound, actor: Actor, at: dt.datetime, reason: str = "") -> None:
    """The slips have decided: the round ends with the decision."""
    count = standing_of(asked, document).count
    asked.closed_at, asked.end, asked.reason = at, RoundEnd.ADOPTED, reason
    adopt(document, Decided(DecisionWay.SLIPS, local_day(at), count, reason, asked), actor, at)


def _row(document: Document, decided: Decided, actor: Actor, at: dt.datetime) -> Decision:
    assert document.revision is not None  # noqa: S101 - looked at by `adopt`
    return Decision(
        document_id=document.id,
        revision_id=document.revision.id,
        digest=document.revision.digest,
        round_id=decided.asked.id if decided.asked else None,
        way=decided.way,
        day=decided.day,
        members=decided.count.members,
        present=decided.count.present,
        agreed=decided.count.agreed,
        opposed=decided.count.opposed,
        conclusion=decided.conclusion,
        decided_at=at,
        recorded_by=actor.name,
    )

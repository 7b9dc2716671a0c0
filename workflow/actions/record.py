"""The record of an act: one entry in the subject's hash chain, and the jobs it promises, in the same transaction."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect

from workflow.actions import book
from workflow.actions.promise import PromisedJob, promised
from workflow.actions.writing import write
from workflow.domain.actor import Actor
from workflow.domain.chain import entry_digest
from workflow.domain.facts import Fact
from workflow.domain.hands import BESIDE
from workflow.domain.job_names import JobName
from workflow.domain.states import DocumentKind, DocumentState, Role
from workflow.models import Chained, Document, db

# After these acts on a report the difficulties it speaks of stand elsewhere.
_DIFFICULTIES_FOLLOW = frozenset(
    {
        Fact.DOCUMENT_ISSUED,
        Fact.DOCUMENT_SENT,
        Fact.DOCUMENT_RECEIVED,
        Fact.DOCUMENT_RECALLED,
        Fact.DOCUMENT_SENT_BACK,
        Fact.DOCUMENT_CANCELLED,
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """What an act adds to its entry: the state it left, details in words and numbers, the jobs it promises, and, when
    the person acts for another organisation than the document's own (a superior receiving), which and as what."""

    from_state: DocumentState | None = None
    details: Mapping[str, Any] | None = None
    jobs: tuple[JobName, ...] = ()
    role: Role | None = None
    acting_for: int | None = None


_NOTHING = Said()


def record(subject: Chained, fact: Fact, actor: Actor, at: dt.datetime, said: Said = _NOTHING) -> None:
    """Write the act into the subject's chain and promise its jobs. A changed document's version goes up by one (no page
    becomes old by what is said beside it), and the row of its number in the outgoing book follows it."""
    if not inspect(subject).has_identity:
        db.session.flush()  # a new row has no name yet
    acting_for = said.acting_for or getattr(subject, "organisation_id", None)
    role = said.role or actor.role_in(acting_for)
    entry: dict[str, Any] = {
        "subject_kind": subject.subject_kind,
        "subject_id": subject.id,
        "ordinal": subject.chain_length + 1,
        "at": at.isoformat(),
        "actor_id": actor.user_id,
        "actor_name": actor.name,
        "role": role,
        "organisation_id": acting_for,
        "fact": fact.value,
        "from_state": said.from_state.value if said.from_state else None,
        "to_state": subject.state.value if isinstance(subject, Document) else None,
        "details": {**(said.details or {}), **_in_place_of(actor, acting_for, role)},
        "previous": subject.chain_head,
    }
    digest = entry_digest(entry)
    subject.chain_length, subject.chain_head = entry["ordinal"], digest
    if isinstance(subject, Document):
        subject.version += fact not in BESIDE
        if fact in book.FOLLOWED:
            book.follow(subject, at, str((said.details or {}).get("reason") or ""))
    jobs = [_promised(subject, job, entry["ordinal"]) for job in (*said.jobs, *_following(subject, fact))]
    write(subject, entry, digest, jobs)


def _in_place_of(actor: Actor, organisation_id: int | None, role: Role | None) -> dict[str, Any]:
    """Both names stand with the act of a substitute (design §2, Delegation)."""
    away = actor.stands_in(organisation_id, role) if role else None
    return {"in_place_of": {"id": away.absent_id, "name": away.absent_name}} if away else {}


def _following(subject: Chained, fact: Fact) -> tuple[JobName, ...]:
    is_report = isinstance(subject, Document) and subject.kind is DocumentKind.REPORT
    return (JobName.DIFFICULTIES,) if is_report and fact in _DIFFICULTIES_FOLLOW else ()


def _promised(subject: Chained, job: JobName, ordinal: int) -> PromisedJob:
    args = {f"{subject.subject_kind}_id": subject.id}
    if job is JobName.NOTIFY:
        args["ordinal"] = ordinal
    # One lock per document: its jobs run one after the other, those of other documents beside them.
    lock = f"{subject.subject_kind}:{subject.id}" if job is not JobName.NOTIFY else None
    return promised(job, args, lock)

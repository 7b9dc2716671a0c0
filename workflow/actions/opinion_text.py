"""What a new text means for what was said and decided on the one before: it falls when the paper truly says something
else, and stands, with the list of changes, when only its form is another (features.md §3.20). An act of the system."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from workflow.actions.record import Said, record
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.facts import Fact
from workflow.domain.job_names import JobName
from workflow.domain.states import RoundEnd
from workflow.domain.text_changes import Change, changes, fall, summary
from workflow.models import Document, OpinionRound, Revision, Slip, db
from workflow.queries.opinions import decision_on, open_round

WROTE = "đồng chí ấy đã tham gia soạn văn bản"
_MOST_LISTED = 20


def follow_text(document: Document, before: int | None, at: dt.datetime) -> None:
    """After a new text was kept (`before`: the id of the one it replaced), inside the running act: each slip is
    compared with the text that its member read."""
    after = document.revision
    if after is None or before in (None, after.id):
        return
    _decision_falls(document, after, at)
    asked = open_round(document.id)
    if asked is None:
        return
    asked.revision_id = after.id
    counting = [slip for slip in asked.slips if slip.counts]
    found = {one: changes(_content(one), after.content) for one in {slip.revision_id for slip in counting} if one}
    fallen = [slip for slip in counting if fall(found[slip.revision_id or 0])]
    for slip in fallen:
        slip.fell_at, slip.fell_because = at, summary(found[slip.revision_id or 0])
    _tell_fallen(document, after, fallen, at)
    _tell_kept(document, [slip for slip in counting if slip.counts], found, at)


def follow_writers(document: Document, at: dt.datetime) -> None:
    """Inside the act that hands the text in: a member who wrote of it since the round began is asked no more, and the
    slip that they gave falls, for nobody decides on own text."""
    asked = open_round(document.id)
    writers = [slip for slip in asked.slips if slip.user_id in document.author_ids and not slip.wrote] if asked else []
    fallen = [slip for slip in writers if slip.counts]
    for slip in fallen:
        slip.fell_at, slip.fell_because = at, WROTE
    for slip in writers:
        slip.wrote = True
    if fallen:
        details = {"fell": [slip.user.name for slip in fallen], "because": WROTE}
        record(document, Fact.OPINION_FELL, SYSTEM, at, Said(None, details))


def stop_round(document: Document, end: RoundEnd, at: dt.datetime) -> None:
    """The paper went from the body for good: its members are not asked any more."""
    asked = open_round(document.id)
    if asked is not None:
        asked.closed_at, asked.end = at, end


def stop_rounds_of(organisation_id: int, at: dt.datetime) -> None:
    """One person approves for the house from now on: nobody is asked any more, whatever came of the papers."""
    papers = select(Document.id).where(Document.organisation_id == organisation_id)
    going_on = OpinionRound.closed_at.is_(None) & OpinionRound.document_id.in_(papers)
    db.session.execute(update(OpinionRound).where(going_on).values(closed_at=at, end=RoundEnd.RULES_CHANGED))


def return_round(document: Document, reason: str, actor: Actor, at: dt.datetime) -> dict[str, Any]:
    """The paper goes back, inside the running act: a round in which the person was asked ends with it, and every slip
    stays as it is. Returns what the record says of that; nothing when the round goes on, for the office may mend and
    bring the paper back to those who were asked."""
    asked = open_round(document.id)
    if asked is None or not any(slip.user_id == actor.user_id and not slip.wrote for slip in asked.slips):
        return {}
    asked.closed_at, asked.end, asked.reason = at, RoundEnd.RETURNED, f"{actor.name}: {reason}"
    given = sum(slip.counts for slip in asked.slips)
    return {"round_ended": given, "people": [slip.user_id for slip in asked.slips]}


def changes_since(slip: Slip, asked: OpinionRound) -> list[Change]:
    """What changed in the text since the member read it."""
    if slip.revision is None or slip.revision_id == asked.revision_id:
        return []
    return changes(slip.revision.content, asked.revision.content)


def _content(revision_id: int) -> dict[str, Any]:
    return db.session.get_one(Revision, revision_id).content


def _decision_falls(document: Document, after: Revision, at: dt.datetime) -> None:
    """A decided paper that came back with another text has to be decided anew."""
    decision = decision_on(document)
    found = changes(decision.revision.content, after.content) if decision else []
    if decision is not None and fall(found):
        decision.fell_at, decision.fell_because = at, summary(found)


def _tell_fallen(document: Document, after: Revision, fallen: Sequence[Slip], at: dt.datetime) -> None:
    if not fallen:
        return
    because = "; ".join(dict.fromkeys(slip.fell_because for slip in fallen))
    details: dict[str, Any] = {"revision": after.ordinal, "digest": after.digest}
    details |= {"fell": [slip.user.name for slip in fallen], "because": because}
    details |= {"people": [slip.user_id for slip in fallen]}
    record(document, Fact.OPINION_FELL, SYSTEM, at, Said(None, details, (JobName.NOTIFY,)))


def _tell_kept(document: Document, kept: Sequence[Slip], found: dict[int, list[Change]], at: dt.datetime) -> None:
    """Whoever voted is told what was put in form since, and that the vote stands."""
    listed = {one.told: one for slip in kept for one in found[slip.revision_id or 0]}
    if not listed:
        return
    people = [slip.user_id for slip in kept if found[slip.revision_id or 0]]
    details = {"changes": list(listed)[:_MOST_LISTED], "kept": [slip.user.name for slip in kept], "people": people}
    record(document, Fact.OPINION_KEPT, SYSTEM, at, Said(None, details, (JobName.NOTIFY,)))

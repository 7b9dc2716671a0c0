"""Tiếp thu, giải trình: the office's reply to every opinion that has words."""

import datetime as dt
from typing import Any

from workflow.actions.decide import refuse, settle
from workflow.actions.opinion_gates import NO_ROUND, why_not_deciding
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.opinions import Answered, AnswerOpinions
from workflow.domain.job_names import JobName
from workflow.domain.labels import REPLIES
from workflow.domain.permissions import Permission, require
from workflow.domain.states import Reply, Role
from workflow.models import Document, Opinion, OpinionRound
from workflow.models.clock import now
from workflow.queries.case import DocumentCase
from workflow.queries.documents import for_change
from workflow.queries.opinions import open_round, opinions_of


@action
def answer_opinions(document_id: int, given: AnswerOpinions, *, actor: Actor) -> Document:
    """Keep the replies that are new or other than before; members may vote meanwhile. Refuses NotPermitted, a wrong
    moment (TransitionRefused), an explanation without words (InvalidInput), and a reply that somebody else gave after
    this person opened the page (ChangedMeanwhile)."""
    document = for_change(document_id)
    require(actor, Permission.OPINION_ASK, DocumentCase(document))
    refuse(why_not_deciding(document))
    asked = open_round(document.id)
    if asked is None:
        raise TransitionRefused(NO_ROUND)
    at, replied = now(), _replied(asked, given)
    for opinion, answered in replied:
        _keep(opinion, answered, actor, at)
    if replied:
        people = sorted({opinion.slip.user_id for opinion, _ in replied})
        told = [_told(opinion) for opinion, _ in replied]
        details: dict[str, Any] = {"replies": told, "people": people}
        record(document, Fact.OPINION_ANSWERED, actor, at, Said(None, details, (JobName.NOTIFY,), Role.OFFICE))
    settle(document, asked, at)
    return document


def _replied(asked: OpinionRound, given: AnswerOpinions) -> list[tuple[Opinion, Answered]]:
    """What changes, each with its opinion."""
    told = {one.id: one for one in opinions_of(asked)}
    if not given.answers.keys() <= told.keys():
        raise NotFound("Có ý kiến đã được uỷ viên rút hoặc sửa. Hãy xem lại bảng mới nhất.")
    found = [(told[key], one) for key, one in given.answers.items() if one.reply is not None]
    changed = [(opinion, one) for opinion, one in found if (opinion.reply, opinion.answer) != (one.reply, one.answer)]
    for opinion, one in changed:
        if opinion.version != one.version:
            raise ChangedMeanwhile(
                f"{opinion.answered_by} vừa trả lời ý kiến này. Hãy xem lại, chữ đã gõ vẫn còn nguyên."
            )
        if one.reply is Reply.EXPLAINED and not one.answer:
            message = f"Ý kiến của đồng chí {opinion.slip.user.name}: hãy ghi vì sao chưa tiếp thu."
            raise InvalidInput(message, fields={f"answer-{opinion.id}": message})
    return changed


def _keep(opinion: Opinion, answered: Answered, actor: Actor, at: dt.datetime) -> None:
    opinion.reply, opinion.answer = answered.reply, answered.answer
    opinion.answered_at, opinion.answered_by = at, actor.name
    opinion.version += 1


def _told(opinion: Opinion) -> dict[str, Any]:
    reply = REPLIES[opinion.reply] if opinion.reply else ""
    return {"of": opinion.slip.user.name, "opinion": opinion.text, "reply": reply, "answer": opinion.answer}

"""What a person may do around the body's decision, each closed button with its reason."""

from collections.abc import Callable
from dataclasses import replace

from flask import url_for

from workflow.actions.opinion_gates import (
    slip_of,
    why_not_asking,
    why_not_deciding,
    why_not_ending,
    why_not_giving,
    why_not_replying,
)
from workflow.domain.actor import Actor
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import DecisionWay, DocumentState
from workflow.queries.case import DocumentCase
from workflow.queries.documents import Document
from workflow.queries.opinions import OpinionRound, open_round
from workflow.web.page_act import PageAct

Closed = Callable[[Document, OpinionRound | None], str | None]


def is_before_the_body(document: Document) -> bool:
    """Whether the paper waits for what a body decides together."""
    collective = DocumentCase(document).decides_by is not DecisionWay.ONE
    return collective and document.state is DocumentState.IN_APPROVAL


def opinion_acts(document: Document, actor: Actor) -> list[PageAct]:
    """The acts of the page of opinions, the one that comes next for this person in red."""
    if not is_before_the_body(document):
        return []
    asked = open_round(document.id)
    acts = [*_of_member(document, asked, actor), *_of_office(document, asked, actor)]
    first = next((act for act in acts if act.open), None)
    return [replace(act, primary=act is first) for act in acts]


def giving(document: Document, actor: Actor) -> PageAct | None:
    """The member's own act: to give a slip, or to change it."""
    acts = _of_member(document, open_round(document.id), actor) if is_before_the_body(document) else []
    return acts[0] if acts else None


def _of_member(document: Document, asked: OpinionRound | None, actor: Actor) -> list[PageAct]:
    if not permits(actor, Permission.OPINION_GIVE, DocumentCase(document)):
        return []
    slip = slip_of(asked, actor) if asked else None
    label = "Sửa phiếu đã cho" if slip and slip.counts else "Cho ý kiến bằng phiếu"
    return [_act(document, "opinions.give", label, why_not_giving(document, asked, actor))]


def _of_office(document: Document, asked: OpinionRound | None, actor: Actor) -> list[PageAct]:
    acts: list[PageAct] = []
    case, slips = DocumentCase(document), document.organisation.decides_by is DecisionWay.SLIPS
    if slips and permits(actor, Permission.OPINION_ASK, case):
        acts += [_act(document, "opinions.ask", "Lấy ý kiến bằng phiếu", why_not_asking(document, asked))]
        acts += [_act(document, "opinions.reply", "Tiếp thu, giải trình", why_not_replying(document, asked))]
        acts += [_act(document, "opinions.close", "Kết thúc lấy ý kiến", why_not_ending(document, asked))]
    if permits(actor, Permission.MEETING_RECORD, case):
        acts += [_act(document, "opinions.meet", "Ghi quyết định của hội nghị", why_not_deciding(document))]
    return acts


def _act(document: Document, endpoint: str, label: str, why: str | None) -> PageAct:
    return PageAct(label, url_for(endpoint, document_id=document.id), why is None, why, more=True)

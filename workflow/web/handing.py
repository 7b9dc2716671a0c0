"""The page on which a piece of waiting work is handed to another."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint

from forms.hand_on import HandOnForm
from workflow.actions.hand_on import hand_on, why_not_handed_on
from workflow.domain.actor import Actor
from workflow.domain.facts import Fact
from workflow.domain.permissions import Permission
from workflow.queries.documents import Document
from workflow.queries.holders import hands_before, holders_of
from workflow.web.act_pages import ActPage, serve_acts

pages = Blueprint("handing", __name__)


def _form(document: Document, actor: Actor) -> HandOnForm:
    people = [(one.id, one.name) for one in holders_of(document) if one.id != document.assignee_id]
    return HandOnForm(people, document.version)


def _held(document: Document, actor: Actor) -> Mapping[str, Any]:
    return {"now_with": [one.name for one in hands_before(document, holders_of(document))]}


HAND_ON = ActPage(
    template="acts/hand_on.html",
    permission=Permission.DOCUMENT_HAND_ON,
    gate=lambda document, actor: why_not_handed_on(document),
    form=_form,
    act=hand_on,
    fact=Fact.DOCUMENT_HANDED_ON,
    done="Đã giao. Việc nằm ở danh sách của người được giao, người ấy đã được báo.",
    context=_held,
)

serve_acts(pages, hand_on=("giao-viec", HAND_ON))

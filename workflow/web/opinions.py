"""Pages of a committee's decision: what its members said, the slip of each, the replies, the end, the meeting."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug import Response

from forms.opinion import (
    AskForm,
    CloseForm,
    MeetingForm,
    OpinionSeen,
    RepliesForm,
    SlipForm,
    SlipSeen,
    replies_form,
    slip_form,
)
from workflow.actions.meeting import record_meeting
from workflow.actions.opinion_gates import (
    slip_of,
    why_not_asking,
    why_not_deciding,
    why_not_ending,
    why_not_giving,
    why_not_replying,
)
from workflow.actions.opinion_replies import answer_opinions
from workflow.actions.opinion_text import changes_since
from workflow.actions.opinions import ask_opinions, close_round, give_slip, places_in
from workflow.auth.current import current_actor
from workflow.domain.actor import Actor
from workflow.domain.facts import Fact
from workflow.domain.labels import DECISION_WAYS, REPLIES, ROUND_ENDS, STANCES
from workflow.domain.permissions import Permission, require
from workflow.domain.states import DocumentState
from workflow.domain.text_changes import NAMES
from workflow.queries import opinions as said
from workflow.queries.case import DocumentCase
from workflow.queries.documents import Document, for_show
from workflow.queries.opinions import OpinionRound, Slip
from workflow.web.act_pages import ADDRESS, ActPage, Gate, serve, serve_acts, shown_again
from workflow.web.form_list import form_list
from workflow.web.opinion_acts import opinion_acts
from workflow.web.reading import sheet_of

pages = Blueprint("opinions", __name__)
FEWEST_ROWS, MORE_ROWS = 2, 3


@pages.get(f"{ADDRESS}/y-kien")
def show(document_id: int) -> str:
    """What the body's decision waits for, the slips, and the table of opinions with what became of each."""
    actor = current_actor()
    document = for_show(document_id, actor)
    require(actor, Permission.OPINION_READ, DocumentCase(document))
    rounds = said.rounds_of(document.id)
    sheet = sheet_of(document, actor)
    mends = document.state is DocumentState.IN_APPROVAL and sheet is not None
    return render_template(
        "opinions/show.html",
        document=document,
        acts=opinion_acts(document, actor),
        decisions=said.decisions_on(document.id),
        ways=DECISION_WAYS,
        rounds=[_told(asked, document) for asked in rounds],
        form_list=form_list(document, sheet.paper, actor) if mends and sheet else None,
        places=set(places_in(document.revision.content)) if document.revision else set(),
        **_words(),
    )


@pages.route(f"{ADDRESS}/y-kien/phieu", methods=("GET", "POST"))
def give(document_id: int) -> Response:
    """One's own slip; a button asks for more room, without doing anything yet."""
    return shown_again(GIVE, document_id) if "more" in request.form else serve(GIVE, document_id)


def _told(asked: OpinionRound, document: Document) -> Mapping[str, Any]:
    """One round as the page shows it: what was put in form since a member voted is told beside the slip."""
    return {
        "asked": asked,
        "standing": said.standing_of(asked, document),
        "opinions": said.opinions_of(asked),
        "since": {slip.id: changes_since(slip, asked) for slip in asked.slips if slip.counts},
    }


def _words() -> Mapping[str, Any]:
    return {"stances": STANCES, "replies": REPLIES, "sorts": NAMES, "ends": ROUND_ENDS}


def _of_round(closed: Any) -> Gate:
    return lambda document, actor: closed(document, said.open_round(document.id))


def _giving(document: Document, actor: Actor) -> str | None:
    return why_not_giving(document, said.open_round(document.id), actor)


def _slip_form(document: Document, actor: Actor) -> SlipForm:
    asked = said.open_round(document.id)
    slip = slip_of(asked, actor) if asked else None
    rows = request.form.get("rows", FEWEST_ROWS, type=int)
    return slip_form(_seen(document, slip), rows + MORE_ROWS * ("more" in request.form))


def _seen(document: Document, slip: Slip | None) -> SlipSeen:
    """The slip as it was given last; what was replied to already stays said and is not written anew."""
    revision = document.revision
    told = [one for one in slip.opinions if one.withdrawn_at is None and one.reply is None] if slip else []
    places = places_in(revision.content) if revision else {}
    return SlipSeen(
        version=document.version,
        revision_id=revision.id if revision else 0,
        places=places,
        stance=slip.stance if slip and slip.counts else None,
        whole="\n".join(one.text for one in told if one.block not in places),
        said=[(one.block, one.text) for one in told if one.block in places],
    )


def _read(document: Document, actor: Actor) -> Mapping[str, Any]:
    """The whole paper beside the slip, and what changed since the person's last one."""
    asked = said.open_round(document.id)
    slip = slip_of(asked, actor) if asked else None
    told = _told(asked, document) if asked else None
    since = changes_since(slip, asked) if slip and asked else []
    return {"sheet": sheet_of(document, actor), "told": told, "slip": slip, "changes": since, **_words()}


def _replies_form(document: Document, actor: Actor) -> RepliesForm:
    asked = said.open_round(document.id)
    told = said.opinions_of(asked) if asked else []
    return replies_form([OpinionSeen(one.id, one.version, one.reply, one.answer) for one in told], document.version)


def _round(document: Document, actor: Actor) -> Mapping[str, Any]:
    asked = said.open_round(document.id)
    return {"told": _told(asked, document) if asked else None, **_words()}


def _meeting_form(document: Document, actor: Actor) -> MeetingForm:
    known = len(said.deciders_of(document.organisation_id))
    return MeetingForm(data={"members": known, "version": document.version})


def _here(document: Document) -> str:
    return url_for("opinions.show", document_id=document.id)


ASK = ActPage(
    template="opinions/ask.html",
    permission=Permission.OPINION_ASK,
    gate=_of_round(why_not_asking),
    form=lambda document, actor: AskForm(version=document.version),
    act=ask_opinions,
    fact=Fact.OPINION_ASKED,
    done="Đã gửi phiếu lấy ý kiến tới các uỷ viên.",
    context=lambda document, actor: {"members": said.deciders_of(document.organisation_id)},
    after=_here,
)
GIVE = ActPage(
    template="opinions/give.html",
    permission=Permission.OPINION_GIVE,
    gate=_giving,
    form=_slip_form,
    act=give_slip,
    fact=Fact.OPINION_GIVEN,
    done="Đã ghi phiếu của đồng chí. Phiếu sửa được tới khi kết thúc lấy ý kiến.",
    context=_read,
    after=_here,
)
REPLY = ActPage(
    template="opinions/reply.html",
    permission=Permission.OPINION_ASK,
    gate=_of_round(why_not_replying),
    form=_replies_form,
    act=answer_opinions,
    fact=Fact.OPINION_ANSWERED,
    done="Đã ghi tiếp thu, giải trình.",
    context=_round,
    after=_here,
)
CLOSE = ActPage(
    template="opinions/close.html",
    permission=Permission.OPINION_ASK,
    gate=_of_round(why_not_ending),
    form=lambda document, actor: CloseForm(version=document.version),
    act=close_round,
    fact=Fact.DOCUMENT_APPROVED,
    other_facts=(Fact.OPINION_CLOSED,),
    done="Đã kết thúc lấy ý kiến.",
    context=_round,
    after=_here,
)
MEET = ActPage(
    template="opinions/meeting.html",
    permission=Permission.MEETING_RECORD,
    gate=lambda document, actor: why_not_deciding(document),
    form=_meeting_form,
    act=record_meeting,
    fact=Fact.DOCUMENT_APPROVED,
    done="Đã ghi quyết định của hội nghị. Văn bản đã được thông qua.",
    context=_round,
    after=_here,
)

serve_acts(
    pages,
    ask=("y-kien/lay", ASK),
    reply=("y-kien/tiep-thu", REPLY),
    close=("y-kien/ket-thuc", CLOSE),
    meet=("y-kien/hoi-nghi", MEET),
)

"""The commands before a committee done by the application: each name of the model's, by one person, in one way, at the
newest version."""

import datetime as dt
from collections.abc import Callable, Mapping

from sqlalchemy import select

from tests.factories.deciding import UNTIDY, WORDS
from tests.sequences.committee import MEMBERS, TEXTS, slip_of
from workflow.actions.appraise import appraise_document, return_document
from workflow.actions.approve import approve_document
from workflow.actions.form_check import mend_form
from workflow.actions.meeting import record_meeting
from workflow.actions.opinion_replies import answer_opinions
from workflow.actions.opinions import ask_opinions, close_round, give_slip
from workflow.actions.organisation import set_rules
from workflow.actions.remarks import remarks_of
from workflow.actions.submit import recall_document, submit_document
from workflow.actions.undo import undo_step
from workflow.actions.weave import save_result
from workflow.actions.withdraw import cancel_document
from workflow.domain.actor import Actor
from workflow.domain.errors import TransitionRefused
from workflow.domain.inputs.campaigns import SaveResult
from workflow.domain.inputs.deciding import Act, Approve, MendForm, ReturnDocument, ReturnTo
from workflow.domain.inputs.opinions import (
    Answered,
    AnswerOpinions,
    AskOpinions,
    CloseRound,
    GiveSlip,
    OpinionSaid,
    RecordMeeting,
)
from workflow.domain.majority import Rules
from workflow.domain.states import DecisionWay, Reply, Stance
from workflow.models import Document, Opinion, ResultBlock, Revision, db
from workflow.models.clock import today
from workflow.queries.opinions import open_round, opinions_of

Command = Callable[[Document, Actor, str], object]
_TIDY = WORDS.replace("văn hoá", "“văn hoá”")
_READ = (_TIDY, UNTIDY, _TIDY.replace("34", "35"), UNTIDY.replace("34", "35"))
WORDING: Mapping[str, str] = dict(zip(TEXTS, _READ, strict=True))
_AGREED = {"enough": 3, "few": 2}


def _write(paper: Document, actor: Actor, how: str) -> None:
    """Another wording of the first line."""
    rows = select(ResultBlock).where(ResultBlock.document_id == paper.id).order_by(ResultBlock.id).limit(1)
    row = db.session.scalars(rows).one()
    save_result(paper.id, SaveResult(row.block, f"- {WORDING[how]}", row.version), actor=actor)


def _mend(paper: Document, actor: Actor, how: str) -> None:
    keys = tuple(one.finding.key for one in remarks_of(paper) if one.finding.rule == "quotes_straight")
    mend_form(paper.id, MendForm(paper.version, keys), actor=actor)


def _return(paper: Document, actor: Actor, how: str) -> None:
    return_document(paper.id, ReturnDocument(paper.version, {}, "Sửa lại.", ReturnTo(how)), actor=actor)


def _vote(paper: Document, actor: Actor, how: str) -> None:
    """On the newest text, or on the first that was ever handed in, from a page that was opened then."""
    stance, words, is_first = slip_of(how)
    read = select(Revision.id).where(Revision.document_id == paper.id).order_by(Revision.id).limit(1)
    number = db.session.scalars(read).one() if is_first else paper.revision_id or 0
    said = (OpinionSaid(None, words),) if words else ()
    give_slip(paper.id, GiveSlip(number, Stance(stance), said), actor=actor)


def unanswered(paper: Document) -> list[Opinion]:
    """What nobody replied to in the round that goes on, by member, then as it was said."""
    asked = open_round(paper.id)
    found = [one for one in opinions_of(asked) if one.reply is None] if asked else []
    return sorted(found, key=lambda one: (MEMBERS.index(one.slip.user.username), one.id))


def _reply(paper: Document, actor: Actor, how: str) -> None:
    replied = unanswered(paper)[: None if how == "all" else 1]
    given = {one.id: Answered(one.version, Reply.EXPLAINED, "Đã có trong phụ lục.") for one in replied}
    answer_opinions(paper.id, AnswerOpinions(given), actor=actor)


def _meet(paper: Document, actor: Actor, how: str) -> None:
    given = RecordMeeting(paper.version, today(), 4, 4, _AGREED[how], 1, "Thống nhất.")
    record_meeting(paper.id, given, actor=actor)


def _pass(paper: Document, actor: Actor, how: str) -> None:
    """The day of the round is over."""
    asked = open_round(paper.id)
    if asked is None or asked.closes_on < today():
        raise TransitionRefused("Không có vòng nào đang chờ hết ngày.")
    asked.closes_on = today() - dt.timedelta(days=1)
    db.session.commit()


def _choose(paper: Document, actor: Actor, how: str) -> None:
    """How the body decides, by its own rules of work."""
    set_rules(paper.organisation_id, Rules(DecisionWay(how)), actor=actor)


COMMANDS: Mapping[str, Command] = {
    "write": _write,
    "submit": lambda paper, actor, how: submit_document(paper.id, Act(paper.version), actor=actor),
    "appraise": lambda paper, actor, how: appraise_document(paper.id, Act(paper.version), actor=actor),
    "return": _return,
    "recall": lambda paper, actor, how: recall_document(paper.id, Act(paper.version, "Xem lại."), actor=actor),
    "undo": lambda paper, actor, how: undo_step(paper.id, Act(paper.version, "Bấm nhầm."), actor=actor),
    "mend": _mend,
    "ask": lambda paper, actor, how: ask_opinions(paper.id, AskOpinions(paper.version, today()), actor=actor),
    "vote": _vote,
    "reply": _reply,
    "close": lambda paper, actor, how: close_round(paper.id, CloseRound(paper.version, how), actor=actor),
    "meet": _meet,
    "pass": _pass,
    "cancel": lambda paper, actor, how: cancel_document(paper.id, Act(paper.version, "Lập nhầm."), actor=actor),
    "choose": _choose,
    "approve": lambda paper, actor, how: approve_document(paper.id, Approve(paper.version), actor=actor),
}

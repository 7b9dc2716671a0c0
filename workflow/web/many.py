"""The same act on many at once: each is an act of its own in a transaction of its own, and one page says what became
of each. A press that comes twice does nothing twice."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, make_response, render_template, url_for
from sqlalchemy.exc import DBAPIError
from werkzeug import Response

from forms.many import ManyForm, UrgeManyForm
from workflow.actions.approve import approve_document
from workflow.actions.send import receive_document
from workflow.actions.transaction import AlreadyDone
from workflow.actions.urge import urge_units, urge_with_task
from workflow.auth.current import current_actor
from workflow.domain.actor import Actor
from workflow.domain.difficulty_words import first_words
from workflow.domain.errors import InvalidInput, WorkflowError
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.many import Picked, UrgeMany
from workflow.domain.inputs.urging import UrgeUnits
from workflow.domain.rows import row_or_none
from workflow.queries import campaigns, tasks
from workflow.queries.audit import was_pressed
from workflow.queries.documents import Document, for_act
from workflow.web.awaiting_rows import ROUND, TASK
from workflow.web.tasks import plan_to_read
from workflow.web.waiting_lists import SORTS, shelf_page
from workflow.web.worklist import WORDINGS, title_of

log = logging.getLogger(__name__)
pages = Blueprint("many", __name__)
UNKNOWN = "Không rõ việc nào được chọn. Hãy mở lại danh sách rồi chọn."
BROKEN = "Hệ thống gặp sự cố khi ghi việc này; các việc khác không bị ảnh hưởng. Hãy mở lại danh sách rồi làm lại."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one: what it is, where it is read, what is said of it, and where it goes on from here."""

    title: str
    said: str
    done: bool
    url: str | None = None
    way: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """An act on papers: how it is done, the fact it leaves, what is said then."""

    act: Callable[[Picked, Actor], Document]
    fact: Fact
    done: str

    def on(self, key: str, actor: Actor) -> Outcome:
        """Do it on one paper; done before by this very press, it is done."""
        picked = Picked.read(key)
        if picked is None:
            return Outcome("Văn bản", UNKNOWN, done=False)
        try:
            document = for_act(picked.document_id, actor)
        except WorkflowError as refusal:
            return Outcome("Văn bản", refusal.reason, done=False)
        reason = self._why_not_done(picked, actor)
        url = url_for("documents.show", document_id=document.id)
        if reason is None:
            return Outcome(title_of(document), self.done, done=True, url=url)
        return Outcome(title_of(document), reason, done=False, url=url, way=("Xem văn bản", url))

    def _why_not_done(self, picked: Picked, actor: Actor) -> str | None:
        try:
            self.act(picked, actor)
        except WorkflowError as refusal:
            return None if self._was_done(picked, actor) else refusal.reason
        except DBAPIError:
            log.exception("%s of document %s failed among many", self.fact, picked.document_id)
            return BROKEN
        return None

    def _was_done(self, picked: Picked, actor: Actor) -> bool:
        return was_pressed(picked.document_id, picked.version, self.fact, actor)


APPROVE = Deed(
    lambda picked, actor: approve_document(picked.document_id, Approve(picked.version), actor=actor),
    Fact.DOCUMENT_APPROVED,
    "Đã thông qua, chờ văn thư lấy số",
)
RECEIVE = Deed(
    lambda picked, actor: receive_document(picked.document_id, Act(picked.version), actor=actor),
    Fact.DOCUMENT_RECEIVED,
    "Đã tiếp nhận, đã vào sổ văn bản đến",
)


@pages.post("/viec/thong-qua")
def approve() -> Response:
    """Approve the papers that were ticked."""
    return _pressed("thong-qua", APPROVE.on)


@pages.post("/viec/tiep-nhan")
def receive() -> Response:
    """Receive the reports that were ticked."""
    return _pressed("tiep-nhan", RECEIVE.on)


@pages.post("/viec/van-ban-den")
def take_in() -> Response:
    """Receive the papers from above and from beside that were ticked."""
    return _pressed("van-ban-den", RECEIVE.on)


@pages.post("/viec/don-doc")
def urge() -> Response:
    """Write the công văn about each round and each task that was ticked, to all that are late with it."""
    form = UrgeManyForm()

    def one(key: str, actor: Actor) -> Outcome:
        return _urged(key, form.to_input(), actor)

    return _pressed("don-doc", one, form)


def _pressed(sort: str, one: Callable[[str, Actor], Outcome], form: ManyForm | None = None) -> Response:
    form = form or ManyForm()
    if not form.validate():
        return make_response(shelf_page(sort, form), 422)
    actor = current_actor()
    outcomes = [one(key, actor) for key in form.keys]
    done = [outcome for outcome in outcomes if outcome.done]
    left = [outcome for outcome in outcomes if not outcome.done]
    said = {"sort": sort, "heading": WORDINGS[SORTS[sort].work].heading, "done": done, "left": left}
    return make_response(render_template("home/outcomes.html", **said), 200 if done else 409)


def _urged(key: str, given: UrgeMany, actor: Actor) -> Outcome:
    kind, _, number = key.partition(".")
    about, row = _URGES.get(kind), row_or_none(number)
    if about is None or row is None:
        return Outcome("Đôn đốc", UNKNOWN, done=False)
    title, url = "Đôn đốc", None
    try:
        title, url = about.named(row, actor)
        letter = about.act(row, UrgeUnits(None, given.reply_by), actor=actor, token=_token(given, key))
    except AlreadyDone as done:
        return Outcome(title, done.reason, done=True, url=url)
    except WorkflowError as refusal:
        said = f"{refusal.reason} Hãy sửa ngày rồi bấm lại." if isinstance(refusal, InvalidInput) else refusal.reason
        return Outcome(title, said, done=False, url=url)
    except DBAPIError:
        log.exception("urging about %s failed among many", key)
        return Outcome(title, BROKEN, done=False, url=url)
    check = url_for("drafts.check", document_id=letter.id)
    return Outcome(title, "Đã lập công văn đôn đốc", done=True, url=url, way=("Xem lại rồi trình", check))


@dataclass(frozen=True, slots=True)
class _Urging:
    """What late units are urged about: how a person reads of it, and the act."""

    named: Callable[[int, Actor], tuple[str, str]]
    act: Callable[..., Document]


def _round(campaign_id: int, actor: Actor) -> tuple[str, str]:
    campaign = campaigns.for_show(campaign_id, actor)
    return f"Báo cáo {campaign.title}", url_for("campaigns.show", campaign_id=campaign.id)


def _task(task_id: int, actor: Actor) -> tuple[str, str]:
    task = tasks.by_id(task_id)
    plan_to_read(task.document_id)
    return f"Nhiệm vụ {task.place}: {first_words(task.text)}", url_for("urges.task", task_id=task.id)


_URGES = {ROUND: _Urging(_round, urge_units), TASK: _Urging(_task, urge_with_task)}


def _token(given: UrgeMany, key: str) -> str:
    """Of each item one of its own, the same whenever the same press comes again."""
    return hashlib.sha256(f"{given.token} {key}".encode()).hexdigest()

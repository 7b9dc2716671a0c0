"""Comments on the blocks of a paper: made, replied to, settled, opened again. The record says that somebody spoke,
never what was said: words of a house's own debate stay in the one table that asks who reads."""

import datetime as dt
from typing import Any

from workflow.actions.record import Said, record
from workflow.actions.suggested_wording import wording_for
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.blocks import clean
from workflow.domain.comments import Audience, words_of
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.commenting import MakeComment, ReplyToComment
from workflow.domain.job_names import JobName
from workflow.domain.permissions import Permission, require
from workflow.domain.states import DEAD, Role
from workflow.models import Comment, Document, db
from workflow.models.clock import now
from workflow.queries.case import DocumentCase
from workflow.queries.comments import blocks_in, readable, thread_of
from workflow.queries.documents import for_change

NO_TEXT_YET = "Văn bản chưa trình lần nào nên chưa có đoạn để góp ý."
ENDED = "Văn bản đã huỷ hoặc đã được thay thế nên không góp ý nữa."
DECIDED = "Lời văn đề nghị này đã được trả lời. Nếu cần, hãy góp ý mới."
# As what somebody with several roles speaks of a text, and as what they decide on its words.
_SPEAKING = (Role.SIGNER, Role.MEMBER, Role.OFFICE, Role.DRAFTER)
_WRITING = (Role.DRAFTER, Role.OFFICE)
_OF_THE_TEXT = frozenset({Fact.SUGGESTION_ACCEPTED, Fact.SUGGESTION_REJECTED})
NOT_WRITTEN = "Hãy ghi góp ý, hoặc lời văn đề nghị."


def why_not_commenting(document: Document) -> str | None:
    """None while comments may be given, replied to and settled."""
    if document.revision_id is None:
        return NO_TEXT_YET
    return ENDED if document.state in DEAD else None


@action
def make_comment(document_id: int, given: MakeComment, *, actor: Actor) -> Comment:
    """Say something of a block of the text handed in; what somebody outside the house says is visible to both. Others
    may act on the paper at the same moment. Refuses NotPermitted, a wrong moment (TransitionRefused), a block that is
    not in the text, a comment without words, a wording that does not fit its block (InvalidInput), and a second press
    (AlreadyDone)."""
    document = for_commenting(document_id, actor)
    once(given.token)
    comment = _new(document, given, actor)
    if not comment.text and comment.proposed is None:
        raise InvalidInput(NOT_WRITTEN, fields={"text": NOT_WRITTEN})
    db.session.add(comment)
    db.session.flush()
    people = {*document.author_ids, *([document.submitter_id] if document.submitter_id else [])}
    note(document, Fact.COMMENT_MADE, comment, actor, sorted(people))
    return comment


@action
def reply_to_comment(document_id: int, comment_id: int, given: ReplyToComment, *, actor: Actor) -> Comment:
    """Answer a comment, for those who read it. Refuses as `make_comment`, and a comment that the person may not read
    (NotFound)."""
    document = for_commenting(document_id, actor)
    thread = thread_of(document, comment_id, actor)
    once(given.token)
    text = clean(given.text).strip()
    if not text:
        raise InvalidInput("Hãy ghi trả lời.", fields={"text": "Hãy ghi trả lời."})
    said: dict[str, Any] = {"parent_id": thread.id, "audience": thread.audience, "text": text}
    about = {"revision_id": thread.revision_id, "block": thread.block, "section": thread.section, "about": thread.about}
    reply = Comment(document_id=document.id, **about, **said, **_signed(document, actor))
    db.session.add(reply)
    people = {thread.author_id, *(one.author_id for one in thread.replies)}
    note(document, Fact.COMMENT_REPLIED, thread, actor, sorted(people))
    return reply


@action
def close_comment(document_id: int, comment_id: int, *, actor: Actor) -> Comment:
    """Call a comment settled; settled already, it stays so. Refuses as `reply_to_comment`."""
    document = for_commenting(document_id, actor)
    thread = thread_of(document, comment_id, actor)
    if thread.is_open:
        thread.closed_at, thread.closed_by = now(), actor.name
        note(document, Fact.COMMENT_CLOSED, thread, actor, [])
    return thread


@action
def reopen_comment(document_id: int, comment_id: int, *, actor: Actor) -> Comment:
    """Take that back; open already, it stays so. Refuses as `reply_to_comment`, and a suggestion that was decided on
    (TransitionRefused)."""
    document = for_commenting(document_id, actor)
    thread = thread_of(document, comment_id, actor)
    if thread.outcome is not None:
        raise TransitionRefused(DECIDED)
    if not thread.is_open:
        thread.closed_at, thread.closed_by = None, None
        note(document, Fact.COMMENT_REOPENED, thread, actor, [])
    return thread


def for_commenting(document_id: int, actor: Actor) -> Document:
    """The document locked for one who speaks of it. Refuses NotPermitted and a wrong moment (TransitionRefused)."""
    document = for_change(document_id)
    require(actor, Permission.COMMENT_WRITE, DocumentCase(document))
    if closed := why_not_commenting(document):
        raise TransitionRefused(closed)
    return document


def note(document: Document, fact: Fact, comment: Comment, actor: Actor, people: list[int]) -> None:
    """Record what was done about a comment, inside a running act, and tell the people if there are any."""
    details = {"comment": comment.id, "audience": comment.audience.value, "people": people}
    house = house_of(document, actor)
    jobs = (JobName.NOTIFY,) if people else ()
    role = actor.role_in(house, *(_WRITING if fact in _OF_THE_TEXT else _SPEAKING))
    record(document, fact, actor, now(), Said(None, details, jobs, role, house))


def house_of(document: Document, actor: Actor) -> int:
    """For which organisation the person speaks: the paper's own first, then those that it was sent to for receipt."""
    case = DocumentCase(document)
    above = (one for one in (case.superior_id, case.through_id) if one is not None and actor.holds(one))
    return document.organisation_id if actor.holds(document.organisation_id) else next(above, document.organisation_id)


def _new(document: Document, given: MakeComment, actor: Actor) -> Comment:
    assert document.revision is not None  # noqa: S101 - what may be commented on was handed in
    found = blocks_in(document.revision).get(given.block)
    if found is None:
        raise InvalidInput("Đoạn này không có trong bản đã trình. Hãy chọn lại đoạn.")
    block, section = found
    inside = Audience.INTERNAL in readable(document, actor)
    return Comment(
        document_id=document.id,
        revision_id=document.revision.id,
        block=block.id,
        section=section,
        about=words_of(block),
        audience=given.audience if inside else Audience.VISIBLE,
        text=clean(given.text).strip(),
        proposed=wording_for(block, given.proposed),
        **_signed(document, actor),
    )


def _signed(document: Document, actor: Actor) -> dict[str, int | str | dt.datetime | None]:
    house = house_of(document, actor)
    return {"author_id": actor.user_id, "author_name": actor.name, "organisation_id": house, "given_at": now()}

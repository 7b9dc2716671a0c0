"""A suggested wording taken into the text, or not: the writer's decision, the reader's words."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from workflow.actions.comment import DECIDED, for_commenting, note
from workflow.actions.compose import content_of
from workflow.actions.contributions import settle
from workflow.actions.draft import for_writing, note_author
from workflow.actions.suggested_wording import with_wording
from workflow.actions.transaction import action
from workflow.actions.write_back import write_back
from workflow.domain.actor import Actor
from workflow.domain.blocks import Block
from workflow.domain.comments import Outcome, Standing, standing
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.commenting import RejectSuggestion
from workflow.domain.labels import STATES
from workflow.domain.permissions import Permission, require
from workflow.domain.states import CLOSED, EDITABLE
from workflow.models import Comment, Document, ResultBlock, db
from workflow.models.clock import now
from workflow.queries.annexes import annexes_of
from workflow.queries.case import DocumentCase
from workflow.queries.comments import thread_of

CHANGED = "Đoạn này đã sửa sau khi có đề nghị nên chưa nhận ngay được. Hãy so hai bản rồi sửa trong mục."
GONE = "Đoạn này không còn trong văn bản. Lời văn đề nghị vẫn được giữ ở góp ý."
DOES_NOT_FIT = "Lời văn này không đặt được vào đúng đoạn. Hãy chép lời văn rồi sửa trong mục."


def why_not_accepting(document: Document) -> str | None:
    """None while the text may be written."""
    if document.state in EDITABLE:
        return None
    if document.state in CLOSED:
        return "Văn bản đã ban hành nên nội dung được giữ nguyên."
    return f"Văn bản đang ở trạng thái “{STATES[document.state]}”. Nhận được khi văn bản về lại người soạn."


@action
def accept_suggestion(document_id: int, comment_id: int, *, actor: Actor) -> Comment:
    """Put the suggested words into the text being written; whoever does it is among its writers. Refuses NotPermitted,
    a text that is not being written and a suggestion that was decided on (TransitionRefused), a block that reads
    otherwise than when it was suggested for (its form apart) or is gone (ChangedMeanwhile)."""
    document = for_writing(document_id, actor)
    comment = _undecided(document, comment_id, actor)
    before = content_of(document)
    block = block_of(before, comment.block)
    if block is None or standing(comment.about, block) is not Standing.FRESH:
        raise ChangedMeanwhile(GONE if block is None else CHANGED)
    after = with_wording(before, block.id, comment.proposed or "")
    write_back(document, before, after)
    _note_saving(document, comment, actor)
    db.session.flush()
    if _told(content_of(document)) != _told(after):
        raise TransitionRefused(DOES_NOT_FIT)
    _decide(document, comment, Outcome.ACCEPTED, "", actor)
    return comment


@action
def reject_suggestion(document_id: int, comment_id: int, given: RejectSuggestion, *, actor: Actor) -> Comment:
    """Leave the text as it is, and say why. Refuses NotPermitted, a suggestion that was decided on (TransitionRefused),
    and no word (InvalidInput)."""
    document = for_commenting(document_id, actor)
    require(actor, Permission.DOCUMENT_WRITE, DocumentCase(document))
    comment = _undecided(document, comment_id, actor)
    if not given.answer.strip():
        raise InvalidInput("Hãy ghi vì sao không nhận.", fields={"answer": "Hãy ghi vì sao không nhận."})
    _decide(document, comment, Outcome.REJECTED, given.answer.strip(), actor)
    return comment


def block_of(content: Mapping[str, Any], name: str) -> Block | None:
    """The block of that name in the text or its annexes."""
    return next((Block.from_json(shape) for shape in _shapes(content) if shape["id"] == name), None)


def _shapes(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [*content["blocks"], *(shape for annex in content.get("annexes", ()) for shape in annex["blocks"])]


def _undecided(document: Document, comment_id: int, actor: Actor) -> Comment:
    comment = thread_of(document, comment_id, actor)
    if comment.proposed is None or comment.outcome is not None:
        raise TransitionRefused(DECIDED)
    return comment


def _note_saving(document: Document, comment: Comment, actor: Actor) -> None:
    """As every saving does: when, by whom, and how much of its sources still stands in a consolidated block."""
    note_author(document, actor)
    for section in (*document.sections, *annexes_of(document.id)):
        if section.key == comment.section:
            section.saved_at, section.saved_by = now(), actor.name
    if document.consolidates:
        row = comment.block.partition("-")[0]
        query = select(ResultBlock).where(ResultBlock.document_id == document.id, ResultBlock.block == row)
        for result in db.session.scalars(query):
            result.saved_at, result.saved_by = now(), actor.name
            settle(result)


def _told(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(shape["marker"], shape["text"]) for shape in _shapes(content)]


def _decide(document: Document, comment: Comment, outcome: Outcome, answer: str, actor: Actor) -> None:
    comment.outcome, comment.answer = outcome, answer
    comment.closed_at, comment.closed_by = now(), actor.name
    fact = Fact.SUGGESTION_ACCEPTED if outcome is Outcome.ACCEPTED else Fact.SUGGESTION_REJECTED
    note(document, fact, comment, actor, [comment.author_id])

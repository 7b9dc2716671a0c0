"""Pages of the comments on a paper: all of them beside the text, one with its replies, a new one on a block."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.base import StageForm
from forms.comment import CommentForm, CommentReplyForm, RejectForm, comment_form
from workflow.actions.comment import close_comment, make_comment, reopen_comment, reply_to_comment, why_not_commenting
from workflow.actions.suggested_wording import why_not_suggesting
from workflow.actions.suggestion import accept_suggestion, reject_suggestion, why_not_accepting
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain.actor import Actor
from workflow.domain.blocks import Block
from workflow.domain.comments import Audience, words_of
from workflow.domain.errors import NotFound, TransitionRefused, WorkflowError
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.rows import row_or_none
from workflow.queries.case import DocumentCase
from workflow.queries.comments import (
    Comment,
    blocks_in,
    open_comments,
    readable,
    settled_count,
    thread_of,
    threads_about,
    threads_of,
)
from workflow.queries.documents import Document, for_show, revisions
from workflow.web.act_pages import ADDRESS, RECORDED
from workflow.web.comment_threads import places_of, told, told_in_order
from workflow.web.reading import content_to_read, sheet_of

pages = Blueprint("comments", __name__)

HERE = f"{ADDRESS}/gop-y"
ONE = f"{HERE}/<int:comment_id>"


@pages.get(HERE)
def index(document_id: int) -> str:
    """Every comment that the person may read, as its block stands in the text, and the text to comment on."""
    actor = current_actor()
    document = _opened(document_id, actor)
    settled, before = "xong" in request.args, row_or_none(request.args.get("truoc", ""))
    audiences, closed = readable(document, actor), _why_closed(document, actor)
    comments, older = threads_of(document, audiences, settled=settled, before=before)
    waiting = open_comments(document, actor, audiences)
    return render_template(
        "comments/index.html",
        document=document,
        sheet=sheet_of(document, actor),
        notes=places_of(document, waiting, to_write=closed is None),
        threads=told_in_order(document, comments, actor, inside=Audience.INTERNAL in audiences),
        settled=settled,
        waiting=waiting.total,
        done=settled_count(document, audiences),
        before=before,
        older=older,
        closed=closed,
    )


@pages.route(f"{HERE}/moi", methods=("GET", "POST"))
def new(document_id: int) -> Response:
    """A comment on one block (`doan`), and if the person likes another wording for it."""
    actor = current_actor()
    document = _opened(document_id, actor)
    require(actor, Permission.COMMENT_WRITE, DocumentCase(document))
    is_press, closed = request.method == "POST", why_not_commenting(document)
    if closed and not (is_press and document.revision_id):
        raise TransitionRefused(closed)
    name = request.form.get("block") or request.args.get("doan", "")
    if not is_press and (gone := _gone_page(document, name, actor)) is not None:
        return gone
    block = _block(document, name, actor, even_gone=is_press)
    form = _form(document, block, actor)
    if not is_press:
        return _new_page(document, block, form, 200)
    refused = _tried(form, lambda: make_comment(document_id, form.to_input(), actor=actor), "Đã ghi góp ý.")
    if refused is not None:
        return _new_page(for_show(document_id, actor), block, form, refused)
    return redirect(url_for(".index", document_id=document_id), 303)


@pages.get(ONE)
def show(document_id: int, comment_id: int) -> Response:
    """One comment with its replies, and what may be done about it."""
    return _thread_page(document_id, comment_id)


@pages.post(ONE)
def reply(document_id: int, comment_id: int) -> Response:
    """Answer it."""
    form, actor = CommentReplyForm(), current_actor()
    document, _ = _readable(document_id, comment_id, actor)
    require(actor, Permission.COMMENT_WRITE, DocumentCase(document))
    refused = _tried(
        form, lambda: reply_to_comment(document_id, comment_id, form.to_input(), actor=actor), "Đã ghi trả lời."
    )
    return _thread_page(document_id, comment_id, form, refused) if refused else _back(document_id, comment_id)


@pages.post(f"{ONE}/xong")
def close(document_id: int, comment_id: int) -> Response:
    """Call it settled."""
    _readable(document_id, comment_id, current_actor())
    close_comment(document_id, comment_id, actor=current_actor())
    flash("Đã ghi góp ý là xong.", "ok")
    return redirect(url_for(".index", document_id=document_id), 303)


@pages.post(f"{ONE}/mo-lai")
def reopen(document_id: int, comment_id: int) -> Response:
    """Take that back."""
    _readable(document_id, comment_id, current_actor())
    reopen_comment(document_id, comment_id, actor=current_actor())
    flash("Đã mở lại góp ý.", "ok")
    return _back(document_id, comment_id)


@pages.post(f"{ONE}/nhan")
def accept(document_id: int, comment_id: int) -> Response:
    """Put the suggested words into the text; what changed meanwhile is shown beside them."""
    actor = current_actor()
    _readable(document_id, comment_id, actor)
    form = CommentReplyForm(formdata=None)
    try:
        accept_suggestion(document_id, comment_id, actor=actor)
    except WorkflowError as refusal:
        if refusal.status != TransitionRefused.status:
            raise
        form.refuse(refusal)
        return _thread_page(document_id, comment_id, form, refusal.status)
    flash("Đã nhận: lời văn đề nghị đã vào đúng đoạn.", "ok")
    return _back(document_id, comment_id)


@pages.post(f"{ONE}/khong-nhan")
def reject(document_id: int, comment_id: int) -> Response:
    """Leave the text as it is, with a word."""
    form, actor = RejectForm(), current_actor()
    document, _ = _readable(document_id, comment_id, actor)
    require(actor, Permission.DOCUMENT_WRITE, DocumentCase(document))
    refused = _tried(
        form, lambda: reject_suggestion(document_id, comment_id, form.to_input(), actor=actor), "Đã ghi là không nhận."
    )
    return _thread_page(document_id, comment_id, form, refused) if refused else _back(document_id, comment_id)


def _opened(document_id: int, actor: Actor) -> Document:
    document = for_show(document_id, actor)
    require(actor, Permission.COMMENT_READ, DocumentCase(document))
    return document


def _readable(document_id: int, comment_id: int, actor: Actor) -> tuple[Document, Comment]:
    document = _opened(document_id, actor)
    return document, thread_of(document, comment_id, actor)


def _why_closed(document: Document, actor: Actor) -> str | None:
    if not permits(actor, Permission.COMMENT_WRITE, DocumentCase(document)):
        return "Người soạn thảo, Văn phòng, cấp uỷ viên, người ký hoặc Văn phòng cấp trên góp ý."
    return why_not_commenting(document)


def _block(document: Document, name: str, actor: Actor, *, even_gone: bool = False) -> Block:
    """A block of the text handed in; `even_gone`: or of one before it, for the words typed about it are kept. What an
    earlier text said is for the house alone."""
    texts = revisions(document.id) if even_gone else [document.revision] if document.revision else []
    found = next((blocks[name] for blocks in map(blocks_in, texts) if name in blocks), None)
    if found is None:
        raise NotFound("Đoạn này không có trong bản đã trình. Hãy mở lại trang góp ý và chọn đoạn.")
    is_there = document.revision is not None and name in blocks_in(document.revision)
    return found[0] if is_there or _is_inside(document, actor) else replace(found[0], text="", rows=())


def _gone_page(document: Document, name: str, actor: Actor) -> Response | None:
    """What is said to one who would speak of a block that is no more: that, and what was said of it. None for a block
    that is there, and for one of which nothing was said."""
    if document.revision is None or name in blocks_in(document.revision):
        return None
    audiences = readable(document, actor)
    said = threads_about(document, audiences, name)
    threads = told_in_order(document, said, actor, inside=Audience.INTERNAL in audiences)
    page = render_template("comments/gone.html", document=document, threads=threads)
    return make_response(page, 410) if said else None


def _is_inside(document: Document, actor: Actor) -> bool:
    return Audience.INTERNAL in readable(document, actor)


def _form(document: Document, block: Block, actor: Actor) -> CommentForm:
    inside = _is_inside(document, actor)
    return comment_form(block.id, words_of(block), inside=inside, may_suggest=why_not_suggesting(block) is None)


def _tried(form: StageForm, act: Callable[[], object], done: str) -> int | None:
    """None when it was done, now or by the press before; else the status of the refusal, which the form now tells."""
    if not form.validate():
        return 422
    try:
        act()
    except AlreadyDone:
        flash(RECORDED, "ok")
        return None
    except WorkflowError as refusal:
        form.refuse(refusal)
        return refusal.status
    flash(done, "ok")
    return None


def _new_page(document: Document, block: Block, form: StageForm, status: int) -> Response:
    page = render_template(
        "comments/new.html", document=document, block=block, form=form, closed=why_not_suggesting(block)
    )
    return make_response(page, status)


def _thread_page(document_id: int, comment_id: int, form: StageForm | None = None, status: int = 200) -> Response:
    actor = current_actor()
    document, comment = _readable(document_id, comment_id, actor)
    closed = _why_closed(document, actor)
    context: dict[str, Any] = {
        "thread": told(comment, content_to_read(document, actor), actor, inside=_is_inside(document, actor)),
        "is_there": document.revision is not None and comment.block in blocks_in(document.revision),
        "reply_form": form if isinstance(form, CommentReplyForm) else CommentReplyForm(formdata=None),
        "reject_form": form if isinstance(form, RejectForm) else RejectForm(formdata=None),
        "closed": closed,
        "decides": closed is None and permits(actor, Permission.DOCUMENT_WRITE, DocumentCase(document)),
        "not_now": why_not_accepting(document),
    }
    if form is not None:
        context["form"] = form
    return make_response(render_template("comments/show.html", document=document, **context), status)


def _back(document_id: int, comment_id: int) -> Response:
    return redirect(url_for(".show", document_id=document_id, comment_id=comment_id), 303)

"""Pages of documents: the list, one document with all that is known of it, its versions, its origins, its file."""

from enum import StrEnum
from typing import Any, TypeVar

from flask import Blueprint, current_app, render_template, request, url_for
from werkzeug import Response

from workflow.actions.issue import current_digest
from workflow.auth.current import current_actor, current_day
from workflow.domain.actor import Actor
from workflow.domain.blocks import Block
from workflow.domain.errors import NotFound, TransitionRefused
from workflow.domain.labels import JOB_STEPS, KINDS, STATES
from workflow.domain.permissions import Permission, permits
from workflow.domain.rows import row_id
from workflow.domain.states import CLOSED, DocumentKind, DocumentState, JobStep
from workflow.queries import books, documents, lists
from workflow.queries import origins as ways
from workflow.queries.annexes import parts_of
from workflow.queries.attachments import attachments_of
from workflow.queries.case import DocumentCase
from workflow.queries.comments import open_comments, readable
from workflow.queries.documents import Document
from workflow.queries.organisations import predecessors_of
from workflow.queries.papers import TASK_PREFIX, as_draft, shapes_of
from workflow.queries.timeline import acts_of, passage
from workflow.storage.store import Store
from workflow.web.comment_threads import places_of
from workflow.web.downloads import document_file_name, give
from workflow.web.fates import fates_for
from workflow.web.history import told_acts
from workflow.web.offers import acts_for, may_retry
from workflow.web.reading import content_to_read, sheet_of
from workflow.web.registering import writes
from workflow.web.stations import ENDED, standing_of, stations_of, taken_back

pages = Blueprint("documents", __name__)

Word = TypeVar("Word", bound=StrEnum)


@pages.get("/van-ban")
def index() -> str:
    """The papers of the person's organisations, or those that came to them, newest first."""
    wanted = lists.Wanted(
        incoming=request.args.get("huong") == "den",
        kind=_chosen(DocumentKind, "loai"),
        state=_chosen(DocumentState, "trang_thai"),
        before=request.args.get("truoc", type=row_id),
    )
    own = current_actor().organisation_ids
    before, with_them = predecessors_of(own), "tien_than" in request.args
    return render_template(
        "documents/index.html",
        shelf=lists.papers({*own, *before} if with_them else own, wanted),
        wanted=wanted,
        has_predecessors=bool(before),
        with_them=with_them,
        kinds=KINDS,
        states=STATES,
        may_begin=bool(writes()),
    )


@pages.get("/van-ban/<int:document_id>")
def show(document_id: int) -> str:
    """One document: where it is, what can be done, the paper, and its record."""
    actor = current_actor()
    document = documents.for_show(document_id, actor)
    acts = acts_of(document.id)
    return render_template(
        "documents/show.html",
        document=document,
        stations=stations_of(document, acts),
        standing=standing_of(document, current_day()),
        ended=acts[-1] if document.state in ENDED else None,
        acts=acts_for(document, actor),
        sheet=sheet_of(document, actor),
        fates=fates_for(document, actor),
        waiting=JOB_STEPS[document.step],
        sent_back=[one for one in parts_of(document) if one.note] if document.state is DocumentState.RETURNED else [],
        may_retry=may_retry(document, actor),
        taken_back=taken_back(document, acts),
        book_rows=_book_rows(document, actor),
        files=attachments_of(document.id),
        opinion=documents.opinion_on(document, actor),
        copies=documents.copies_of(document.id, actor.organisation_ids),
        states=STATES,
        issued=CLOSED,
        **_comments(document, actor),
        **_record(document, actor, acts),
    )


@pages.get("/van-ban/<int:document_id>/ban.pdf")
def pdf(document_id: int) -> Response:
    """The file: signed once issued, before that as it will be signed. Refuses (409) while there is none."""
    document = documents.for_act(document_id, current_actor())
    digest = document.issued_digest or current_digest(document)
    if digest is None:
        waiting = document.step is JobStep.RENDERING and document.step_error is None
        raise TransitionRefused(JOB_STEPS[JobStep.RENDERING] if waiting else "Văn bản chưa có bản PDF. Chờ lấy số.")
    store: Store = current_app.extensions["trinhky-store"]
    return give(store.get(digest), "application/pdf", document_file_name(document), digest)


@pages.get("/van-ban/<int:document_id>/nguon/<block>")
def origins(document_id: int, block: str) -> str:
    """From a block down to the words it came from, and up to what was made of it, as far as this person may read."""
    actor = current_actor()
    document = documents.for_show(document_id, actor)
    shape = _shape(document, block, actor)
    return render_template(
        "documents/origins.html",
        document=document,
        block=Block.from_json(shape),
        task=_task_line(document, shape, actor),
        down=ways.walk(document.id, block, actor),
        up=ways.climb(document.id, block, actor),
    )


@pages.get("/van-ban/<int:document_id>/phien-ban/<int:ordinal>")
def revision(document_id: int, ordinal: int) -> str:
    """One text that was handed in. Only for those of the house."""
    actor = current_actor()
    document = documents.for_show(document_id, actor)
    kept = {one.ordinal: one for one in _revisions(document, actor)}
    if ordinal not in kept:
        raise NotFound("Không có phiên bản này, hoặc đồng chí không thuộc diện được xem.")
    shown = kept[ordinal]
    paper = as_draft(document, shown.content, shown.ordinal)
    return render_template("documents/revision.html", document=document, revision=shown, paper=paper)


def _record(document: Document, actor: Actor, acts: list[Any]) -> dict[str, Any]:
    """The history: all of it in the house, outside only the way of the paper."""
    inside = permits(actor, Permission.HOUSE_READ, document)
    return {
        "inside": inside,
        "may_audit": permits(actor, Permission.DOCUMENT_AUDIT, DocumentCase(document)),
        "timeline": told_acts(document, acts if inside else passage(acts), inside=inside),
        "revisions": _revisions(document, actor),
        "replacement": documents.replacement_of(document.id),
    }


def _comments(document: Document, actor: Actor) -> dict[str, Any]:
    """How many comments wait, for those who read them once there is something to comment on."""
    if document.revision_id is None or not readable(document, actor):
        return {"comments": None, "comment_links": {}}
    waiting = open_comments(document, actor)
    return {"comments": waiting, "comment_links": places_of(document, waiting, to_write=False)}


def _revisions(document: Document, actor: Actor) -> list[Any]:
    return list(documents.revisions(document.id)) if permits(actor, Permission.HOUSE_READ, document) else []


def _book_rows(document: Document, actor: Actor) -> list[tuple[str, str]]:
    """(what the register calls it, address) of the paper's rows in the books that the person may read."""
    if document.number is None:
        return []
    pages_of = {"outgoing_entry": "book_rows.outgoing", "incoming_entry": "book_rows.incoming"}
    found = books.rows_of(document.id, actor)
    return [(books.called(row), url_for(pages_of[row.subject_kind], entry_id=row.id)) for row in found]


def _shape(document: Document, block: str, actor: Actor) -> dict[str, Any]:
    content = content_to_read(document, actor) or {"blocks": []}
    shape: dict[str, Any] | None = next((dict(one) for one in shapes_of(content) if one["id"] == block), None)
    if shape is None:
        raise NotFound("Không có đoạn này trong văn bản. Hãy mở lại văn bản để xem.")
    return shape


def _task_line(document: Document, shape: dict[str, Any], actor: Actor) -> str | None:
    """The line over the words on a task."""
    name, content = f"{TASK_PREFIX}{shape.get('task')}", content_to_read(document, actor) or {"blocks": []}
    return next((one["text"] for one in content["blocks"] if one["id"] == name), None)


def _chosen(kind: type[Word], name: str) -> Word | None:
    """The word of a filter; one that does not exist asks for nothing."""
    typed = request.args.get(name, "")
    return kind(typed) if typed in {word.value for word in kind} else None

"""Xác thực văn bản: the page for everybody. No sign-in and no cookie; a file is looked into and not kept, and nobody
reads a word of a paper here that they do not hold already."""

import datetime as dt
import os

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug import Response as AnyResponse
from werkzeug.exceptions import RequestEntityTooLarge

from workflow.auth.turnstile import count, slot
from workflow.domain.errors import NotFound, Overloaded, WorkflowError
from workflow.domain.labels import KINDS
from workflow.domain.proofs import grouped, holds_sentence, read_code, words_of
from workflow.jobs.verification import examine, replacement_of, roots_text, standing
from workflow.queries import proofs
from workflow.queries.proofs import Document
from workflow.settings import Settings
from workflow.storage.store import Store
from workflow.web.proof_words import Told, refusal, told_file, told_record

pages = Blueprint("proofs", __name__)

FEWEST_WORDS, MOST_WORDS = 8, 80
"""Of a sentence to compare: shorter ones could be guessed, longer ones are not typed by hand."""

SENTENCES_PER_HOUR = 30
RETRY_SECONDS = 20
NO_RECORD = "Không có văn bản đã ban hành nào mang mã này. Hãy xem lại mã in cạnh ô vuông trên văn bản."


@pages.get("/xac-thuc")
def index() -> AnyResponse:
    """Ask for a file or a code."""
    code = request.args.get("ma", "")
    return _to_code(code) if code.strip() else _page(None, 200)


@pages.post("/xac-thuc")
def check() -> AnyResponse:
    """Look into the file, in a child process and one of few at a time, and say what it is."""
    settings: Settings = current_app.extensions["trinhky-settings"]
    count({f"file:{request.remote_addr}": settings.checks_per_hour})
    code, upload = request.form.get("ma", ""), request.files.get("tep")
    if upload is None or not upload.filename:
        return _to_code(code) if code.strip() else _page(refusal("Chưa chọn tệp nào.", "Hãy chọn tệp PDF."), 422)
    store: Store = current_app.extensions["trinhky-store"]
    with slot(max(1, settings.web_processes - 1)):
        finding = examine(upload.read(), roots_text(settings), store)
    return _page(told_file(finding), 200, file=os.path.basename(upload.filename)[:120], finding=finding)  # noqa: PTH119


@pages.get("/xac-thuc/<code>")
def show(code: str) -> AnyResponse:
    """What the square code on a paper leads to: which paper this is and whether it still holds."""
    settings: Settings = current_app.extensions["trinhky-settings"]
    count({f"code:{request.remote_addr}": settings.checks_per_hour})
    return _record(_found(code), 200)


@pages.post("/xac-thuc/<code>")
def compare(code: str) -> AnyResponse:
    """Whether a sentence that the holder of a print typed stands in the paper, word for word."""
    document = _found(code)
    typed = request.form.get("cau", "")
    words = words_of(typed[:4_000])
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS:
        return _record(document, 422, typed=typed, said=None)
    limits = {f"sentence:{request.remote_addr}": SENTENCES_PER_HOUR, f"sentence:{document.proof_code}": 4 * 30}
    count(limits)
    return _record(document, 200, typed=typed, said=holds_sentence(proofs.passages(document), words))


@pages.errorhandler(WorkflowError)
def _refused(error: WorkflowError) -> AnyResponse:
    title = "Không tìm thấy văn bản" if isinstance(error, NotFound) else "Lúc này chưa kiểm tra được"
    answer = _page(refusal(title, error.reason), error.status)
    if isinstance(error, Overloaded):
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


@pages.errorhandler(RequestEntityTooLarge)
def _too_large(_: RequestEntityTooLarge) -> AnyResponse:
    settings: Settings = current_app.extensions["trinhky-settings"]
    most = settings.max_upload_bytes // (1024 * 1024)
    return _page(refusal("Tệp quá lớn", f"Trang này nhận tệp đến {most} MB. Hãy mang tệp tới nơi ban hành."), 413)


def _found(code: str) -> Document:
    known = read_code(code)
    document = proofs.by_code(known) if known else None
    if document is None:
        raise NotFound(NO_RECORD)
    return document


def _to_code(typed: str) -> AnyResponse:
    known = read_code(typed)
    if known is None:
        title = "Mã chưa đúng"
        return _page(refusal(title, "Mã có 16 chữ số và chữ cái, in cạnh ô vuông trên văn bản."), 422, typed=typed)
    return redirect(url_for("proofs.show", code=grouped(known)), 303)


def _page(told: Told | None, status: int, **more: object) -> Response:
    words = render_template(
        "proofs/index.html", told=told, kinds=KINDS, asked_at=dt.datetime.now(dt.UTC), bare=True, **more
    )
    return make_response(words, status)


def _record(document: Document, status: int, *, typed: str = "", said: bool | None = None) -> Response:
    told = told_record(document, standing(document), replacement_of(document))
    words = render_template(
        "proofs/show.html", told=told, kinds=KINDS, typed=typed, said=said, status=status, bare=True
    )
    return make_response(words, status)

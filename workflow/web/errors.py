"""What a person sees when something is refused or broken: one page per status, in Vietnamese, with what to do."""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug import Response as AnyResponse
from werkzeug.exceptions import HTTPException

from workflow.actions.transaction import refusal_of
from workflow.auth.current import current_number
from workflow.domain.errors import NO_ROOM, NoRoom, WorkflowError
from workflow.storage.room import is_full
from workflow.web import resume
from workflow.web.accept import wants_fragment, wants_json

log = logging.getLogger(__name__)

_WATCHED = {403, 429}
_KEPT_HEADERS = ("Allow", "Retry-After")
_HELP = "Nếu cần, hãy hỏi Văn phòng."


@dataclass(frozen=True, slots=True)
class Words:
    """A heading that says what, and a paragraph that says why and who can help."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refusal as it is shown, and as a script gets it."""

    status: int
    code: str
    title: str
    reason: str
    fields: Mapping[str, str] = field(default_factory=dict)


STATUS_WORDS = {
    400: Words("Yêu cầu chưa đúng", f"Hãy quay lại trang trước, tải lại trang rồi làm lại. {_HELP}"),
    403: Words("Đồng chí không có quyền làm việc này", f"Vai trò hiện tại không mở được trang hoặc việc này. {_HELP}"),
    404: Words("Không tìm thấy trang này", f"Địa chỉ có thể sai, hoặc đồng chí không thuộc diện được xem. {_HELP}"),
    405: Words("Việc này không làm được bằng cách mở địa chỉ", "Hãy bắt đầu từ trang có nút của việc đó."),
    409: Words("Lúc này chưa làm được việc đó", f"Văn bản đã sang bước khác. Hãy mở lại văn bản để xem. {_HELP}"),
    410: Words("Trang này không còn nữa", f"Nội dung đã được gỡ và không còn ở địa chỉ này. {_HELP}"),
    413: Words("Tệp hoặc nội dung gửi lên quá lớn", "Hãy rút gọn, hoặc chia thành nhiều mục rồi gửi lại."),
    422: Words("Nội dung gửi lên cần sửa lại", "Hãy quay lại trang trước, xem các chỗ được nêu rồi gửi lại."),
    429: Words("Đồng chí bấm quá nhanh", "Hãy đợi một phút rồi làm lại. Những gì đã lưu vẫn còn nguyên."),
    500: Words(
        "Hệ thống gặp sự cố",
        "Việc vừa rồi chưa được ghi. Hãy thử lại; nếu vẫn gặp, hãy báo Văn phòng số sự cố dưới đây.",
    ),
    507: Words("Máy chủ hết chỗ lưu", NO_ROOM),
    503: Words("Hệ thống đang bận hoặc đang bảo trì", "Hãy thử lại sau ít phút. Những gì đã lưu vẫn còn nguyên."),
}


def register(app: Flask, *, sign_in: str, signed_in: Callable[[], bool]) -> None:
    """Answer every refusal of the application; `sign_in` is the endpoint that an expired person is led to, unless
    `signed_in` says that they are back already."""

    def expired(_: CSRFError) -> AnyResponse:
        _note("Biểu mẫu không có mã chống giả mạo đúng", 401)
        return resume.page(sign_in, again=signed_in())

    app.register_error_handler(WorkflowError, _refused)
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(OSError, _disk)


def _refused(error: WorkflowError) -> AnyResponse:
    if error.status in _WATCHED:
        _note(error.code, error.status)
    words = STATUS_WORDS.get(error.status, STATUS_WORDS[400])
    refusal = Refusal(error.status, error.code, words.title, error.reason, error.fields)
    return _answer(refusal, cause=error)


def _database(error: DBAPIError) -> AnyResponse:
    refusal = refusal_of(error)
    if refusal is None:
        raise error
    refusal.__cause__ = error
    return _refused(refusal)


def _disk(error: OSError) -> AnyResponse:
    if not is_full(error):
        raise error
    return _refused(NoRoom(NO_ROOM))


def _http(error: HTTPException) -> AnyResponse:
    # A redirect travels as an exception too, and so does an answer that a view has made itself.
    if error.response is not None or (error.code or 500) < 400:
        return AnyResponse.force_type(error.get_response())
    status = error.code or 500
    words = STATUS_WORDS.get(status, STATUS_WORDS[500 if status >= 500 else 400])
    reply = _answer(Refusal(status, f"http_{status}", words.title, words.why), cause=error)
    reply.headers.extend({name: value for name, value in error.get_headers() if name in _KEPT_HEADERS})
    return reply


def _answer(refusal: Refusal, *, cause: Exception) -> Response:
    number = _trouble_number(cause) if refusal.status >= 500 else None
    if wants_json():
        return make_response(jsonify(asdict(refusal) | {"number": number}), refusal.status)
    name = "errors/fragment.html" if wants_fragment() else "errors/refusal.html"
    return make_response(_render(name, refusal, number), refusal.status)


def _note(what: str, status: int) -> None:
    """A line for whoever looks for somebody trying doors; never a word of what was typed."""
    who = getattr(g.get("_login_user"), "username", None)
    log.warning("Từ chối %s: %s, %s %s, %s từ %s", status, what, request.method, request.path, who, request.remote_addr)


def _trouble_number(cause: Exception) -> str:
    """The number of the request, which a person can read out and the office can find in the log."""
    number = current_number()
    source = getattr(cause, "original_exception", None) or cause
    what = type(source).__name__
    log.error("Sự cố %s: %s %s: %s", number, request.method, request.path, what, exc_info=source)
    return number


def _render(name: str, refusal: Refusal, number: str | None) -> str:
    if refusal.status < 500:
        return render_template(name, refusal=refusal, number=number)
    # Without the context processors: what they read (database, session) may be the very thing that is broken.
    return current_app.jinja_env.get_template(name).render(bare=True, refusal=refusal, number=number, typed=_typed())


def _typed() -> list[tuple[str, str]]:
    """What was posted from this site: nothing typed is lost because something of ours broke."""
    with suppress(OSError, HTTPException):  # the body may be what could not be read
        if request.method == "POST" and resume.from_this_site(request):
            return resume.resume_fields(request)
    return []

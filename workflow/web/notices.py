"""Thông báo: a person's daily notices, how they come, and the calendar of due days."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.base import StageForm
from forms.notices import NoticesForm
from workflow.actions.digest import choose_notices, mark_digests_read, renew_feed
from workflow.auth.current import current_actor, current_day, current_moment
from workflow.auth.feed import feed_token, is_feed_token
from workflow.domain import ics
from workflow.domain.digest import Line, grouped, subject
from workflow.queries import digest as told
from workflow.queries.accounts import actor_of
from workflow.queries.digest import Digest
from workflow.queries.due import Span, duties
from workflow.settings import Settings

pages = Blueprint("notices", __name__)
PAGE = 15
_AHEAD = dt.timedelta(days=366)  # a calendar shows what comes, not only what is near


@pages.get("/thong-bao")
def index() -> str:
    """The notices, newest first; `truoc` names the day where a further page begins."""
    found = told.pages_of(current_actor(), _day(request.args.get("truoc")), PAGE + 1)
    return render_template(
        "notices/index.html",
        notices=[_shown(one) for one in found[:PAGE]],
        further=found[PAGE - 1].day.isoformat() if len(found) > PAGE else None,
    )


@pages.post("/thong-bao/da-doc")
def read() -> Response:
    """Every notice so far counts as read."""
    mark_digests_read(actor=current_actor())
    return redirect(url_for(".index"), 303)


@pages.get("/thong-bao/cach-nhan")
def choices() -> Response:
    """How the notices come."""
    choice = told.choice_of(_user_id())
    return _page(NoticesForm(formdata=None, data={"mail": choice.mail or "", "by_mail": choice.by_mail}))


@pages.post("/thong-bao/cach-nhan")
def choose() -> Response:
    """Keep the address and whether it is used."""
    form = NoticesForm()
    if not form.validate_on_submit():
        return _page(form, 422)
    choose_notices(form.to_input(), actor=current_actor())
    flash("Đã ghi cách nhận thông báo.", "ok")
    return redirect(url_for(".choices"), 303)


@pages.post("/thong-bao/lich-moi")
def renew() -> Response:
    """A new address of the calendar; the old one is closed."""
    if StageForm().validate_on_submit():
        renew_feed(actor=current_actor())
        flash("Đã đổi địa chỉ lịch. Địa chỉ cũ không mở được nữa.", "ok")
    return redirect(url_for(".choices"), 303)


@pages.get("/lich/<int:user_id>/<token>.ics")
def feed(user_id: int, token: str) -> Response:
    """The person's due days for their calendar program, which cannot sign in: whoever has the address may read it."""
    found, settings = told.person(user_id), _settings()
    serial = told.choice_of(user_id).feed_serial
    if not is_feed_token(settings.secret_key, user_id, serial, token) or found is None:
        abort(404)
    host = urlsplit(settings.base_url).hostname
    events = [
        ics.Event(f"{one.key}@{host}", one.due_on, f"Hạn: {one.title}", f"{settings.base_url}{one.path}")
        for one in duties(actor_of(found[0]), Span(current_day(), current_day() + _AHEAD))
        if one.due_on is not None
    ]
    answer = make_response(ics.calendar("Trình Ký", events, current_moment()))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    return answer


def _shown(digest: Digest) -> dict[str, Any]:
    lines = [Line.from_json(shape) for shape in digest.lines]
    title = subject(digest.day, lines).partition(": ")[2]
    return {"day": digest.day, "title": title, "groups": grouped(lines), "unread": digest.read_at is None}


def _page(form: NoticesForm, status: int = 200) -> Response:
    user_id, settings = _user_id(), _settings()
    token = feed_token(settings.secret_key, user_id, told.choice_of(user_id).feed_serial)
    address = settings.base_url + url_for(".feed", user_id=user_id, token=token)
    page = render_template("notices/choices.html", form=form, address=address, at=settings.digest_at)
    return make_response(page, status)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["trinhky-settings"]
    return settings


def _user_id() -> int:
    user_id = current_actor().user_id
    return abort(403) if user_id is None else user_id


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None

"""Where the person is signed in: one of them ended, or all but this."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug import Response

from workflow.actions.browser_session import end_other_sessions, end_session
from workflow.auth import seat
from workflow.auth.current import current_actor

pages = Blueprint("seats", __name__, url_prefix="/tai-khoan/dang-nhap")


@pages.post("/<int:session_id>/cham-dut")
def end(session_id: int) -> Response:
    """End one sign-in; one's own leads to the door."""
    if session_id == seat.current_seat():
        seat.leave()
        return redirect(url_for("account.sign_in"), 303)
    end_session(session_id, actor=current_actor())
    flash("Đã đăng xuất máy đó.", "ok")
    return redirect(url_for("account.show"), 303)


@pages.post("/cham-dut-het")
def end_others() -> Response:
    """End every sign-in but this."""
    ended = end_other_sessions(seat.current_seat(), actor=current_actor())
    flash(f"Đã đăng xuất {ended} máy khác." if ended else "Không còn máy nào khác đang đăng nhập.", "ok")
    return redirect(url_for("account.show"), 303)

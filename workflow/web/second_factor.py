"""The second factor of one's own account: set up with the telephone, switched off, new recovery codes."""

from flask import Blueprint, flash, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug import Response

from forms.account import FirstCodeForm
from workflow.actions.second_factor import begin_second_factor, renew_recovery_codes, switch_off, switch_on
from workflow.auth import seat
from workflow.auth import second_factor as factor
from workflow.auth.current import current_actor, current_username
from workflow.auth.demand import is_wanted
from workflow.auth.passkeys import offered
from workflow.domain.errors import WorkflowError
from workflow.queries.door import count_recovery_codes, second_factor_of

pages = Blueprint("second_factor", __name__, url_prefix="/tai-khoan/ma-xac-thuc")
Answer = str | Response | tuple[str, int]


@pages.get("")
def show() -> Answer:
    """Whether it is on; while it is being set up, the square code and the key in letters."""
    return _page(FirstCodeForm())


@pages.post("/bat")
def begin() -> Response:
    """Make a key, which the next page shows."""
    begin_second_factor(factor.new_key(current_actor().user_id), actor=current_actor())
    return redirect(url_for("second_factor.show"), 303)


@pages.post("")
def confirm() -> Answer:
    """Switch it on with the first code; the recovery codes stand on the answer and nowhere else."""
    form = FirstCodeForm()
    if not form.validate():
        return _page(form, 422)
    codes = factor.new_recovery_codes()
    check = factor.check_of(form.code.data or "")
    try:
        switch_on(check, factor.hashes(codes), seat.current_seat(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(form, refusal.status)
    return render_template("account/recovery_codes.html", codes=codes, just_on=True), 201


@pages.post("/tat")
def off() -> Response:
    """The password alone opens again."""
    switch_off(seat.current_seat(), actor=current_actor())
    flash("Đã tắt mã xác thực.", "ok")
    return redirect(url_for("second_factor.show"), 303)


@pages.post("/ma-du-phong")
def renew() -> Answer:
    """New recovery codes; the old ones open no more."""
    codes = factor.new_recovery_codes()
    renew_recovery_codes(factor.hashes(codes), actor=current_actor())
    return render_template("account/recovery_codes.html", codes=codes, just_on=False), 201


def _page(form: FirstCodeForm, status: int = 200) -> Answer:
    actor = current_actor()
    row = second_factor_of(actor.user_id)
    context: dict[str, object] = {"since": row.confirmed_at if row else None, "form": form}
    if row is not None and row.confirmed_at is None:
        context |= {"key": factor.shown_key(row), "square": _square(factor.key_address(row, current_username()))}
    context |= {"codes_left": count_recovery_codes(actor.user_id), "wanted": is_wanted(), "passkeys": offered()}
    return render_template("account/second_factor.html", **context), status


def _square(address: str) -> Markup:
    # segno is wanted by this one page
    import segno

    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=5, border=4, light="#fff", title="Mã vuông")
    return Markup(drawn)  # noqa: S704 - drawn here, of nothing but squares

"""Substitutes of an organisation: who takes whose place, and since when and until when."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug import Response

from forms.base import StageForm
from forms.delegation import DelegationForm, EndDelegationForm
from workflow.actions.delegation import delegate, end_delegation
from workflow.auth.current import current_actor, current_day
from workflow.domain import dates
from workflow.domain.delegations import PASSED_ON
from workflow.domain.errors import NotFound, WorkflowError
from workflow.domain.permissions import Permission, permits
from workflow.queries import accounts, delegations, organisations
from workflow.queries.delegations import DelegationCase
from workflow.queries.organisations import Organisation

pages = Blueprint("delegations", __name__, url_prefix="/don-vi/<int:organisation_id>/thay-khi-vang")
Answer = str | Response | tuple[str, int]


@pages.get("")
def index(organisation_id: int) -> Answer:
    """Who stands in for whom."""
    organisation = _readable(organisation_id)
    return _page(organisation, _form(organisation, empty=True))


@pages.post("")
def add(organisation_id: int) -> Answer:
    """Let one take another's place."""
    organisation = _readable(organisation_id)
    form = _form(organisation)
    if not form.validate():
        return _page(organisation, form, status=422)
    try:
        row = delegate(organisation.id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(organisation, form, status=refusal.status)
    days = f"từ {dates.short(row.from_day)} đến hết {dates.short(row.to_day)}"
    flash(f"Đồng chí {row.substitute.name} thay đồng chí {row.absent.name} {days}.", "ok")
    return redirect(url_for(".index", organisation_id=organisation.id), 303)


@pages.post("/<int:delegation_id>/ket-thuc")
def end(organisation_id: int, delegation_id: int) -> Answer:
    """End one now."""
    organisation = _readable(organisation_id)
    if delegation_id not in {one.id for one in delegations.delegations_of(organisation.id)}:
        raise NotFound("Không có việc thay này.")
    form = EndDelegationForm()
    try:
        row = end_delegation(delegation_id, actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(organisation, _form(organisation, empty=True), failed=form, status=refusal.status)
    flash(f"Đồng chí {row.substitute.name} thôi thay đồng chí {row.absent.name}.", "ok")
    return redirect(url_for(".index", organisation_id=organisation.id), 303)


def _readable(organisation_id: int) -> Organisation:
    """The organisation, if the person serves there; to others it is not there."""
    organisation = organisations.by_id(organisation_id)
    if not permits(current_actor(), Permission.DELEGATION_READ, DelegationCase(organisation.id, None)):
        raise NotFound("Không có đơn vị này.")
    return organisation


def _keeps_for_all(organisation: Organisation) -> bool:
    return permits(current_actor(), Permission.DELEGATION_KEEP, DelegationCase(organisation.id, None))


def _form(organisation: Organisation, *, empty: bool = False) -> DelegationForm:
    """The people to choose from: the office names anybody's substitute, everybody else their own."""
    members = accounts.members_of(organisation.id)
    actor, keeps = current_actor(), _keeps_for_all(organisation)
    people = dict(sorted({one.user_id: one.user.name for one in members}.items(), key=lambda one: one[1]))
    away = {one.user_id for one in members if one.role in PASSED_ON and (keeps or one.user_id == actor.user_id)}
    absent = [(number, name) for number, name in people.items() if number in away]
    given = {"formdata": None} if empty else {}
    return DelegationForm(absent, people.items(), **given)


def _page(
    organisation: Organisation, form: DelegationForm, *, failed: StageForm | None = None, status: int = 200
) -> tuple[str, int]:
    day = current_day()
    rows = [(one, _stands(one, day), _may_end(one, day)) for one in delegations.delegations_of(organisation.id)]
    page = render_template(
        "organisations/delegations.html", organisation=organisation, rows=rows, adding=form, form=failed or form
    )
    return page, status


def _may_end(row: delegations.Delegation, day: date) -> bool:
    case = DelegationCase(row.organisation_id, row.absent_id)
    counts = row.ended_at is None and row.to_day >= day
    return counts and permits(current_actor(), Permission.DELEGATION_KEEP, case)


def _stands(row: delegations.Delegation, day: date) -> str:
    if row.ended_at is not None:
        return "Đã kết thúc sớm"
    if row.to_day < day:
        return "Đã hết hạn"
    return "Sắp tới" if row.from_day > day else "Đang thay"

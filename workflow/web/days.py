"""The page of days off: the public calendar of a year, and what an administrator has said otherwise."""

import datetime as dt
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug import Response

from forms.base import StageForm
from forms.calendar import DayForm, DropDayForm
from workflow.actions.day_off import set_day, unset_day
from workflow.auth.current import current_actor, current_day
from workflow.domain import dates
from workflow.domain.errors import NotFound, WorkflowError
from workflow.domain.permissions import Permission, permits
from workflow.queries import days, organisations
from workflow.queries.organisations import Organisation, OrganisationCase
from workflow.web.houses import managed

pages = Blueprint("days", __name__, url_prefix="/don-vi/<int:organisation_id>/ngay-nghi")
Answer = str | Response | tuple[str, int]


@pages.get("")
def index(organisation_id: int) -> Answer:
    """The days off of a year."""
    year = request.args.get("nam", current_day().year, type=int)
    return _page(organisation_id, DayForm(formdata=None), min(max(year, 2000), 2099))


@pages.post("")
def add(organisation_id: int) -> Answer:
    """Say of one day that it is worked or not."""
    form = DayForm()
    managed(organisation_id)
    if not form.validate():
        return _page(organisation_id, form, status=422)
    try:
        row = set_day(organisation_id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(organisation_id, form, status=refusal.status)
    flash(f"Đã ghi ngày {dates.short(row.day)} là ngày {'làm việc' if row.works else 'nghỉ'}.", "ok")
    return redirect(url_for(".index", organisation_id=organisation_id, nam=row.day.year), 303)


@pages.post("/<day>/bo")
def drop(organisation_id: int, day: str) -> Answer:
    """Leave one day to the public calendar again."""
    managed(organisation_id)
    form, wanted = DropDayForm(), _day(day)
    try:
        unset_day(organisation_id, wanted, actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(organisation_id, DayForm(formdata=None), wanted.year, failed=form, status=refusal.status)
    flash(f"Đã bỏ dòng ngày {dates.short(wanted)}.", "ok")
    return redirect(url_for(".index", organisation_id=organisation_id, nam=wanted.year), 303)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as wrong:
        raise NotFound("Không có ngày này.") from wrong


def _page(
    organisation_id: int,
    adding: DayForm,
    year: int | None = None,
    *,
    failed: StageForm | None = None,
    status: int = 200,
) -> tuple[str, int]:
    actor = current_actor()
    organisation = organisations.for_show(organisation_id, actor)
    year = year or current_day().year
    page = render_template(
        "organisations/days.html",
        organisation=organisation,
        year=year,
        rows=_rows(organisation, year),
        adding=adding,
        form=failed or adding,
        manages=permits(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(organisation)),
    )
    return page, status


def _rows(organisation: Organisation, year: int) -> list[dict[str, Any]]:
    """Every day of the year that is not an ordinary one, in order; what was said over the public calendar with whose
    word it is."""
    public = [
        {"day": one.day, "works": one.works, "name": one.name, "own": False} for one in days.public_holidays(year)
    ]
    said = [
        {
            "day": one.day,
            "works": one.works,
            "name": one.reason,
            "own": one.organisation_id == organisation.id,
            "by": one.organisation_id,
        }
        for one in days.days_off_of(organisation, year)
    ]
    return sorted([*public, *said], key=lambda row: (row["day"], "by" in row))

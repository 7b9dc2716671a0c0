"""The page of what plans set for one's organisation, by kind of deadline."""

import datetime as dt

from flask import Blueprint, abort, render_template, request

from workflow.auth.current import current_actor, current_day
from workflow.domain.labels import PROGRESS, SHARES
from workflow.domain.permissions import Permission, permits
from workflow.domain.rows import row_id
from workflow.domain.states import Role
from workflow.queries import duties, organisations
from workflow.queries.duties import PAGE, Lane, Place
from workflow.queries.task_clearings import ClearingCase

pages = Blueprint("duties", __name__)

LANES = {
    Lane.DUE: "Có thời hạn",
    Lane.CONTINUOUS: "Thường xuyên",
    Lane.CONDITION: "Khi có điều kiện",
    Lane.OPEN: "Không ghi thời hạn",
    Lane.DONE: "Đã hoàn thành",
}


@pages.get("/nhiem-vu")
def index() -> str:
    """What concerns one of the person's organisations, the nearest due first."""
    held = sorted(current_actor().organisation_ids)
    wanted = request.args.get("don_vi", held[0] if held else 0, type=row_id)
    if wanted not in held:
        abort(404)
    organisation, counted = organisations.by_id(wanted), dict.fromkeys(Lane, 0)
    counted |= duties.counts(organisation)
    lane = _lane(next((lane for lane in Lane if counted[lane]), Lane.DUE))
    found = duties.duties(organisation, lane, current_day(), _place(request.args.get("sau", "")), PAGE + 1)
    return render_template(
        "duties/index.html",
        organisation=organisation,
        others=[organisations.by_id(one) for one in held if one != wanted],
        lanes=LANES,
        lane=lane,
        counted=counted,
        duties=found[:PAGE],
        more=_text(found[PAGE - 1].place) if len(found) > PAGE else None,
        writes=current_actor().holds(organisation.id, Role.DRAFTER, Role.OFFICE),
        may_clear=lambda task: permits(current_actor(), Permission.TASK_CLEAR, ClearingCase(task, organisation.id)),
        shares=SHARES,
        progress_words=PROGRESS,
    )


def _lane(usual: Lane) -> Lane:
    typed = request.args.get("loai", "")
    return Lane(typed) if typed in {lane.value for lane in Lane} else usual


def _place(text: str) -> Place | None:
    """The place that an address names ("2026-06-30.17", ".17" without a day); None for what names none."""
    day, dot, number = text.partition(".")
    try:
        return Place(dt.date.fromisoformat(day) if day else None, row_id(number)) if dot else None
    except ValueError:
        return None


def _text(place: Place) -> str:
    return f"{place.due or ''}.{place.task_id}"

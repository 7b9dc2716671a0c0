"""Pages of difficulties and proposals: the lists, a new one, one with its way up, its answers and what it joins."""

import datetime as dt
from functools import partial
from typing import Any

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.difficulty import WordingForm
from workflow.actions.difficulty import NOBODY_ABOVE, raise_difficulty
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor, current_day
from workflow.domain.difficulties import ANSWERING
from workflow.domain.errors import TransitionRefused, WorkflowError
from workflow.domain.labels import DIFFICULTY_KINDS, DIFFICULTY_WORDS
from workflow.domain.permissions import Permission, permits
from workflow.domain.rows import row_id
from workflow.domain.states import Role
from workflow.queries import difficulties, organisations
from workflow.queries.case import DocumentCase
from workflow.queries.difficulties import Ages, Difficulty, Place, Tab, Wanted
from workflow.queries.difficulty_links import DifficultyCase, answers, below, chain, joined_counts, words_of
from workflow.queries.documents import Document
from workflow.settings import Settings
from workflow.web.citing import LONGEST_SEARCH
from workflow.web.difficulty_offers import acts_for
from workflow.web.difficulty_way import age_of, history_of, holder_of, state_of, tree_of, way_of
from workflow.web.registering import writes, writing_organisation

pages = Blueprint("difficulties", __name__, url_prefix="/kho-khan")

TABS = {
    Tab.BELOW: "Từ cấp dưới",
    Tab.OWN: "Của đơn vị",
    Tab.UP: "Đã chuyển lên",
    Tab.ANSWERED: "Đã trả lời",
}


@pages.get("")
def index() -> str:
    """A page of one of the lists of one of the person's organisations."""
    houses = organisations.with_superiors(current_actor().organisation_ids)
    held = [one for one in houses if current_actor().holds(one.id)]
    chosen = request.args.get("don_vi", type=row_id)
    house = next((one for one in held if one.id == chosen), held[0] if held and chosen is None else None)
    if house is None:
        abort(404)
    tabs = {tab: label for tab, label in TABS.items() if not house.is_cell or tab in {Tab.OWN, Tab.ANSWERED}}
    wanted = _wanted(house.id, tabs)
    shelf = difficulties.page(wanted, ages(), _place(request.args.get("sau")))
    counts = difficulties.by_age(wanted, ages()) if wanted.tab is not Tab.ANSWERED else None
    return render_template(
        "difficulties/index.html",
        house=house,
        others=[one for one in held if one.id != house.id],
        tabs=tabs,
        wanted=wanted,
        ages=ages(),
        counts=counts,
        rows=[(row, age_of(row, ages())) for row in shelf.rows],
        joined=joined_counts([row.id for row in shelf.rows]),
        units=difficulties.units_of(wanted) if wanted.tab is Tab.BELOW else [],
        further=_place_text(shelf.more_after),
        may_raise=house.id in writes() and house.superior_id is not None,
        kinds=DIFFICULTY_KINDS,
        state_of=partial(state_of, actor=current_actor()),
    )


@pages.route("/neu", methods=["GET", "POST"])
def new() -> Response:
    """Raise a matter."""
    organisation = organisations.by_id(writing_organisation())
    if organisation.superior_id is None:
        raise TransitionRefused(NOBODY_ABOVE)
    form = WordingForm()
    form.offer((body.id, f"qua {body.name}") for body in organisations.bodies_of(organisation.superior_id))
    if not form.is_submitted():
        return _new_page(form, organisation)
    if not form.validate():
        return _new_page(form, organisation, 422)
    try:
        made = raise_difficulty(organisation.id, form.wording(), actor=current_actor(), token=form.token.data)
    except AlreadyDone as done:
        return redirect(url_for(".show", difficulty_id=done.made), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _new_page(form, organisation, refusal.status)
    flash("Đã nêu và gửi cấp trên. Câu trả lời sẽ hiện ở đây và trong Tin mới.", "ok")
    return redirect(url_for(".show", difficulty_id=made.id), 303)


@pages.get("/<int:difficulty_id>")
def show(difficulty_id: int) -> str:
    """One matter: what was raised, where it is, what was answered, and what it joins."""
    actor = current_actor()
    difficulty = difficulties.for_show(difficulty_id, actor)
    steps = chain(difficulty)
    above = DifficultyCase(difficulty).reached_ids - {difficulty.organisation_id}
    inside = any(actor.holds(one) for one in above) or difficulty.organisation_id == difficulty.desk_id
    return render_template(
        "difficulties/show.html",
        difficulty=difficulty,
        age=age_of(difficulty, ages()),
        acts=acts_for(difficulty, actor),
        answers=answers(steps),
        remarks=[word for word in words_of(difficulty.id) if word.kind not in ANSWERING],
        way=way_of(steps),
        holder=holder_of(steps),
        joined=tree_of(difficulty, below(difficulty.id)),
        parent=steps[1] if len(steps) > 1 and actor.holds(steps[1].organisation_id) else None,
        told=history_of(difficulty, inside=inside),
        kinds=DIFFICULTY_KINDS,
        state_of=partial(state_of, actor=current_actor()),
        words=DIFFICULTY_WORDS,
        report=_report_of(difficulty),
    )


def ages() -> Ages:
    """Where the ages of what is unanswered part today."""
    settings: Settings = current_app.extensions["trinhky-settings"]
    young, old = settings.difficulty_ages
    return Ages(young, old, current_day())


def _report_of(difficulty: Difficulty) -> Document | None:
    """The report in which it was raised, for whoever may read that."""
    document = difficulty.document
    readable = document and permits(current_actor(), Permission.DOCUMENT_READ, DocumentCase(document))
    return document if readable else None


def _wanted(organisation_id: int, tabs: dict[Tab, str]) -> Wanted:
    typed, age = request.args.get("muc", ""), request.args.get("tuoi", type=int)
    is_office = current_actor().holds(organisation_id, Role.OFFICE)
    first = Tab.BELOW if is_office and Tab.BELOW in tabs else Tab.OWN
    return Wanted(
        tab=Tab(typed) if typed in set(tabs) else first,
        organisation_id=organisation_id,
        unit=request.args.get("noi_neu", type=row_id),
        words=request.args.get("tim", "").strip()[:LONGEST_SEARCH],
        age=age if age in {0, 1, 2} else None,
    )


def _place(text: str | None) -> Place | None:
    """ "0_2026-11-22T01:02:03.000004+00:00_15"; an address that was bent is no place."""
    if not text:
        return None
    rank, _, rest = text.partition("_")
    moment, _, number = rest.partition("_")
    try:
        return row_id(rank), dt.datetime.fromisoformat(moment).astimezone(dt.UTC), row_id(number)
    except (ValueError, OverflowError):
        return abort(404)


def _place_text(place: Place | None) -> str | None:
    return f"{place[0]}_{place[1].astimezone(dt.UTC).isoformat()}_{place[2]}" if place else None


def _new_page(form: WordingForm, organisation: Any, status: int = 200) -> Response:
    page = render_template("difficulties/new.html", form=form, organisation=organisation)
    return make_response(page, status)

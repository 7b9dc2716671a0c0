"""What waits of one sort, page after page, where "Việc của tôi" shows only the beginning; of some sorts many may be
chosen, to do the same act on each."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request, url_for

from forms.many import ManyForm, UrgeManyForm
from workflow.auth.current import current_actor, current_day, current_soon
from workflow.domain.actor import Actor
from workflow.domain.rows import LARGEST_ROW
from workflow.domain.states import Role
from workflow.queries import awaiting, difficulties, extensions, inbox, organisations, task_days
from workflow.queries.inbox import Work
from workflow.web import awaiting_rows, worklist
from workflow.web.urging import reply_day
from workflow.web.worklist import Row

PAGE = 50
ALL = "tat-ca"
Place = tuple[dt.date, *tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Many:
    """Doing the same on many of a sort: the words of the button and of the link to here, where it is pressed, its form;
    whether all may be ticked at a stroke (what a person decides on is ticked one by one)."""

    press: str
    link: str
    endpoint: str
    form: Callable[[], ManyForm] = ManyForm
    at_a_stroke: bool = True


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort: what is read after a place, how it is told, where it stands; whether the place begins with a moment
    (else a day), and how many numbers follow; what may be done to many of it."""

    work: Work
    read: Callable[[Actor, int, Any], Sequence[Any]]
    row: Callable[[Any], Row]
    place: Callable[[Any], Place]
    by_moment: bool = False
    numbers: int = 1
    many: Many | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of a sort, and where it goes on."""

    heading: str
    rows: Sequence[Row]
    further: str | None


def page_of(sort: Sort, after: str | None) -> Shelf:
    """The rows after the place that the address names."""
    found = sort.read(current_actor(), PAGE + 1, _place(sort, after or ""))
    shown = found[:PAGE]
    further = _text(sort.place(shown[-1])) if len(found) > PAGE else None
    return Shelf(worklist.WORDINGS[sort.work].heading, [sort.row(one) for one in shown], further)


def shelf_page(name: str, form: ManyForm | None = None) -> str:
    """The page of a sort; with the form as it was pressed when that was refused."""
    sort, after = SORTS[name], request.args.get("sau")
    shelf = page_of(sort, after)
    if form is None and sort.many is not None:
        form = sort.many.form()
        at_a_stroke = sort.many.at_a_stroke and request.args.get("chon") == ALL
        form.chosen.data = [row.key for row in shelf.rows] if at_a_stroke else []
    return render_template("home/sort.html", shelf=shelf, sort=name, after=after, many=sort.many, form=form)


def choosing(works: Mapping[Work, int]) -> dict[Work, tuple[str, str]]:
    """Of the kinds of work with more than one row {kind: (words, address)} of the page where many are chosen."""
    found = ((work, SORTS[name].many, name) for work, name in ADDRESSES.items() if works.get(work, 0) > 1)
    return {work: (many.link, url_for("home.sort", sort=name)) for work, many, name in found if many}


def _requests(actor: Actor, limit: int, after: Any) -> Sequence[inbox.Target]:
    return inbox.requests(actor, limit, after)


def _request_row(target: inbox.Target) -> Row:
    return worklist.request_row(target, current_actor().holds(target.organisation_id, Role.OFFICE))


def _extensions(actor: Actor, limit: int, after: Any) -> Sequence[extensions.Extension]:
    desks = [one for one in sorted(actor.organisation_ids) if actor.holds(one, Role.OFFICE)]
    return extensions.waiting_at(desks, limit, after) if desks else ()


def _plans(actor: Actor, limit: int, after: Any) -> Sequence[awaiting.Delivery]:
    return awaiting.plans(actor, current_day(), limit, after)


def _tasks(actor: Actor, limit: int, after: Any) -> Sequence[task_days.TaskDay]:
    return task_days.task_days(actor, task_days.Span(current_day(), current_soon()), limit, after)


def _sent(one: awaiting.Delivery) -> Place:
    return one.sent_at, one.id


def _papers(work: Work) -> Callable[[Actor, int, Any], Sequence[inbox.Item]]:
    """Papers of one kind of work; the place of one without a due day is that of the last day there is."""

    def read(actor: Actor, limit: int, after: Any) -> Sequence[inbox.Item]:
        place = inbox.Place(None if after[0] == dt.date.max else after[0], after[1]) if after else None
        return inbox.inbox(actor, place, limit, work)

    return read


def _paper_row(item: inbox.Item) -> Row:
    return worklist.document_row(item, {})


def _paper_place(item: inbox.Item) -> Place:
    return item.document.due_on or dt.date.max, item.document.id


def _late(actor: Actor, limit: int, after: Any) -> Sequence[awaiting.LateRound | awaiting.LateTask]:
    """All that there are: rounds and tasks with late units are few."""
    desks = actor.serves_in(Role.OFFICE)
    return awaiting.late_units(desks, current_day())[:PAGE] if desks and not after else ()


def _late_place(one: awaiting.LateRound | awaiting.LateTask) -> Place:
    return one.due_on, 0


def _urge_form() -> UrgeManyForm:
    desks = current_actor().serves_in(Role.OFFICE)
    day = reply_day(organisations.by_id(desks[0])) if desks else current_day()
    return UrgeManyForm(reply_by=day)


_RECEIVE = Many("Tiếp nhận các văn bản đã chọn", "Chọn nhiều để tiếp nhận", "many.receive")
SORTS: Mapping[str, Sort] = {
    "thong-qua": Sort(
        Work.APPROVE,
        _papers(Work.APPROVE),
        _paper_row,
        _paper_place,
        many=Many("Thông qua các văn bản đã chọn", "Chọn nhiều để thông qua", "many.approve", at_a_stroke=False),
    ),
    "tiep-nhan": Sort(Work.RECEIVE, _papers(Work.RECEIVE), _paper_row, _paper_place, many=_RECEIVE),
    "don-doc": Sort(
        Work.URGE,
        _late,
        awaiting_rows.late_row,
        _late_place,
        many=Many("Lập công văn đôn đốc các việc đã chọn", "Chọn nhiều để đôn đốc", "many.urge", _urge_form),
    ),
    "yeu-cau": Sort(Work.REPORT, _requests, _request_row, lambda one: (one.due_on, one.id)),
    "xin-gia-han": Sort(Work.EXTENSION, _extensions, awaiting_rows.extension_row, lambda one: (one.from_day, one.id)),
    "van-ban-den": Sort(
        Work.ARRIVAL,
        awaiting.arrivals,
        awaiting_rows.arrival_row,
        _sent,
        by_moment=True,
        many=replace(_RECEIVE, endpoint="many.take_in"),
    ),
    "ke-hoach": Sort(Work.PLAN, _plans, awaiting_rows.plan_row, _sent, by_moment=True),
    "nhiem-vu": Sort(Work.TASK, _tasks, awaiting_rows.task_row, lambda one: one.place, numbers=2),
    "lam-ro": Sort(
        Work.CLARIFY,
        difficulties.returned_to,
        worklist.returned_row,
        lambda one: (one.raised_at, one.id),
        by_moment=True,
    ),
}
ADDRESSES: Mapping[Work, str] = {sort.work: name for name, sort in SORTS.items()}


def _text(place: Place) -> str:
    return "~".join([place[0].isoformat(), *map(str, place[1:])])


def _place(sort: Sort, text: str) -> Place | None:
    """The place that an address names; None for what names none."""
    first, *rest = text.split("~")
    try:
        day = dt.datetime.fromisoformat(first) if sort.by_moment else dt.date.fromisoformat(first)
        numbers = tuple(int(one) for one in rest)
    except ValueError:
        return None
    is_whole = len(numbers) == sort.numbers and all(0 <= one <= LARGEST_ROW for one in numbers)
    is_placed = not isinstance(day, dt.datetime) or day.tzinfo is not None
    return (day, *numbers) if is_whole and is_placed else None

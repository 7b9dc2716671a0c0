"""What waits of one sort, page after page, where "Việc của tôi" shows only the beginning."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.auth.current import current_actor, current_day, current_soon
from workflow.domain.actor import Actor
from workflow.domain.rows import LARGEST_ROW
from workflow.domain.states import Role
from workflow.queries import awaiting, difficulties, extensions, inbox, task_days
from workflow.queries.inbox import Work
from workflow.web import awaiting_rows, worklist
from workflow.web.worklist import Row

PAGE = 50
Place = tuple[dt.date, *tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort: what is read after a place, how it is told, where it stands; whether the place begins with a moment
    (else a day), and how many numbers follow."""

    work: Work
    read: Callable[[Actor, int, Any], Sequence[Any]]
    row: Callable[[Any], Row]
    place: Callable[[Any], Place]
    by_moment: bool = False
    numbers: int = 1


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


SORTS: Mapping[str, Sort] = {
    "yeu-cau": Sort(Work.REPORT, _requests, _request_row, lambda one: (one.due_on, one.id)),
    "xin-gia-han": Sort(Work.EXTENSION, _extensions, awaiting_rows.extension_row, lambda one: (one.from_day, one.id)),
    "van-ban-den": Sort(Work.ARRIVAL, awaiting.arrivals, awaiting_rows.arrival_row, _sent, by_moment=True),
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

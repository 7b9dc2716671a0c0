"""Việc của tôi: what waits for the person, what the person waits for, and what they were told."""

from collections import Counter

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug import Response

from workflow.actions.notification import mark_read
from workflow.auth.current import current_actor, current_day, current_soon
from workflow.domain.actor import Actor
from workflow.domain.states import Role
from workflow.queries import difficulties, inbox, notifications
from workflow.queries.awaiting import MOST, Span, awaiting
from workflow.web import awaiting_rows, worklist
from workflow.web.navigation import waiting
from workflow.web.waiting_lists import ADDRESSES, SORTS, choosing, shelf_page
from workflow.web.worklist import Row

pages = Blueprint("home", __name__)
PAGE = 50
_LEADERS = frozenset({Role.MEMBER, Role.SIGNER})


@pages.get("/")
def index() -> str:
    """What waits, soonest first; `sau` names the place where a further page begins."""
    actor, after = current_actor(), worklist.place_of(request.args.get("sau"))
    items = inbox.inbox(actor, after, PAGE)
    rows = worklist.in_order([*([] if after else _asked(actor)), *_papers(items)])
    first = rows[0] if rows and not after else None
    return render_template(
        "home/index.html",
        waiting=waiting(),
        first=first,
        groups=worklist.grouped(rows[1:] if first else rows),
        longer=_longer(rows),
        choosing=choosing(Counter(row.work for row in rows if row.key)),
        further=worklist.place_text(items[-1].place) if len(items) == PAGE else None,
        after=after,
        awaited=[worklist.awaited(document) for document in inbox.handed_in(actor)],
        news=notifications.unread(actor),
        leads=any(grant.role in _LEADERS for grant in actor.grants),
    )


@pages.get("/viec/<sort>")
def sort(sort: str) -> str:
    """What waits of one sort, soonest or oldest first."""
    if sort not in SORTS:
        abort(404)
    return shelf_page(sort)


@pages.post("/da-doc")
def read() -> Response:
    """Everything told so far counts as read."""
    mark_read(actor=current_actor())
    return redirect(url_for("home.index"), 303)


def _longer(rows: list[Row]) -> dict[inbox.Work, str]:
    """The sorts of which the page may not show all, each with the page that does."""
    counted = Counter(row.work for row in rows)
    return {work: url_for(".sort", sort=name) for work, name in ADDRESSES.items() if counted[work] >= MOST}


def _papers(items: list[inbox.Item]) -> list[Row]:
    ids = [item.document.id for item in items if item.work is inbox.Work.CONSOLIDATE]
    left = inbox.left_to_handle(ids) if ids else {}
    return [worklist.document_row(item, left) for item in items]


def _asked(actor: Actor) -> list[Row]:
    """What is not a paper at a desk: requests for reports, difficulties, and what `queries.awaiting` knows."""
    requests = [
        worklist.request_row(target, actor.holds(target.organisation_id, Role.OFFICE))
        for target in inbox.requests(actor)
    ]
    heaps = [worklist.heap_row(heap) for heap in difficulties.heaps_for(actor)]
    returned = [worklist.returned_row(one) for one in difficulties.returned_to(actor)]
    return [*requests, *heaps, *returned, *awaiting_rows.rows(awaiting(actor, Span(current_day(), current_soon())))]

"""L1, L2, L3, L5: a country of 250,000 units, 1,000,000 reports and 500,000 difficulties against one of 250 units: what
a person opens in the morning, the rates of any branch, and the counts behind them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy import select

from tests.bench.beside import Beside, Deeds, in_turns
from tests.bench.country import FIRST, LARGE, SMALL, Size, build
from tests.bench.country_work import fill
from tests.bench.figures import Figure, percentile, ratio
from tests.bench.scratch import scratch_application
from workflow.actions.arrival import note_sent
from workflow.actions.record import Said, record
from workflow.actions.tally import fold
from workflow.actions.transaction import action
from workflow.domain.actor import SYSTEM, Actor, Grant
from workflow.domain.difficulties import DifficultyState
from workflow.domain.facts import Fact
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.states import DocumentState, Role
from workflow.models import Difficulty, Document, Organisation, db
from workflow.models.clock import now, today
from workflow.queries import branches, dashboards, difficulties, inbox, lists, tallies

ROUNDS, SENDINGS = 60, 2_000
PAGES = ("inbox", "count of what waits", "difficulties", "ages", "heaps", "answered", "tree")
PARTS = ("papers", "papers that came", "board: tasks", "board: left to consolidate", "board: not taken in")
UNANSWERED = "board: difficulties"  # counted, up to so many: it grows with the branch, and is bounded
SPANS = tuple(Period(PeriodKind.MONTH, 2026, index) for index in range(1, 5))


def figures() -> list[Figure]:
    """Both countries side by side in processes of their own; the large one also against itself."""
    small, large = Beside(_country, SMALL), Beside(_country, LARGE)
    small.ready()
    large.ready()
    try:
        few, many = in_turns(ROUNDS, [*PAGES, *PARTS], small, large)
        (own,) = in_turns(ROUNDS, [*_WITHIN, UNANSWERED], large)
        lag, different = large.ask("lag"), large.ask("different")
    finally:
        small.close()
        large.close()
    return [*_against(few, many), *_within(own), Figure("L5 tallies unlike a recount", different, "<= 0", "count"), lag]


def _against(few: dict[str, list[float]], many: dict[str, list[float]]) -> list[Figure]:
    words = "L1 250,000 / 250 units"
    found = [Figure(f"{words}, {name}, p50", ratio(many[name], few[name]), "<= 1.5") for name in (*PAGES, *PARTS)]
    return [*found, Figure(f"{words}, all of it, p95", _tail(many, PAGES) / _tail(few, PAGES), "<= 2.0")]


# name → (what is asked, of what it is measured against, how far it may be from it)
_BARS = {
    "L2 inbox, middle / first page": ("inbox of a heap, middle", "inbox of a heap", "<= 1.5"),
    "L2 difficulties, middle / first page": ("difficulties of a heap, middle", "difficulties of a heap", "<= 1.5"),
    "L3 rates, the country / a commune": ("rates of the country", "rates of a commune", "<= 3.0"),
    "L3 matrix, the country / a commune": ("matrix of the country", "matrix of a commune", "<= 3.0"),
}
_WITHIN = tuple(dict.fromkeys(name for bar in _BARS.values() for name in bar[:2]))


def _within(own: dict[str, list[float]]) -> list[Figure]:
    found = [Figure(name, ratio(own[one], own[other]), aim) for name, (one, other, aim) in _BARS.items()]
    slowest = max(_tail(own, [name]) for name in _WITHIN if name.startswith(("rates", "matrix")))
    unanswered = Figure("L3 unanswered difficulties of a province, p95", _tail(own, [UNANSWERED]), "<= 100", "ms")
    return [*found, Figure("L3 slowest of them, p95", slowest, "<= 20", "ms"), unanswered]


def _tail(times: dict[str, list[float]], names: tuple[str, ...] | list[str]) -> float:
    return percentile([one for name in names for one in times[name]], 95)


@contextmanager
def _country(size: Size) -> Iterator[Deeds]:
    """The country, counted; what its people read."""
    with scratch_application(f"bench_country_{size.units}"):
        begun = time.monotonic()
        build(size)
        fill(size)
        built = time.monotonic()
        while fold():
            pass
        if size is LARGE:
            print(f"      {built - begun:.0f} s to build, {time.monotonic() - built:.0f} s to count")  # noqa: T201
        yield {name: partial(_alone, deed) for name, deed in _deeds(size).items()} | {
            "lag": partial(_lag, size),
            "different": tallies.different,
        }


def _alone(deed: partial[object]) -> None:
    deed()
    db.session.rollback()
    db.session.expunge_all()


def _deeds(size: Size) -> dict[str, partial[object]]:
    office, centre = _office(FIRST + 1), _office(FIRST)
    at_desk = difficulties.Wanted(difficulties.Tab.BELOW, FIRST + 1)
    answered = difficulties.Wanted(difficulties.Tab.ANSWERED, size.commune)
    heap = difficulties.Wanted(difficulties.Tab.BELOW, FIRST)
    ages = difficulties.Ages(15, 30, today())
    papers, matters = _middle_of_papers(), _middle_of_matters()
    return {
        "inbox": partial(inbox.inbox, office),
        "count of what waits": partial(inbox.tally, office, today(), today()),
        "difficulties": partial(difficulties.page, at_desk, ages),
        "ages": partial(difficulties.by_age, at_desk, ages),
        "heaps": partial(difficulties.heaps_for, office),
        "answered": partial(difficulties.page, answered, ages),
        "tree": partial(branches.children, FIRST + 1),
        "papers": partial(lists.papers, [FIRST + 1], lists.Wanted()),
        "papers that came": partial(lists.papers, [FIRST + 1], lists.Wanted(incoming=True)),
        "board: tasks": partial(_tasks_of, FIRST + 1),
        "board: left to consolidate": partial(dashboards.workspaces, FIRST + 1),
        "board: not taken in": partial(dashboards.not_taken_in, FIRST + 1),
        UNANSWERED: partial(dashboards.waiting, FIRST + 1, ages),
        "inbox of a heap": partial(inbox.inbox, centre),
        "inbox of a heap, middle": partial(inbox.inbox, centre, papers),
        "difficulties of a heap": partial(difficulties.page, heap, ages),
        "difficulties of a heap, middle": partial(difficulties.page, heap, ages, matters),
        "rates of the country": partial(tallies.rates, FIRST, SPANS[-1], today()),
        "rates of a commune": partial(tallies.rates, size.commune, SPANS[-1], today()),
        "matrix of the country": partial(tallies.matrix, FIRST, SPANS, today()),
        "matrix of a commune": partial(tallies.matrix, size.commune, SPANS, today()),
    }


def _tasks_of(organisation_id: int) -> object:
    return dashboards.task_board(db.session.get_one(Organisation, organisation_id), SPANS[-1], today())


def _office(organisation_id: int) -> Actor:
    return Actor(1, "Nguyễn Văn A", frozenset({Grant(organisation_id, Role.OFFICE)}))


def _middle_of_papers() -> inbox.Place | None:
    """Where half of what waits at the centre's desk stands before."""
    waiting = select(Document.due_on, Document.id).where(
        Document.desk_id == FIRST, Document.state == DocumentState.SENT
    )
    row = db.session.execute(waiting.order_by(Document.due_on, Document.id).offset(LARGE.heap // 2).limit(1)).first()
    return inbox.Place(row[0], row[1]) if row else None


def _middle_of_matters() -> difficulties.Place | None:
    key = (Difficulty.rank, Difficulty.raised_at, Difficulty.id)
    waiting = select(*key).where(Difficulty.desk_id == FIRST, Difficulty.state == DifficultyState.RECEIVED)
    row = db.session.execute(waiting.order_by(*key).offset(LARGE.heap // 2).limit(1)).first()
    return (row[0], row[1], row[2]) if row else None


def _lag(size: Size) -> Figure:
    """The time in which so many sendings are counted against the time of the sendings, each the least that one is: the
    paper's row, the duty's, the entry, a commit."""
    drafts = select(Document.id).where(Document.state == DocumentState.DRAFT, Document.target_id.is_not(None))
    chosen = list(db.session.scalars(drafts.order_by(Document.id).limit(SENDINGS)))
    begun = time.perf_counter()
    for document_id in chosen:
        _sent(document_id)
    sent = time.perf_counter()
    while fold():
        pass
    return Figure("L5 counting 2,000 sendings / sending them", (time.perf_counter() - sent) / (sent - begun), "<= 0.1")


@action
def _sent(document_id: int) -> None:
    document = db.session.get_one(Document, document_id, with_for_update=True)
    note_sent(document, at := now())
    record(document, Fact.DOCUMENT_SENT, SYSTEM, at, Said())

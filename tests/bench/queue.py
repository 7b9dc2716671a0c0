"""G17: pages that people open while 10,000 jobs wait and a worker does them, beside the same with nothing waiting."""

from collections.abc import Iterator
from itertools import cycle

from tests.bench.figures import Figure
from tests.bench.scratch import fill, scratch_application
from tests.bench.started import served, worked
from tests.bench.web_load import Person, press_at_once
from tests.chaos.tending import until
from workflow.actions.approve import approve_document
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Approve
from workflow.models import db

JOBS, LINES, SECONDS = 10_000, 4, 10.0
_WAITING = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"
_BEGUN = "SELECT count(*) FROM procrastinate_jobs WHERE status <> 'todo'"
_IDS = "SELECT id FROM document WHERE state = 'in_approval' ORDER BY id"


def figures() -> list[Figure]:
    """How long the inbox, the list and a paper take four people at once, before and while the queue is done."""
    with scratch_application("bench_queue") as (app, world):
        fill(world, JOBS * 2, state="in_approval")
        with served(app) as port:
            pages = _pages(port)
            quiet = press_at_once(port, pages, 200, lines=LINES, seconds=SECONDS)
            _promise(world)
            with worked(app):
                until(lambda: _count(_BEGUN) > 0, "the worker did nothing")
                busy = press_at_once(port, pages, 200, lines=LINES, seconds=SECONDS)
                assert _count(_WAITING) > 0, "the queue was done before the people were"
    return [
        Figure("G17 pages' p95 beside 10,000 waiting jobs", busy.p(95), "<= 500", "ms"),
        Figure("G17 the same / with nothing waiting", busy.p(95) / quiet.p(95), "<= 2.5"),
    ]


def _pages(port: int) -> Iterator[bytes]:
    person = Person(port, "uyvien.so")
    (paper,) = db.session.execute(db.text(f"{_IDS} LIMIT 1")).scalars()
    db.session.rollback()
    return cycle([person.look(path) for path in ("/", "/van-ban", f"/van-ban/{paper}")])


def _promise(world: World) -> None:
    """Each approval promises its notice."""
    member = world.actor("uyvien.so")
    for one in db.session.execute(db.text(_IDS)).scalars().all():
        approve_document(one, Approve(version=1), actor=member)
        db.session.remove()
    assert _count(_WAITING) >= JOBS


def _count(question: str) -> int:
    counted = int(db.session.execute(db.text(question)).scalar_one())
    db.session.rollback()
    return counted

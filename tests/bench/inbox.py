"""L1: the first page of an inbox among a million documents against the same among a thousand."""

import statistics
from collections.abc import Callable

from tests.bench.figures import Figure, milliseconds
from tests.bench.scratch import fill, scratch_application
from workflow.cli.demo.world import World
from workflow.domain.actor import Actor
from workflow.models import db
from workflow.queries.inbox import inbox

SMALL, LARGE, SAMPLES = 1_000, 1_000_000, 200


def figures() -> list[Figure]:
    """p50 and p95 of the inbox query, alternated between the two databases."""
    small, large = _times(SMALL), _times(LARGE)
    return [
        Figure("L1 inbox, 1,000,000 / 1,000 documents, p50", _p(large, 50) / _p(small, 50), "<= 1.5"),
        Figure("L1 inbox, 1,000,000 / 1,000 documents, p95", _p(large, 95) / _p(small, 95), "<= 2.0"),
    ]


def _times(count: int) -> list[float]:
    with scratch_application(f"bench_inbox_{count}") as (_, world):
        fill(world, count, state="in_appraisal", every=max(2, count // 200))
        read = _reader(world)
        for _ in range(30):
            read()
        return [milliseconds(read) for _ in range(SAMPLES)]


def _reader(world: World) -> Callable[[], object]:
    office: Actor = world.actor("vanphong.so")
    db.session.rollback()

    def read() -> object:
        found = inbox(office)
        db.session.rollback()
        db.session.expunge_all()
        return found

    return read


def _p(times: list[float], share: int) -> float:
    return statistics.quantiles(times, n=100)[share - 1]

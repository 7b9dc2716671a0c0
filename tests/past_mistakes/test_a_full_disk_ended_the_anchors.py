"""A full disk, or a row that somebody held, ended the worker's own rounds until it was started again: nothing was
anchored or counted any more."""

import asyncio
import errno

import pytest
from psycopg.errors import DiskFull
from sqlalchemy.exc import OperationalError

from workflow.domain.errors import Overloaded
from workflow.jobs.worker import _do_for_ever

TROUBLE = (
    OSError(errno.ENOSPC, "No space left on device"),
    OperationalError("INSERT", {}, DiskFull("could not extend file")),
    Overloaded("Hệ thống đang bận."),
)


@pytest.mark.parametrize("trouble", TROUBLE, ids=lambda one: type(one).__name__)
def test_a_round_that_failed_is_followed_by_the_next(trouble: Exception) -> None:
    done: list[str] = []

    def work() -> None:
        done.append("tried")
        if len(done) == 1:
            raise trouble

    async def until_done() -> None:
        rounds = asyncio.create_task(_do_for_ever(work, 0))
        while len(done) < 2 and not rounds.done():
            await asyncio.sleep(0.01)
        rounds.cancel()

    asyncio.run(asyncio.wait_for(until_done(), 20))
    assert done[:2] == ["tried", "tried"]

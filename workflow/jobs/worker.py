"""The worker: processes that claim jobs, made ready before the first one comes; stalled jobs are claimed again."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status
from procrastinate.tasks import configure_task
from sqlalchemy.exc import DBAPIError

from workflow.database import database_url
from workflow.domain.errors import Overloaded, SetupIncomplete
from workflow.domain.job_names import JobName
from workflow.jobs import anchor, left_alone, room, sweeping
from workflow.jobs.printing import make_ready
from workflow.jobs.queue import MOST_RESCUES, connected
from workflow.jobs.tally import EVERY_SECONDS, fold_all
from workflow.jobs.workshop import use_application
from workflow.settings import Settings
from workflow.signing.with_key import warm

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)

# What a worker promises when it starts and whenever so many seconds have gone from then on.
REGULAR: Mapping[JobName, float] = {
    JobName.OPEN_ROUNDS: 3600.0,
    JobName.SLOW_STEPS: 3600.0,
    JobName.REORGANISE: 3600.0,
    JobName.DIGEST_TICK: 600.0,
}
HEARTBEAT_SECONDS = 5.0
STALLED_SECONDS = 15.0


def run(settings: Settings, *, processes: int = 1, wait: bool = True) -> None:
    """Work until told to stop (SIGTERM, SIGINT); with `wait` False until the queue is empty."""
    database_url(settings)
    if processes == 1 or sys.platform == "win32":
        work(settings, wait=wait)
    else:
        _fork(lambda: work(settings, wait=wait), processes)


def work(settings: Settings, *, wait: bool = True) -> None:
    """One process of the worker."""
    from workflow.app import create_app  # the application imports every layer; the worker's tasks need its context

    use_application(create_app(settings, role="worker"))
    anchor.warn_of_old_database()
    warm()
    try:
        make_ready()
    except SetupIncomplete as missing:  # the rest goes on; each paper says on its page what this machine lacks
        log.warning(missing.reason)
    asyncio.run(_work(connected(settings), wait, settings.worker_concurrency))


def work_off(app: "Flask", concurrency: int = 1) -> None:
    """Do everything promised so far in this process, so many jobs at a time, in the given application, and return."""
    use_application(app)

    async def work_queue() -> None:
        async with connected(app.extensions["trinhky-settings"]).open_async() as queue:
            await queue.run_worker_async(
                wait=False, concurrency=concurrency, listen_notify=False, install_signal_handlers=False
            )

    # In a thread of its own: whoever calls may already keep an event loop in this one.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(lambda: asyncio.run(work_queue())).result()
        beside.submit(fold_all).result()
        beside.submit(anchor.anchor_all).result()


async def _work(app: App, wait: bool, concurrency: int) -> None:
    async with app.open_async():
        beside = _kept_going(app) if wait else []
        try:
            await app.run_worker_async(
                wait=wait,
                concurrency=concurrency,
                listen_notify=wait,
                fetch_job_polling_interval=1.0,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_SECONDS,
                install_signal_handlers=wait,
            )
        finally:
            for one in beside:
                one.cancel()


def _kept_going(app: App) -> list[asyncio.Task[None]]:
    regular = [_promise_for_ever(app, name, seconds) for name, seconds in REGULAR.items()]
    own = [_do_for_ever(fold_all, EVERY_SECONDS), _do_for_ever(anchor.anchor_all, anchor.EVERY_SECONDS)]
    own.append(_do_for_ever(room.warn_of_little_room, room.EVERY_SECONDS))
    own.append(_do_for_ever(left_alone.tell, left_alone.EVERY_SECONDS))
    own.append(_do_for_ever(sweeping.sweep, sweeping.EVERY_SECONDS))
    return [asyncio.create_task(one) for one in (_rescue_for_ever(app), *own, *regular)]


async def _do_for_ever(work: Callable[[], None], seconds: float) -> None:
    """No promised job: an act that promised it would make every other act wait for its own commit."""
    while True:
        try:
            await asyncio.to_thread(work)
        except (DBAPIError, OSError, Overloaded):  # a full disk, too, has room again one day
            log.warning("%s could not be done; tried again in a while", work.__name__, exc_info=True)
        await asyncio.sleep(seconds)


async def _rescue_for_ever(app: App) -> None:
    while True:
        try:
            await rescue_stalled(app, STALLED_SECONDS)
        except ConnectorException:  # another worker was quicker, or the database is away for a moment
            log.warning("stalled jobs could not be given back; tried again in a moment", exc_info=True)
        await asyncio.sleep(HEARTBEAT_SECONDS)


async def _promise_for_ever(app: App, name: JobName, seconds: float) -> None:
    """The library's own periodic tasks belong to the object they were declared on, which has no connection here; and
    they would not begin at once where a worker was off for weeks."""
    while True:
        try:
            await promise_regular(app, name)
        except ConnectorException:
            log.warning("%s could not be promised; tried again in a while", name, exc_info=True)
        await asyncio.sleep(seconds)


async def promise_regular(app: App, name: JobName) -> None:
    """Promise one of the regular jobs, unless it waits already."""
    queue = name.value.partition(".")[0]
    with suppress(AlreadyEnqueued):
        promised = configure_task(name=name.value, job_manager=app.job_manager, queue=queue, queueing_lock=name.value)
        await promised.defer_async()


async def rescue_stalled(app: App, seconds: float) -> int:
    """Give back to the queue every job whose worker has not been heard of for so long; one that too many workers left
    is given up. How many."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds))
    for job in stalled:
        if job.attempts < MOST_RESCUES:
            log.warning("job %s (%s) was left by its worker; it is tried again", job.id, job.task_name)
            await app.job_manager.retry_job(job)
        else:
            log.error("job %s (%s) was left by %s workers; it is given up", job.id, job.task_name, job.attempts)
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
    return len(stalled)


def _fork(task: Callable[[], None], processes: int) -> None:
    """Keep so many children alive until this process is told to stop; a dead one is replaced."""
    children: set[int] = set()
    stopping = False

    def stop(*_: Any) -> None:
        nonlocal stopping
        stopping = True
        for child in children:
            os.kill(child, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping or children:
        while not stopping and len(children) < processes:
            children.add(_child(task))
        finished, status = os.wait()
        children.discard(finished)
        if not stopping and os.waitstatus_to_exitcode(status) == 0:
            processes -= 1


def _child(task: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        task()
    finally:
        os._exit(0 if sys.exc_info()[0] is None else 1)

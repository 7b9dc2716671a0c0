"""Doing the promised jobs in the test's own process, as the worker would."""

import asyncio

from flask import Flask

from workflow.jobs.queue import connected


def do_jobs(app: Flask) -> None:
    """Work the queue off and return; a job that fails is put back by its own retry rule and left."""

    async def work() -> None:
        async with connected(app.extensions["trinhky-settings"]).open_async() as queue:
            await queue.run_worker_async(wait=False, listen_notify=False, install_signal_handlers=False, concurrency=1)

    asyncio.run(work())

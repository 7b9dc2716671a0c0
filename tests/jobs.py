"""Doing the promised jobs in the test's own process, as the worker would."""

from typing import Any

from flask import Flask
from procrastinate import JobContext
from procrastinate.jobs import Job

from workflow.domain.job_names import JobName
from workflow.jobs.queue import queue
from workflow.jobs.worker import work_off


def do_jobs(app: Flask) -> None:
    """Work the queue off and return; a job that fails is put back by its own retry rule and left."""
    work_off(app)


def job_tried(name: JobName, attempts: int) -> Job:
    """A job of the name that was tried so often."""
    task = name.value
    return Job(id=1, status=None, queue=task, lock=None, queueing_lock=None, task_name=task, attempts=attempts)


def run_task(name: JobName, attempts: int, **given: Any) -> None:
    """The task as the worker runs it, after so many attempts; raises what it raises."""
    context = JobContext(app=queue, job=job_tried(name, attempts), start_timestamp=0.0, abort_reason=lambda: None)
    queue.tasks[name.value].func(context, **given)

"""Promising a job: it is in the queue when the act that promises it is committed, and never otherwise."""

from collections.abc import Mapping
from typing import Any, TypedDict

from workflow.domain.chain import canonical
from workflow.domain.job_names import JobName
from workflow.models import db

# One job as an expression; `place` tells the values of several apart.
DEFER = (
    "procrastinate_defer_jobs_v1(ARRAY[ROW(%(queue{place})s::varchar, %(task{place})s::varchar, 0,"
    " %(lock{place})s::text, NULL, %(args{place})s::jsonb, NULL)::procrastinate_job_to_defer_v1])"
)
_ALONE = f"SELECT {DEFER.format(place='')}"


class PromisedJob(TypedDict):
    """A job as the queue is told of it; `args` are JSON."""

    queue: str
    task: str
    lock: str | None
    args: str


def promised(job: JobName, args: Mapping[str, Any], lock: str | None = None) -> PromisedJob:
    """The job as the queue is told of it; jobs of one lock run one after the other."""
    return {"queue": job.value.partition(".")[0], "task": job.value, "lock": lock, "args": canonical(dict(args))}


def promise(job: JobName, args: Mapping[str, Any], lock: str | None = None) -> None:
    """Promise a job inside a running act, beside its entry."""
    db.session.connection().exec_driver_sql(_ALONE, promised(job, args, lock))

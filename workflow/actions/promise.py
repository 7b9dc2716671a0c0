"""Promising a job: it is in the queue when the act that promises it is committed, and never otherwise."""

from collections.abc import Mapping
from typing import Any

from workflow.domain.chain import canonical
from workflow.domain.job_names import JobName
from workflow.models import db

_DEFER = (
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(%(queue)s::varchar, %(task)s::varchar, 0, %(lock)s::text, NULL,"
    " %(args)s::jsonb, NULL)::procrastinate_job_to_defer_v1])"
)


def promise(job: JobName, args: Mapping[str, Any], lock: str | None = None) -> None:
    """Promise a job inside a running act; jobs of one lock run one after the other."""
    queue = job.value.partition(".")[0]
    told = {"queue": queue, "task": job.value, "lock": lock, "args": canonical(dict(args))}
    db.session.connection().exec_driver_sql(_DEFER, told)

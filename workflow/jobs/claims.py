"""Whose job it is. A worker that was held up past its time wakes up believing that its job is still its own; by then
it was given to another, and what the late one says of it does not count."""

import datetime as dt
import logging
from typing import Any

from procrastinate import sql, utils
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

log = logging.getLogger(__name__)

# Each time a job is given back its attempts go up by one: the number names the claim.
_HELD = """WITH held AS (SELECT FROM procrastinate_jobs
WHERE id = %(job_id)s AND attempts = %(attempts)s AND status = 'doing' FOR UPDATE) """


class Claims(JobManager):
    """Ends jobs and gives them back only under the claim with which they were fetched (or found stalled)."""

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """As the library's, unless the job was given back meanwhile; then nothing happens."""
        await self._settle("finish_job", job, status=status.value, delete_job=delete_job)

    async def retry_job(
        self,
        job: Job,
        retry_at: dt.datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """As the library's, unless the job was given back meanwhile; then whoever has it now goes on."""
        changed = {"new_priority": priority, "new_queue_name": queue, "new_lock": lock}
        await self._settle("retry_job", job, retry_at=retry_at or utils.utcnow(), **changed)

    async def _settle(self, name: str, job: Job, **given: Any) -> None:
        query = f"{_HELD}{sql.queries[name].strip().rstrip(';')} FROM held"
        claim = {"job_id": job.id, "attempts": job.attempts}
        if not await self.connector.execute_query_all_async(query, **claim, **given):
            log.warning("job %s (%s) was given to another; what the late worker says does not count", *_named(job))


def _named(job: Job) -> tuple[int | None, str]:
    return job.id, job.task_name

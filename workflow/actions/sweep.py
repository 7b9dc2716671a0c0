"""What has done its duty is forgotten, a batch a transaction: jobs that came to their end long ago with their events,
and tokens of forms that no living session can still have open. The record of acts is elsewhere and never shrinks."""

import datetime as dt
from typing import cast

from sqlalchemy import CursorResult, TextClause, text

from workflow.actions.transaction import action
from workflow.models import db
from workflow.models.clock import now

BATCH = 5_000
JOBS_KEPT = dt.timedelta(days=30)
"""An administrator looks back further in the server's own log."""
TOKENS_KEPT = dt.timedelta(days=90)
"""Longer than any session lives (at most 30 days): nobody presses that form again."""
# By the events' own order, so that a table of millions is not read through: who looks further than the batch comes
# again in an hour.
_JOBS = text("""
DELETE FROM procrastinate_jobs AS job USING (
    SELECT DISTINCT job_id FROM (SELECT job_id, at FROM procrastinate_events ORDER BY id LIMIT :batch) AS oldest
    WHERE at < :before
) AS old
WHERE job.id = old.job_id AND job.status IN ('succeeded', 'failed', 'cancelled', 'aborted')
AND NOT EXISTS (SELECT FROM procrastinate_events AS later WHERE later.job_id = job.id AND later.at >= :before)
""")
_TOKENS = text("""
DELETE FROM form_token WHERE token IN (SELECT token FROM form_token WHERE at < :before LIMIT :batch)
""")


@action
def forget_jobs(batch: int = BATCH) -> int:
    """Forget jobs that ended (well, given up or called off) more than `JOBS_KEPT` ago, found among so many of the
    oldest events; how many jobs."""
    return _forgotten(_JOBS, JOBS_KEPT, batch)


@action
def forget_tokens(batch: int = BATCH) -> int:
    """Forget so many tokens that were used more than `TOKENS_KEPT` ago; how many."""
    return _forgotten(_TOKENS, TOKENS_KEPT, batch)


def _forgotten(statement: TextClause, kept: dt.timedelta, batch: int) -> int:
    given = {"before": now() - kept, "batch": batch}
    return cast("CursorResult[None]", db.session.execute(statement, given)).rowcount

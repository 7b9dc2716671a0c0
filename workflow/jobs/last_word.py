"""Work that cannot be done is told to whoever waits for it: a refusal at once, anything else when it was tried for the
last time."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from procrastinate import JobContext

from workflow.domain.errors import Overloaded, WorkflowError
from workflow.jobs.queue import most_attempts
from workflow.models import db

log = logging.getLogger(__name__)


@contextmanager
def last_word(context: JobContext, note: Callable[[str], object], broken: str) -> Iterator[None]:
    """Around the work of a task, within the application's context: `note` is given the reason, which is `broken` for
    what nobody foresaw. What is no refusal is raised on, for the queue to try it again or to give it up."""
    try:
        yield
    except Exception as failure:  # whatever it is, the person waiting must learn of it
        db.session.rollback()
        refused = isinstance(failure, WorkflowError) and not isinstance(failure, Overloaded)
        if refused or context.job.attempts >= most_attempts(failure):
            note(failure.reason if isinstance(failure, WorkflowError) else broken)
        if not refused:
            log.exception("%s %s failed", context.job.task_name, context.job.task_kwargs)
            raise

"""What comes with the day: the rounds of periodic reports."""

import logging

from workflow.actions.schedule import open_due
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import WorkflowError
from workflow.domain.job_names import JobName
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.workshop import application
from workflow.models.clock import today
from workflow.queries.schedules import to_look_at

log = logging.getLogger(__name__)


@queue.task(name=JobName.OPEN_ROUNDS.value, queue="calendar", retry=RETRY)
def open_rounds() -> None:
    """Open the round of every period that has come. One schedule that cannot be opened now holds up no other; the next
    hour tries it again."""
    with application().app_context():
        for schedule_id in to_look_at(today()):
            try:
                open_due(schedule_id, actor=SYSTEM)
            except WorkflowError as refused:
                log.warning("schedule %s was not opened: %s", schedule_id, refused.reason)

"""What comes with the day: the rounds of periodic reports, the steps that have become slow."""

import logging

from workflow.actions.schedule import open_due
from workflow.actions.slow_step import note_slow
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import WorkflowError
from workflow.domain.job_names import JobName
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.workshop import application
from workflow.models.clock import today
from workflow.queries import slow_steps
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


@queue.task(name=JobName.SLOW_STEPS.value, queue="calendar", retry=RETRY)
def tell_of_slow_steps() -> None:
    """Tell those above of every step whose day has passed, each once; what cannot be noted now is looked at in an
    hour."""
    with application().app_context():
        after = 0
        while found := slow_steps.to_look_at(today(), after):
            after = found[-1]
            for document_id in found:
                try:
                    note_slow(document_id, actor=SYSTEM)
                except WorkflowError as refused:
                    log.warning("the step of document %s was not looked at: %s", document_id, refused.reason)

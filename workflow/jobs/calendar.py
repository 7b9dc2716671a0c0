"""What comes with the day: the rounds of periodic reports, steps that have become slow, reports that are late."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence

from workflow.actions.late_report import note_late_report
from workflow.actions.schedule import open_due
from workflow.actions.slow_step import note_slow
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import WorkflowError
from workflow.domain.job_names import JobName
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.workshop import application
from workflow.models.clock import today
from workflow.queries import late_reports, slow_steps
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
    """Tell those above of every step whose day has passed, and of every report that is awaited too long, each once;
    what cannot be noted now is looked at in an hour."""
    with application().app_context():
        _each(slow_steps.to_look_at, note_slow, "the step of document %s was not looked at: %s")
        _each(late_reports.to_look_at, note_late_report, "the request %s was not looked at: %s")


def _each(found_after: Callable[[dt.date, int], Sequence[int]], note: Callable[..., bool], left: str) -> None:
    """Note it of each that is found, part after part, in a transaction of its own; `left` is logged of one that was
    refused."""
    after = 0
    while found := found_after(today(), after):
        after = found[-1]
        for number in found:
            try:
                note(number, actor=SYSTEM)
            except WorkflowError as refused:
                log.warning(left, number, refused.reason)

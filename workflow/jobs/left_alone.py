"""Every minute the worker tells of papers that wait for a step which no job will do."""

import logging

from workflow.actions.left_alone import left_alone, note_left_alone
from workflow.jobs.step import BROKEN
from workflow.jobs.workshop import application

log = logging.getLogger(__name__)
EVERY_SECONDS = 60.0


def tell() -> None:
    """Each on its own page, a transaction a paper, in the application's context."""
    with application().app_context():
        for document_id in left_alone():
            if note_left_alone(document_id, BROKEN):
                log.error("document %s waited for a job that had been given up", document_id)

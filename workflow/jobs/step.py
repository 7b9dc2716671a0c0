"""What every slow step of a document has in common: the application's context, and a failure that people see."""

import logging
from collections.abc import Callable
from typing import Any

from procrastinate import JobContext

from workflow.actions.issue import note_failure
from workflow.domain.errors import Overloaded, WorkflowError
from workflow.domain.job_names import JobName
from workflow.domain.states import JobStep
from workflow.jobs.queue import MAX_ATTEMPTS, RETRY, queue
from workflow.jobs.workshop import application

log = logging.getLogger(__name__)
BROKEN = (
    "Bước này bị lỗi ngoài dự kiến sau nhiều lần thử. Hãy bấm “Thử lại”; nếu vẫn lỗi, hãy báo người quản trị hệ thống."
)


def step(name: JobName, waiting: JobStep) -> Callable[[Callable[[int], None]], Callable[[int], None]]:
    """Register the function as the task `name`. A typed refusal is shown on the document at once; anything else, and a
    database too busy, is tried again and shown when the last attempt failed. Other documents are never held up."""

    def register(work: Callable[[int], None]) -> Callable[[int], None]:
        @queue.task(name=name.value, queue=name.value.partition(".")[0], retry=RETRY, pass_context=True)
        def run(context: JobContext, /, *, document_id: int, **_: Any) -> None:
            with application().app_context():
                try:
                    work(document_id)
                except Exception as failure:  # whatever it is, the person waiting must learn of it
                    refused = isinstance(failure, WorkflowError) and not isinstance(failure, Overloaded)
                    if refused or context.job.attempts >= MAX_ATTEMPTS:
                        note_failure(document_id, waiting, _reason(failure))
                    if not refused:
                        log.exception("%s of document %s failed", name, document_id)
                        raise

        return work

    return register


def _reason(failure: Exception) -> str:
    return failure.reason if isinstance(failure, WorkflowError) else BROKEN

"""What every slow step of a document has in common: the application's context, and a failure that people see."""

from collections.abc import Callable
from functools import partial
from typing import Any

from procrastinate import JobContext

from workflow.actions.issue import note_failure
from workflow.domain.job_names import JobName
from workflow.domain.states import JobStep
from workflow.jobs.last_word import last_word
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.workshop import application

BROKEN = (
    "Bước này bị lỗi ngoài dự kiến sau nhiều lần thử. Hãy bấm “Thử lại”; nếu vẫn lỗi, hãy báo người quản trị hệ thống."
)


def step(name: JobName, waiting: JobStep) -> Callable[[Callable[[int], None]], Callable[[int], None]]:
    """Register the function as the task `name`. A typed refusal is shown on the document at once; anything else, and a
    database too busy, is tried again and shown when the last attempt failed. Other documents are never held up."""

    def register(work: Callable[[int], None]) -> Callable[[int], None]:
        @queue.task(name=name.value, queue=name.value.partition(".")[0], retry=RETRY, pass_context=True)
        def run(context: JobContext, /, *, document_id: int, **_: Any) -> None:
            noting = partial(note_failure, document_id, waiting)
            with application().app_context(), last_word(context, noting, BROKEN):
                work(document_id)

        return work

    return register

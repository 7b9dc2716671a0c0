"""Reading a paper from outside."""

from functools import partial
from typing import Any

from procrastinate import JobContext

from workflow.actions.imports import keep_reading, note_unreadable
from workflow.domain.job_names import JobName
from workflow.domain.states import ImportState
from workflow.jobs.last_word import last_word
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.workshop import application, store
from workflow.models import PaperImport, db
from workflow.sandbox import run

BROKEN = "Chưa đọc được tệp vì lỗi ngoài dự kiến. Hãy đưa tệp vào lại; nếu vẫn lỗi, hãy báo người quản trị hệ thống."


@queue.task(name=JobName.READ_IMPORT.value, queue="import", retry=RETRY, pass_context=True)
def read(context: JobContext, /, *, import_id: int, **_: Any) -> None:
    """Read the file apart. Read already, it stops; what cannot be read is said on its page."""
    with application().app_context(), last_word(context, partial(note_unreadable, import_id), BROKEN):
        brought = db.session.get_one(PaperImport, import_id)
        if brought.state is not ImportState.READING:
            return
        answer = run("workflow.paper.apart.read", brought.name, store().get(brought.digest))
        keep_reading(import_id, answer.words)

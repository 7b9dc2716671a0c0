"""Reading a paper from outside."""

from typing import Any

from workflow.actions.imports import keep_reading, note_unreadable
from workflow.domain.errors import InvalidInput
from workflow.domain.job_names import JobName
from workflow.domain.states import ImportState
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.workshop import application, store
from workflow.models import PaperImport, db
from workflow.sandbox import ApartError, run


@queue.task(name=JobName.READ_IMPORT.value, queue="import", retry=RETRY)
def read(*, import_id: int, **_: Any) -> None:
    """Read the file apart. Read already, it stops; what cannot be read is said on its page."""
    with application().app_context():
        brought = db.session.get_one(PaperImport, import_id)
        if brought.state is not ImportState.READING:
            return
        try:
            answer = run("workflow.paper.apart.read", brought.name, store().get(brought.digest))
        except (InvalidInput, ApartError) as refused:
            note_unreadable(import_id, refused.reason)
            return
        keep_reading(import_id, answer.words)

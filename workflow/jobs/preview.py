"""Drawing the pages of a text being worked on."""

from typing import Any

from workflow.actions.compose import content_of
from workflow.actions.preview import keep_preview, note_preview_failure, words_digest
from workflow.actions.review import paper_of_import
from workflow.domain.errors import RenderingFailed, SetupIncomplete
from workflow.domain.job_names import JobName
from workflow.domain.paper import Paper
from workflow.jobs.printing import draw_apart
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.workshop import application, store
from workflow.models import Document, PaperImport, db
from workflow.queries.papers import as_draft


@queue.task(name=JobName.PREVIEW.value, queue="preview", retry=RETRY)
def draw(*, subject_kind: str, subject_id: int, **_: Any) -> None:
    """Draw the words as they are now, whichever were asked for: the newest win."""
    with application().app_context():
        paper = _paper(subject_kind, subject_id)
        try:
            pictures, more = draw_apart(paper)
        except (RenderingFailed, SetupIncomplete) as refused:
            note_preview_failure(subject_kind, subject_id, refused.reason)
            return
        pages = [store().put(picture) for picture in pictures]
        keep_preview(subject_kind, subject_id, words_digest(paper), pages, more)


def _paper(subject_kind: str, subject_id: int) -> Paper:
    if subject_kind == PaperImport.subject_kind:
        return paper_of_import(db.session.get_one(PaperImport, subject_id))
    document = db.session.get_one(Document, subject_id)
    return as_draft(document, content_of(document))

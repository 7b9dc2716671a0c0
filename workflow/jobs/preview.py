"""Drawing the pages of a text being worked on."""

from functools import partial
from typing import Any

from procrastinate import JobContext

from workflow.actions.compose import content_of
from workflow.actions.preview import keep_preview, note_preview_failure, words_digest
from workflow.actions.review import paper_of_import
from workflow.domain.job_names import JobName
from workflow.domain.paper import Paper
from workflow.jobs.last_word import last_word
from workflow.jobs.printing import draw_apart
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.workshop import application, store
from workflow.models import Document, PaperImport, db
from workflow.queries.papers import as_draft

BROKEN = (
    "Chưa vẽ được trang vì lỗi ngoài dự kiến. Hãy bấm “Xem trang in” lần nữa; nếu vẫn lỗi, hãy báo người quản trị hệ "
    "thống."
)


@queue.task(name=JobName.PREVIEW.value, queue="preview", retry=RETRY, pass_context=True)
def draw(context: JobContext, /, *, subject_kind: str, subject_id: int, **_: Any) -> None:
    """Draw the words as they are now, whichever were asked for: the newest win."""
    noting = partial(note_preview_failure, subject_kind, subject_id)
    with application().app_context(), last_word(context, noting, BROKEN):
        paper = _paper(subject_kind, subject_id)
        pictures, more = draw_apart(paper)
        pages = [store().put(picture) for picture in pictures]
        keep_preview(subject_kind, subject_id, words_digest(paper), pages, more)


def _paper(subject_kind: str, subject_id: int) -> Paper:
    if subject_kind == PaperImport.subject_kind:
        return paper_of_import(db.session.get_one(PaperImport, subject_id))
    document = db.session.get_one(Document, subject_id)
    return as_draft(document, content_of(document))

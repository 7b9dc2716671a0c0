"""The Word copy of a document: the text that this reader sees, as a file to go on working with."""

import re

from flask import Blueprint
from werkzeug import Response

from workflow.auth.current import current_actor
from workflow.domain.errors import TransitionRefused
from workflow.domain.labels import KINDS
from workflow.paper.docx import MEDIA_TYPE, render_docx
from workflow.queries import documents
from workflow.queries.documents import Document
from workflow.queries.papers import as_draft
from workflow.web.downloads import document_file_name, give
from workflow.web.reading import content_to_read

pages = Blueprint("word", __name__)

_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@pages.get("/van-ban/<int:document_id>/ban.docx")
def download(document_id: int) -> Response:
    """The file, written at once: it takes about as long as the page beside it. Refuses (409) while nothing was handed
    in that this person may read."""
    actor = current_actor()
    document = documents.for_show(document_id, actor)
    content = content_to_read(document, actor)
    if content is None:
        raise TransitionRefused("Văn bản đang được soạn, chưa trình lần nào. Chờ người soạn trình rồi tải bản Word.")
    file = render_docx(as_draft(document, content))
    return give(file, MEDIA_TYPE, word_name(document), attached=True)


def word_name(document: Document) -> str:
    """The name of the signed file with the end of a Word file; a draft is named by its kind and its organisation."""
    if document.number:
        return f"{document_file_name(document).removesuffix('.pdf')}.docx"
    name = f"Dự thảo {KINDS[document.kind].lower()} của {document.organisation.short_name}"
    return f"{_NO_FILE_NAME.sub(' ', name)}.docx"

"""The page of two texts of a paper beside one another. Only for those of the house, as every text handed in is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from workflow.actions.compose import content_of
from workflow.auth.current import current_actor
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.domain.pieces import Content, printed_by
from workflow.domain.text_changes import NAMES
from workflow.domain.versions import changed, compared, stretches
from workflow.queries.documents import Document, Revision, for_show, revisions
from workflow.web.act_pages import ADDRESS
from workflow.web.offers import may_write

pages = Blueprint("versions", __name__)

WRITING = "dang-viet"
_PARTS = {
    "abstract": "Trích yếu",
    "addressees": "Nơi gửi đến",
    "recipients": "Nơi nhận",
    "copies": "Nơi nhận",
    "notes": "Chú thích",
    "annexes": "Phụ lục",
    "attachments": "Tệp gửi kèm",
    "parts": "Thành phần thể thức",
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text that may be chosen: how the address and the page name it, whose it is, and the text when asked for."""

    key: str
    name: str
    told: str
    content: Callable[[], Content]


@pages.get(f"{ADDRESS}/so-sanh")
def show(document_id: int) -> str:
    """What changed from one text to another, word by word; unless others are asked for, between the last two."""
    actor = current_actor()
    document = for_show(document_id, actor)
    texts = _texts(document, actor)
    if not texts:
        raise NotFound("Chưa có bản nào để so sánh, hoặc đồng chí không thuộc diện được xem.")
    newer = _chosen(texts, "den", texts[0])
    older = _chosen(texts, "tu", _before(texts, newer))
    rows = compared(printed_by(older.content()), printed_by(newer.content()))
    return render_template(
        "documents/versions.html",
        document=document,
        texts=texts,
        older=older,
        newer=newer,
        changed=changed(rows),
        stretches=stretches(rows),
        sorts=NAMES,
        parts=_PARTS,
    )


def _texts(document: Document, actor: Actor) -> list[Text]:
    """Newest first; before those handed in, for its writers, the text being written."""
    if not permits(actor, Permission.HOUSE_READ, document):
        return []
    kept = [_kept(one) for one in revisions(document.id)]
    if not kept or not may_write(document, actor):
        return kept
    return [Text(WRITING, "Bản đang viết", "chưa trình", lambda: content_of(document)), *kept]


def _kept(one: Revision) -> Text:
    who = f", {one.created_by.name}" if one.created_by else ""
    told = f"{dates.clock_and_day(one.created_at)}{who}"
    return Text(str(one.ordinal), f"Bản {one.ordinal}", told, lambda: one.content)


def _chosen(texts: Sequence[Text], name: str, usual: Text) -> Text:
    """What the address asks for; an unknown one asks for nothing."""
    return next((one for one in texts if one.key == request.args.get(name)), usual)


def _before(texts: Sequence[Text], newer: Text) -> Text:
    """The one handed in before it; of the first itself."""
    place = texts.index(newer)
    return texts[min(place + 1, len(texts) - 1)]

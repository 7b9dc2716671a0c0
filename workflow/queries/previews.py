"""Reading the pages drawn of a text being worked on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workflow.domain.errors import NotFound
from workflow.models import Preview, db
from workflow.models.clock import now

PATIENCE = dt.timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Pages:
    """What there is to see: the pictures, whether they show the newest words, and why not."""

    pictures: Sequence[str]
    more: int
    is_current: bool
    reason: str | None
    is_late: bool

    @property
    def is_awaited(self) -> bool:
        """Whether newer pages are still to come soon."""
        return not (self.is_current or self.reason or self.is_late)


def pages_of(subject_kind: str, subject_id: int) -> Pages:
    """The pages of a subject, none when nobody asked for them yet."""
    preview = _of(subject_kind, subject_id)
    if preview is None:
        return Pages((), 0, is_current=False, reason=None, is_late=True)
    is_current = preview.shown == preview.wanted
    is_late = not is_current and now() - preview.asked_at > PATIENCE
    return Pages(preview.pages, preview.more, is_current, preview.reason, is_late)


def picture_of(subject_kind: str, subject_id: int, digest: str) -> str:
    """The digest again if it is a page of this subject. Refuses NotFound."""
    preview = _of(subject_kind, subject_id)
    if preview is None or digest not in preview.pages:
        raise NotFound("Trang này đã được thay bằng trang mới hơn. Hãy tải lại.")
    return digest


def _of(subject_kind: str, subject_id: int) -> Preview | None:
    mine = select(Preview).where(Preview.subject_kind == subject_kind, Preview.subject_id == subject_id)
    return db.session.scalars(mine).one_or_none()

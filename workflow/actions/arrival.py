"""When an answer to a request was sent, and that it was sent back: what rates and the unit's record stand on."""

import datetime as dt
from typing import Any

from workflow.domain.deadlines import days_late
from workflow.models import Document
from workflow.models.clock import today


def lateness(document: Document) -> dict[str, Any]:
    """What the record says of handing in or sending today: how many days after the due day, if any."""
    late = days_late(document.due_on, today())
    return {"days_late": late} if late else {}


def note_sent(document: Document, at: dt.datetime) -> None:
    """The answer is on its way; the last sending counts, the first stays on show."""
    if document.target is not None:
        document.target.sent_at = at
        document.target.first_sent_at = document.target.first_sent_at or at


def note_gone(document: Document, *, sent_back: bool = False) -> None:
    """The answer that was sent does not stand any more: recalled, replaced, or sent back."""
    if document.target is not None:
        document.target.sent_at = None
        document.target.returns += sent_back

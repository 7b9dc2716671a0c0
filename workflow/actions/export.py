"""A register asked for as a file: kept as a wish, made by a job, given out until it expires."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.errors import NotFound
from workflow.domain.facts import Fact
from workflow.domain.job_names import JobName
from workflow.domain.permissions import Permission, require
from workflow.domain.states import Book, ExportForm
from workflow.models import Export, db
from workflow.models.clock import now
from workflow.queries.organisations import OrganisationCase, by_id

KEPT_FOR = dt.timedelta(days=7)


@action
def ask_for_book(
    organisation_id: int,
    book: Book,
    form: ExportForm,
    wanted: Mapping[str, Any],
    *,
    actor: Actor,
    token: str | None = None,
) -> Export:
    """Wish for a book, as a filter leaves it, as a file; a job makes it."""
    require(actor, Permission.BOOK_READ, OrganisationCase(by_id(organisation_id)))
    once(token)
    at = now()
    export = Export(
        organisation_id=organisation_id,
        book=book,
        form=form,
        wanted=dict(wanted),
        asked_by_id=actor.user_id,
        asked_at=at,
        expires_at=at + KEPT_FOR,
    )
    db.session.add(export)
    details = {"book": book.value, "form": form.value, "wanted": dict(wanted)}
    record(export, Fact.BOOK_EXPORTED, actor, at, Said(details=details, jobs=(JobName.EXPORT,)))
    return export


@action
def keep_book(export_id: int, digest: str, rows: int) -> Export:
    """The worker made the file; kept once, whatever happens twice."""
    export = _for_change(export_id)
    if export.made_at is None:
        export.made_at, export.digest, export.rows, export.error = now(), digest, rows, None
        record(export, Fact.BOOK_EXPORT_MADE, SYSTEM, export.made_at, Said(details={"digest": digest, "rows": rows}))
    return export


@action
def note_failed_book(export_id: int, reason: str) -> Export:
    """The file cannot be made: the page says why. Said already, it is not said again."""
    export = _for_change(export_id)
    if export.made_at is None and export.error != reason:
        export.error = reason
        record(export, Fact.BOOK_EXPORT_FAILED, SYSTEM, now(), Said(details={"reason": reason}))
    return export


def _for_change(export_id: int) -> Export:
    export = db.session.get(Export, export_id, with_for_update=True)
    if export is None:
        raise NotFound("Không có tệp này.")
    return export

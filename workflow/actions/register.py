"""The book's own acts: reserving a number with a reason, giving one up, filling in the columns kept by hand."""

import datetime as dt

from sqlalchemy import select

from workflow.actions.numbering import allot_number, is_of_series
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.folding import tagged_words
from workflow.domain.inputs.registers import NoteOutgoing, ReserveNumber
from workflow.domain.numbers import DocumentSymbol
from workflow.domain.permissions import Permission, require
from workflow.domain.states import EntryState, Role
from workflow.models import Document, OutgoingEntry, db
from workflow.models.clock import now, today
from workflow.queries.organisations import OrganisationCase, by_id

STALE = "Người khác vừa sửa dòng này của sổ. Hãy xem lại rồi làm tiếp; chữ đã gõ vẫn còn nguyên."


@action
def reserve(organisation_id: int, given: ReserveNumber, *, actor: Actor, token: str | None = None) -> OutgoingEntry:
    """Keep the next number of a kind for a paper that is still to come. Refuses an empty reason."""
    organisation = by_id(organisation_id)
    require(actor, Permission.BOOK_NUMBER, OrganisationCase(organisation))
    _require_reason(given.reason, "Hãy ghi lý do giữ số.")
    once(token)
    day = today()
    series_id, number = allot_number(organisation_id, given.kind, day)
    symbol = str(DocumentSymbol(number, given.kind, organisation.symbol))
    entry = OutgoingEntry(
        organisation_id=organisation_id,
        series_id=series_id,
        number=number,
        day=day,
        kind=given.kind,
        symbol=symbol,
        state=EntryState.RESERVED,
        reason=given.reason.strip(),
        search_words=tagged_words(title=symbol),
    )
    db.session.add(entry)
    details = {"symbol": entry.symbol, "reason": entry.reason}
    record(entry, Fact.NUMBER_RESERVED, actor, now(), Said(details=details, role=Role.CLERK))
    return entry


@action
def give_up(entry_id: int, reason: str, version: int, *, actor: Actor) -> OutgoingEntry:
    """A reserved number will not be used: its row stays in the book with the reason. Refuses an empty reason and a
    number that a paper took."""
    entry = outgoing_for_change(entry_id, version)
    require(actor, Permission.BOOK_NUMBER, entry)
    _require_reason(reason, "Hãy ghi lý do bỏ số.")
    if entry.state is not EntryState.RESERVED:
        raise TransitionRefused("Chỉ bỏ được số đang giữ. Số đã cấp cho văn bản thì huỷ văn bản đó, có lý do.")
    leave(entry, reason.strip(), actor, now())
    return entry


@action
def note_outgoing(entry_id: int, given: NoteOutgoing, *, actor: Actor) -> OutgoingEntry:
    """Fill in the columns kept by hand: who keeps the filed copy, how many copies, the note."""
    entry = outgoing_for_change(entry_id, given.version)
    require(actor, Permission.BOOK_KEEP, entry)
    changed = {
        name: value
        for name, value in {"keeper": given.keeper, "copies": given.copies, "note": given.note}.items()
        if getattr(entry, name) != value
    }
    if not changed:
        return entry
    for name, value in changed.items():
        setattr(entry, name, value)
    entry.version += 1
    role = actor.role_in(entry.organisation_id, Role.CLERK)
    record(entry, Fact.BOOK_NOTED, actor, now(), Said(details=changed, role=role))
    return entry


def leave_number(document: Document, reason: str, actor: Actor, at: dt.datetime) -> None:
    """The document takes another number: the row of the one it had stays, with the reason."""
    query = select(OutgoingEntry).where(
        OutgoingEntry.document_id == document.id, OutgoingEntry.state != EntryState.GIVEN_UP
    )
    for entry in db.session.scalars(query.with_for_update()):
        leave(entry, reason, actor, at)


def claim_reserved(document: Document, entry_id: int, day: dt.date) -> None:
    """Give the document a number that was reserved. Refuses one that is another's, of another kind, or used."""
    entry = outgoing_for_change(entry_id)
    mine = entry.organisation_id == document.organisation_id and entry.kind == document.kind.value
    if not mine or entry.state is not EntryState.RESERVED:
        raise InvalidInput("Số này không còn được giữ. Hãy chọn lại.", fields={"reserved": "Hãy chọn lại số."})
    if day < entry.day:
        message = f"Số {entry.symbol} được giữ từ ngày {dates.short(entry.day)}, sau ngày của văn bản."
        raise InvalidInput(message, fields={"reserved": message})
    if not is_of_series(entry.series_id, document.organisation_id, day):
        message = f"Số {entry.symbol} thuộc sổ của nhiệm kỳ hoặc năm trước, không dùng cho văn bản hôm nay được."
        raise InvalidInput(message, fields={"reserved": message})
    document.series_id, document.number, document.symbol = entry.series_id, entry.number, entry.symbol


def outgoing_for_change(entry_id: int, version: int | None = None) -> OutgoingEntry:
    """One row of the outgoing book, locked. Refuses NotFound, and ChangedMeanwhile when somebody edited it."""
    query = select(OutgoingEntry).where(OutgoingEntry.id == entry_id)
    entry = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if entry is None:
        raise NotFound("Không có dòng này trong sổ.")
    if version is not None and entry.version != version:
        raise ChangedMeanwhile(STALE)
    return entry


def leave(entry: OutgoingEntry, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Give up a number inside a running act; its row stays, with the reason."""
    entry.state, entry.reason = EntryState.GIVEN_UP, reason
    entry.version += 1
    details = {"symbol": entry.symbol, "reason": reason}
    role = actor.role_in(entry.organisation_id, Role.CLERK)
    record(entry, Fact.NUMBER_GIVEN_UP, actor, at, Said(details=details, role=role))


def _require_reason(reason: str, message: str) -> None:
    if not reason.strip():
        raise InvalidInput(message, fields={"reason": message})

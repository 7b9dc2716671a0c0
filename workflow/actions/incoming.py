"""The book of what arrives: a số đến for every receipt and for every paper that came by another way."""

import datetime as dt

from sqlalchemy import select

from workflow.actions.numbering import allot_incoming
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.blocks import plain
from workflow.domain.dates import local_day
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.folding import tagged_words
from workflow.domain.inputs.registers import EnterIncoming, NoteIncoming
from workflow.domain.permissions import Permission, require
from workflow.domain.states import EntryState, Role
from workflow.models import Document, IncomingEntry, db
from workflow.models.clock import now, today
from workflow.queries.organisations import OrganisationCase, by_id

STALE = "Người khác vừa sửa dòng này của sổ. Hãy xem lại rồi làm tiếp; chữ đã gõ vẫn còn nguyên."


def enter_received(document: Document, organisation_id: int, at: dt.datetime) -> IncomingEntry:
    """The row of a paper that this organisation has just received, with its số đến, in the same transaction; a paper
    that was received, taken back and received again keeps its row."""
    query = select(IncomingEntry).where(
        IncomingEntry.document_id == document.id, IncomingEntry.organisation_id == organisation_id
    )
    known = db.session.scalars(query).one_or_none()
    if known is not None:
        return known
    entry = IncomingEntry(organisation_id=organisation_id, document_id=document.id, **_said_by(document))
    return _numbered(entry, local_day(at))


@action
def enter_by_hand(
    organisation_id: int, given: EnterIncoming, *, actor: Actor, token: str | None = None
) -> IncomingEntry:
    """Enter a paper that came on paper, by post or from outside. Refuses a day still to come, a paper dated after it
    arrived, and one without author or title."""
    require(actor, Permission.BOOK_KEEP, OrganisationCase(by_id(organisation_id)))
    _refuse_bad(given)
    once(token)
    entry = IncomingEntry(
        organisation_id=organisation_id,
        author=given.author,
        kind=given.kind,
        symbol=given.symbol,
        dated_on=given.dated_on,
        title=given.title,
        handler=given.handler,
        passed_on=given.passed_on,
        receipt=given.receipt,
        note=given.note,
    )
    _numbered(entry, given.day)
    details = {"book_number": entry.number, "symbol": entry.symbol, "day": entry.day.isoformat()}
    role = actor.role_in(organisation_id, Role.CLERK, Role.OFFICE)
    record(entry, Fact.BOOK_ENTERED, actor, now(), Said(details=details, role=role))
    return entry


@action
def note_incoming(entry_id: int, given: NoteIncoming, *, actor: Actor) -> IncomingEntry:
    """Fill in what happens after the receipt: to whom and when it was passed, who took it, the note."""
    entry = _for_change(entry_id, given.version)
    require(actor, Permission.BOOK_KEEP, entry)
    if given.passed_on is not None and given.passed_on < entry.day:
        message = "Ngày chuyển không thể trước ngày đến."
        raise InvalidInput(message, fields={"passed_on": message})
    changed = {name: getattr(given, name) for name in ("handler", "passed_on", "receipt", "note")}
    changed = {name: value for name, value in changed.items() if getattr(entry, name) != value}
    if not changed:
        return entry
    for name, value in changed.items():
        setattr(entry, name, value)
    entry.search_words = _searchable(entry)
    entry.version += 1
    told = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in changed.items()}
    role = actor.role_in(entry.organisation_id, Role.CLERK, Role.OFFICE)
    record(entry, Fact.BOOK_NOTED, actor, now(), Said(details=told, role=role))
    return entry


@action
def strike_incoming(entry_id: int, reason: str, version: int, *, actor: Actor) -> IncomingEntry:
    """A row entered by mistake: it stays, with the reason, and its number is not given again. Refuses a row that a
    receipt in the system made."""
    entry = _for_change(entry_id, version)
    require(actor, Permission.BOOK_KEEP, entry)
    if not reason.strip():
        raise InvalidInput("Hãy ghi lý do bỏ số.", fields={"reason": "Hãy ghi lý do bỏ số."})
    if entry.document_id is not None or entry.state is EntryState.GIVEN_UP:
        raise TransitionRefused("Chỉ bỏ được số đến của văn bản nhập tay, và chỉ một lần.")
    entry.state, entry.reason = EntryState.GIVEN_UP, reason.strip()
    entry.version += 1
    role = actor.role_in(entry.organisation_id, Role.CLERK, Role.OFFICE)
    details = {"book_number": entry.number, "reason": entry.reason}
    record(entry, Fact.NUMBER_GIVEN_UP, actor, now(), Said(details=details, role=role))
    return entry


def _numbered(entry: IncomingEntry, day: dt.date) -> IncomingEntry:
    entry.day, entry.state, entry.search_words = day, EntryState.RECEIVED, _searchable(entry)
    entry.series_id, entry.number = allot_incoming(entry.organisation_id, day)
    db.session.add(entry)
    return entry


def _searchable(entry: IncomingEntry) -> list[str]:
    return tagged_words(
        title=f"{entry.symbol or ''} {entry.title or ''}", party=entry.author or "", signer=entry.handler or ""
    )


def _said_by(document: Document) -> dict[str, object]:
    return {
        "author": document.issuer_name,
        "kind": document.kind.value,
        "symbol": document.symbol or "",
        "dated_on": document.issued_on,
        "title": plain(document.abstract),
    }


def _refuse_bad(given: EnterIncoming) -> None:
    wrong: dict[str, str] = {}
    if not given.author:
        wrong["author"] = "Hãy ghi tác giả văn bản."
    if not given.title:
        wrong["title"] = "Hãy ghi trích yếu nội dung."
    if given.day > today():
        wrong["day"] = "Ngày đến không thể sau hôm nay."
    if given.dated_on is not None and given.dated_on > given.day:
        wrong["dated_on"] = "Ngày của văn bản không thể sau ngày đến."
    if given.passed_on is not None and given.passed_on < given.day:
        wrong["passed_on"] = "Ngày chuyển không thể trước ngày đến."
    if wrong:
        raise InvalidInput("Chưa vào sổ được văn bản đến.", fields=wrong)


def _for_change(entry_id: int, version: int) -> IncomingEntry:
    query = select(IncomingEntry).where(IncomingEntry.id == entry_id)
    entry = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if entry is None:
        raise NotFound("Không có dòng này trong sổ.")
    if entry.version != version:
        raise ChangedMeanwhile(STALE)
    return entry

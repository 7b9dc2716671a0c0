"""The outgoing book keeps up with the document: a row for its number, saying what the document says now."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from workflow.domain.blocks import plain
from workflow.domain.dates import local_day, short
from workflow.domain.facts import Fact
from workflow.domain.folding import tagged_words
from workflow.domain.states import CLOSED, DocumentState, EntryState
from workflow.models import Document, OutgoingEntry, db

# The acts after which a row of the book says something else.
FOLLOWED = frozenset(
    {
        Fact.DOCUMENT_NUMBERED,
        Fact.DOCUMENT_REGISTERED,
        Fact.DOCUMENT_ISSUED,
        Fact.DOCUMENT_SENT,
        Fact.DOCUMENT_RECEIVED,
        Fact.DOCUMENT_SENT_BACK,
        Fact.DOCUMENT_RECALLED,
        Fact.DOCUMENT_CANCELLED,
        Fact.DOCUMENT_SUPERSEDED,
    }
)
LONGEST_REASON = 1000


def follow(document: Document, at: dt.datetime, reason: str = "") -> None:
    """Write or renew the row of the document's number; a document without a number has none. `reason` says why it was
    cancelled or replaced."""
    if document.number is None or document.issued_on is None:
        return
    with db.session.no_autoflush:  # an act writes its document once, at the commit
        said, entry = _said_by(document), _row_of(document)
    if entry is None:
        entry = OutgoingEntry(organisation_id=document.organisation_id, series_id=document.series_id, **said)
        entry.number = document.number
        db.session.add(entry)
    for name, value in said.items():
        setattr(entry, name, value)
    if entry.state in {EntryState.CANCELLED, EntryState.REPLACED}:
        entry.reason = (reason or entry.reason or "")[:LONGEST_REASON]
    entry.search_words = searchable(entry)


def searchable(entry: OutgoingEntry) -> list[str]:
    """What a row is found by: the words of its symbol and title, its addressees, its signer."""
    return tagged_words(title=f"{entry.symbol} {entry.title}", party=entry.recipients, signer=entry.signer)


def _row_of(document: Document) -> OutgoingEntry | None:
    """The row of its number in its series; a number from before the known terms belongs to no series."""
    query = select(OutgoingEntry)
    if document.series_id is None:
        query = query.where(OutgoingEntry.document_id == document.id)
    else:
        query = query.where(OutgoingEntry.series_id == document.series_id, OutgoingEntry.number == document.number)
    return db.session.scalars(query).one_or_none()


def _said_by(document: Document) -> dict[str, Any]:
    deliveries = document.deliveries
    received = [
        f"{one.organisation.short_name if one.organisation else one.label}: {one.received_by}, "
        f"{short(local_day(one.received_at))}"
        for one in deliveries
        if one.received_at
    ]
    return {
        "document_id": document.id,
        "day": document.issued_on,
        "kind": document.kind.value,
        "symbol": document.symbol or "",
        "title": plain(document.abstract),
        "signer": ", ".join(filter(None, (document.signature.get("name"), _post(document)))),
        "recipients": "; ".join(_recipients(document)),
        "sent_on": local_day(deliveries[0].sent_at) if deliveries else None,
        "receipt": "; ".join(received),
        "state": _state(document),
    }


def _recipients(document: Document) -> list[str]:
    """Those it went to, and before it went those that are printed on it."""
    return [one.label for one in document.deliveries] or list(document.recipients)


def _post(document: Document) -> str:
    return (document.signature.get("position") or "").capitalize()


def _state(document: Document) -> EntryState:
    if document.state is DocumentState.CANCELLED:
        return EntryState.CANCELLED
    if document.state is DocumentState.SUPERSEDED:
        return EntryState.REPLACED
    return EntryState.ISSUED if document.state in CLOSED else EntryState.TAKEN

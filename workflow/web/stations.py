"""The state line of a document: its stations who was there when, and the sentence below it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workflow.domain import dates
from workflow.domain.facts import Fact
from workflow.domain.labels import STATION_OF, STATIONS
from workflow.domain.states import DecisionWay, DocumentState, JobStep, Role
from workflow.queries.accounts import members_of
from workflow.queries.audit import Entry
from workflow.queries.case import DocumentCase
from workflow.queries.documents import Document
from workflow.queries.opinions import awaited_names

WRITING, APPRAISAL, APPROVAL, ISSUING, SENT, RECEIVED, CONSOLIDATED = range(len(STATIONS))
ENDED = frozenset({DocumentState.CANCELLED, DocumentState.SUPERSEDED})

_FACT_OF: Mapping[int, tuple[Fact, ...]] = {
    WRITING: (Fact.DOCUMENT_SUBMITTED,),
    APPRAISAL: (Fact.DOCUMENT_APPRAISED,),
    APPROVAL: (Fact.DOCUMENT_APPROVED,),
    ISSUING: (Fact.DOCUMENT_ISSUED, Fact.DOCUMENT_REGISTERED),
    SENT: (Fact.DOCUMENT_SENT,),
    RECEIVED: (Fact.DOCUMENT_RECEIVED,),
    CONSOLIDATED: (Fact.DOCUMENT_CONSOLIDATED,),
}
_HERE: Mapping[DocumentState, tuple[Role, ...]] = {
    DocumentState.DRAFT: (Role.DRAFTER,),
    DocumentState.CONSOLIDATING: (Role.OFFICE,),
    DocumentState.IN_APPRAISAL: (Role.OFFICE,),
    DocumentState.IN_APPROVAL: (Role.SIGNER, Role.MEMBER),
    DocumentState.APPROVED: (Role.CLERK,),
    DocumentState.ISSUED: (Role.CLERK,),
    DocumentState.SENT: (Role.OFFICE, Role.CLERK),
    DocumentState.RECEIVED: (Role.OFFICE,),
}


@dataclass(frozen=True, slots=True)
class Station:
    """One station as the macro `flow` shows it."""

    name: str
    status: Literal["done", "now", "next"]
    by: str | None
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The sentence below the line: at whose desk, since when, for how many days, whom it waits for."""

    place: str
    since: dt.datetime
    days: int
    awaited: tuple[str, ...]


def stations_of(document: Document, acts: Sequence[Entry]) -> list[Station]:
    """The stations this document passes, in order (mock rule 6)."""
    here = _position(document, acts)
    return [_station(document, acts, station, here) for station in _route(document, acts)]


def standing_of(document: Document, today: dt.date) -> Standing:
    """Where the document is now and for whom it waits."""
    days = (today - dates.local_day(document.state_since)).days
    return Standing(document.desk.name, document.state_since, max(days, 0), _awaited(document))


def taken_back(document: Document, acts: Sequence[Entry]) -> str | None:
    """What its authority said of a certificate that the issued paper was signed with, when it had been revoked."""
    found = _last(acts, (Fact.DOCUMENT_PROVEN,))
    if found is None or document.state not in _SETTLED or not found.details.get("taken_back"):
        return None
    return str(found.details["reason"])


def _route(document: Document, acts: Sequence[Entry]) -> list[int]:
    """A chi bộ has no appraisal; a registered paper begins issued, a copy approved; only what goes up is received by
    one desk, and only what answers a request is consolidated there; the top of the tree sends its report to nobody."""
    registered = any(act.fact is Fact.DOCUMENT_REGISTERED for act in acts)
    first = ISSUING if registered or not document.traits.written else WRITING
    last = CONSOLIDATED if document.target_id else RECEIVED
    if not document.traits.goes_up:
        last = SENT
    elif document.organisation.superior_id is None:
        last = ISSUING
    skipped = {APPRAISAL} if document.organisation.is_cell else set()
    return [station for station in range(first, last + 1) if station not in skipped]


def _position(document: Document, acts: Sequence[Entry]) -> int:
    """The station now; of a paper that ended, the one where it ended."""
    if document.state in ENDED:
        ended = next((act.from_state for act in reversed(acts) if act.to_state is document.state), None)
        return STATION_OF[ended or document.state]
    return STATION_OF[document.state]


def _station(document: Document, acts: Sequence[Entry], station: int, here: int) -> Station:
    name = STATIONS[station]
    passed = _last(acts, _FACT_OF[station])
    if station < here and passed:
        return Station(name, "done", _told(document, station, passed), passed.at)
    if station < here:
        return Station(name, "done", None, None)
    if station > here or document.state in ENDED:
        return Station(name, "next", _who_will(document, station), None)
    if passed and document.state in _SETTLED:
        return Station(name, "now", _told(document, station, passed), passed.at)
    return Station(name, "now", document.desk.short_name, document.state_since)


_SETTLED = frozenset({DocumentState.ISSUED, DocumentState.SENT, DocumentState.RECEIVED, DocumentState.CONSOLIDATED})


def _last(acts: Sequence[Entry], facts: tuple[Fact, ...]) -> Entry | None:
    return next((act for act in reversed(acts) if act.fact in facts), None)


def _told(document: Document, station: int, act: Entry) -> str:
    if station == APPROVAL and (meeting := act.details.get("meeting")):
        return f"{act.actor}, {meeting['agreed']}/{meeting['present']} đồng ý"
    if station == APPROVAL and (decision := act.details.get("decision")):
        return f"{document.organisation.short_name}, {decision['agreed']}/{decision['members']} đồng ý"
    if station == ISSUING and document.number is not None:
        signer = document.signature.get("name")
        number = f"số\N{NO-BREAK SPACE}{document.number:02d}"
        return f"{signer} ký; {number}" if signer else number
    if station == CONSOLIDATED:
        return f"vào {act.details.get('symbol')}"
    if station == RECEIVED:
        return f"{act.unit}, {act.actor}" if act.unit else act.actor
    return act.actor


def _who_will(document: Document, station: int) -> str | None:
    above = document.organisation.superior
    if station == RECEIVED and document.is_at_clearing_house and above:
        return f"{above.short_name}, sau {document.desk.short_name}"
    if station in (RECEIVED, CONSOLIDATED):
        return above.short_name if above else None
    if document.organisation.is_cell:
        return "Bí thư chi bộ"
    return {APPRAISAL: "Văn phòng", APPROVAL: "Cấp uỷ", ISSUING: "Người ký, văn thư", SENT: "Văn thư"}.get(station)


def _awaited(document: Document) -> tuple[str, ...]:
    if document.step is not JobStep.NONE or document.state in ENDED:
        return ()
    is_printed = document.state is DocumentState.APPROVED and document.prepared_digest is not None
    if is_printed and not document.signatures:
        return (document.signature["name"],)
    if document.state is DocumentState.IN_APPROVAL and DocumentCase(document).decides_by is not DecisionWay.ONE:
        return tuple(awaited_names(document)) or _names(document, (Role.OFFICE,))
    if document.assignee is not None:
        return (document.assignee.name,)
    return _names(document, _roles_awaited(document))


def _names(document: Document, roles: tuple[Role, ...]) -> tuple[str, ...]:
    names = [
        member.user.name
        for member in members_of(document.desk_id)
        if member.role in roles and not _may_not_decide(document, member.user_id)
    ]
    return tuple(dict.fromkeys(names))


def _roles_awaited(document: Document) -> tuple[Role, ...]:
    if document.state is DocumentState.RETURNED:
        return (Role.OFFICE,) if document.consolidates else (Role.DRAFTER,)
    if document.is_at_clearing_house:
        return (Role.OFFICE,)
    goes_up = document.traits.goes_up
    if document.state is DocumentState.ISSUED and goes_up and document.organisation.superior_id is None:
        return ()
    if document.state in {DocumentState.SENT, DocumentState.RECEIVED} and not goes_up:
        return ()
    return _HERE.get(document.state, ())


def _may_not_decide(document: Document, user_id: int) -> bool:
    is_author = user_id in document.author_ids
    return document.state is DocumentState.IN_APPROVAL and is_author and not document.organisation.is_cell

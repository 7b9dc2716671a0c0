"""The acts of a document as entries of the macro `timeline`, newest first, the savings between them counted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.domain.labels import FACTS
from workflow.queries.audit import Entry
from workflow.queries.timeline import savings_before
from workflow.web.wording import details_of


@dataclass(frozen=True, slots=True)
class Told:
    """One act as the timeline shows it."""

    what: str
    who: str
    at: dt.datetime
    detail: str


def told_acts(acts: Sequence[Entry], titles: Mapping[str, str], length: int) -> list[Told]:
    """The acts newest first. `length` is that of the whole chain: savings after the last act count too; 0 leaves the
    savings out, for a reader outside the house."""
    savings = savings_before(acts) if length else {}
    told = [_told(act, titles, savings.get(act.ordinal, 0)) for act in reversed(acts)]
    since = length - acts[-1].ordinal if length and acts else 0
    if since > 0:
        last = told[0]
        told[0] = Told(last.what, last.who, last.at, _joined(last.detail, f"từ đó đã lưu {since} lần"))
    return told


def _told(act: Entry, titles: Mapping[str, str], savings: int) -> Told:
    saved = f"sau {savings} lần lưu" if savings else ""
    who = f"{act.actor}, {act.unit}" if act.unit and act.unit not in act.actor else act.actor
    return Told(FACTS[act.fact], who, act.at, _joined(details_of(act, titles), saved))


def _joined(*parts: str) -> str:
    return "; ".join(filter(None, parts))

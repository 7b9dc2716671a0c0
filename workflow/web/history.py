"""The acts of a document as entries of the macro `timeline`, newest first, the savings between them counted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflow.domain.labels import FACTS
from workflow.queries.act_words import details_of
from workflow.queries.audit import Entry
from workflow.queries.documents import Document
from workflow.queries.timeline import savings_before


@dataclass(frozen=True, slots=True)
class Told:
    """One act as the timeline shows it."""

    what: str
    who: str
    at: dt.datetime
    detail: str


def told_acts(document: Document, acts: Sequence[Entry], *, inside: bool) -> list[Told]:
    """The acts newest first, with whoever acted for another organisation named with it. Inside the house the savings
    before each act, and those since the last, are counted."""
    if not inside or not acts:
        return [_told(act, document) for act in reversed(acts)]
    savings = savings_before(acts)
    told = [_counted(_told(act, document), savings[act.ordinal], "sau {} lần lưu") for act in reversed(acts)]
    since = document.chain_length - acts[-1].ordinal
    return [_counted(told[0], since, "từ đó đã lưu {} lần"), *told[1:]]


def _told(act: Entry, document: Document) -> Told:
    titles = {section.key: section.title for section in document.sections}
    elsewhere = act.unit is not None and act.unit != document.organisation.short_name
    who = f"{act.actor}, {act.unit}" if elsewhere else act.actor
    return Told(FACTS[act.fact], who, act.at, details_of(act, titles))


def _counted(told: Told, savings: int, words: str) -> Told:
    if not savings:
        return told
    return replace(told, detail="; ".join(filter(None, [told.detail, words.format(savings)])))

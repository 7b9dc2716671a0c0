"""The registers: nhiệm kỳ, series, and which number a paper would get."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from workflow.domain.numbers import DocumentSymbol
from workflow.domain.series import INCOMING_KIND, TermDays, first_day_of_series, terms_of
from workflow.domain.states import EntryState
from workflow.models import Document, OutgoingEntry, Series, Term, db
from workflow.models.clock import today


@dataclass(frozen=True, slots=True)
class HeldTerm:
    """A nhiệm kỳ of an organisation with its last day, and how many numbers were given in it."""

    id: int
    name: str
    days: TermDays
    numbers: int


def term_on(organisation_id: int, day: dt.date) -> Term | None:
    """The term in which the day lies; None before the first that is known."""
    query = select(Term).where(Term.organisation_id == organisation_id, Term.from_day <= day)
    return db.session.scalars(query.order_by(Term.from_day.desc()).limit(1)).one_or_none()


def terms(organisation_id: int) -> list[HeldTerm]:
    """Every term, oldest first, in two statements."""
    rows = db.session.scalars(select(Term).where(Term.organisation_id == organisation_id).order_by(Term.from_day)).all()
    days = terms_of([(row.from_day, row.numbering) for row in rows])
    counted = (
        select(Series.from_day, func.sum(Series.last))
        .where(Series.organisation_id == organisation_id, Series.kind != INCOMING_KIND)
        .group_by(Series.from_day)
    )
    given = [(from_day, int(count)) for from_day, count in db.session.execute(counted)]
    return [
        HeldTerm(row.id, row.name, span, sum(count for from_day, count in given if span.holds(from_day)))
        for row, span in zip(rows, days, strict=True)
    ]


def expected_symbol(document: Document) -> str:
    """The symbol the paper has, or would get if it took its number now; another may come first."""
    if document.symbol:
        return document.symbol
    organisation = document.organisation
    day = today()
    term = term_on(organisation.id, day)
    last = 0
    if term is not None:
        query = select(Series.last).where(
            Series.organisation_id == organisation.id,
            Series.kind == document.kind.value,
            Series.from_day == first_day_of_series(term.from_day, term.numbering, day),
        )
        last = db.session.scalar(query) or 0
    return str(DocumentSymbol(last + 1, document.kind.value, organisation.symbol))


def reserved_of(organisation_id: int, kind: str) -> Sequence[OutgoingEntry]:
    """The numbers of a kind that were reserved and not used yet, oldest first."""
    query = select(OutgoingEntry).where(
        OutgoingEntry.organisation_id == organisation_id,
        OutgoingEntry.state == EntryState.RESERVED,
        OutgoingEntry.kind == kind,
    )
    return db.session.scalars(query.order_by(OutgoingEntry.id).limit(100)).all()


def dated_from(organisation_id: int, day: dt.date) -> Sequence[OutgoingEntry]:
    """The first few numbers of the outgoing book that bear this day or a later one."""
    query = select(OutgoingEntry).where(OutgoingEntry.organisation_id == organisation_id, OutgoingEntry.day >= day)
    return db.session.scalars(query.order_by(OutgoingEntry.day, OutgoingEntry.id).limit(4)).all()

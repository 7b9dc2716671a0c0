"""The four rates of any branch, from the tallies: one organisation, or all directly below it, by period. Nothing is
counted when it is asked for, so that the whole country costs what a commune costs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    TableValuedAlias,
    and_,
    column,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.types import TypeEngine

from workflow.domain.periods import Span
from workflow.models import Organisation, Tally, db
from workflow.queries.campaigns import Rates

PAGE = 50
Place = tuple[str, int]
_KEY: Mapping[str, TypeEngine[Any]] = {
    "place": Integer(), "kind": String(), "year": Integer(), "index": Integer(), "first": Date(), "last": Date(),
}  # fmt: skip
# The view `duty_now` says what each standing duty amounts to now, and in whose tallies.
_DIFFERENT = text("""
SELECT count(*) FROM (
    SELECT organisation_id, period_kind, period_year, period_index, due_on,
        count(*) AS expected, count(*) FILTER (WHERE arrived) AS arrived,
        count(*) FILTER (WHERE on_time) AS on_time, count(*) FILTER (WHERE returned) AS returned
    FROM (SELECT unnest(organisation_ids) AS organisation_id, * FROM duty_now) AS share
    GROUP BY organisation_id, period_kind, period_year, period_index, due_on
) AS anew FULL JOIN tally USING (organisation_id, period_kind, period_year, period_index, due_on)
WHERE (anew.expected, anew.arrived, anew.on_time, anew.returned)
    IS DISTINCT FROM (tally.expected, tally.arrived, tally.on_time, tally.returned)
""")


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation directly below and the rates of its branch, one for each period asked for."""

    organisation: Organisation
    rates: tuple[Rates, ...]

    @property
    def place(self) -> Place:
        """Where the list goes on after it."""
        return self.organisation.name, self.organisation.id


def rates(organisation_id: int, span: Span, today: dt.date) -> Rates:
    """The rates of a whole branch in a period, itself included as a unit that reports; a range of the key."""
    return totals(organisation_id, [span], today)[0]


def totals(organisation_id: int, spans: Sequence[Span], today: dt.date) -> list[Rates]:
    """The rates of a whole branch in each of several periods, in their order; one statement."""
    wanted = _wanted(spans)
    query = select(wanted.c.place, *_figures(today)).select_from(wanted).join(Tally, and_(*_same_span(wanted)))
    query = query.where(Tally.organisation_id == organisation_id).group_by(wanted.c.place)
    found = {place: Rates(*sums) for place, *sums in db.session.execute(query)}
    return [found.get(place, Rates()) for place in range(len(spans))]


def matrix(
    organisation_id: int, spans: Sequence[Span], today: dt.date, after: Place | None = None, limit: int = PAGE
) -> list[Row]:
    """Those directly below by name, each with its rates in the periods, in their order; two statements, keyset on
    (name, id). Those that have ended stand among them where the periods still know of them."""
    below = db.session.scalars(_page(organisation_id, spans, after).limit(limit)).all()
    wanted = _wanted(spans)
    query = select(Tally.organisation_id, wanted.c.place, *_figures(today)).select_from(wanted)
    query = query.join(Tally, and_(Tally.organisation_id.in_([one.id for one in below]), *_same_span(wanted)))
    query = query.group_by(Tally.organisation_id, wanted.c.place)
    found = {(unit_id, place): Rates(*sums) for unit_id, place, *sums in db.session.execute(query)}
    return [Row(one, tuple(found.get((one.id, place), Rates()) for place in range(len(spans)))) for one in below]


def different() -> int:
    """How many tallies are not what a count of all duties gives, when nothing waits in the outbox. It reads all."""
    db.session.execute(text("SET LOCAL statement_timeout = 0"))
    return db.session.scalar(_DIFFERENT) or 0


def _figures(today: dt.date) -> tuple[ColumnElement[int], ...]:
    """Those of `Rates`, in its order."""
    missing = func.sum(Tally.expected - Tally.arrived).filter(Tally.due_on < today)
    return (
        func.coalesce(func.sum(Tally.expected), 0).label("expected"),
        func.coalesce(func.sum(Tally.arrived), 0).label("arrived"),
        func.coalesce(func.sum(Tally.on_time), 0).label("on_time"),
        func.coalesce(missing, 0).label("late"),
        func.coalesce(func.sum(Tally.returned), 0).label("returned"),
    )


def _page(organisation_id: int, spans: Sequence[Span], after: Place | None) -> Select[Organisation]:
    key = tuple_(Tally.period_kind, Tally.period_year, Tally.period_index)
    known = exists().where(
        Tally.organisation_id == Organisation.id, key.in_([part[:3] for span in spans for part in span.parts])
    )
    query = select(Organisation).where(
        Organisation.superior_id == organisation_id, or_(Organisation.to_day.is_(None), known)
    )
    if after is not None:
        query = query.where(tuple_(Organisation.name, Organisation.id) > after)
    return query.order_by(Organisation.name, Organisation.id)


def _wanted(spans: Sequence[Span]) -> TableValuedAlias:
    """The periods as rows, so that each part of one is one range of the key; as lists, for a statement with rows of
    values in it would be written anew each time."""
    rows = [(place, *part) for place, span in enumerate(spans) for part in span.parts]
    lists = [literal(list(one), ARRAY(sort)) for one, sort in zip(zip(*rows, strict=True), _KEY.values(), strict=True)]
    columns = [column(name, sort) for name, sort in _KEY.items()]
    return func.unnest(*lists).table_valued(*columns).render_derived(name="wanted")


def _same_span(wanted: TableValuedAlias) -> tuple[ColumnElement[bool], ...]:
    return (
        Tally.period_kind == wanted.c.kind,
        Tally.period_year == wanted.c.year,
        Tally.period_index == wanted.c.index,
        Tally.due_on.between(wanted.c.first, wanted.c.last),
    )

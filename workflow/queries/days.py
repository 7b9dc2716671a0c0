"""The calendar of working days: the public holidays of Việt Nam, and over them what an organisation and those above it
have decided, the nearest first."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from workflow.domain.working_days import WorkingDays
from workflow.models import DayOff, Organisation, db

__all__ = ["DayOff", "Holiday", "days_off_of", "public_holidays", "working_days"]

_AROUND = dt.timedelta(days=60)  # so that the nearest worked day of either end is inside


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of the public calendar that is not worked, or a weekend day that is worked instead of one (`works`)."""

    day: dt.date
    works: bool
    name: str


@lru_cache(maxsize=32)
def public_holidays(year: int) -> tuple[Holiday, ...]:
    """The public calendar of a year, Tết and the swapped days that were decreed included, in order."""
    # a third of a second with its first year: only those who count working days need it
    from holidays import country_holidays

    found = country_holidays("VN", years=year, language="vi")
    # the package writes the tone marks in the old way
    off = [Holiday(day, False, name.replace("óa", "oá")) for day, name in found.items() if day.year == year]
    swapped = [Holiday(day, True, "Làm bù") for day in getattr(found, "weekend_workdays", ()) if day.year == year]
    return tuple(sorted((*off, *swapped), key=lambda one: one.day))


def working_days(organisation: Organisation, first: dt.date, last: dt.date) -> WorkingDays:
    """The working days of an organisation, to be counted between the two days and a little beyond them."""
    first, last = first - _AROUND, last + _AROUND
    known = {one.day: one.works for year in range(first.year, last.year + 1) for one in public_holidays(year)}
    chain = [organisation.id, *organisation.ancestor_ids]
    query = select(DayOff).where(DayOff.organisation_id.in_(chain), DayOff.day.between(first, last))
    # the nearest comes last and counts
    for one in sorted(db.session.scalars(query), key=lambda one: -chain.index(one.organisation_id)):
        known[one.day] = one.works
    return WorkingDays(off=_days(known.items(), works=False), worked=_days(known.items(), works=True))


def days_off_of(organisation: Organisation, year: int) -> Sequence[DayOff]:
    """What the organisation and those above it decided of a year, in order of the days."""
    chain = [organisation.id, *organisation.ancestor_ids]
    in_year = DayOff.day.between(dt.date(year, 1, 1), dt.date(year, 12, 31))
    return db.session.scalars(
        select(DayOff).where(DayOff.organisation_id.in_(chain), in_year).order_by(DayOff.day, DayOff.id)
    ).all()


def _days(known: Iterable[tuple[dt.date, bool]], *, works: bool) -> frozenset[dt.date]:
    return frozenset(day for day, worked in known if worked is works)

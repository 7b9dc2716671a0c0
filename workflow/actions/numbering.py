"""Numbers without holes or doubles: the series row is the lock, a rollback gives the number back."""

import datetime as dt

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert

from workflow.models import Organisation, Series, db


def allot_number(organisation: Organisation, kind: str) -> tuple[int, int]:
    """(series id, number): the next number of the kind in the organisation's present term (HD36 1.3.1). The row stays
    locked until the transaction ends, so call it last, just before `record`."""
    open_series(organisation.id, kind, organisation.term_from)
    row = db.session.execute(
        update(Series)
        .where(
            Series.organisation_id == organisation.id, Series.kind == kind, Series.term_from == organisation.term_from
        )
        .values(last=Series.last + 1)
        .returning(Series.id, Series.last)
    ).one()
    return row.id, row.last


def reserve_number(organisation: Organisation, kind: str, number: int) -> int:
    """The series id after making sure that the series has passed `number` (a paper issued outside the system)."""
    open_series(organisation.id, kind, organisation.term_from)
    return db.session.execute(
        update(Series)
        .where(
            Series.organisation_id == organisation.id, Series.kind == kind, Series.term_from == organisation.term_from
        )
        .values(last=func.greatest(Series.last, number))
        .returning(Series.id)
    ).scalar_one()


def open_series(organisation_id: int, kind: str, term_from: dt.date) -> None:
    """Make the row of a series unless it is there."""
    row = insert(Series).values(organisation_id=organisation_id, kind=kind, term_from=term_from, last=0)
    db.session.execute(row.on_conflict_do_nothing())

"""Numbers without holes or doubles: the series row is the lock, a rollback gives the number back."""

import datetime as dt

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from workflow.domain import dates
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.numbers import KINDS
from workflow.domain.series import INCOMING_KIND, first_day_of_series, first_day_of_year
from workflow.domain.states import EntryState
from workflow.models import Organisation, OutgoingEntry, Series, db
from workflow.queries.registers import term_on


def allot_number(organisation_id: int, kind: str, day: dt.date) -> tuple[int, int]:
    """(series id, number): the next number of the kind for a paper of that day. The row stays locked until the
    transaction ends, so call it last, just before `record`. Refuses a day without a nhiệm kỳ, and one before the day
    of the number given last, for numbers and dates rise together."""
    series_id = open_series(organisation_id, kind, _first_day(organisation_id, day))
    row = db.session.execute(
        update(Series)
        .where(Series.id == series_id, or_(Series.last_on.is_(None), Series.last_on <= day))
        .values(last=Series.last + 1, last_on=day)
        .returning(Series.last)
    ).one_or_none()
    if row is None:
        raise TransitionRefused(_too_early(series_id, day))
    return series_id, row.last


def allot_incoming(organisation_id: int, day: dt.date) -> tuple[int, int]:
    """(series id, số đến): the next of the organisation's year, whatever the kind."""
    series_id = open_series(organisation_id, INCOMING_KIND, first_day_of_year(day))
    number = db.session.execute(
        update(Series)
        .where(Series.id == series_id)
        .values(last=Series.last + 1, last_on=func.greatest(Series.last_on, day))
        .returning(Series.last)
    ).scalar_one()
    return series_id, number


def reserve_number(
    organisation_id: int, kind: str, number: int, day: dt.date, *, out_of_order: bool = False
) -> int | None:
    """The series id after making sure that the series has passed `number`, which a paper of that day got outside the
    system; None for a day before the first nhiệm kỳ that is known. Refuses (InvalidInput) a number that the book has
    already, and, unless `out_of_order`, a day before that of a smaller number or after that of a greater one."""
    if _term_from(organisation_id, day) is None:
        return None
    series_id = open_series(organisation_id, kind, _first_day(organisation_id, day))
    db.session.execute(
        update(Series)
        .where(Series.id == series_id)
        .values(
            last=func.greatest(Series.last, number),
            last_on=case((Series.last < number, day), else_=Series.last_on),
        )
    )
    _refuse_taken(series_id, kind, number)
    if not out_of_order:
        _refuse_out_of_order(series_id, number, day)
    return series_id


def open_series(organisation_id: int, kind: str, from_day: dt.date) -> int:
    """The id of a series, made unless it is there."""
    key = {"organisation_id": organisation_id, "kind": kind, "from_day": from_day}
    known = select(Series.id).filter_by(**key)
    found = db.session.scalar(known)
    if found is None:
        db.session.execute(insert(Series).values(**key, last=0).on_conflict_do_nothing())
        found = db.session.scalars(known).one()
    return found


def is_of_series(series_id: int | None, organisation_id: int, day: dt.date) -> bool:
    """Whether a paper of that day belongs to the series."""
    from_day = db.session.scalar(select(Series.from_day).where(Series.id == series_id))
    return from_day is not None and from_day == _first_day(organisation_id, day)


def _first_day(organisation_id: int, day: dt.date) -> dt.date:
    term = _term_from(organisation_id, day)
    if term is None:
        raise TransitionRefused(
            f"Chưa ghi nhiệm kỳ nào cho ngày {dates.short(day)} nên chưa có sổ để lấy số. "
            "Hãy nhờ quản trị đơn vị ghi nhiệm kỳ."
        )
    return term


def _term_from(organisation_id: int, day: dt.date) -> dt.date | None:
    """Under a lock that a new term waits for: no number is given in the old series while the new term is written."""
    db.session.execute(select(Organisation.id).where(Organisation.id == organisation_id).with_for_update(read=True))
    term = term_on(organisation_id, day)
    return None if term is None else first_day_of_series(term.from_day, term.numbering, day)


def _too_early(series_id: int, day: dt.date) -> str:
    series = db.session.get_one(Series, series_id)
    assert series.last_on is not None  # noqa: S101 - the refusal came from it
    return (
        f"Số {series.last:02d} của sổ này mang ngày {dates.short(series.last_on)}, nên văn bản lấy số sau không thể "
        f"mang ngày {dates.short(day)}. Hãy kiểm tra ngày của số đó trong Sổ văn bản."
    )


def _refuse_taken(series_id: int, kind: str, number: int) -> None:
    entry = _neighbour(series_id, OutgoingEntry.number == number)
    if entry is None or entry.state is EntryState.RESERVED:
        return
    told = f"Số {number:02d} đã có trong sổ {KINDS[kind].lower()} này"
    message = f"{told}: {entry.reason}." if entry.state is EntryState.GIVEN_UP else f"{told}."
    raise InvalidInput(message, fields={"number": message})


def _refuse_out_of_order(series_id: int, number: int, day: dt.date) -> None:
    below = _neighbour(series_id, OutgoingEntry.number < number, OutgoingEntry.number.desc())
    above = _neighbour(series_id, OutgoingEntry.number > number, OutgoingEntry.number.asc())
    wrong = below if below and below.day > day else above if above and above.day < day else None
    if wrong is None:
        return
    message = (
        f"Ngày {dates.short(day)} không theo thứ tự số: số {wrong.number:02d} mang ngày {dates.short(wrong.day)}. "
        "Hãy kiểm tra lại số và ngày, hoặc đánh dấu vào ô “Vẫn vào sổ”."
    )
    raise InvalidInput(message, fields={"out_of_order": message})


def _neighbour(series_id: int, condition: object, *order: object) -> OutgoingEntry | None:
    query = select(OutgoingEntry).where(OutgoingEntry.series_id == series_id, condition)  # type: ignore[arg-type]
    return db.session.scalars(query.order_by(*order).limit(1)).one_or_none()  # type: ignore[arg-type]

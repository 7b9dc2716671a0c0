"""The figures of a consolidation's sources rolled up by formula, in one statement whatever their number."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Numeric,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from workflow.domain.outline import Formula
from workflow.domain.rollup import COUNTED, Part
from workflow.models import Document, Figure, Source, db

_UNIT, _REPORT = aliased(Figure), aliased(Document)
_DAY = func.coalesce(_UNIT.day, _REPORT.issued_on)


def totals(document_id: int) -> Select[Any]:
    """For each figure of the consolidation what `domain.rollup` makes of what its sources say now: id, value, base,
    day, parts ({source document: part}), and how many of them said anything (`given`)."""
    largest, latest = (_UNIT.value.desc(), _DAY.desc().nulls_last()), (_DAY.desc().nulls_last(), _UNIT.value.desc())
    last = {Formula.MAX: largest, Formula.LATEST: latest}
    value = func.trim_scale(_by_formula(func.sum(_UNIT.value), _UNIT.value, Numeric(), last))
    base = func.trim_scale(_by_formula(func.sum(_UNIT.base), _UNIT.base, Numeric(), last))
    day = _by_formula(func.max(_DAY), _DAY, Date(), last)
    said = _UNIT.value.is_not(None)
    parts = func.jsonb_object_agg(cast(Source.source_id, String), _part()).filter(said)
    columns = (Figure.id, value.label("value"), base.label("base"), day.label("day"), parts.label("parts"))
    query = select(*columns, func.count(_UNIT.value).label("given")).join(
        Source, Source.document_id == Figure.document_id
    )
    query = query.outerjoin(_REPORT, _REPORT.id == Source.source_id)
    same = and_(_UNIT.document_id == Source.source_id, _UNIT.key == Figure.key, said)
    own = (Figure.document_id == document_id, Figure.formula != Formula.RATIO)
    return query.outerjoin(_UNIT, same).where(*own).group_by(Figure.id)


def given_by(source_ids: Sequence[int]) -> dict[str, dict[str, list[str | None]]]:
    """What each of the reports says, as parts: {figure: {source document: part}}."""
    query = select(_UNIT, _REPORT.issued_on).join(_REPORT, _REPORT.id == _UNIT.document_id)
    found: dict[str, dict[str, list[str | None]]] = {}
    for figure, issued_on in db.session.execute(query.where(_UNIT.document_id.in_(source_ids))):
        if figure.amount is not None:
            part = Part(figure.amount, figure.day or issued_on).to_json()
            found.setdefault(figure.key, {})[str(figure.document_id)] = part
    return found


def _by_formula(
    total: ColumnElement[Any], column: Any, kind: Any, last: dict[Formula, tuple[Any, ...]]
) -> ColumnElement[Any]:
    picked = [(Figure.formula == formula, _first(column, kind, formula, order)) for formula, order in last.items()]
    return case((Figure.kind.in_(COUNTED), total), *picked, else_=total)


def _first(column: Any, kind: Any, formula: Formula, order: tuple[Any, ...]) -> ColumnElement[Any]:
    """Of the unit that comes first in the order; nothing is sorted for figures of another formula."""
    rows = func.array_agg(aggregate_order_by(column, *order), type_=ARRAY(kind))
    found: ColumnElement[Any] = type_coerce(
        rows.filter(_UNIT.value.is_not(None), Figure.formula == formula).self_group(), ARRAY(kind)
    )[1]
    return found


def _part() -> ColumnElement[Any]:
    """As `Part.to_json` writes it."""
    words = (func.trim_scale(_UNIT.value), func.trim_scale(_UNIT.base), _DAY)
    return func.jsonb_build_array(*(cast(one, String) for one in words))

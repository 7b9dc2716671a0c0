"""The figures of a consolidation beside those of its sources: what was counted, what the units say now, what is
missing or counted twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import CTE, ColumnElement, Text, and_, cast, func, literal, or_, select
from sqlalchemy.orm import aliased

from workflow.domain.figures import Amount
from workflow.domain.outline import Formula
from workflow.domain.rollup import Part, ratios
from workflow.models import Document, Figure, Organisation, Source, Target, db
from workflow.queries import rollup

UNITS = 100
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of the result: what rolling up again would give, how many units said anything, and of how many the
    figure changed since it was counted."""

    figure: Figure
    again: Amount | None
    given: int
    changed: int

    @property
    def differs(self) -> bool:
        """Whether the result is not what the units say now."""
        return self.figure.amount != self.again or self.changed > 0


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """A unit's figure now, and as it was when it was counted (None: it was not); `position` is its keyset."""

    unit: str
    report_id: int
    symbol: str | None
    position: int
    now: Amount | None
    counted: Amount | None

    @property
    def differs(self) -> bool:
        """Whether the figure does not hold what the unit says now."""
        return self.now != self.counted


@dataclass(frozen=True, slots=True)
class Twice:
    """A unit whose figures also stand in those of the unit above it; `certain` when that one's report was made from
    this very report."""

    unit: str
    above: str
    certain: bool


def figure_rows(document: Document) -> list[FigureRow]:
    """Each figure beside what its sources say now, in two statements."""
    now = {row.id: row for row in db.session.execute(rollup.totals(document.id))}
    changed = _changed(document.id)
    again = {one.key: _amount(now.get(one.id)) for one in document.figures}
    if document.outline:
        again |= ratios(document.outline.indicators, again)
    return [
        FigureRow(one, again[one.key], now[one.id].given if one.id in now else 0, changed.get(one.id, 0))
        for one in document.figures
    ]


def units_of(figure: Figure, *, after: int = 0, only_changed: bool = False) -> list[UnitFigure]:
    """What each unit gave for a figure, in the order of the sources, a page after the keyset `after`."""
    own, report, counted = aliased(Figure), aliased(Document), _counted(figure.document_id)
    query = (
        select(Organisation.short_name, report.id, report.symbol, Source.position, own, counted)
        .join(Organisation, Organisation.id == Source.organisation_id)
        .join(report, report.id == Source.source_id)
        .outerjoin(own, and_(own.document_id == Source.source_id, own.key == figure.key))
        .outerjoin(counted, and_(counted.c.figure == figure.id, counted.c.source == Source.source_id))
        .where(Source.document_id == figure.document_id, Source.position > after)
    )
    if only_changed:
        query = query.where(_differs(own, counted))
    rows = db.session.execute(query.order_by(Source.position).limit(UNITS))
    return [
        UnitFigure(name, id_, symbol, place, now.amount if now else None, _part(value, base))
        for name, id_, symbol, place, now, _, _, value, base in rows
    ]


def missing_units(document: Document) -> Sequence[str]:
    """The units of the round whose report is not among the sources, in the order of the round; a bounded number."""
    taken = select(Source.organisation_id).where(Source.document_id == document.id)
    query = (
        select(Organisation.short_name)
        .join(Target, Target.organisation_id == Organisation.id)
        .where(Target.campaign_id == document.campaign_id, Target.organisation_id.not_in(taken))
        .order_by(Target.position)
    )
    return db.session.scalars(query.limit(MOST_NAMED + 1)).all()


def counted_twice(document_id: int) -> list[Twice]:
    """The sources that stand under, or in, another source; a bounded number."""
    below, above = aliased(Source), aliased(Source)
    unit, upper = aliased(Organisation), aliased(Organisation)
    inner = select(literal(1)).where(Source.document_id == above.source_id, Source.source_id == below.source_id)
    certain = inner.exists()
    query = (
        select(unit.short_name, upper.short_name, certain)
        .select_from(below)
        .join(above, and_(above.document_id == below.document_id, above.id != below.id))
        .join(unit, unit.id == below.organisation_id)
        .join(upper, upper.id == above.organisation_id)
        .where(below.document_id == document_id, or_(upper.id == func.any(unit.ancestor_ids), certain))
        .order_by(below.position)
    )
    return [Twice(*row) for row in db.session.execute(query.limit(MOST_NAMED))]


def _changed(document_id: int) -> dict[int, int]:
    """By figure how many sources say something else than was counted."""
    own, counted = aliased(Figure), _counted(document_id)
    query = (
        select(Figure.id, func.count())
        .join(Source, Source.document_id == Figure.document_id)
        .outerjoin(own, and_(own.document_id == Source.source_id, own.key == Figure.key))
        .outerjoin(counted, and_(counted.c.figure == Figure.id, counted.c.source == Source.source_id))
        .where(Figure.document_id == document_id, Figure.formula != Formula.RATIO, _differs(own, counted))
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Figure.id))}


def _counted(document_id: int) -> CTE:
    """The parts that were counted, a row each."""
    part = func.jsonb_each(Figure.parts).table_valued("key", "value", name="part")
    shape = (part.c.value.op("->>")(0).label("value"), part.c.value.op("->>")(1).label("base"))
    source = cast(part.c.key, Source.source_id.type).label("source")
    query = select(Figure.id.label("figure"), source, *shape).select_from(Figure).join(part, literal(True))
    return query.where(Figure.document_id == document_id).cte("counted").prefix_with("MATERIALIZED")


def _differs(own: type[Figure], counted: CTE) -> ColumnElement[bool]:
    now = {"value": cast(func.trim_scale(own.value), Text), "base": cast(func.trim_scale(own.base), Text)}
    return or_(*(words.is_distinct_from(counted.c[name]) for name, words in now.items()))


def _amount(row: object) -> Amount | None:
    value, base = (getattr(row, name, None) for name in ("value", "base"))
    return None if value is None else Amount(value, base)


def _part(value: str | None, base: str | None) -> Amount | None:
    return None if value is None else Part.from_json((value, base, None)).amount

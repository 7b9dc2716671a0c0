"""The figures of a consolidation beside those of its sources: what was added, and what the units say now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workflow.models import Document, Figure, Source, db


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """A unit's figure now, and as it was when it was added (None: it was not)."""

    now: int | None
    added: int | None

    @property
    def differs(self) -> bool:
        """Whether the sum does not hold what the unit says now."""
        return self.now != self.added


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of the result: each unit's share in the order of the sources, and what adding up again would give."""

    figure: Figure
    units: Sequence[UnitFigure]
    again: int | None

    @property
    def differs(self) -> bool:
        """Whether the result is not the sum of what the units say now."""
        return self.figure.value != self.again


def figure_rows(document: Document, sources: Sequence[Source]) -> list[FigureRow]:
    """Each figure with the units' values beside the sum."""
    ids = [source.source_id for source in sources]
    query = select(Figure.document_id, Figure.key, Figure.value).where(Figure.document_id.in_(ids))
    values = {(row.document_id, row.key): row.value for row in db.session.execute(query)}
    return [_figure_row(figure, ids, values) for figure in document.figures]


def _figure_row(figure: Figure, ids: Sequence[int], values: Mapping[tuple[int, str], int | None]) -> FigureRow:
    units = [UnitFigure(values.get((one, figure.key)), figure.parts.get(str(one))) for one in ids]
    known = [unit.now for unit in units if unit.now is not None]
    return FigureRow(figure, units, sum(known) if known else None)

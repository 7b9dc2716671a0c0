"""The tables of several units become one: row by row where the outline fixes the rows, else one unit under another."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workflow.domain.errors import InvalidInput
from workflow.domain.figures import Amount, parse, typed
from workflow.domain.outline import ColumnRule, Formula, Indicator, IndicatorKind, Table
from workflow.domain.rollup import Part, rolled_up
from workflow.domain.table_text import Rows
from workflow.domain.tabulated import folded

UNIT = "Đơn vị"
TOTAL = "Cộng"
_NOTHING = frozenset({"", "-", "–", "không", "không có"})
_NEVER_ADDED = frozenset({"năm", "tt", "stt", "số tt", "số thứ tự"})  # numbers that count nothing
_READ_AS: Mapping[ColumnRule, tuple[IndicatorKind, ...]] = {
    ColumnRule.AUTO: (IndicatorKind.DECIMAL,),
    ColumnRule.SUM: (IndicatorKind.DECIMAL, IndicatorKind.OF_TARGET),
    ColumnRule.MAX: (IndicatorKind.DECIMAL, IndicatorKind.PERCENT),
    ColumnRule.LATEST: (IndicatorKind.DECIMAL, IndicatorKind.PERCENT),
    ColumnRule.EACH: (),
}
_FORMULAS = {ColumnRule.MAX: Formula.MAX, ColumnRule.LATEST: Formula.LATEST}


@dataclass(frozen=True, slots=True)
class Given:
    """A unit's table, head and all, and the day of the report that it stands in (None: not known)."""

    unit: str
    rows: Rows
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What a unit wrote in one cell."""

    unit: str
    words: str
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that is no number among others that are: nothing was added there."""

    row: str
    column: str
    unit: str
    words: str

    @property
    def sentence(self) -> str:
        """As the office reads it."""
        where = f"dòng “{self.row}”, cột “{self.column}”" if self.row != TOTAL else f"cột “{self.column}”"
        return f"{self.unit} ghi “{self.words}” ở {where} nên chưa cộng được."


@dataclass(frozen=True, slots=True)
class Gathered:
    """The table of all, head and all, and what could not be added."""

    rows: Rows
    doubts: tuple[Doubt, ...] = ()


def is_like(table: Table, rows: Rows) -> bool:
    """Whether a unit's table has the columns that are asked, or those with the units of its own before them."""
    head, asked = _folded_all(rows[0] if rows else ()), (table.columns, _listed_head(table))
    return all(len(row) == len(head) for row in rows) and head in map(_folded_all, asked)


def gathered(table: Table, given: Sequence[Given]) -> Gathered:
    """The tables of the units, in order, as one. Each must be like the one that is asked. Fixed rows: a cell of all by
    the rule of its column. Rows of the unit's own: one unit under another behind its name; under them a row of totals
    when a rule is named."""
    return _row_by_row(table, given) if table.rows else _listed(table, given)


def cells_of(row: str, given: Iterable[Given]) -> list[tuple[str, tuple[str, ...]]]:
    """What each unit says in a fixed row, after its first cell."""
    name = folded(row)
    return [(one.unit, cells[1:]) for one in given for cells in one.rows[1:] if folded(cells[0]) == name]


def _row_by_row(table: Table, given: Sequence[Given]) -> Gathered:
    told: dict[str, list[list[Cell]]] = {folded(name): [[] for _ in table.columns[1:]] for name in table.rows}
    names = {folded(name): name for name in table.rows}
    for one in given:
        for label, *cells in one.rows[1:]:
            names.setdefault(folded(label), label)
            columns = told.setdefault(folded(label), [[] for _ in table.columns[1:]])
            for column, words in zip(columns, cells, strict=True):
                column.append(Cell(one.unit, words, one.day))
    doubts: list[Doubt] = []
    rows = [
        (names[key], *(_together(table, place, names[key], cells, doubts) for place, cells in enumerate(columns, 1)))
        for key, columns in told.items()
    ]
    return Gathered((table.columns, *rows), tuple(doubts))


def _listed(table: Table, given: Sequence[Given]) -> Gathered:
    rows = [row for one in given for row in _own_rows(table, one)]
    counted = [place for place in range(len(table.columns)) if table.rule(place) in _NAMED]
    doubts: list[Doubt] = []
    total = [""] * len(table.columns)
    for place in counted:
        cells = [Cell(unit, cells[place], day) for unit, cells, day in rows]
        total[place] = _total(table, place, cells, doubts)
    foot = [(TOTAL, *total)] if counted and rows else []
    return Gathered((_listed_head(table), *((unit, *cells) for unit, cells, _ in rows), *foot), tuple(doubts))


def _own_rows(table: Table, one: Given) -> Iterable[tuple[str, tuple[str, ...], dt.date | None]]:
    """The unit's rows behind its name; of rows that it gathered itself behind the names below it, without its total."""
    is_listed = len(one.rows[0]) > len(table.columns)
    for row in one.rows[1:]:
        if not is_listed:
            yield one.unit, row, one.day
        elif row[0] != TOTAL:
            yield f"{row[0]}, {one.unit}", row[1:], one.day


def _listed_head(table: Table) -> tuple[str, ...]:
    taken = folded(UNIT) in map(folded, table.columns)
    return (f"{UNIT} báo cáo" if taken else UNIT, *table.columns)


def _folded_all(cells: Iterable[str]) -> list[str]:
    return [folded(cell) for cell in cells]


def _together(table: Table, place: int, row: str, cells: Sequence[Cell], doubts: list[Doubt]) -> str:
    said, rule = [cell for cell in cells if cell.words], table.rule(place)
    if rule is ColumnRule.AUTO and folded(table.columns[place]) in _NEVER_ADDED:
        rule = ColumnRule.EACH
    says_the_same = len({folded(cell.words) for cell in said}) == 1
    if says_the_same and (rule is not table.rule(place) or not _is_number(said[0])):
        return said[0].words
    added = _added(rule, said)
    if added is not None:
        return added
    doubts += _doubts(rule, row, table.columns[place], said)
    return "; ".join(f"{cell.unit}: {cell.words}" for cell in said)


def _total(table: Table, place: int, cells: Sequence[Cell], doubts: list[Doubt]) -> str:
    """Empty where a cell cannot be added: a sum of some would pass for that of all."""
    said, rule = [cell for cell in cells if cell.words], table.rule(place)
    added = _added(rule, said)
    if added is None:
        doubts += _doubts(rule, TOTAL, table.columns[place], said)
    return added or ""


def _added(rule: ColumnRule, cells: Sequence[Cell]) -> str | None:
    """The cells by the rule, read as the first kind of number that they all are; None when they are none."""
    for kind in _READ_AS[rule]:
        parts = [(_amount(cell.words, kind), cell.day) for cell in cells]
        known = [Part(amount, day) for amount, day in parts if amount is not None]
        if known and len(known) == sum(folded(cell.words) not in _NOTHING for cell in cells):
            whole = rolled_up(kind, _FORMULAS.get(rule, Formula.SUM), known)
            assert whole is not None  # noqa: S101 - there are parts, and the formula is no ratio
            return typed(whole.amount, kind) + (" %" if kind is IndicatorKind.PERCENT else "")
    return None


def _doubts(rule: ColumnRule, row: str, column: str, cells: Sequence[Cell]) -> Iterable[Doubt]:
    """The cells that are no number where most are, or where the rule wants numbers."""
    odd = [cell for cell in cells if not _is_number(cell) and folded(cell.words) not in _NOTHING]
    if rule in _NAMED or (rule is ColumnRule.AUTO and len(odd) * 2 <= len(cells)):
        yield from (Doubt(row, column, cell.unit, cell.words) for cell in odd)


def _is_number(cell: Cell) -> bool:
    return _amount(cell.words, IndicatorKind.DECIMAL) is not None


def _amount(words: str, kind: IndicatorKind) -> Amount | None:
    try:
        return parse(words, Indicator("", "", "", kind, low=Decimal(-1)))
    except InvalidInput:
        return None


_NAMED = frozenset({ColumnRule.SUM, *_FORMULAS})

"""What a person types in a table: a field for each cell, lines pasted from a spreadsheet, rows added and taken out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import Length

from forms.base import StageForm
from forms.fields import TextBlockField
from forms.validators import NotTooLong
from workflow.domain import tabulated
from workflow.domain.inputs.writing import SaveTable
from workflow.domain.outline import Table

LONGEST_CELL = 2_000
LONGEST_PASTE = 200_000
SPARE_ROWS = 3  # empty ones under what is written


class TableForm(StageForm):
    """The cells of a table; `table_form` adds a field for each. `so_dong` says how many rows the page showed."""

    table: ClassVar[Table]
    count: ClassVar[int]

    so_dong = HiddenField(validators=[Length(max=4)])
    pasted = TextBlockField("Dán nhiều dòng từ Excel hoặc Word", [NotTooLong(LONGEST_PASTE)])
    done = BooleanField("Tôi đã hoàn thành mục này")

    def show(self, rows: Sequence[Sequence[str]]) -> None:
        """Put what is kept into the cells, unless something was posted."""
        self.so_dong.data, self.so_dong.raw_data = str(self.count), None
        if self.is_submitted():
            return
        for place, row in enumerate(rows):
            for column, words in enumerate(row[: len(self.table.columns)]):
                self.cell(place, column).data = words

    def cell(self, row: int, column: int) -> TextAreaField:
        """The field of one cell, both from 0."""
        field: TextAreaField = self[f"o_{row}_{column}"]
        return field

    def rows(self) -> Iterator[list[TextAreaField]]:
        """The fields, row by row."""
        for row in range(self.count):
            yield [self.cell(row, column) for column in range(len(self.table.columns))]

    def drop(self, act: str) -> None:
        """Empty the row that a button takes out ("bo-2")."""
        verb, _, place = act.partition("-")
        if verb == "bo" and place.isdecimal() and int(place) < self.count:
            for field in [self.cell(int(place), column) for column in range(len(self.table.columns))]:
                field.data = ""

    def to_input(self, key: str, version: int, *, with_pasted: bool) -> SaveTable:
        """The rows as typed, with the pasted ones behind them."""
        typed = [[field.data or "" for field in row] for row in self.rows()]
        more = tabulated.pasted(self.pasted.data or "", self.table) if with_pasted else ()
        return SaveTable(key, tabulated.filled_in(self.table, typed, more), version, bool(self.done.data))


def table_form(asked: Table, shown: int) -> type[TableForm]:
    """The form of a table that shows so many rows: those that are fixed, or some spare ones under those written."""
    count = len(asked.rows) or min(shown + SPARE_ROWS, tabulated.MOST_ROWS)
    fields = {
        f"o_{row}_{column}": TextAreaField(f"Dòng {row + 1}, {name}", [NotTooLong(LONGEST_CELL)])
        for row in range(count)
        for column, name in enumerate(asked.columns)
    }
    return type("AskedTableForm", (TableForm,), {"table": asked, "count": count, **fields})


def shown_rows(posted: Mapping[str, str]) -> int:
    """How many rows the page showed that was posted; a number that no page shows is none."""
    said = posted.get("so_dong", "")
    return min(int(said), tabulated.MOST_ROWS) if said.isdecimal() and len(said) <= 4 else 0

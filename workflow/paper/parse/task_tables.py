"""Tasks that a plan sets in a table: one a row, under columns that say who leads, who takes part and by when."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.domain.blocks import Block, plain
from workflow.domain.folding import fold
from workflow.domain.paper import ProposedTask
from workflow.paper.inline import CALL
from workflow.paper.parse.task_bodies import named
from workflow.paper.parse.task_deadlines import deadline_of
from workflow.paper.parse.task_labels import labels_of

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"tt|stt|so tt|so thu tu")),
    ("time", re.compile(r".*\b(?:thoi gian|thoi han|tien do|han (?:hoan thanh|gui|bao cao)|ngay hoan thanh)\b.*")),
    (
        "lead",
        re.compile(r".*\b(?:chu tri|phan cong|trach nhiem|phu trach|(?:co quan|don vi|nguoi) thuc hien|tham muu)\b.*"),
    ),
    ("coop", re.compile(r".*\bphoi hop\b.*")),
    ("content", re.compile(r".*\b(?:nhiem vu|noi dung|cong viec|hoat dong|dau viec|ten viec)\b.*")),
)
_HEADS = 2


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Sequence[str]
    columns: Mapping[str, int]

    def cell(self, name: str) -> str:
        at = self.columns.get(name)
        return CALL.sub("", plain(self.cells[at])).strip() if at is not None and at < len(self.cells) else ""


def tasks_in(table: Block, where: str) -> Iterator[ProposedTask]:
    """The tasks of a table whose columns name tasks and who does them or by when; none of any other table."""
    head, columns = _columns(table.rows)
    heading = ""
    for number, cells in enumerate(table.rows[head:], head + 1):
        row = _Row(cells, columns)
        words, alone = row.cell("content"), not (row.cell("lead") or row.cell("coop") or row.cell("time"))
        filled = [cell for cell in cells if cell.strip()]
        if alone and len(set(filled)) <= 2:
            heading = words or " ".join(dict.fromkeys(filled))
        elif words:
            yield _task(table, row, number, heading, where)


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """(how many rows are the head, where each column is); no column where the table sets no tasks."""
    for head in range(1, min(_HEADS, len(rows)) + 1):
        found: dict[str, int] = {}
        for at, title in enumerate(rows[head - 1]):
            name = next((name for name, says in _COLUMNS if says.fullmatch(fold(title))), None)
            if name and name not in found:
                found[name] = at
        if "content" in found and ("lead" in found or "time" in found):
            return head, found
    return len(rows), {}


def _task(table: Block, row: _Row, number: int, heading: str, where: str) -> ProposedTask:
    mark = row.cell("number").rstrip(".") or str(number - 1)
    said, time = labels_of(row.cell("lead")), row.cell("time")
    lead = said.bodies.lead or named(said.rest)
    return ProposedTask(
        table.id,
        row.cell("content"),
        lead,
        deadline_of(time, alone=True) if time else None,
        cooperating=(*said.bodies.cooperating, *named(row.cell("coop"))),
        place=f"{where}, bảng, dòng {mark}" if where else f"Bảng, dòng {mark}",
        heading=heading,
        row=number,
        deadline_words=time,
    )

"""The section on tasks of the workspace: which task is open, what its units say, how far the report calls it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request

from forms.base import StageForm
from forms.consolidate import ProgressForm
from workflow.domain.labels import PROGRESS
from workflow.domain.outline import SectionKind
from workflow.domain.rows import row_id
from workflow.queries.consolidation import Tally, tallies_by_task
from workflow.queries.task_table import NOTHING, TaskRow, UnitResult, task_rows, units_on
from workflow.queries.workspace import Workspace

TASK = "nhiem_vu"
BESIDES = 0
"""What stands for the task of words that are on none."""


@dataclass(frozen=True)
class OnTasks:
    """The tasks of a section and the one that is open; `task_id` is None in a section of another kind."""

    space: Workspace
    rows: Sequence[TaskRow] = ()
    besides: Tally = NOTHING
    task_id: int | None = None

    @cached_property
    def units(self) -> Sequence[UnitResult]:
        """What the units say of the open task."""
        return units_on(self.space.document, self.task_id) if self.task_id else ()

    @property
    def leading(self) -> frozenset[int]:
        """The units whose words stand first: those that the plan names to lead."""
        return frozenset(unit.organisation.id for unit in self.units if unit.leads)

    @property
    def opened(self) -> TaskRow | None:
        """The open task; None for words on none."""
        return next((row for row in self.rows if row.task.id == self.task_id), None)

    def shown(self, form: StageForm | None) -> Mapping[str, Any]:
        """What the page shows of it; a refused form as it was typed."""
        if self.task_id is None:
            return {}
        opened = self.opened
        return {
            "task_rows": self.rows,
            "besides": self.besides,
            "tally": self._tally(opened),
            "opened": opened,
            "units": self.units,
            "said_by": {unit.organisation.id: unit for unit in self.units},
            "choosing": form if isinstance(form, ProgressForm) else _choosing(opened),
            "next_task": self._next(),
            "progress_words": PROGRESS,
        }

    def _tally(self, opened: TaskRow | None) -> Tally | None:
        tally = opened.tally if opened else self.besides
        return tally if tally.total else None

    def _next(self) -> TaskRow | None:
        """The next task that wants handling, from the open one on and round again."""
        here = self.opened.ordinal if self.opened else 0
        turned = [*self.rows[here:], *self.rows[: max(here - 1, 0)]]
        return next((row for row in turned if row.tally.open), None)


def tasks_of(space: Workspace, key: str) -> OnTasks:
    """The tasks of a section: the one that the address opens, else the first that wants handling."""
    if space.section(key).kind is not SectionKind.TASKS:
        return OnTasks(space)
    counted = tallies_by_task(space.document.id, key)
    rows, besides = task_rows(space.document, counted), counted.get(BESIDES, NOTHING)
    asked = request.args.get(TASK, type=row_id)
    known = [row.task.id for row in rows]
    if asked in {*known, BESIDES}:
        return OnTasks(space, rows, besides, asked)
    waiting = [row.task.id for row in rows if row.tally.open] + ([BESIDES] if besides.open else [])
    return OnTasks(space, rows, besides, next(iter([*waiting, *known]), BESIDES))


def _choosing(opened: TaskRow | None) -> ProgressForm | None:
    if opened is None:
        return None
    chosen = opened.progress if opened.result.chosen else None
    return ProgressForm(formdata=None, task=opened.task.id, progress=chosen or "", seen=opened.progress or "")

"""Keeping the register of a plan's tasks: one task, splitting it, choosing several."""

import datetime as dt
import re
from collections.abc import Iterable

from wtforms import Field, SelectField, StringField
from wtforms.validators import Length, ValidationError

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField, VietnameseDateField
from forms.validators import Filled, NotTooLong
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.inputs.tasks import SaveTask, SeenTasks, SplitTask
from workflow.domain.labels import DEADLINE_KINDS
from workflow.domain.tasks import LONGEST_TASK

_DAY_AND_MONTH = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})")
_NO_DEADLINE = "Kế hoạch không ghi thời hạn"


class TaskForm(StageForm):
    """One task: its words, by when, who leads and who takes part, one name a line."""

    text = TextBlockField("Nội dung nhiệm vụ", [Filled("Nội dung: hãy ghi nhiệm vụ."), NotTooLong(LONGEST_TASK)])
    lead = TextBlockField("Chủ trì", [NotTooLong(3000)])
    cooperating = TextBlockField("Phối hợp", [NotTooLong(3000)])
    kind = SelectField(
        "Thời hạn",
        choices=[
            SelectChoice("", _NO_DEADLINE),
            *(SelectChoice(kind.value, words) for kind, words in DEADLINE_KINDS.items()),
        ],
    )
    due_on = VietnameseDateField("Ngày hoàn thành")
    yearly = StringField("Ngày và tháng, hằng năm", [Length(max=20)])
    condition = StringField("Điều kiện", [Length(max=300)])

    def validate_due_on(self, field: Field) -> None:
        """A dated task has its day."""
        if self.kind.data == DeadlineKind.DATE and field.data is None and not field.errors:
            raise ValidationError("Ngày hoàn thành: hãy ghi ngày, ví dụ 30/6/2025.")

    def validate_yearly(self, field: Field) -> None:
        """A yearly task has a day that some year has."""
        if self.kind.data == DeadlineKind.YEARLY and self._day_and_month() is None:
            raise ValidationError("Ngày và tháng: hãy ghi như 25/12.")

    def validate_condition(self, field: Field) -> None:
        """A task on a condition says which."""
        if self.kind.data == DeadlineKind.CONDITION and not (field.data or "").strip():
            raise ValidationError("Điều kiện: hãy ghi như “khi có hướng dẫn của Trung ương”.")

    @property
    def deadline(self) -> Deadline | None:
        """The deadline of the kind chosen; what stands in the fields of the others does not count."""
        if not self.kind.data:
            return None
        kind = DeadlineKind(self.kind.data)
        if kind is DeadlineKind.DATE:
            return Deadline(kind, date=self.due_on.data)
        if kind is DeadlineKind.YEARLY:
            day, month = self._day_and_month() or (None, None)
            return Deadline(kind, day=day, month=month)
        condition = " ".join((self.condition.data or "").split())
        return Deadline(kind, condition=condition) if kind is DeadlineKind.CONDITION else Deadline(kind)

    def to_input(self, *, confirm: bool = False) -> SaveTask:
        """The task as typed."""
        return SaveTask(
            self.text.data or "",
            self.deadline,
            _names(self.lead.data),
            _names(self.cooperating.data),
            self.version.data or 0,
            confirm,
        )

    def _day_and_month(self) -> tuple[int, int] | None:
        found = _DAY_AND_MONTH.fullmatch((self.yearly.data or "").strip())
        if found is None:
            return None
        try:  # a leap year stands for "any year"
            date = dt.date(2024, int(found[2]), int(found[1]))
        except ValueError:
            return None
        return date.day, date.month


class ChosenForm(StageForm):
    """Several tasks, ticked; what is ticked is read by `seen_tasks`."""


class SplitForm(StageForm):
    """One task as several, with an empty line between them."""

    text = TextBlockField("Nội dung", [Filled("Nội dung: hãy ghi các nhiệm vụ."), NotTooLong(LONGEST_TASK + 1000)])

    def to_input(self) -> SplitTask:
        """The tasks as typed."""
        return SplitTask(self.text.data or "", self.version.data or 0)


def seen_tasks(chosen: Iterable[str]) -> SeenTasks:
    """The tasks of ticked boxes, each valued "number.version"; what is no such value is left out."""
    pairs = (one.split(".") for one in chosen)
    known = [(int(pair[0]), int(pair[1])) for pair in pairs if len(pair) == 2 and all(map(str.isdecimal, pair))]
    return SeenTasks(dict(known[:500]))


def _names(typed: str | None) -> tuple[str, ...]:
    lines = (" ".join(line.strip(" -;,.\t").split()) for line in (typed or "").splitlines())
    return tuple(dict.fromkeys(filter(None, lines)))

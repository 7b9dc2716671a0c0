"""What a unit says of each task of a plan: how far it is, what was done, by which evidence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from wtforms import BooleanField, Field, SelectField, StringField
from wtforms.validators import ValidationError

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField
from forms.validators import NotTooLong
from workflow.domain.inputs.tasks import SaveResults, ToldOfTask
from workflow.domain.labels import PROGRESS
from workflow.domain.tasks import Progress

LONGEST_DONE = 5000
LONGEST_EVIDENCE = 500
_CHOICES = [SelectChoice("", "Chưa chọn"), *(SelectChoice(one.value, words) for one, words in PROGRESS.items())]
_TELL = frozenset({Progress.DONE, Progress.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class ResultFields:
    """The three fields of one task."""

    progress: SelectField
    done: TextBlockField
    evidence: StringField

    def to_input(self) -> ToldOfTask:
        """What was typed."""
        progress = Progress(self.progress.data) if self.progress.data else None
        return ToldOfTask(progress, self.done.data or "", self.evidence.data or "")


class ResultsForm(StageForm):
    """The tasks asked; `results_form` adds three fields for each."""

    task_ids: ClassVar[tuple[int, ...]] = ()

    text = TextBlockField("Nói thêm ngoài từng nhiệm vụ")
    done: BooleanField

    def of(self, task_id: int) -> ResultFields:
        """The fields of one task."""
        return ResultFields(self[f"tien_do_{task_id}"], self[f"da_lam_{task_id}"], self[f"minh_chung_{task_id}"])

    def each(self) -> Iterator[tuple[int, ResultFields]]:
        """Every task with its fields, in printed order."""
        for task_id in self.task_ids:
            yield task_id, self.of(task_id)

    def validate_done(self, field: Field) -> None:
        """Finished means that of every task something is said, and what was done where something was."""
        if not field.data:
            return
        for place, (_, fields) in enumerate(self.each(), 1):
            told = fields.to_input()
            if told.progress is None:
                fields.progress.errors = [*fields.progress.errors, f"Nhiệm vụ {place}: hãy chọn tiến độ."]
            elif told.progress in _TELL and not told.done.strip():
                fields.done.errors = [*fields.done.errors, f"Nhiệm vụ {place}: hãy ghi việc đã làm."]
        if any(fields.progress.errors or fields.done.errors for _, fields in self.each()):
            raise ValidationError("Còn nhiệm vụ chưa ghi đủ nên chưa hoàn thành mục này được.")

    def to_input(self, key: str, version: int) -> SaveResults:
        """Everything as typed."""
        told = {task_id: fields.to_input() for task_id, fields in self.each()}
        return SaveResults(key, told, self.text.data or "", version, bool(self.done.data))


def results_form(task_ids: Iterable[int]) -> type[ResultsForm]:
    """The form for these tasks; `done` stands last, so that it sees the others."""
    asked, fields = tuple(task_ids), dict[str, Field]()
    for task_id in asked:
        fields[f"tien_do_{task_id}"] = SelectField("Tiến độ", choices=_CHOICES)
        fields[f"da_lam_{task_id}"] = TextBlockField("Việc đã làm, kết quả", [NotTooLong(LONGEST_DONE)])
        fields[f"minh_chung_{task_id}"] = StringField("Minh chứng", [NotTooLong(LONGEST_EVIDENCE)])
    done = BooleanField("Tôi đã hoàn thành mục này")
    return type("AskedResultsForm", (ResultsForm,), {"task_ids": asked, **fields, "done": done})

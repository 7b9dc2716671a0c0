"""What a unit says of a task that it does not report on: done, or not to be done any more."""

from wtforms import RadioField, StringField
from wtforms.validators import Length

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.tasks import ClearTask
from workflow.domain.labels import CLEARINGS
from workflow.domain.tasks import Clearing


class ClearTaskForm(StageForm):
    """The word of the unit."""

    way = RadioField(
        "Nhiệm vụ này",
        choices=[SelectChoice(way.value, words) for way, words in CLEARINGS.items()],
        default=Clearing.DONE.value,
    )
    words = TextBlockField("Kết quả hoặc lý do", [Filled("Kết quả hoặc lý do: hãy ghi ngắn gọn."), NotTooLong(1000)])
    evidence = StringField("Minh chứng", [Length(max=300)])

    def to_input(self) -> ClearTask:
        """The word; the form is valid."""
        way = Clearing(self.way.data)
        evidence = (self.evidence.data or "").strip() if way is Clearing.DONE else ""
        return ClearTask(way, (self.words.data or "").strip(), evidence)

"""What a person says when making a copy of an issued paper."""

from collections.abc import Iterable, Sequence

from wtforms import Field, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import StageForm
from forms.draft import LONGEST_RECIPIENT, ShortLines, listed
from forms.fields import TextBlockField
from forms.validators import Filled
from workflow.domain.inputs.writing import CopyPaper
from workflow.domain.paper import CopyKind


class CopyForm(StageForm):
    """Which copy, of which parts (an extract only), to whom; `offer` fills in what may be chosen."""

    kind = RadioField("Loại bản sao")
    parts = SelectMultipleField("Phần được trích", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    recipients = TextBlockField(
        "Nơi nhận bản sao", [Filled("Nơi nhận bản sao: hãy ghi ít nhất một dòng"), ShortLines(LONGEST_RECIPIENT)]
    )

    def offer(self, kinds: Sequence[tuple[CopyKind, str]], parts: Iterable[tuple[str, str]]) -> "CopyForm":
        """The form with what may be chosen: (kind, its name), (key of a part, its first words)."""
        self.kind.choices = [SelectChoice(kind.value, name) for kind, name in kinds]
        self.kind.data = self.kind.data or kinds[0][0].value
        self.parts.choices = [SelectChoice(key, words) for key, words in parts]
        return self

    def validate_parts(self, field: Field) -> None:
        """An extract is made of something."""
        if self.kind.data == CopyKind.PART and not field.data:
            raise ValidationError("Phần được trích: hãy chọn ít nhất một phần.")

    def to_input(self) -> CopyPaper:
        """The copy as asked for; parts count for an extract alone."""
        kind = CopyKind(self.kind.data)
        parts = tuple(self.parts.data or ()) if kind is CopyKind.PART else ()
        return CopyPaper(kind, listed(self.recipients.data), parts)

"""Putting the form of a paper right: which findings to repair, or why one may stand."""

from wtforms import Field, HiddenField, SelectMultipleField
from wtforms.validators import Length, ValidationError

from forms.base import StageForm
from forms.fields import TextBlockField
from forms.submit import NOTE_LENGTH
from forms.validators import NotTooLong
from workflow.domain.inputs.deciding import MendForm, WaiveFinding

_KEY_LENGTH = 24


class MendingForm(StageForm):
    """The findings to repair, by their keys; pressed from a list, never typed."""

    keys = SelectMultipleField("Chỗ cần sửa", validate_choice=False)

    def to_input(self) -> MendForm:
        """What was chosen."""
        keys = tuple(key for key in self.keys.data or () if len(key) <= _KEY_LENGTH)
        return MendForm(version=self.version.data or 0, keys=keys)


class WaiverForm(StageForm):
    """Why one finding may stand."""

    key = HiddenField(validators=[Length(max=_KEY_LENGTH)])
    reason = TextBlockField("Lý do bỏ qua", validators=[NotTooLong(NOTE_LENGTH)])

    def validate_reason(self, field: Field) -> None:
        """A waiver without a reason is none."""
        if not (field.data or "").strip():
            raise ValidationError("Hãy ghi lý do bỏ qua.")

    def to_input(self) -> WaiveFinding:
        """The finding and the reason."""
        return WaiveFinding(self.version.data or 0, self.key.data or "", (self.reason.data or "").strip())

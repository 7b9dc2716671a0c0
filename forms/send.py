"""Sending and receiving: nothing to type but that it was meant, and what a clearing house thinks of it."""

from forms.base import StageForm
from forms.fields import TextBlockField
from forms.submit import NOTE_LENGTH, NoteForm
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.deciding import Act


class SendForm(StageForm):
    """Handing the issued paper to its addressees."""

    def to_input(self) -> Act:
        """The act on the version that was seen."""
        return Act(version=self.version.data or 0)


class ReceiveForm(SendForm):
    """The receipt."""


class HandUpForm(NoteForm):
    """A clearing house hands a report on, with what it thinks."""

    note = TextBlockField("Ý kiến", validators=[NotTooLong(NOTE_LENGTH)])


class FetchForm(NoteForm):
    """The superior's office does not wait for the clearing house."""

    note = TextBlockField("Lý do", validators=[Filled("Lý do: hãy ghi vì sao không chờ"), NotTooLong(NOTE_LENGTH)])


class RetryForm(SendForm):
    """Trying a failed step again."""

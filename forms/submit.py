"""What a person may say when handing a paper in."""

from forms.base import StageForm
from forms.fields import TextBlockField
from forms.validators import NotTooLong
from workflow.domain.inputs.deciding import Act

NOTE_LENGTH = 2000


class NoteForm(StageForm):
    """An act with an optional word; the base of every act that asks for nothing more."""

    note = TextBlockField("Lời ghi kèm", validators=[NotTooLong(NOTE_LENGTH)])

    def to_input(self) -> Act:
        """The act on the version that was seen; a form without a version is as old as can be."""
        return Act(version=self.version.data or 0, note=(self.note.data or "").strip())


class SubmitForm(NoteForm):
    """Handing in."""

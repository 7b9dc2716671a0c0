"""What a person says when taking a paper back, cancelling it, or beginning the one that replaces it."""

from forms.fields import TextBlockField
from forms.submit import NOTE_LENGTH, NoteForm
from forms.validators import Filled, NotTooLong


class RecallForm(NoteForm):
    """Taking back; a word for those who held it."""


class TakeBackForm(NoteForm):
    """Taking back what was sent: its addressees are told why."""

    note = TextBlockField("Lý do thu hồi", validators=[Filled("Hãy ghi lý do thu hồi."), NotTooLong(NOTE_LENGTH)])


class CancelForm(NoteForm):
    """Cancelling: never without a reason."""

    note = TextBlockField("Lý do huỷ", validators=[Filled("Hãy ghi lý do huỷ."), NotTooLong(NOTE_LENGTH)])


class UndoForm(NoteForm):
    """Undoing one's own step: never without a reason."""

    note = TextBlockField("Lý do hoàn tác", validators=[Filled("Hãy ghi lý do hoàn tác."), NotTooLong(NOTE_LENGTH)])


class ReplaceForm(NoteForm):
    """Replacing: never without a reason."""

    note = TextBlockField("Lý do thay thế", validators=[Filled("Hãy ghi lý do thay thế."), NotTooLong(NOTE_LENGTH)])

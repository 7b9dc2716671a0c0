"""To whom a piece of waiting work is handed."""

from collections.abc import Iterable

from wtforms import RadioField

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField
from forms.submit import NOTE_LENGTH
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.handing import HandOn


class HandOnForm(StageForm):
    """One of those who hold the role, and why."""

    user_id = RadioField("Giao cho", [Filled("Giao cho: hãy chọn một người")], choices=[], coerce=int)
    note = TextBlockField("Lời nhắn", validators=[NotTooLong(NOTE_LENGTH)])

    def __init__(self, people: Iterable[tuple[int, str]], version: int) -> None:
        super().__init__(version=version)
        self.user_id.choices = [SelectChoice(user_id, name) for user_id, name in people]

    def to_input(self) -> HandOn:
        """To whom, and what is said with it."""
        return HandOn(self.version.data or 0, int(self.user_id.data), (self.note.data or "").strip())

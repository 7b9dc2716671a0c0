"""What the office says of a paper: in order, or back with a reason for each section to mend."""

from collections.abc import Iterable

from wtforms import RadioField

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField
from forms.submit import NOTE_LENGTH, NoteForm
from forms.validators import NotTooLong
from workflow.domain.inputs.deciding import ReturnDocument, ReturnTo

_REASON = "reason-"
RETURNS = [
    SelectChoice(ReturnTo.WRITER.value, "Người soạn, để sửa nội dung"),
    SelectChoice(ReturnTo.APPRAISAL.value, "Văn phòng, để thẩm định lại"),
]


class AppraiseForm(NoteForm):
    """The paper is in order; a word for those who decide."""

    note = TextBlockField("Ý kiến thẩm định", validators=[NotTooLong(NOTE_LENGTH)])


class ReturnForm(StageForm):
    """Why a paper goes back: one field for the whole, one for each section and annex; at least one is filled; and to
    whom, where there is a choice."""

    to = RadioField("Trả về", choices=RETURNS, default=ReturnTo.WRITER.value)
    note = TextBlockField("Lý do chung", validators=[NotTooLong(NOTE_LENGTH)])

    def validate(self, extra_validators: object = None) -> bool:
        """Refuse a return without any reason."""
        valid = bool(super().validate(extra_validators))
        if valid and not self.to_input().said:
            self.note.errors = ["Hãy ghi lý do cho ít nhất một mục, hoặc lý do chung."]
            return False
        return valid

    def reason_fields(self) -> list[TextBlockField]:
        """The fields of sections and annexes, in printed order."""
        return [field for field in self if field.name.startswith(_REASON)]

    def to_input(self) -> ReturnDocument:
        """The reasons that were typed."""
        typed = {field.name.removeprefix(_REASON): (field.data or "").strip() for field in self.reason_fields()}
        return ReturnDocument(
            version=self.version.data or 0,
            reasons={key: reason for key, reason in typed.items() if reason},
            note=(self.note.data or "").strip(),
            to=ReturnTo(self.to.data) if "to" in self else ReturnTo.WRITER,
        )


def return_form(parts: Iterable[tuple[str, str]], version: int, *, to_appraisal: bool = False) -> ReturnForm:
    """The form for a paper with these sections and annexes (key, how it is called): WTForms knows fields by class, so
    one is made. `to_appraisal`: whether it may go back to the office that appraised it."""
    fields = {f"{_REASON}{key}": TextBlockField(called, validators=[NotTooLong(NOTE_LENGTH)]) for key, called in parts}
    made: type[ReturnForm] = type("SectionsReturnForm", (ReturnForm,), fields)
    form = made(version=version)
    if not to_appraisal:
        del form.to
    return form

"""The form every stage builds on: version seen, one-time token, Vietnamese messages, errors in one list."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import (
    Field,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectMultipleField,
)
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from workflow.domain.errors import WorkflowError

_MESSAGES: Mapping[str, str] = {
    "This field is required.": "Chưa nhập mục này.",
    "Not a valid choice.": "Hãy chọn một trong các mục đã cho.",
    "Not a valid choice": "Hãy chọn một trong các mục đã cho.",
    "Invalid Choice: could not coerce.": "Hãy chọn một trong các mục đã cho.",
    "Invalid Choice(s): one or more data inputs could not be coerced.": "Hãy chọn trong các mục đã cho.",
    "'%(value)s' is not a valid choice for this field.": "“%(value)s” không có trong các mục đã cho.",
    "'%(value)s' are not valid choices for this field.": "%(value)s không có trong các mục đã cho.",
    "Not a valid integer value.": "Nhập số nguyên, ví dụ 4.120.",
    "Not a valid date value.": "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 06/12/2024.",
    "Invalid email address.": "Địa chỉ thư điện tử chưa đúng, ví dụ ten@don-vi.vn.",
    "Field must be equal to %(other_name)s.": "Hai lần nhập chưa giống nhau.",
    "Field must be at least %(min)d character long.": "Cần ít nhất %(min)d ký tự.",
    "Field must be at least %(min)d characters long.": "Cần ít nhất %(min)d ký tự.",
    "Field cannot be longer than %(max)d character.": "Nhiều nhất %(max)d ký tự.",
    "Field cannot be longer than %(max)d characters.": "Nhiều nhất %(max)d ký tự.",
    "Field must be between %(min)d and %(max)d characters long.": "Cần từ %(min)d đến %(max)d ký tự.",
    "Number must be at least %(min)s.": "Nhập số từ %(min)s trở lên.",
    "Number must be at most %(max)s.": "Nhập số không quá %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Nhập số từ %(min)s đến %(max)s.",
    "Invalid input.": "Nội dung này chưa đúng, hãy nhập lại.",
    "CSRF token missing.": "Trang đã mở quá lâu. Hãy bấm gửi lại một lần nữa.",
    "CSRF failed.": "Trang đã mở quá lâu. Hãy bấm gửi lại một lần nữa.",
}


class Vietnamese:
    """The messages of WTForms in Vietnamese; one it does not know is answered by a sentence, never in English."""

    def gettext(self, message: str) -> str:
        """The Vietnamese sentence for a message of the library."""
        return _MESSAGES.get(message, _MESSAGES["Invalid input."])

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Vietnamese has one form for one and many."""
        return self.gettext(singular if count == 1 else plural)


@dataclass(frozen=True, slots=True)
class FieldError:
    """One line of the error summary: the id to jump to (None for the form as a whole) and its sentence."""

    anchor: str | None
    message: str


class StageForm(FlaskForm):
    """The base of every form. `version` is what the person saw when the form was shown; `token` makes a double click
    one act: it stays while the form is shown again with errors and is new for a new form."""

    class Meta(FlaskForm.Meta):
        """Vietnamese for every message of the library."""

        translations: ClassVar[Vietnamese] = Vietnamese()

        def get_translations(self, form: FlaskForm) -> Vietnamese:
            """One table for all forms and all requests."""
            return self.translations

    form_errors: list[str]

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    token = HiddenField(default=lambda: secrets.token_urlsafe(16), validators=[Length(max=64)])

    @property
    def to_give_again(self) -> list[str]:
        """What no page may send back as it was typed or chosen: the person is told to give it once more."""
        kinds = {PasswordField: "mật khẩu phải gõ lại", FileField: "tệp phải chọn lại"}
        return [words for kind, words in kinds.items() if any(isinstance(field, kind) for field in self)]

    def error_list(self) -> list[FieldError]:
        """Every error in the order of the page, for the summary and for nothing else."""
        whole = [FieldError(None, message) for message in self.form_errors]
        return whole + [error for field in self for error in _errors_of(field)]

    def refuse(self, error: WorkflowError) -> None:
        """Show a refusal of the action like an error of the form: at the fields it names, else above all of them."""
        named = {name: reason for name, reason in error.fields.items() if name in self}
        for name, reason in named.items():
            self[name].errors = [*self[name].errors, reason]
        if not named:
            self.form_errors = [*self.form_errors, error.reason]

    def renew(self, **seen: Any) -> None:
        """Carry what the page shows now in place of what was sent: what was typed is kept, and saved when it is pressed
        again."""
        for name, value in seen.items():
            if name in self:
                self[name].raw_data, self[name].data = None, value


def _errors_of(field: Field) -> Iterator[FieldError]:
    inner: Any = field.entries if isinstance(field, FieldList) else field.form if isinstance(field, FormField) else None
    if inner is not None:
        for part in inner:
            yield from _errors_of(part)
    for message in field.errors:
        if isinstance(message, str):
            yield FieldError(_anchor(field), message)


def _anchor(field: Field) -> str:
    """A group of choices has no control of its own; its first choice takes the focus."""
    return f"{field.id}-0" if isinstance(field, RadioField | SelectMultipleField) else str(field.id)

"""Rules with sentences that name the field and say what to do."""

from pathlib import PurePath
from typing import ClassVar

from wtforms import Field, Form
from wtforms.validators import StopValidation, ValidationError

from workflow.domain import figures


class Filled:
    """Something must be typed or chosen. Sets the flag `filled`, by which the macros know what is not optional, and
    not the attribute `required`: the browser's own bubble would speak another language and hide the summary."""

    field_flags: ClassVar[dict[str, bool]] = {"filled": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse None, blanks, an unticked box and an empty choice; a field that was already refused says only that."""
        if field.errors:
            raise StopValidation
        typed = field.data.strip() if isinstance(field.data, str) else field.data
        if typed in (None, "", []) or typed is False:  # 0 is an answer
            raise StopValidation(self.message)


class NotTooLong:
    """At most `maximum` characters, line ends included."""

    def __init__(self, maximum: int) -> None:
        self.maximum = maximum

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse a longer text, saying how long it is."""
        length = len(field.data or "")
        if length > self.maximum:
            most, now = figures.number(self.maximum), figures.number(length)
            raise ValidationError(f"{field.label.text}: nhiều nhất {most} ký tự, hiện có {now}. Hãy rút gọn.")


class SmallFile:
    """An uploaded file of one of the kinds named by its ending, that begins as that kind begins, at most `max_bytes`.
    The file can be read again afterwards."""

    def __init__(self, max_bytes: int, endings: tuple[str, ...], begins: bytes) -> None:
        self.max_bytes, self.endings, self.begins = max_bytes, endings, begins

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse anything else; no file at all is left to `Filled`."""
        if not field.data:
            return
        content: bytes = field.data.stream.read(self.max_bytes + 1)
        field.data.stream.seek(0)
        kinds = ", ".join(self.endings)
        if PurePath(field.data.filename or "").suffix.lower() not in self.endings:
            raise ValidationError(f"Chỉ nhận tệp {kinds}. Hãy chọn lại tệp.")
        if not content:
            raise ValidationError("Tệp rỗng. Hãy chọn lại tệp.")
        if len(content) > self.max_bytes:
            raise ValidationError(f"Tệp lớn hơn {figures.number(self.max_bytes // 1024)} KB. Hãy chọn đúng tệp.")
        if not content.startswith(self.begins):
            raise ValidationError(f"Nội dung không phải tệp {kinds} dù tên tệp ghi như vậy. Hãy chọn lại tệp.")

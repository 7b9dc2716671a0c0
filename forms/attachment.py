"""What a person gives to send a file along."""

from flask_wtf.file import FileField

from forms.base import StageForm
from forms.fields import Words
from forms.validators import Filled, NotTooLong


class AttachmentForm(StageForm):
    """A file, and what it is."""

    title = Words("Đây là tệp gì", [Filled("Đây là tệp gì: hãy ghi tên gọi của tệp"), NotTooLong(200)])
    file = FileField("Tệp", [Filled("Tệp: hãy chọn tệp")])

    def brought(self) -> tuple[str, bytes]:
        """Name and bytes of the file."""
        return self.file.data.filename or "", self.file.data.stream.read()

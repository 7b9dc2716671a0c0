"""What a person gives of a paper issued before: its whole text, and what the text does not say."""

from flask_wtf.file import FileField
from wtforms import BooleanField, Field
from wtforms.validators import NumberRange, Optional, ValidationError

from forms.base import StageForm
from forms.fields import FigureField, TextBlockField, VietnameseDateField
from workflow.domain.blocks import clean
from workflow.domain.inputs import RegisterPaper


class RegisterForm(StageForm):
    """The text pasted, or a text file. A file that can be read is put into `text`, so that nothing is lost when
    something else must be mended."""

    text = TextBlockField("Toàn văn")
    file = FileField("Hoặc chọn tệp .txt, .md")
    number = FigureField("Số", [Optional(), NumberRange(1, 9999, "Số: nhập số từ 1 tới 9.999")])
    issued_on = VietnameseDateField("Ngày ban hành")
    out_of_order = BooleanField("Vẫn vào sổ, dù ngày không theo thứ tự số")

    def validate_text(self, field: Field) -> None:
        """Something must be given; a refused file already says what is wrong with it."""
        if not (field.data or "").strip() and not self.file.data:
            raise ValidationError("Toàn văn: hãy dán toàn văn, hoặc chọn tệp .txt, .md")

    def take_file(self) -> None:
        """Put the words of a readable file into the text."""
        if not self.file.data:
            return
        content = self.file.data.stream.read()
        self.file.data.stream.seek(0)
        try:
            self.text.data = clean(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return  # the file's own rule says so

    def to_input(self) -> RegisterPaper:
        """The paper as given."""
        return RegisterPaper(self.text.data or "", self.number.data, self.issued_on.data, bool(self.out_of_order.data))

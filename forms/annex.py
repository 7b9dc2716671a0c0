"""What a person types in an annex."""

from wtforms import BooleanField

from forms.base import StageForm
from forms.fields import TextBlockField
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.writing import SaveAnnex

LONGEST_TITLE = 300


class AnnexForm(StageForm):
    """One annex: its title, its text with the conventions of a section, whether it lies across the page."""

    title = TextBlockField("Tên phụ lục", [Filled("Tên phụ lục: hãy ghi tên"), NotTooLong(LONGEST_TITLE)])
    text = TextBlockField("Nội dung")
    wide = BooleanField("In khổ ngang (cho bảng rộng)")
    mended = BooleanField("Tôi đã sửa xong phụ lục này")

    def to_input(self, key: str, version: int) -> SaveAnnex:
        """The annex over the version that was seen; its title on one line."""
        title = " ".join((self.title.data or "").split())
        text = (self.text.data or "").strip()
        return SaveAnnex(key, title, text, version, wide=bool(self.wide.data), mended=bool(self.mended.data))

"""How a person wants the daily notice."""

from wtforms import BooleanField
from wtforms.validators import Email, Length, Optional

from forms.base import StageForm
from forms.fields import Words
from workflow.domain.inputs.notices import ChooseNotices


class NoticesForm(StageForm):
    """The address, and whether it is used."""

    mail = Words("Địa chỉ thư điện tử", [Optional(), Length(max=254), Email()])
    by_mail = BooleanField("Gửi thông báo hằng ngày qua thư điện tử")

    def to_input(self) -> ChooseNotices:
        """The choice."""
        return ChooseNotices((self.mail.data or "").strip(), bool(self.by_mail.data))

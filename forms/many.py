"""What is ticked in a list to do the same act on many at once."""

import datetime as dt
from typing import cast

from wtforms import Field, SelectMultipleField
from wtforms.validators import ValidationError

from forms.base import StageForm
from forms.fields import VietnameseDateField
from forms.validators import Filled
from workflow.domain.inputs.many import MOST_AT_ONCE, UrgeMany


class ManyForm(StageForm):
    """The ticked boxes of a list, each with the key of its row; what became of a row since is the act's to say."""

    chosen = SelectMultipleField(
        "Việc được chọn",
        [Filled("Chưa chọn việc nào. Hãy đánh dấu ít nhất một việc trong danh sách.")],
        choices=[],
        validate_choice=False,
    )

    def validate_chosen(self, field: Field) -> None:
        """Refuse more than one press may do."""
        if len(self.keys) > MOST_AT_ONCE:
            raise ValidationError(
                f"Mỗi lần làm nhiều nhất {MOST_AT_ONCE} việc, đang chọn {len(self.keys)}. Chưa việc nào được ghi: "
                "hãy bỏ bớt rồi bấm lại, các việc còn lại để lần sau."
            )

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each ticked row, once."""
        return tuple(dict.fromkeys(self.chosen.data or ()))


class UrgeManyForm(ManyForm):
    """The same, and one day of reply for all."""

    reply_by = VietnameseDateField("Gửi báo cáo hoặc trả lời chậm nhất", [Filled("Ngày trả lời: hãy ghi ngày")])

    def to_input(self) -> UrgeMany:
        """What all the công văn have in common."""
        return UrgeMany(cast(dt.date, self.reply_by.data), self.token.data or "")

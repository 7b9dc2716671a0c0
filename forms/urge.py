"""What an office chooses to urge those who are late: the units, and the day by which they answer."""

import datetime as dt
from collections.abc import Iterable
from typing import cast

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput

from forms.base import StageForm
from forms.fields import SelectChoice, VietnameseDateField
from forms.validators import Filled
from workflow.domain.inputs.urging import UrgeUnits


class UrgeForm(StageForm):
    """The late units of a round, all ticked at first; `offer` says which there are."""

    organisation_ids = SelectMultipleField(
        "Đơn vị được đôn đốc",
        [Filled("Đơn vị được đôn đốc: hãy chọn ít nhất một đơn vị")],
        choices=[],
        coerce=int,
        option_widget=CheckboxInput(),
    )
    reply_by = VietnameseDateField("Gửi báo cáo hoặc trả lời chậm nhất", [Filled("Ngày trả lời: hãy ghi ngày")])

    def offer(self, units: Iterable[tuple[int, str]]) -> None:
        """Say who may be chosen, each as (id, name)."""
        self.organisation_ids.choices = [SelectChoice(unit, name) for unit, name in units]

    def to_input(self) -> UrgeUnits:
        """Whom, and until when."""
        return UrgeUnits(tuple(self.organisation_ids.data), cast(dt.date, self.reply_by.data))

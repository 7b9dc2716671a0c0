"""What an administrator types of days that are worked or not."""

import datetime as dt

from wtforms import RadioField, StringField
from wtforms.validators import Length

from forms.base import StageForm
from forms.fields import SelectChoice, VietnameseDateField
from forms.validators import Filled
from workflow.domain.inputs.calendar import SetDay

_OFF, _WORKED = "nghi", "lam"


class DayForm(StageForm):
    """One day."""

    day = VietnameseDateField("Ngày", [Filled("Ngày: hãy ghi ngày")])
    what = RadioField(
        "Ngày này",
        choices=[SelectChoice(_OFF, "Nghỉ"), SelectChoice(_WORKED, "Làm việc (làm bù)")],
        default=_OFF,
    )
    reason = StringField("Lý do", [Filled("Lý do: hãy ghi lý do, ví dụ theo công văn nào"), Length(max=300)])

    def to_input(self) -> SetDay:
        """The day; the form is valid."""
        return SetDay(self.day.data or dt.date.max, self.what.data == _WORKED, (self.reason.data or "").strip())


class DropDayForm(StageForm):
    """Leaving a day to the public calendar again: a button."""

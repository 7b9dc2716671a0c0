"""What is typed of days that are worked or not, and of more time."""

import datetime as dt

from wtforms import RadioField, StringField
from wtforms.validators import Length

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField, VietnameseDateField
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.calendar import AnswerExtension, AskExtension, SetDay

_OFF, _WORKED = "nghi", "lam"
_GRANTED, _REFUSED = "gia-han", "khong"


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


class AskExtensionForm(StageForm):
    """More time that a unit asks for."""

    due_on = VietnameseDateField("Xin gửi chậm nhất ngày", [Filled("Xin gửi chậm nhất ngày: hãy ghi ngày")])
    reason = TextBlockField("Lý do", [Filled("Lý do: hãy ghi lý do xin gia hạn"), NotTooLong(1000)])

    def to_input(self) -> AskExtension:
        """The request; the form is valid."""
        return AskExtension(self.due_on.data or dt.date.max, (self.reason.data or "").strip())


class AnswerExtensionForm(StageForm):
    """The office's answer to it."""

    verdict = RadioField(
        "Trả lời",
        choices=[SelectChoice(_GRANTED, "Gia hạn"), SelectChoice(_REFUSED, "Không gia hạn")],
        default=_GRANTED,
    )
    due_on = VietnameseDateField("Gửi chậm nhất ngày")
    answer = TextBlockField("Lời trả lời", [NotTooLong(1000)])

    def to_input(self) -> AnswerExtension:
        """The answer; the form is valid."""
        granted = self.verdict.data == _GRANTED
        return AnswerExtension(granted, self.due_on.data if granted else None, (self.answer.data or "").strip())

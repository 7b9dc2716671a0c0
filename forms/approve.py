"""What the committee gives with its decision; a chi bộ also its meeting."""

import datetime as dt

from wtforms import BooleanField

from forms.base import StageForm
from forms.fields import FigureField, TextBlockField, VietnameseDateField
from forms.submit import NOTE_LENGTH
from forms.validators import NotTooLong
from workflow.domain.guards import Meeting
from workflow.domain.inputs.deciding import Approve


class ApproveForm(StageForm):
    """The decision on the version that was read. Day, present and agreed go together: all of them, or none where none
    is required."""

    note = TextBlockField("Ý kiến kèm theo", validators=[NotTooLong(NOTE_LENGTH)])
    meeting_day = VietnameseDateField("Ngày họp chi bộ")
    present = FigureField("Số đảng viên có mặt")
    agreed = FigureField("Số đảng viên đồng ý")
    issue_now = BooleanField()

    def __init__(self, *, today: dt.date, meeting_required: bool, version: int) -> None:
        super().__init__(version=version)
        self._today = today
        self.meeting_required = meeting_required

    def validate(self, extra_validators: object = None) -> bool:
        """Refuse half a meeting, a meeting to come, and more votes than people."""
        if not super().validate(extra_validators):
            return False
        self._check_meeting()
        return not self.errors

    def to_input(self) -> Approve:
        """The approval; the meeting only if one was given."""
        return Approve(
            version=self.version.data or 0,
            note=(self.note.data or "").strip(),
            meeting=self._meeting(),
            issue_now=bool(self.issue_now.data),
        )

    def _meeting(self) -> Meeting | None:
        day, present, agreed = self.meeting_day.data, self.present.data, self.agreed.data
        if day is None or present is None or agreed is None:
            return None
        return Meeting(day=day, present=present, agreed=agreed)

    def _check_meeting(self) -> None:
        fields = (self.meeting_day, self.present, self.agreed)
        if self.meeting_required or any(field.data is not None for field in fields):
            for field in fields:
                if field.data is None:
                    field.errors = [f"{field.label.text}: chưa nhập."]
        if self.meeting_day.data and self.meeting_day.data > self._today:
            self.meeting_day.errors = ["Ngày họp chi bộ: chưa tới ngày này. Hãy ghi ngày đã họp."]
        if (self.agreed.data or 0) > (self.present.data or 0):
            self.agreed.errors = ["Số đảng viên đồng ý không thể nhiều hơn số có mặt."]

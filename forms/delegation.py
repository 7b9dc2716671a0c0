"""Who takes whose place, from which day to which."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from wtforms import SelectField, StringField
from wtforms.validators import Length

from forms.base import StageForm
from forms.fields import SelectChoice, VietnameseDateField
from forms.validators import Filled
from workflow.domain.inputs.delegations import Delegate

_NOBODY = SelectChoice("", "Chọn người")


class DelegationForm(StageForm):
    """One absence. The people to choose from are given: those who may be named absent, and those who may stand in."""

    absent = SelectField("Người vắng", [Filled("Chưa chọn người vắng.")])
    substitute = SelectField("Người thay", [Filled("Chưa chọn người thay.")])
    from_day = VietnameseDateField("Từ ngày", [Filled("Chưa nhập ngày đầu.")])
    to_day = VietnameseDateField("Đến hết ngày", [Filled("Chưa nhập ngày cuối.")])
    reason = StringField("Lý do", [Filled("Chưa nhập lý do, ví dụ đi công tác."), Length(max=300)])

    def __init__(
        self, absent: Iterable[tuple[int, str]] = (), substitutes: Iterable[tuple[int, str]] = (), **given: Any
    ) -> None:
        super().__init__(**given)
        self.absent.choices = [_NOBODY, *(SelectChoice(str(number), name) for number, name in absent)]
        self.substitute.choices = [_NOBODY, *(SelectChoice(str(number), name) for number, name in substitutes)]

    def to_input(self) -> Delegate:
        """The absence; the form is valid."""
        return Delegate(
            absent_id=int(self.absent.data),
            substitute_id=int(self.substitute.data),
            from_day=self.from_day.data or dt.date.max,
            to_day=self.to_day.data or dt.date.max,
            reason=(self.reason.data or "").strip(),
        )


class EndDelegationForm(StageForm):
    """Ending one before its day: a button."""

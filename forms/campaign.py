"""What an office types to open a round of reporting, and to give one unit more time."""

import datetime as dt
from collections.abc import Iterable
from typing import cast

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput

from forms.base import StageForm
from forms.clearing_house import ThroughForm
from forms.fields import FigureField, SelectChoice, TextBlockField, VietnameseDateField, Words
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.campaigns import Extend, OpenCampaign
from workflow.domain.outline import Outline
from workflow.domain.periods import Period, PeriodKind

_NO_PERIOD = SelectChoice("", "Không theo kỳ")


class CampaignForm(ThroughForm):
    """A round of reporting; `offer` fills in the plans and units that may be chosen."""

    title = Words("Nội dung báo cáo", [Filled("Nội dung báo cáo: hãy ghi cần báo cáo về việc gì"), NotTooLong(400)])
    plan_id = SelectField("Theo kế hoạch", choices=[])
    due_on = VietnameseDateField("Hạn gửi", [Filled("Hạn gửi: hãy ghi ngày")])
    organisation_ids = SelectMultipleField(
        "Đơn vị phải báo cáo",
        [Filled("Đơn vị phải báo cáo: hãy chọn ít nhất một đơn vị")],
        choices=[],
        coerce=int,
        option_widget=CheckboxInput(),
    )
    outline = SelectField("Đề cương", choices=[])
    period = SelectField("Kỳ báo cáo", choices=[_NO_PERIOD], default="")
    locks = BooleanField("Khoá sau hạn: quá hạn thì không gửi được cho tới khi được gia hạn")
    grace_days = FigureField("Số ngày châm chước trước khi khoá", [Optional(), NumberRange(0, 60)])

    def offer_periods(self, today: dt.date) -> None:
        """Say which periods the round may be about: of each kind the newest begun, and those around it."""
        newest = [Period.begun_by(kind, today) for kind in PeriodKind]
        around = [one for period in newest for one in (period.previous, period, period.next)]
        known = [SelectChoice(one.code, one.title.capitalize()) for one in around]
        self.period.choices = [_NO_PERIOD, *known]

    def offer(
        self, plans: Iterable[tuple[int, str]], units: Iterable[tuple[int, str]], outlines: Iterable[tuple[str, str]]
    ) -> None:
        """Say what may be chosen, each as (id, words)."""
        known = [SelectChoice(str(plan), words) for plan, words in plans]
        self.plan_id.choices = [SelectChoice("", "Không gắn với kế hoạch nào"), *known]
        self.organisation_ids.choices = [SelectChoice(unit, words) for unit, words in units]
        self.outline.choices = [SelectChoice(value, words) for value, words in outlines]

    def to_input(self, outline: Outline, outline_version_id: int | None) -> OpenCampaign:
        """The round as typed, with the outline that was chosen."""
        return OpenCampaign(
            plan_id=int(self.plan_id.data) if self.plan_id.data else None,
            title=self.title.data,
            due_on=cast(dt.date, self.due_on.data),
            organisation_ids=tuple(self.organisation_ids.data),
            outline=outline,
            outline_version_id=outline_version_id,
            period=Period.from_code(self.period.data) if self.period.data else None,
            locks=self.locks.data,
            grace_days=self.grace_days.data or 0,
            through_id=self.through,
        )


class ExtendForm(StageForm):
    """More time for one unit."""

    due_on = VietnameseDateField("Hạn mới", [Filled("Hạn mới: hãy ghi ngày")])
    reason = TextBlockField("Lý do", [Filled("Lý do: hãy ghi lý do gia hạn"), NotTooLong(1000)])

    def to_input(self, organisation_id: int) -> Extend:
        """The extension of the unit."""
        return Extend(organisation_id, cast(dt.date, self.due_on.data), (self.reason.data or "").strip())


class CloseForm(StageForm):
    """Closing a round: the version seen is all it needs."""

"""What an office types to ask for a periodic report."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput

from forms.base import StageForm
from forms.clearing_house import ThroughForm
from forms.fields import FigureField, SelectChoice, Words
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.calendar import SaveSchedule
from workflow.domain.labels import DUE_RULES, PERIOD_KINDS
from workflow.domain.outline import Outline
from workflow.domain.periods import PeriodKind
from workflow.domain.schedules import USUAL, USUAL_DAYS_BEFORE, Due, DueRule

ALL, CHOSEN = "tat-ca", "chon"
_KINDS = [SelectChoice(kind.value, name) for kind, name in PERIOD_KINDS.items()]


class ScheduleForm(ThroughForm):
    """A periodic report; `offer` fills in what may be chosen."""

    title = Words("Nội dung báo cáo", [Filled("Nội dung báo cáo: hãy ghi cần báo cáo về việc gì"), NotTooLong(300)])
    plan_id = SelectField("Theo kế hoạch", choices=[])
    period_kind = SelectField("Kỳ báo cáo", choices=_KINDS)
    due_count = FigureField(
        "Hạn gửi", [Filled("Hạn gửi: hãy ghi số ngày"), NumberRange(1, 366, "Hạn gửi: nhập số từ 1 đến 366")]
    )
    due_rule = RadioField("Tính là", choices=[SelectChoice(rule.value, name) for rule, name in DUE_RULES.items()])
    moves_back = BooleanField("Rơi vào ngày nghỉ thì lấy ngày làm việc liền trước")
    days_before = FigureField(
        "Mở trước hạn",
        [Filled("Mở trước hạn: hãy ghi số ngày"), NumberRange(0, 180, "Mở trước hạn: nhập số từ 0 đến 180")],
    )
    who = RadioField(
        "Đơn vị phải báo cáo",
        choices=[
            SelectChoice(ALL, "Mọi đơn vị trực thuộc lúc mở đợt"),
            SelectChoice(CHOSEN, "Chỉ các đơn vị chọn dưới đây"),
        ],
    )
    unit_ids = SelectMultipleField("Các đơn vị", choices=[], coerce=int, option_widget=CheckboxInput())
    outline = SelectField("Đề cương", choices=[])
    locks = BooleanField("Khoá sau hạn: quá hạn thì không gửi được cho tới khi được gia hạn")
    grace_days = FigureField("Số ngày châm chước trước khi khoá", [Optional(), NumberRange(0, 60)])

    def offer(
        self, plans: Iterable[tuple[int, str]], units: Iterable[tuple[int, str]], outlines: Iterable[tuple[str, str]]
    ) -> None:
        """Say what may be chosen, each as (value, words)."""
        known = [SelectChoice(str(plan), words) for plan, words in plans]
        self.plan_id.choices = [SelectChoice("", "Không gắn với kế hoạch nào"), *known]
        self.unit_ids.choices = [SelectChoice(unit, words) for unit, words in units]
        self.outline.choices = [SelectChoice(value, words) for value, words in outlines]

    def validate_unit_ids(self, field: SelectMultipleField) -> None:
        """Who chooses names somebody."""
        if self.who.data == CHOSEN and not field.data:
            raise ValidationError("Đơn vị phải báo cáo: hãy chọn ít nhất một đơn vị")

    def to_input(self, outline: Outline) -> SaveSchedule:
        """The periodic report with the outline that was chosen; the form is valid."""
        return SaveSchedule(
            title=self.title.data,
            plan_id=int(self.plan_id.data) if self.plan_id.data else None,
            period_kind=PeriodKind(self.period_kind.data),
            due=Due(DueRule(self.due_rule.data), self.due_count.data or 0, self.moves_back.data),
            days_before=self.days_before.data or 0,
            unit_ids=tuple(self.unit_ids.data) if self.who.data == CHOSEN else (),
            outline=outline,
            locks=self.locks.data,
            grace_days=self.grace_days.data or 0,
            through_id=self.through,
        )


class SwitchForm(StageForm):
    """Switching a schedule on or off: the version seen is all it needs."""


def usual(kind: PeriodKind) -> Mapping[str, Any]:
    """What a new form starts with: the deadline that offices usually set for the period."""
    due = USUAL[kind]
    return {
        "period_kind": kind.value,
        "due_rule": due.rule.value,
        "due_count": due.count,
        "moves_back": due.moves_back,
        "days_before": USUAL_DAYS_BEFORE[kind],
        "who": ALL,
        "grace_days": 0,
    }

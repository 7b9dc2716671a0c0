"""What an office types to open a round of reporting, and to give one unit more time."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from wtforms import FieldList, Form, FormField, SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField, VietnameseDateField
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.campaigns import Extend, OpenCampaign
from workflow.domain.outline import RESOLUTION_REPORT, Outline, outline_of

MOST_ROWS = 40
_ADD, _REMOVE = "them", "bo"


class Words(StringField):
    """One line of words without blanks around and doubled within."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Put the blanks in order."""
        if valuelist:
            self.data = " ".join(valuelist[0].split())


class _Row(Form):
    """One row of a list: empty, it is as if it were not there."""

    title: Words
    second: str
    missing: str

    def validate_title(self, field: Words) -> None:
        """The other field alone says nothing."""
        if not field.data and self[self.second].data:
            raise ValidationError(self.missing)


class SectionRow(_Row):
    """One section of the outline."""

    second = "guidance"
    missing = "Tên mục: hãy ghi tên mục, hoặc xoá hướng dẫn."

    title = Words("Tên mục", [NotTooLong(200)])
    guidance = TextBlockField("Hướng dẫn", [NotTooLong(2000)])


class FigureRow(_Row):
    """One figure to give."""

    second = "unit"
    missing = "Chỉ tiêu: hãy ghi tên chỉ tiêu, hoặc xoá đơn vị tính."

    title = Words("Chỉ tiêu", [NotTooLong(200)])
    unit = Words("Đơn vị tính", [NotTooLong(60)])

    def validate_unit(self, field: Words) -> None:
        """A number without its unit cannot be added up."""
        if self.title.data and not field.data:
            raise ValidationError("Đơn vị tính: hãy ghi đơn vị tính, ví dụ buổi, người.")


class CampaignForm(StageForm):
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
    sections = FieldList(FormField(SectionRow), max_entries=MOST_ROWS)
    figures = FieldList(FormField(FigureRow), max_entries=MOST_ROWS)

    def offer(self, plans: Iterable[tuple[int, str]], units: Iterable[tuple[int, str]]) -> None:
        """Say what may be chosen, each as (id, words)."""
        known = [SelectChoice(str(plan), words) for plan, words in plans]
        self.plan_id.choices = [SelectChoice("", "Không gắn với kế hoạch nào"), *known]
        self.organisation_ids.choices = [SelectChoice(unit, words) for unit, words in units]

    def rearrange(self, act: str) -> bool:
        """Add or take out a row as a button asked ("them-sections", "bo-figures-2"); False for any other act."""
        verb, _, place = act.partition("-")
        name, _, index = place.partition("-")
        rows = {"sections": self.sections, "figures": self.figures}.get(name)
        if rows is None or verb not in {_ADD, _REMOVE}:
            return False
        if verb == _REMOVE:
            rows.entries = [row for row in rows.entries if row.name != f"{name}-{index}"]
        elif len(rows.entries) < MOST_ROWS:
            rows.append_entry()
        return True

    def to_input(self) -> OpenCampaign:
        """The round as typed; empty rows are left out."""
        return OpenCampaign(
            plan_id=int(self.plan_id.data) if self.plan_id.data else None,
            title=self.title.data,
            due_on=cast(dt.date, self.due_on.data),
            organisation_ids=tuple(self.organisation_ids.data),
            outline=self._outline(),
        )

    def _outline(self) -> Outline:
        return outline_of(_pairs(self.sections, "guidance"), _pairs(self.figures, "unit"))


def _pairs(rows: FieldList, second: str) -> Iterator[tuple[str, str]]:
    for row in rows:
        if row.form.title.data:
            yield row.form.title.data, (row.form[second].data or "").strip()


class ExtendForm(StageForm):
    """More time for one unit."""

    due_on = VietnameseDateField("Hạn mới", [Filled("Hạn mới: hãy ghi ngày")])
    reason = TextBlockField("Lý do", [Filled("Lý do: hãy ghi lý do gia hạn"), NotTooLong(1000)])

    def to_input(self, organisation_id: int) -> Extend:
        """The extension of the unit."""
        return Extend(organisation_id, cast(dt.date, self.due_on.data), (self.reason.data or "").strip())


class CloseForm(StageForm):
    """Closing a round: the version seen is all it needs."""


def usual_outline() -> dict[str, list[dict[str, str]]]:
    """The rows that a new round starts with."""
    return {
        "sections": [{"title": part.title, "guidance": part.guidance} for part in RESOLUTION_REPORT.sections],
        "figures": [{"title": part.title, "unit": part.unit} for part in RESOLUTION_REPORT.indicators],
    }

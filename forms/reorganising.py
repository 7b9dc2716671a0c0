"""What an administrator types to change the tree by a decision: the decision, the units, who takes over."""

import datetime as dt
from collections.abc import Iterable, Mapping

from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField, VietnameseDateField, Words
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.reorganising import Names, Plan, Prepare, Receiver
from workflow.domain.states import ReorganisationKind

NEW = 0
_COMMITTEE = "Đảng uỷ "


class DecisionForm(StageForm):
    """The decision that every change of the tree goes by."""

    kind: ReorganisationKind

    decision_symbol = StringField(
        "Số, ký hiệu quyết định", validators=[Filled("Chưa nhập số, ký hiệu quyết định."), Length(max=60)]
    )
    decision_on = VietnameseDateField("Ngày quyết định", validators=[Filled("Chưa nhập ngày quyết định.")])
    effective_on = VietnameseDateField("Có hiệu lực từ ngày", validators=[Filled("Chưa nhập ngày có hiệu lực.")])
    reason = TextBlockField("Lý do ghi muộn", validators=[NotTooLong(1000)])

    def plan(self, unit: int) -> Plan:
        """What the decision does to the unit."""
        raise NotImplementedError

    def to_input(self, unit: int) -> Prepare:
        """The change; the form is valid."""
        return Prepare(
            kind=self.kind,
            plan=self.plan(unit),
            decision_symbol=self.decision_symbol.data or "",
            decision_on=self.decision_on.data or dt.date.max,
            effective_on=self.effective_on.data or dt.date.max,
            reason=self.reason.data or "",
        )


class _Choosing(DecisionForm):
    """A change for which other organisations are chosen from those found by their words."""

    search = StringField("Tìm đơn vị theo tên", validators=[Length(max=120)])

    def offer(self, found: Iterable[tuple[int, str]]) -> None:
        """Let these be chosen, each by its id and name."""
        self["chosen"].choices = [SelectChoice(str(one), name) for one, name in found]

    @property
    def chosen_ids(self) -> list[int]:
        """Those chosen so far."""
        data = self["chosen"].data
        listed = data if isinstance(data, list) else [data]
        return [int(one) for one in listed if one and str(one).isdecimal()]


class RenameForm(DecisionForm):
    """Other names from a day on."""

    kind = ReorganisationKind.RENAME

    name = Words("Tên đầy đủ", validators=[Filled("Chưa nhập tên đầy đủ."), Length(max=200)])
    short_name = Words("Tên gọi ngắn", validators=[Filled("Chưa nhập tên gọi ngắn."), Length(max=80)])
    symbol = Words("Ký hiệu trong số văn bản", validators=[Filled("Chưa nhập ký hiệu."), Length(max=20)])
    authority = Words("Thẩm quyền ký", validators=[Filled("Chưa nhập thẩm quyền ký."), Length(max=80)])
    place = Words("Địa danh", validators=[Filled("Chưa nhập địa danh."), Length(max=80)])
    party_heading = Words("Tên đảng bộ in trên văn bản của cấp dưới", validators=[Length(max=200)])
    restart = BooleanField("Nếu đổi ký hiệu, văn bản đi lấy số lại từ 01", default=True)

    def plan(self, unit: int) -> Plan:
        """The unit under its new names."""
        names = Names(
            name=self.name.data or "",
            short_name=self.short_name.data or "",
            symbol=self.symbol.data or "",
            place=self.place.data or "",
            authority=(self.authority.data or "").upper(),
            party_heading=(self.party_heading.data or "").upper() or None,
        )
        return Plan((unit,), names=names, restart=bool(self.restart.data))


class MoveForm(_Choosing):
    """Another superior."""

    kind = ReorganisationKind.MOVE

    chosen = RadioField("Cấp trên mới", validators=[Filled("Chưa chọn cấp trên mới.")], choices=[])

    def plan(self, unit: int) -> Plan:
        """The unit below the one chosen."""
        return Plan((unit,), superior_id=self.chosen_ids[0])


class DissolveForm(_Choosing):
    """The end of an organisation; whoever takes over its work may be nobody when there is none."""

    kind = ReorganisationKind.DISSOLVE

    chosen = RadioField("Đơn vị nhận việc, nhận người", validators=[Optional()], choices=[])

    def plan(self, unit: int) -> Plan:
        """The unit ended, its work with the one chosen."""
        return Plan((unit,), tuple(Receiver("a", one) for one in self.chosen_ids))


class NewUnit(Form):
    """A new organisation; empty, it is as if it were not there. What is not asked is as with the old one."""

    name = Words("Tên đầy đủ", validators=[Length(max=200)])
    short_name = Words("Tên gọi ngắn", validators=[Length(max=80)])
    symbol = Words("Ký hiệu trong số văn bản", validators=[Length(max=20)])

    def names(self, like: Names) -> Names:
        """Its names; the head of the papers of those below it follows from its own."""
        name = self.name.data or ""
        party = f"ĐẢNG BỘ {name.removeprefix(_COMMITTEE)}".upper() if name.startswith(_COMMITTEE) else None
        return Names(
            name=name,
            short_name=self.short_name.data or name[:80],
            symbol=self.symbol.data or like.symbol,
            place=like.place,
            authority=like.authority,
            party_heading=party,
        )


class MergeForm(_Choosing):
    """Several become one: the unit of this page, which goes on, or a new one."""

    kind = ReorganisationKind.MERGE

    chosen = SelectMultipleField(
        "Nhập cùng các đơn vị",
        validators=[Filled("Chưa chọn đơn vị nào để nhập cùng.")],
        choices=[],
        option_widget=CheckboxInput(),
    )
    into = RadioField("Sau khi nhập", choices=[], default="unit")
    new = FormField(NewUnit)
    like: Names

    def validate_into(self, field: RadioField) -> None:
        """A new organisation needs its name."""
        if field.data == "new" and not self.new.form.name.data:
            raise ValueError("Chưa nhập tên đơn vị mới.")

    def plan(self, unit: int) -> Plan:
        """The unit and those chosen, in the unit or in a new one."""
        if self.into.data == "new":
            receiver = Receiver("a", names=self.new.form.names(self.like))
        else:
            receiver = Receiver("a", unit)
        return Plan((unit, *(one for one in self.chosen_ids if one != unit)), (receiver,))


class SplitForm(DecisionForm):
    """One becomes several; or a part leaves and the rest goes on."""

    kind = ReorganisationKind.SPLIT

    goes_on = BooleanField("Đơn vị này tiếp tục hoạt động; chỉ tách phần ghi dưới đây")
    parts = FieldList(FormField(NewUnit), min_entries=3, max_entries=8)
    like: Names

    def plan(self, unit: int) -> Plan:
        """The unit divided among those that are named."""
        named = [part.form.names(self.like) for part in self.parts if part.form.name.data]
        founded = [Receiver(f"moi-{place}", names=names) for place, names in enumerate(named, start=1)]
        stays = [Receiver("cu", unit)] if self.goes_on.data else []
        return Plan((unit,), (*stays, *founded))


class SharesForm(StageForm):
    """Who takes what, one choice for each thing; made for the things at hand by `shares_form`."""

    act = StringField(validators=[Length(max=10)])

    def shares(self) -> dict[str, str]:
        """{key: receiver's key}, as chosen."""
        fields = (field for field in self if isinstance(field, SelectField))
        return {field.name.replace("-", ":", 1): field.data or "" for field in fields}


def shares_form(asked: Mapping[str, tuple[str, str, list[tuple[str, str]]]]) -> SharesForm:
    """The form for {key: (label, chosen so far, [(receiver's key, its name)])}."""

    class Made(SharesForm):
        """With a field for each thing."""

    for key, (label, chosen, choices) in asked.items():
        options = [SelectChoice(value, name) for value, name in choices]
        setattr(Made, key.replace(":", "-", 1), SelectField(label, choices=options, default=chosen))
    return Made()

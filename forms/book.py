"""What is typed around the registers: a filter, the columns kept by hand, a reserved number."""

import datetime as dt
from typing import Any, ClassVar

from wtforms import SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from forms.base import StageForm
from forms.fields import FigureField, SelectChoice, TextBlockField, VietnameseDateField
from forms.validators import Filled, NotTooLong
from workflow.domain.blocks import clean
from workflow.domain.inputs.registers import EnterIncoming, NoteIncoming, NoteOutgoing, ReserveNumber
from workflow.domain.labels import ENTRY_STATES, EXPORT_FORMS
from workflow.domain.numbers import KINDS
from workflow.domain.states import Book, EntryState

_STATES = {
    Book.OUTGOING: tuple(state for state in EntryState if state is not EntryState.RECEIVED),
    Book.INCOMING: (EntryState.RECEIVED, EntryState.GIVEN_UP),
}
KIND_CHOICES = [SelectChoice(symbol, name.capitalize()) for symbol, name in KINDS.items()]


class BookFilter(StageForm):
    """The filter of a book: it changes nothing, so it travels in the address and needs no token."""

    class Meta(StageForm.Meta):
        """A question needs no protection against being asked elsewhere."""

        csrf: ClassVar[bool] = False

    ASKED: ClassVar[tuple[str, ...]] = ("chu", "loai", "so", "tu", "den", "noi", "nguoi", "trang_thai")

    chu = StringField("Từ trong số, ký hiệu, trích yếu", validators=[Length(max=200)])
    loai = SelectField("Tên loại", validators=[Optional()])
    so = FigureField("Số", [Optional(), NumberRange(1, 99_999, "Số: nhập số từ 1 trở lên")])
    tu = VietnameseDateField("Từ ngày")
    den = VietnameseDateField("Đến ngày")
    noi = StringField("Nơi nhận", validators=[Length(max=200)])
    nguoi = StringField("Người ký", validators=[Length(max=200)])
    trang_thai = SelectField("Tình trạng", validators=[Optional()])

    def offer(self, book: Book) -> None:
        """Words and choices of one of the books."""
        self.loai.choices = [SelectChoice("", "Mọi tên loại"), *KIND_CHOICES]
        states = [SelectChoice(one.value, ENTRY_STATES[one]) for one in _STATES[book]]
        self.trang_thai.choices = [SelectChoice("", "Mọi tình trạng"), *states]
        if book is Book.INCOMING:
            self.so.label.text, self.noi.label.text, self.nguoi.label.text = "Số đến", "Tác giả", "Người nhận"

    def validate_den(self, field: VietnameseDateField) -> None:
        """The last day is not before the first."""
        if self.tu.data and field.data and field.data < self.tu.data:
            raise ValidationError("Đến ngày: phải từ “Từ ngày” trở đi")

    @property
    def is_empty(self) -> bool:
        """Whether it asks for everything."""
        return not any(self[name].data for name in self.ASKED)


class NoteOutgoingForm(StageForm):
    """The columns of the outgoing book that are filled in by hand."""

    keeper = StringField("Đơn vị, người nhận bản lưu", validators=[Length(max=300)])
    copies = FigureField("Số lượng bản", [Optional(), NumberRange(0, 100_000, "Số lượng bản: nhập số tới 100.000")])
    note = TextBlockField("Ghi chú", validators=[NotTooLong(1000)])

    def to_input(self) -> NoteOutgoing:
        """The columns; the form is valid."""
        return NoteOutgoing(
            version=self.version.data or 0,
            keeper=_line(self.keeper.data),
            copies=self.copies.data,
            note=(self.note.data or "").strip(),
        )


class ExportBookForm(StageForm):
    """A book wished for as a file."""

    dang = SelectField("Dạng tệp", choices=[SelectChoice(one.value, words) for one, words in EXPORT_FORMS.items()])


class ReserveForm(StageForm):
    """A number to be kept for a paper still to come."""

    kind = SelectField("Tên loại", choices=KIND_CHOICES)
    reason = TextBlockField("Lý do giữ số", validators=[Filled("Hãy ghi lý do giữ số."), NotTooLong(600)])

    def to_input(self) -> ReserveNumber:
        """The number wanted; the form is valid."""
        return ReserveNumber(kind=self.kind.data, reason=(self.reason.data or "").strip())


class GiveUpForm(StageForm):
    """A number that will not be used."""

    reason = TextBlockField("Lý do bỏ số", validators=[Filled("Hãy ghi lý do bỏ số."), NotTooLong(600)])


class NoteIncomingForm(StageForm):
    """The columns of the incoming book that are filled in after the receipt."""

    handler = StringField("Đơn vị hoặc người nhận", validators=[Length(max=300)])
    passed_on = VietnameseDateField("Ngày chuyển")
    receipt = StringField("Ký nhận", validators=[Length(max=300)])
    note = TextBlockField("Ghi chú", validators=[NotTooLong(1000)])

    def to_input(self) -> NoteIncoming:
        """The columns; the form is valid."""
        return NoteIncoming(self.version.data or 0, **self.follow_up())

    def follow_up(self) -> dict[str, Any]:
        """What happened after the receipt."""
        return {
            "handler": _line(self.handler.data),
            "passed_on": self.passed_on.data,
            "receipt": _line(self.receipt.data),
            "note": (self.note.data or "").strip(),
        }


class EnterIncomingForm(NoteIncomingForm):
    """A paper that came by another way than the system: all columns of the incoming book."""

    day = VietnameseDateField("Ngày đến", validators=[Filled("Chưa nhập ngày đến.")])
    author = StringField("Tác giả", validators=[Filled("Chưa nhập tác giả."), Length(max=300)])
    kind = SelectField("Tên loại", choices=[*KIND_CHOICES, SelectChoice("", "Loại khác, ghi trong trích yếu")])
    symbol = StringField("Số, ký hiệu văn bản", validators=[Length(max=60)])
    dated_on = VietnameseDateField("Ngày tháng văn bản")
    title = TextBlockField("Trích yếu nội dung", validators=[Filled("Chưa nhập trích yếu."), NotTooLong(600)])

    def to_paper(self) -> EnterIncoming:
        """The paper; the form is valid."""
        return EnterIncoming(
            day=self.day.data or dt.date.max,
            author=_line(self.author.data),
            title=_line(self.title.data),
            kind=self.kind.data or "",
            symbol=_line(self.symbol.data),
            dated_on=self.dated_on.data,
            **self.follow_up(),
        )


def _line(text: str | None) -> str:
    """One clean line: a cell of the book has no line ends."""
    return " ".join(clean(text or "").split())

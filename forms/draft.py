"""What a person types while writing a report: the text of a section, its heading, its figures."""

import re
from collections.abc import Iterable
from typing import cast

from wtforms import BooleanField, Field, Form, RadioField, SelectField, StringField
from wtforms.validators import Optional, ValidationError

from forms.base import StageForm
from forms.fields import AmountField, SelectChoice, TextBlockField, YesNoField
from forms.validators import Filled, NotTooLong
from workflow.domain.blocks import clean
from workflow.domain.inputs.writing import SaveFigures, SaveHeading, SaveSection
from workflow.domain.outline import Indicator, IndicatorKind
from workflow.domain.paper import Urgency
from workflow.domain.parts import Parts

LONGEST_ABSTRACT = 600
LONGEST_RECIPIENT = 200
LONGEST_PART = 100
LONGEST_CONTACT = 300
_SECRET = re.compile(r"\bMẬT\b")


class SectionForm(StageForm):
    """One section. After a conflict `choice` says which text is to be kept: mine, saved or merged."""

    set_aside = ""

    text = TextBlockField("Nội dung")
    done = BooleanField("Tôi đã hoàn thành mục này")
    choice = RadioField(
        "Lưu bản nào?",
        choices=[SelectChoice("mine"), SelectChoice("saved"), SelectChoice("merged")],
        validators=[Optional()],
        validate_choice=False,
    )
    mine = TextBlockField("Bản của đồng chí")
    merged = TextBlockField("Bản ghép")

    def settle(self, saved: str, *, is_done: bool) -> None:
        """Put the chosen text into `text` and the one it wins over into `set_aside`; no choice, nothing to settle."""
        mine = self.mine.data or ""
        if self.choice.data == "saved":
            self.text.data, self.set_aside, self.done.data = saved, mine, is_done
        elif self.choice.data in {"mine", "merged"}:
            self.text.data = mine if self.choice.data == "mine" else self.merged.data
            self.set_aside = "" if (self.text.data or "").strip() == saved else saved  # chosen and saved before

    def to_input(self, key: str, version: int) -> SaveSection:
        """The text over the version that was seen."""
        return SaveSection(key, self.text.data or "", version, bool(self.done.data), self.set_aside)


class ShortLines:
    """Each line at most `most` characters."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse the first longer line, quoting its beginning."""
        for line in (field.data or "").splitlines():
            if len(line) > self.most:
                raise ValidationError(f"{field.label.text}: dòng “{line[:40]}…” dài quá {self.most} ký tự.")


class NotSecret:
    """No degree of secrecy: such papers are not made on a machine of the open network (box 10a)."""

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse MẬT, TỐI MẬT and TUYỆT MẬT in any case."""
        if _SECRET.search(clean(field.data or "").upper()):
            raise ValidationError(
                f"{field.label.text}: văn bản mật không soạn trên hệ thống này. "
                "Hãy soạn theo quy định về bảo vệ bí mật nhà nước."
            )


class HeadingForm(StageForm):
    """What stands before and after the sections: abstract, opening, Nơi nhận and Kính gửi (one addressee a line; a kind
    without addressees has no such field), and the components that most papers do without."""

    abstract = TextBlockField("Trích yếu", [Filled("Trích yếu: hãy ghi trích yếu"), NotTooLong(LONGEST_ABSTRACT)])
    opening = TextBlockField("Mở đầu")
    recipients = TextBlockField(
        "Nơi nhận", [Filled("Nơi nhận: hãy ghi ít nhất một dòng"), ShortLines(LONGEST_RECIPIENT)]
    )

    addressees = TextBlockField(
        "Kính gửi", [Filled("Kính gửi: hãy ghi ít nhất một nơi nhận"), ShortLines(LONGEST_RECIPIENT)]
    )
    urgency = SelectField(
        "Mức độ khẩn", choices=[SelectChoice("", "Không"), *(SelectChoice(one.value, one.value) for one in Urgency)]
    )
    circulation = StringField("Phạm vi lưu hành", [NotTooLong(LONGEST_PART), NotSecret()])
    drafter_mark = StringField("Ký hiệu người soạn, số bản", [NotTooLong(LONGEST_PART)])
    contact = StringField("Thông tin liên hệ", [NotTooLong(LONGEST_CONTACT)])

    @property
    def parts(self) -> Parts:
        """The components as they are kept: on one line each, the circulation in capitals."""
        urgency = Urgency(self.urgency.data) if self.urgency.data else None
        circulation = _one_line(self.circulation.data).upper()
        mark, contact = _one_line(self.drafter_mark.data), _one_line(self.contact.data)
        return Parts(urgency, circulation or None, mark or None, contact or None)

    @property
    def asks_for_parts(self) -> bool:
        """Whether any of the components is filled in or refused, so that its group stands open."""
        fields = (self.urgency, self.circulation, self.drafter_mark, self.contact)
        return any(field.data or field.errors for field in fields)

    def to_input(self, version: int) -> SaveHeading:
        """Abstract on one line, opening, addressees without their dashes and final signs, the components."""
        abstract = " ".join((self.abstract.data or "").split())
        opening, recipients = (self.opening.data or "").strip(), listed(self.recipients.data)
        addressees = listed(self.addressees.data) if "addressees" in self else ()
        return SaveHeading(abstract, opening, recipients, version, self.parts, addressees)


def listed(typed: str | None) -> tuple[str, ...]:
    """The addressees of a list, one a line, without dashes and final signs."""
    lines = (line.strip(" -;,.\t") for line in (typed or "").splitlines())
    return tuple(filter(None, lines))


def _one_line(typed: str | None) -> str:
    return " ".join(clean(typed or "").split())


class FiguresForm(StageForm):
    """The figures asked for; `figures_form` adds one field for each, and `done` after them."""

    figure_keys: tuple[str, ...] = ()
    done: BooleanField

    def figure(self, key: str) -> AmountField | None:
        """The field of one figure; None of one that nobody types."""
        found = f"figure_{self.figure_keys.index(key)}" if key in self.figure_keys else ""
        return cast(AmountField, self[found]) if found else None

    def validate_done(self, field: BooleanField) -> None:
        """Finished means that every figure is known; 0 is a figure."""
        fields = [one for key in self.figure_keys if (one := self.figure(key))]
        missing = [one.label.text for one in fields if one.data is None and not one.errors]
        if field.data and missing:
            raise ValidationError(f"Chưa có số: {'; '.join(missing)}. Không có thì ghi 0.")

    def to_input(self, version: int) -> SaveFigures:
        """The figures by key."""
        values = {key: field.data for key in self.figure_keys if (field := self.figure(key))}
        return SaveFigures(values, version, bool(self.done.data))


def figures_form(asked: Iterable[Indicator]) -> type[FiguresForm]:
    """The form for the figures in order, each with the field of its kind."""
    typed = tuple(asked)
    fields = {f"figure_{place}": _field_for(one) for place, one in enumerate(typed)}
    keys, done = tuple(one.key for one in typed), BooleanField("Tôi đã hoàn thành số liệu")
    return type("AskedFiguresForm", (FiguresForm,), {"figure_keys": keys, **fields, "done": done})


def _field_for(asked: Indicator) -> AmountField:
    kind = YesNoField if asked.kind is IndicatorKind.YES_NO else AmountField
    return kind(asked.title, asked=asked)

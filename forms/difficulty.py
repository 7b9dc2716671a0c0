"""What is typed about difficulties and proposals: raising, joining, passing up, answering, asking back."""

from collections.abc import Iterable

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField, VietnameseDateField
from forms.validators import Filled, NotTooLong
from workflow.domain.blocks import clean
from workflow.domain.difficulties import DifficultyKind
from workflow.domain.inputs.difficulties import (
    AnswerDifficulty,
    Charge,
    Clarify,
    JoinDifficulties,
    PassUp,
    RaiseDifficulty,
    Remark,
)
from workflow.domain.labels import DIFFICULTY_KINDS

LONGEST = 5_000
NOTE_LENGTH = 2_000
STRAIGHT = 0  # no clearing house
NEW_RECORD = 0
_KINDS = [SelectChoice(kind.value, words) for kind, words in DIFFICULTY_KINDS.items()]


def _text(label: str, missing: str, longest: int = LONGEST) -> TextBlockField:
    return TextBlockField(label, [Filled(f"{label}: {missing}"), NotTooLong(longest)])


class WordingForm(StageForm):
    """A matter in words: what it is, to whom it is addressed, through which body."""

    kind = RadioField("Loại", choices=_KINDS, default=DifficultyKind.DIFFICULTY.value)
    text = _text("Nội dung", "hãy ghi việc gì, ở đâu, cần ai giải quyết.")
    addressed_to = StringField("Kiến nghị với cơ quan nào", [Length(max=200)])
    through_id = SelectField("Gửi qua đầu mối", coerce=int, default=STRAIGHT, validators=[Optional()])

    def offer(self, bodies: Iterable[tuple[int, str]]) -> None:
        """The bodies that it may go through; where there are none, nothing is asked."""
        choices = [SelectChoice(body, name) for body, name in bodies]
        if choices:
            self.through_id.choices = [SelectChoice(STRAIGHT, "Gửi thẳng cấp trên"), *choices]
        else:
            del self.through_id

    def wording(self) -> RaiseDifficulty:
        """The matter; the form is valid."""
        through = self.through_id.data if "through_id" in self else None
        addressed = " ".join(clean(self.addressed_to.data or "").split())
        return RaiseDifficulty(DifficultyKind(self.kind.data), self.text.data or "", addressed, through or None)


class PassUpForm(WordingForm):
    """The wording for the level above, over the version seen."""

    def to_input(self) -> PassUp:
        """The wording; the form is valid."""
        return PassUp(self.wording(), self.version.data or 0)


class JoinForm(StageForm):
    """Which ones are the same matter, and into which record they go."""

    others = SelectMultipleField("Ghép với các việc", coerce=int, choices=[], option_widget=CheckboxInput())
    into = RadioField("Ghép vào", coerce=int, choices=[], default=NEW_RECORD)
    kind = RadioField("Loại của việc chung mới", choices=_KINDS)
    text = TextBlockField("Lời văn của việc chung mới", [NotTooLong(LONGEST)])

    def offer(self, others: Iterable[tuple[int, str]], own: Iterable[tuple[int, str]]) -> None:
        """What may be joined, and the open records it may be joined into, each as (id, words)."""
        self.others.choices = [SelectChoice(one, words) for one, words in others]
        known = [SelectChoice(one, words) for one, words in own]
        self.into.choices = [SelectChoice(NEW_RECORD, "Một việc chung mới"), *known]

    def validate_text(self, field: TextBlockField) -> None:
        """A new record needs words of its own."""
        if not self.into.data and not (field.data or "").strip():
            raise ValidationError("Lời văn của việc chung mới: hãy ghi nội dung.")

    def to_input(self) -> JoinDifficulties:
        """The choice; the form is valid."""
        return JoinDifficulties(
            others=tuple(self.others.data or ()),
            into=self.into.data or None,
            kind=DifficultyKind(self.kind.data),
            text=self.text.data or "",
            version=self.version.data or 0,
        )


class AnswerForm(StageForm):
    """An answer for everybody who raised the matter."""

    text = _text("Trả lời", "hãy ghi câu trả lời.")
    who = StringField("Ai trả lời", [Filled("Ai trả lời: hãy ghi tên cơ quan hoặc chức danh."), Length(max=200)])
    in_part = BooleanField("Mới trả lời một phần; việc còn mở")
    symbol = StringField("Số, ký hiệu văn bản trả lời", [Length(max=60)])
    dated_on = VietnameseDateField("Ngày văn bản")
    promised_on = VietnameseDateField("Hẹn giải quyết xong trước ngày")

    def to_input(self) -> AnswerDifficulty:
        """The answer; the form is valid."""
        return AnswerDifficulty(
            text=self.text.data or "",
            who=" ".join(clean(self.who.data or "").split()),
            version=self.version.data or 0,
            in_part=bool(self.in_part.data),
            symbol=" ".join(clean(self.symbol.data or "").split()),
            dated_on=self.dated_on.data,
            promised_on=self.promised_on.data,
        )


class RemarkForm(StageForm):
    """One word back, never empty."""

    text = _text("Lý do", "hãy ghi lý do.", NOTE_LENGTH)

    def to_input(self) -> Remark:
        """What was said; the form is valid."""
        return Remark(self.text.data or "", self.version.data or 0)


class ReturnForm(RemarkForm):
    """What is unclear."""

    text = _text("Cần làm rõ điều gì", "hãy ghi rõ để đơn vị biết phải bổ sung gì.", NOTE_LENGTH)


class AskForm(RemarkForm):
    """A question about an answer."""

    text = _text("Câu hỏi", "hãy ghi câu hỏi.", NOTE_LENGTH)


class ClarifyForm(StageForm):
    """The matter worded anew, and an explanation."""

    text = _text("Nội dung đã làm rõ", "hãy ghi nội dung.")
    note = _text("Giải thích thêm", "hãy trả lời điều cấp trên hỏi.", NOTE_LENGTH)

    def to_input(self) -> Clarify:
        """Both; the form is valid."""
        return Clarify(self.text.data or "", self.note.data or "", self.version.data or 0)


class ChargeForm(StageForm):
    """The body that is to answer."""

    body_id = RadioField("Cơ quan trả lời", [Filled("Cơ quan trả lời: hãy chọn một cơ quan.")], coerce=int, choices=[])

    def offer(self, bodies: Iterable[tuple[int, str]]) -> None:
        """The advisory bodies of the organisation."""
        self.body_id.choices = [SelectChoice(body, name) for body, name in bodies]

    def to_input(self) -> Charge:
        """The choice; the form is valid."""
        return Charge(self.body_id.data, self.version.data or 0)

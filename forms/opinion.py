"""What is typed around a committee's decision: asking for slips, a slip, replies, the end of a round, a meeting."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wtforms import Field, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from forms.base import StageForm
from forms.fields import FigureField, SelectChoice, TextBlockField, VietnameseDateField
from forms.submit import NOTE_LENGTH
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.opinions import (
    Answered,
    AnswerOpinions,
    AskOpinions,
    CloseRound,
    GiveSlip,
    OpinionSaid,
    RecordMeeting,
)
from workflow.domain.labels import REPLIES, STANCES
from workflow.domain.states import Reply, Stance

MOST_ROWS = 30
_NO_PLACE = ""
_STANCES = [SelectChoice(stance.value, words) for stance, words in STANCES.items()]
_REPLIES = [SelectChoice(reply.value, words) for reply, words in REPLIES.items()]


class AskForm(StageForm):
    """Until which day the members are asked, and a word for them."""

    closes_on = VietnameseDateField("Hạn cho ý kiến", [Filled("Hạn cho ý kiến: hãy ghi ngày")])
    note = TextBlockField("Lời gửi các uỷ viên", validators=[NotTooLong(NOTE_LENGTH)])

    def to_input(self) -> AskOpinions:
        """The round; the form is valid."""
        return AskOpinions(self.version.data or 0, self.closes_on.data or dt.date.min, (self.note.data or "").strip())


class SlipForm(StageForm):
    """A member's slip: the stance, a word on the whole text, and one on each block that was chosen."""

    revision = IntegerField(widget=HiddenInput(), validators=[Optional()])
    rows = IntegerField(widget=HiddenInput(), validators=[Optional()])
    stance = RadioField("Ý kiến của đồng chí", choices=_STANCES, validators=[Filled("Hãy chọn một ý kiến.")])
    whole = TextBlockField("Ý kiến chung về văn bản", validators=[NotTooLong(NOTE_LENGTH)])

    def placed(self) -> list[tuple[Field, Field]]:
        """The rows for blocks: (which block, what is said of it)."""
        fields = {field.name: field for field in self}
        count = sum(name.startswith("block-") for name in fields)
        return [(fields[f"block-{row}"], fields[f"said-{row}"]) for row in range(count)]

    def validate(self, extra_validators: object = None) -> bool:
        """Refuse words without the block that they are about."""
        valid = bool(super().validate(extra_validators))
        for place, said in self.placed():
            if (said.data or "").strip() and not place.data:
                place.errors = [f"{place.label.text}: hãy chọn đoạn mà ý kiến này nói về."]
                valid = False
        return valid

    def to_input(self) -> GiveSlip:
        """The slip; the form is valid."""
        said = [OpinionSaid(None, self.whole.data or "")]
        said += [OpinionSaid(place.data, text.data or "") for place, text in self.placed() if place.data]
        told = tuple(one for one in said if one.text.strip())
        return GiveSlip(self.revision.data or 0, Stance(self.stance.data), told)


@dataclass(frozen=True, slots=True)
class SlipSeen:
    """What the form of a slip starts from: the page's version, the revision shown, its places, the slip so far."""

    version: int
    revision_id: int
    places: Mapping[str, str]
    stance: Stance | None = None
    whole: str = ""
    said: Sequence[tuple[str, str]] = ()


def slip_form(seen: SlipSeen, rows: int) -> SlipForm:
    """The form with so many rows for blocks: WTForms knows fields by class, so one is made."""
    rows = min(max(rows, len(seen.said) + 1), MOST_ROWS)
    choices = [SelectChoice(_NO_PLACE, "Chọn đoạn")]
    choices += [SelectChoice(block, words) for block, words in seen.places.items()]
    fields: dict[str, object] = {}
    for row in range(rows):
        fields[f"block-{row}"] = SelectField(f"Đoạn {row + 1}", choices=choices, default=_NO_PLACE)
        fields[f"said-{row}"] = TextBlockField(f"Ý kiến về đoạn {row + 1}", validators=[NotTooLong(NOTE_LENGTH)])
    made: type[SlipForm] = type("PlacedSlipForm", (SlipForm,), fields)
    data: dict[str, object] = {"stance": seen.stance.value if seen.stance else None, "whole": seen.whole}
    for row, (block, text) in enumerate(seen.said[:rows]):
        data |= {f"block-{row}": block, f"said-{row}": text}
    return made(data=data | {"version": seen.version, "revision": seen.revision_id, "rows": rows})


@dataclass(frozen=True, slots=True)
class OpinionSeen:
    """One opinion as the form of replies shows it."""

    id: int
    version: int
    reply: Reply | None
    answer: str


class RepliesForm(StageForm):
    """The office's reply to each opinion; one left open is replied to later."""

    def of(self, opinion_id: int) -> tuple[Field, Field, Field]:
        """The fields of one opinion: what becomes of it, in which words, the version seen."""
        return self[f"reply-{opinion_id}"], self[f"answer-{opinion_id}"], self[f"version-{opinion_id}"]

    def to_input(self) -> AnswerOpinions:
        """The replies that were chosen."""
        names = [field.name.removeprefix("reply-") for field in self if field.name.startswith("reply-")]
        return AnswerOpinions({int(name): self._answered(int(name)) for name in names})

    def _answered(self, opinion_id: int) -> Answered:
        reply, answer, seen = self.of(opinion_id)
        chosen = Reply(reply.data) if reply.data in set(Reply) else None
        version = int(seen.data) if str(seen.data).isdecimal() else 0
        return Answered(version, chosen, (answer.data or "").strip())


def replies_form(opinions: Sequence[OpinionSeen], version: int) -> RepliesForm:
    """The form for these opinions."""
    fields: dict[str, object] = {}
    data: dict[str, object] = {"version": version}
    for one in opinions:
        fields[f"reply-{one.id}"] = RadioField("Tiếp thu hay giải trình", choices=_REPLIES, validators=[Optional()])
        fields[f"answer-{one.id}"] = TextBlockField("Trả lời", validators=[NotTooLong(NOTE_LENGTH)])
        fields[f"version-{one.id}"] = HiddenField()
        data |= {f"reply-{one.id}": one.reply.value if one.reply else None, f"answer-{one.id}": one.answer}
        data[f"version-{one.id}"] = one.version
    made: type[RepliesForm] = type("OpinionRepliesForm", (RepliesForm,), fields)
    return made(data=data)


class CloseForm(StageForm):
    """The end of a round of opinions."""

    reason = TextBlockField("Lý do kết thúc", validators=[NotTooLong(NOTE_LENGTH)])

    def to_input(self) -> CloseRound:
        """The end; the form is valid."""
        return CloseRound(self.version.data or 0, (self.reason.data or "").strip())


class MeetingForm(StageForm):
    """What the minutes of a meeting say of the decision."""

    day = VietnameseDateField("Ngày họp", [Filled("Ngày họp: hãy ghi ngày")])
    members = FigureField("Tổng số uỷ viên", [Filled("Tổng số uỷ viên: chưa nhập")])
    present = FigureField("Số có mặt", [Filled("Số có mặt: chưa nhập")])
    agreed = FigureField("Số đồng ý", [Filled("Số đồng ý: chưa nhập")])
    opposed = FigureField("Số không đồng ý", [Filled("Số không đồng ý: chưa nhập, không có thì ghi 0")])
    conclusion = TextBlockField("Kết luận của hội nghị", [Filled("Kết luận của hội nghị: chưa nhập"), NotTooLong(4000)])

    def to_input(self) -> RecordMeeting:
        """The meeting; the form is valid."""
        return RecordMeeting(
            version=self.version.data or 0,
            day=self.day.data or dt.date.max,
            members=self.members.data or 0,
            present=self.present.data or 0,
            agreed=self.agreed.data or 0,
            opposed=self.opposed.data or 0,
            conclusion=(self.conclusion.data or "").strip(),
        )

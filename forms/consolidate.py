"""What the office may type while it consolidates: which source blocks, why one is left out, how a block reads."""

from wtforms import HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional, Regexp

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.campaigns import SaveResult
from workflow.domain.inputs.tasks import ChooseProgress
from workflow.domain.labels import PROGRESS

LONGEST_REASON = 1_000
LONGEST_TEXT = 20_000
SEVERAL = "chon"  # the reason field of a selection; that of one block is named by the block's id


def block_id(typed: str) -> int:
    """The id of a source block; refuses (ValueError) what no database can hold."""
    number = int(typed)
    if not 0 < number < 2**63:
        raise ValueError(typed)
    return number


class PickForm(StageForm):
    """Source blocks, by id."""

    doan = SelectMultipleField(
        "Đoạn nguồn",
        coerce=block_id,
        choices=[],
        validate_choice=False,
        validators=[Filled("Hãy đánh dấu ít nhất một đoạn nguồn chưa xử lý.")],
    )


class MergeForm(PickForm):
    """Source blocks, and the result block they go into (empty: a new one)."""

    into = StringField("Ghép vào đoạn", validators=[Length(max=40)])


class LeaveOutForm(PickForm):
    """Source blocks, and why they stay out. The page has one reason field a block; `target` says which was typed in."""

    target = HiddenField(default=SEVERAL, validators=[Optional(), Regexp(rf"{SEVERAL}|\d{{1,15}}")])
    reason = TextBlockField(
        "Lý do để ngoài", validators=[Filled("Hãy ghi lý do để ngoài."), NotTooLong(LONGEST_REASON)]
    )

    def at_its_place(self) -> "LeaveOutForm":
        """The form with its reason field under the id that the page gives it, so that the summary leads there."""
        self.reason.id = f"ly-do-{self.target.data}"
        return self


class AddForm(StageForm):
    """The office's own words, without a source."""

    text = TextBlockField(
        "Đoạn của Văn phòng, không có nguồn",
        id="them-doan",
        validators=[Filled("Hãy ghi nội dung đoạn."), NotTooLong(LONGEST_TEXT)],
    )


class ProgressForm(StageForm):
    """How far a consolidated task is: as its units say (empty), or as the office judges; over what was seen."""

    task = HiddenField(validators=[Regexp(r"\d{1,15}")])
    seen = HiddenField(default="")
    progress = SelectField(
        "Tiến độ ghi trong báo cáo",
        choices=[
            SelectChoice("", "Theo các đơn vị"),
            *(SelectChoice(one.value, said) for one, said in PROGRESS.items()),
        ],
    )

    def to_input(self) -> ChooseProgress:
        """What was chosen; words of nothing that is known were never seen."""
        known = {one.value: one for one in PROGRESS}
        chosen, seen = known.get(self.progress.data or ""), known.get(self.seen.data or "")
        return ChooseProgress(int(self.task.data or 0), chosen, seen)


class ResultForm(StageForm):
    """New wording of one result block, over the version seen."""

    block = HiddenField(validators=[Length(max=40)])
    text = TextBlockField(
        "Lời văn của đoạn",
        id="loi-van",
        validators=[
            Filled("Đoạn không được để trống. Muốn bỏ đoạn, hãy dùng “Bỏ đoạn”."),
            NotTooLong(LONGEST_TEXT),
        ],
    )

    def to_input(self) -> SaveResult:
        """The wording; without a version it is as old as can be."""
        return SaveResult(self.block.data or "", self.text.data or "", self.version.data or 0)


class ChoiceForm(StageForm):
    """Which of two wordings stays after a conflict."""

    block = HiddenField(validators=[Length(max=40)])
    choice = HiddenField(default="merged")
    mine = TextBlockField("Bản của đồng chí", validators=[NotTooLong(LONGEST_TEXT)])
    merged = TextBlockField("Bản ghép", validators=[NotTooLong(LONGEST_TEXT)])

    def to_input(self, saved: str) -> SaveResult:
        """The chosen wording, over the version that the conflict showed; the other one is set aside."""
        mine, merged = self.mine.data or "", self.merged.data or ""
        chosen, other = {"saved": (saved, mine), "mine": (mine, saved)}.get(self.choice.data, (merged, saved))
        return SaveResult(self.block.data or "", chosen, self.version.data or 0, other)

    def as_rewriting(self) -> ResultForm:
        """The chosen words as a rewriting of the block, for a page that shows them again."""
        typed = self.mine.data if self.choice.data == "mine" else self.merged.data
        return ResultForm(formdata=None, block=self.block.data, text=typed, version=self.version.data)

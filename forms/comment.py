"""What is typed about a block of a paper: a comment, a suggested wording, a reply, why a wording is not taken."""

from wtforms import HiddenField, RadioField

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField
from forms.submit import NOTE_LENGTH
from forms.validators import Filled, NotTooLong
from workflow.domain.comments import Audience
from workflow.domain.inputs.commenting import MakeComment, RejectSuggestion, ReplyToComment
from workflow.domain.labels import AUDIENCES

LONGEST_BLOCK = 20_000
_AUDIENCES = [SelectChoice(audience.value, words) for audience, words in AUDIENCES.items()]


class CommentForm(StageForm):
    """A comment on one block, and for whom it is."""

    block = HiddenField()
    text = TextBlockField("Góp ý", validators=[NotTooLong(NOTE_LENGTH)])
    proposed = TextBlockField("Lời văn đề nghị thay cho cả đoạn", validators=[NotTooLong(LONGEST_BLOCK)])
    audience = RadioField("Ai đọc được", choices=_AUDIENCES, default=Audience.INTERNAL.value)

    def to_input(self) -> MakeComment:
        """The comment; the form is valid."""
        audience = Audience(self.audience.data) if "audience" in self else Audience.VISIBLE
        proposed = (self.proposed.data or "").strip() or None if "proposed" in self else None
        return MakeComment(self.block.data or "", self.text.data or "", audience, proposed, self.token.data)


def comment_form(block: str, words: str, *, inside: bool, may_suggest: bool) -> CommentForm:
    """The form for one block, its words laid ready to be changed; outside the house a comment is always for both."""
    form = CommentForm(data={"block": block, "proposed": words, "audience": Audience.INTERNAL.value})
    if not inside:
        del form.audience
    if not may_suggest:
        del form.proposed
    return form


class CommentReplyForm(StageForm):
    """A reply to a comment."""

    text = TextBlockField("Trả lời", validators=[Filled("Trả lời: chưa nhập"), NotTooLong(NOTE_LENGTH)])

    def to_input(self) -> ReplyToComment:
        """The reply; the form is valid."""
        return ReplyToComment(self.text.data or "", token=self.token.data)


class RejectForm(StageForm):
    """Why a suggested wording is not taken."""

    answer = TextBlockField("Vì sao không nhận", [Filled("Vì sao không nhận: chưa nhập"), NotTooLong(NOTE_LENGTH)])

    def to_input(self) -> RejectSuggestion:
        """The answer; the form is valid."""
        return RejectSuggestion((self.answer.data or "").strip())

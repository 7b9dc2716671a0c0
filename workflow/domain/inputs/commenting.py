"""What is said of the blocks of a paper: comments, replies, suggested wordings."""

from dataclasses import dataclass

from workflow.domain.comments import Audience


@dataclass(frozen=True, slots=True)
class MakeComment:
    """A comment on a block, for whom, and another wording for it (None: words of comment alone). The one-time token of
    its form makes a double press one comment."""

    block: str
    text: str
    audience: Audience = Audience.INTERNAL
    proposed: str | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ReplyToComment:
    """A reply to a comment."""

    text: str
    token: str | None = None


@dataclass(frozen=True, slots=True)
class RejectSuggestion:
    """Why the writer leaves the text as it is."""

    answer: str

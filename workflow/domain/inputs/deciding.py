"""What is said with an act on a document: handing in, returning, approving, mending its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflow.domain.guards import Meeting


@dataclass(frozen=True, slots=True)
class Act:
    """An act on a document as it was seen: the version on the page, and what was said with it."""

    version: int
    note: str = ""


class ReturnTo(StrEnum):
    """The earlier step that a paper goes back to."""

    WRITER = "writer"
    APPRAISAL = "appraisal"


@dataclass(frozen=True, slots=True)
class ReturnDocument:
    """Why a document goes back, and to whom: a reason for each section to mend ({key: reason}) and, or, one for the
    whole."""

    version: int
    reasons: Mapping[str, str]
    note: str = ""
    to: ReturnTo = ReturnTo.WRITER

    @property
    def said(self) -> str:
        """Everything said, as one text."""
        return "\n".join(filter(None, (self.note, *self.reasons.values())))


@dataclass(frozen=True, slots=True)
class MendForm:
    """Which findings of the check of format to repair, by their keys."""

    version: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaiveFinding:
    """A finding let stand, and why."""

    version: int
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Approve:
    """An approval of a version; a chi bộ may give its meeting's decision, and may issue in the same breath; who signs
    with a key of their own signs afterwards (`signs_later`)."""

    version: int
    note: str = ""
    meeting: Meeting | None = None
    issue_now: bool = False
    signs_later: bool = False

"""Whose hand a paper went through: who brought it where it stands, and who did something to it since."""

import datetime as dt
from dataclasses import dataclass

from workflow.domain import dates
from workflow.domain.fact_labels import FACTS
from workflow.domain.facts import Fact

# What is said or noted beside a paper: it stays as it was seen, and nobody took it in hand.
BESIDE = frozenset(
    {
        Fact.COMMENT_MADE,
        Fact.COMMENT_REPLIED,
        Fact.COMMENT_CLOSED,
        Fact.COMMENT_REOPENED,
        Fact.SUGGESTION_REJECTED,
        Fact.DOCUMENT_SLOW,
    }
)
UNDOABLE = frozenset({Fact.DOCUMENT_APPRAISED, Fact.DOCUMENT_APPROVED})


@dataclass(frozen=True, slots=True)
class Hand:
    """One recorded act of a person on a paper."""

    user_id: int | None
    name: str
    at: dt.datetime
    fact: Fact

    @property
    def told(self) -> str:
        """ "Đồng chí Trần Thị B đã làm việc “Thẩm định xong” lúc 10:42 06/12/2024"."""
        return f"Đồng chí {self.name} đã làm việc “{FACTS[self.fact]}” lúc {dates.clock_and_day(self.at)}"

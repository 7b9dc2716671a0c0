"""What is said around a committee's decision: how it decides, rounds of opinions, slips, replies, meetings."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from workflow.domain.states import Reply, Stance


@dataclass(frozen=True, slots=True)
class AskOpinions:
    """A round of opinions on the version that was seen, until a day, with a word for the members."""

    version: int
    closes_on: dt.date
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpinionSaid:
    """One opinion: on a block, or on the whole text (None)."""

    block: str | None
    text: str


@dataclass(frozen=True, slots=True)
class GiveSlip:
    """A member's slip on the revision (its id) that was read."""

    revision_id: int
    stance: Stance
    opinions: tuple[OpinionSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """The office's reply to an opinion as it was seen."""

    version: int
    reply: Reply | None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class AnswerOpinions:
    """Replies by the id of their opinion; one without a reply is left as it is."""

    answers: Mapping[int, Answered]


@dataclass(frozen=True, slots=True)
class CloseRound:
    """The end of a round; before its day, while members are still awaited, with a reason."""

    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordMeeting:
    """What a meeting of the body decided, as its minutes have it."""

    version: int
    day: dt.date
    members: int
    present: int
    agreed: int
    opposed: int
    conclusion: str

"""What is typed about difficulties: raising one, joining like ones, passing up, answering, asking back."""

import datetime as dt
from dataclasses import dataclass

from workflow.domain.difficulties import DifficultyKind


@dataclass(frozen=True, slots=True)
class RaiseDifficulty:
    """A matter as a unit raises it, or as an office words it for the level above: to whom it is addressed, and through
    which clearing house it goes (None: straight)."""

    kind: DifficultyKind
    text: str
    addressed_to: str = ""
    through_id: int | None = None


@dataclass(frozen=True, slots=True)
class JoinDifficulties:
    """Like matters joined with the one on the page (`others`): into an open record of one's own (`into`), or into a new
    one that reads so."""

    others: tuple[int, ...]
    into: int | None
    kind: DifficultyKind
    text: str
    version: int


@dataclass(frozen=True, slots=True)
class PassUp:
    """The wording with which a matter goes to the level above, over the version seen."""

    wording: RaiseDifficulty
    version: int


@dataclass(frozen=True, slots=True)
class AnswerDifficulty:
    """An answer: its words, in whose name, whether it is only a part, the document it stands in, the day promised."""

    text: str
    who: str
    version: int
    in_part: bool = False
    symbol: str = ""
    dated_on: dt.date | None = None
    promised_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason, a question or an explanation, over the version seen."""

    text: str
    version: int


@dataclass(frozen=True, slots=True)
class Clarify:
    """The matter worded anew, and what is explained beside it."""

    text: str
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class Charge:
    """The advisory body that is to answer."""

    body_id: int
    version: int

"""What is typed into the books, the series and the register of citations."""

import datetime as dt
from dataclasses import dataclass

from workflow.domain.states import Numbering


@dataclass(frozen=True, slots=True)
class SaveCitation:
    """A document of the citation register as typed; `version` is that of the entry corrected."""

    symbol: str
    issued_on: dt.date | None
    kind_name: str
    issuer: str
    title: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class ReserveNumber:
    """The next number of a kind (its symbol), kept for a paper to come, and why."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoteOutgoing:
    """The columns of the outgoing book that the văn thư fills in by hand, over the version seen."""

    version: int
    keeper: str
    copies: int | None
    note: str


@dataclass(frozen=True, slots=True)
class EnterIncoming:
    """A paper that arrived by another way than the system: the columns of the incoming book. `kind` is the type's
    symbol, empty when it has none."""

    day: dt.date
    author: str
    title: str
    kind: str = ""
    symbol: str = ""
    dated_on: dt.date | None = None
    handler: str = ""
    passed_on: dt.date | None = None
    receipt: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoteIncoming:
    """The columns of the incoming book that are filled in after the receipt, over the version seen."""

    version: int
    handler: str
    passed_on: dt.date | None
    receipt: str
    note: str


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """A new nhiệm kỳ: its first day, how its numbers run; `keep_given` leaves papers that already bear a day of it
    under the numbers they got before."""

    name: str
    from_day: dt.date
    numbering: Numbering
    keep_given: bool = False

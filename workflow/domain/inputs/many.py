"""What a person chooses to do the same act on many at once."""

import datetime as dt
from dataclasses import dataclass

from workflow.domain.rows import row_or_none

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Picked:
    """A paper as the list showed it."""

    document_id: int
    version: int

    @classmethod
    def read(cls, key: str) -> "Picked | None":
        """What a ticked box says ("12.3"); None for what none says."""
        document_id, version = (row_or_none(part) for part in key.partition(".")[::2])
        return None if document_id is None or version is None else cls(document_id, version)

    @property
    def key(self) -> str:
        """What its box says."""
        return f"{self.document_id}.{self.version}"


@dataclass(frozen=True, slots=True)
class UrgeMany:
    """By when everybody urged is to answer, and the token of the press."""

    reply_by: dt.date
    token: str

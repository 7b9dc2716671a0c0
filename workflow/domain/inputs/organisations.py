"""What founds an organisation and opens an account."""

import datetime as dt
from dataclasses import dataclass, field

from workflow.domain.states import Level, Role


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """A new organisation: names for people and for the paper, its level and its superior."""

    name: str
    short_name: str
    heading: str
    symbol: str
    place: str
    authority: str
    level: Level
    superior_id: int | None
    term_from: dt.date
    party_heading: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """A new person with a first role."""

    username: str
    name: str
    password: str = field(repr=False)
    organisation_id: int
    role: Role
    position: str | None = None


@dataclass(frozen=True, slots=True)
class GrantRole:
    """One more role for a person already known."""

    username: str
    organisation_id: int
    role: Role
    position: str | None = None

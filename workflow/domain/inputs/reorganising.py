"""What changes the tree: a plan of one recorded act, kept as JSON between its preparation and its day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from workflow.domain.states import Level, ReorganisationKind


@dataclass(frozen=True, slots=True)
class Names:
    """What an organisation is called, for people and on its papers."""

    name: str
    short_name: str
    symbol: str
    place: str
    authority: str
    party_heading: str | None = None

    @property
    def heading(self) -> str:
        """As the paper prints it as issuer."""
        return self.name.upper()


@dataclass(frozen=True, slots=True)
class Receiver:
    """One that takes over: an organisation that is there (`organisation_id`), or one that the act founds."""

    key: str
    organisation_id: int | None = None
    names: Names | None = None
    level: Level | None = None

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Receiver":
        """As it was kept."""
        names = Names(**kept["names"]) if kept.get("names") else None
        level = Level(kept["level"]) if kept.get("level") else None
        return cls(kept["key"], kept.get("organisation_id"), names, level)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one act does: `units` are changed or ended, `receivers` take over (the first whatever is not shared out),
    `shares` says by key ("membership:12", "target:5") which receiver takes what ("" nobody); a renaming has `names` and
    says with `restart` whether numbers begin anew, a move has `superior_id`."""

    units: tuple[int, ...]
    receivers: tuple[Receiver, ...] = ()
    shares: Mapping[str, str] = field(default_factory=dict)
    names: Names | None = None
    restart: bool = False
    superior_id: int | None = None

    @property
    def kept_units(self) -> frozenset[int]:
        """Organisations that are there and take over: they go on."""
        return frozenset(one.organisation_id for one in self.receivers if one.organisation_id is not None)

    @property
    def ending(self) -> tuple[int, ...]:
        """The organisations that the act ends; none when it only renames or moves."""
        if self.names is not None or self.superior_id is not None:
            return ()
        return tuple(unit for unit in self.units if unit not in self.kept_units)

    def to_json(self) -> dict[str, Any]:
        """As the act keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Plan":
        """As it was kept."""
        return cls(
            units=tuple(kept["units"]),
            receivers=tuple(Receiver.from_json(one) for one in kept["receivers"]),
            shares=dict(kept["shares"]),
            names=Names(**kept["names"]) if kept["names"] else None,
            restart=kept["restart"],
            superior_id=kept["superior_id"],
        )


@dataclass(frozen=True, slots=True)
class Prepare:
    """A change of the tree by a decision: its symbol and day, the day it counts from, why it is written down late."""

    kind: ReorganisationKind
    plan: Plan
    decision_symbol: str
    decision_on: dt.date
    effective_on: dt.date
    reason: str = ""

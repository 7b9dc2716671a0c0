"""What a paper says of the body that issued it: the names of the day on which it took its number, for good."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer as its papers name it: `name` for people, `heading` and `superior` (the upper line, None at the top of
    the tree) for the head of the paper, `place` for its date line."""

    name: str
    short_name: str
    heading: str
    place: str
    superior: str | None

    def to_json(self) -> dict[str, Any]:
        """As a document keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Issuer":
        """As it was kept."""
        return cls(**kept)

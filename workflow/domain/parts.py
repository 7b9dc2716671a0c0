"""The components of a paper that the guide knows and most papers do without."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.domain.paper import Paper, Urgency


@dataclass(frozen=True, slots=True)
class Parts:
    """How fast it must travel (box 10b), who may keep it (11a), the drafter's mark and number of copies (12), the line
    of contact at the foot of page 1 (13); HD36 phụ lục 1. What a paper does without is None."""

    urgency: Urgency | None = None
    circulation: str | None = None
    drafter_mark: str | None = None
    contact: str | None = None

    def to_json(self) -> dict[str, str]:
        """The shape kept with a document and in its revisions: only what there is."""
        urgency = self.urgency.value if self.urgency else None
        kept = {
            "urgency": urgency,
            "circulation": self.circulation,
            "drafter_mark": self.drafter_mark,
            "contact": self.contact,
        }
        return {name: value for name, value in kept.items() if value}

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Parts":
        """The inverse of `to_json`."""
        urgency = Urgency(shape["urgency"]) if shape.get("urgency") else None
        return cls(urgency, shape.get("circulation"), shape.get("drafter_mark"), shape.get("contact"))

    @classmethod
    def of(cls, paper: Paper) -> "Parts":
        """Those of a paper that was read."""
        return cls(paper.urgency, paper.circulation, paper.drafter_mark, paper.contact)

    @property
    def lines(self) -> list[str]:
        """What there is, one component a line, in the order of the paper."""
        return list(self.to_json().values())


NO_PARTS = Parts()

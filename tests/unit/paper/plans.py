"""The plans to hand: two fictional ones with the slips of those who type, and those of the folder TRINHKY_PLANS when it
is set."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workflow.domain.paper import Paper
from workflow.paper.parse import parse_text

OWN_FOLDER = Path(__file__).parent / "typed_plans"


def folders() -> list[Path]:
    """Where plans are read from in this run."""
    given = os.environ.get("TRINHKY_PLANS")
    return [OWN_FOLDER, *([Path(given).resolve()] if given else [])]


@dataclass(frozen=True)
class Plan:
    """One plan; its shape is known by its content: only the department's prints the body above it."""

    name: str
    text: str
    of_department: bool
    fictional: bool

    @property
    def paper(self) -> Paper:
        """The plan parsed, once for all tests."""
        return _parsed(self.text)


def to_hand() -> list[Plan]:
    """Every plan of the folders."""
    return [
        Plan(f"{folder.name}/{file.name}", text, "ĐẢNG CỘNG SẢN VIỆT NAM" in text, folder == OWN_FOLDER)
        for folder in folders()
        for file in sorted(folder.glob("*.txt"))
        for text in [file.read_text(encoding="utf-8")]
    ]


@cache
def _parsed(text: str) -> Paper:
    return parse_text(text)

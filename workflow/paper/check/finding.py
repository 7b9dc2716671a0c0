"""What a check finds: a rule that a paper does not keep, where, and the repair where one is safe."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workflow.domain.blocks import digest
from workflow.domain.errors import ChangedMeanwhile
from workflow.domain.paper import Paper
from workflow.paper.check.spots import Spot, is_part, read, write


class Severity(StrEnum):
    """An error stops a paper until it is mended or waived; a warning is a person's to judge."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Edit:
    """One string of a paper as it is and as it should be."""

    spot: Spot
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe repair: what it does in words, and its edits as plain data."""

    words: str
    edits: tuple[Edit, ...]

    def apply(self, paper: Paper) -> Paper:
        """The paper with the repair made. Refuses (ChangedMeanwhile) a paper whose text is no longer the one seen."""
        for edit in self.edits:
            if read(paper, edit.spot) != edit.old:
                raise ChangedMeanwhile("Chỗ này đã được sửa khác đi. Hãy xem lại danh sách rồi làm lại.")
            paper = write(paper, edit.spot, edit.new)
        return paper


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `place` is a block's id or the name of a part of the paper; `text` is what stands there; `clause`
    names the source of the rule."""

    rule: str
    severity: Severity
    clause: str
    place: str
    message: str
    fix: Fix | None
    text: str

    @property
    def key(self) -> str:
        """Names this finding on this text: another text at its place has another key. A block is known by its words: in
        a text still being written it has no lasting id yet."""
        part = self.place if is_part(self.place) else ""
        return digest("\n".join((self.rule, part, self.message, self.text)))[:24]

    @property
    def is_error(self) -> bool:
        """Whether it stops the paper."""
        return self.severity is Severity.ERROR

    def to_json(self) -> dict[str, Any]:
        """The shape printed by `trinhky check --json` (design §7)."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "clause": self.clause,
            "place": self.place,
            "message": self.message,
            "fix": self.fix.words if self.fix else None,
        }


def errors_of(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop the paper."""
    return [finding for finding in findings if finding.is_error]

"""The register of rules: each is one small function that reads a paper and yields what is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workflow.paper.check.finding import Fix, Severity
from workflow.paper.check.reading import Reading

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Slip:
    """What a rule yields: the place, the sentence that says what is wrong and what to do, the repair if one is safe."""

    place: str
    message: str
    fix: Fix | None = None


Look = Callable[[Reading], Iterator[Slip]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its lasting name, how grave a breach is, the clause it comes from, the function that looks.
    `of_issued` rules ask for what a draft cannot have yet: number, day, signature."""

    name: str
    severity: Severity
    clause: str
    look: Look
    of_issued: bool = False


RULES: dict[str, Rule] = {}


def rule(severity: Severity, clause: str, *, of_issued: bool = False) -> Callable[[Look], Look]:
    """Enter a function into the register under its own name."""

    def enter(look: Look) -> Look:
        RULES[look.__name__] = Rule(look.__name__, severity, clause, look, of_issued)
        return look

    return enter
